package pay

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// shift writes a duty in one line: date, start, end by the clock, breaks.
func shift(t *testing.T, zoneName, date, start, end string, breaks ...string) roster.Duty {
	t.Helper()
	place := zone(t, zoneName)
	c := workedCase{ID: "a", Jurisdiction: "HU", place: place}
	g := shiftGroup{Breaks: breaks}
	var err error
	if g.Start, err = roster.ParseClock(start); err != nil {
		t.Fatal(err)
	}
	if g.End, err = roster.ParseClock(end); err != nil {
		t.Fatal(err)
	}
	return c.duty(g, day0(date))
}

func month(t *testing.T, pack, zoneName, first string, duties ...roster.Duty) Input {
	t.Helper()
	from := day0(first)
	return Input{
		Pack: loadPack(t, pack), Agent: roster.Agent{ID: "a", PayrollID: "17", Zone: zone(t, zoneName)},
		Team: roster.Team{Grounds: []string{"d"}}, Duties: duties, From: from, To: from.NextMonth(),
	}
}

// rows writes lines as "2026-03-28 BASE 120", one a line.
func rows(t *testing.T, in Input) string {
	t.Helper()
	lines, _, err := Lines(in)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s %s %d @%d\n", l.Date, l.Category, l.Minutes, l.Percent)
	}
	return b.String()
}

func text(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func TestLines(t *testing.T) {
	const budapest, moscow, berlin = "Europe/Budapest", "Europe/Moscow", "Europe/Berlin"
	spring := shift(t, budapest, "2026-03-28", "22:00", "06:00", "00:30-00:50")
	eve := shift(t, berlin, "2026-12-31", "20:00", "06:00", "01:00-01:45")
	called := shift(t, moscow, "2026-04-14", "09:00", "12:00")
	called.Kind = roster.Overtime
	holidayOvertime := shift(t, budapest, "2026-05-01", "10:00", "14:00")
	holidayOvertime.Kind = roster.Overtime
	standby := shift(t, budapest, "2026-02-11", "18:00", "20:00")
	standby.Kind = roster.Standby
	restDay := shift(t, moscow, "2026-04-18", "20:00", "04:00")
	restDay.Kind = roster.RestDayWork
	tests := map[string]struct {
		in   Input
		want string
	}{
		// 22–24 on Saturday; Sunday 0–6 without the hour that is skipped and 20 min: 280.
		"HU: a spring night is two dates, and Sunday has five hours": {
			month(t, "hu", budapest, "2026-03-01", spring),
			text("2026-03-28 BASE 120 @100", "2026-03-28 HU_NIGHT_15 120 @15",
				"2026-03-29 BASE 280 @100", "2026-03-29 HU_NIGHT_15 280 @15", "2026-03-29 HU_SUNDAY_50 280 @50"),
		},
		"HU: plain overtime on a holiday is overtime on a holiday": {
			month(t, "hu", budapest, "2026-05-01", holidayOvertime),
			text("2026-05-01 BASE 240 @100", "2026-05-01 HU_HOLIDAY_100 240 @100", "2026-05-01 HU_OT_100 240 @100"),
		},
		"HU: standby is no work and has no base": {
			month(t, "hu", budapest, "2026-02-01", standby),
			text("2026-02-11 HU_STANDBY_20 120 @20"),
		},
		// New Year's Eve from 14:00 is 125 %, and so is 1 January; night core to 04:00.
		"DE: New Year's Eve, booked with December": {
			month(t, "de", berlin, "2026-12-01", eve),
			text("2026-12-31 BASE 240 @100", "2026-12-31 DE_HOL125 240 @125", "2026-12-31 DE_N25 240 @25", "2026-12-31 DE_STAT_NIGHT 60 @25",
				"2027-01-01 BASE 315 @100", "2027-01-01 DE_HOL125 315 @125", "2027-01-01 DE_N25 120 @25", "2027-01-01 DE_N40 195 @40",
				"2027-01-01 DE_STAT_NIGHT 315 @25"),
		},
		"a duty of last month is last month's": {
			month(t, "de", berlin, "2027-01-01", eve), "",
		},
		"RU: called in, the first two hours cost less": {
			month(t, "ru", moscow, "2026-04-01", called),
			text("2026-04-14 RU_OT_1.5 120 @150", "2026-04-14 RU_OT_2.0 60 @200"),
		},
		"RU: only the hours of the rest day are doubled": {
			month(t, "ru", moscow, "2026-04-01", restDay),
			text("2026-04-18 RU_NIGHT_0.2 120 @20", "2026-04-18 RU_REST_2.0 240 @200",
				"2026-04-19 RU_BASE_1.0 240 @100", "2026-04-19 RU_NIGHT_0.2 240 @20"),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, rows(t, tt.in)); diff != "" {
				t.Errorf("lines differ (-want +got):\n%s", diff)
			}
		})
	}
}

// Three duties of 11 h against a norm of 30 h: 3 h beyond, of which 2 h at 1.5.
// The last hours of the period are the overtime.
func TestSummarisedOvertimeIsTheEndOfThePeriod(t *testing.T) {
	var duties []roster.Duty
	for _, d := range []string{"2026-02-02", "2026-02-04", "2026-02-06"} {
		duties = append(duties, shift(t, "Europe/Moscow", d, "08:00", "20:00", "13:00-14:00"))
	}
	in := month(t, "ru", "Europe/Moscow", "2026-02-01", duties...)
	norm := 30 * 60
	in.Flags.Norm = &norm
	want := text("2026-02-02 RU_BASE_1.0 660 @100", "2026-02-04 RU_BASE_1.0 660 @100",
		"2026-02-06 RU_BASE_1.0 480 @100", "2026-02-06 RU_OT_1.5 120 @150", "2026-02-06 RU_OT_2.0 60 @200")
	if diff := cmp.Diff(want, rows(t, in)); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}

// Five days of 9 h are 45 h; the next week's 40 h do not make up for them, and
// a week that ends in the next month is the next month's.
func TestWeeklyOvertimeDoesNotAverage(t *testing.T) {
	var duties []roster.Duty
	for d := day0("2026-03-02"); d < day0("2026-03-14"); d++ {
		end := "17:00" // Monday to Friday of the first week 9 h, then 8
		if d >= day0("2026-03-09") {
			end = "16:00"
		}
		if d.Weekday() != 0 && d.Weekday() != 6 {
			duties = append(duties, shift(t, "America/New_York", d.String(), "08:00", end))
		}
	}
	lines, _, err := Lines(month(t, "us", "America/New_York", "2026-03-01", duties...))
	if err != nil {
		t.Fatal(err)
	}
	overtime := 0
	for _, l := range lines {
		if l.Category == "US_OT_1.5" {
			overtime += l.Minutes
		}
	}
	if overtime != 5*60 {
		t.Errorf("overtime is %d min, want 5 h", overtime)
	}
}

func TestFindings(t *testing.T) {
	const budapest, berlin = "Europe/Budapest", "Europe/Berlin"
	tests := map[string]struct {
		in   Input
		want string
	}{
		"HU: six hours need no break":           {month(t, "hu", budapest, "2026-02-01", shift(t, budapest, "2026-02-10", "08:00", "14:00")), ""},
		"HU: a minute more does":                {month(t, "hu", budapest, "2026-02-01", shift(t, budapest, "2026-02-10", "08:00", "14:01")), "HU_MT_103_BREAK"},
		"HU: 12 h 45 with 45 min are twelve":    {month(t, "hu", budapest, "2026-02-01", shift(t, budapest, "2026-02-10", "06:00", "18:45", "12:00-12:45")), ""},
		"HU: a minute more is too long":         {month(t, "hu", budapest, "2026-02-01", shift(t, budapest, "2026-02-10", "06:00", "18:46", "12:00-12:45")), "HU_MT_99_MAX"},
		"HU: thirteen on the autumn night":      {month(t, "hu", budapest, "2026-10-01", shift(t, budapest, "2026-10-24", "19:00", "07:45", "23:00-23:45")), ""},
		"HU: d is no ground on a holiday":       {month(t, "hu", budapest, "2026-05-01", shift(t, budapest, "2026-05-01", "08:00", "12:00")), "HU_MT_102_3"},
		"DE: parts of ten minutes are no break": {month(t, "de", berlin, "2026-02-01", shift(t, berlin, "2026-02-10", "08:00", "15:00", "10:00-10:10", "12:00-12:20")), "DE_ARBZG_4_BREAK"},
		"DE: six hours in a row are allowed":    {month(t, "de", berlin, "2026-02-01", shift(t, berlin, "2026-02-10", "08:00", "16:30", "14:00-14:30")), ""},
		"DE: a minute more is not":              {month(t, "de", berlin, "2026-02-01", shift(t, berlin, "2026-02-10", "08:00", "16:31", "14:01-14:31")), "DE_ARBZG_4_S3"},
		"DE: ten hours and a minute":            {month(t, "de", berlin, "2026-02-01", shift(t, berlin, "2026-02-10", "08:00", "18:46", "13:00-13:45")), "DE_ARBZG_3_10H"},
		"EU: a break, however short":            {month(t, "eu", berlin, "2026-02-01", shift(t, berlin, "2026-02-10", "08:00", "15:00")), "EU_ART4_BREAK"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, findings, err := Lines(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, f := range findings {
				codes = append(codes, f.Rule)
				if f.Source == "" || f.Text == "" || f.Agent != "a" || f.Date == 0 {
					t.Errorf("the finding %+v lacks article, words, agent or date", f)
				}
			}
			if got := strings.Join(codes, " "); got != tt.want {
				t.Errorf("findings %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLinesRefusesNonsense(t *testing.T) {
	good := month(t, "hu", "Europe/Budapest", "2026-02-01", shift(t, "Europe/Budapest", "2026-02-10", "08:00", "14:00"))
	noPack, backwards, upside := good, good, good
	noPack.Pack = nil
	backwards.To = backwards.From
	bad := good.Duties[0]
	bad.Span.Start, bad.Span.End = bad.Span.End, bad.Span.Start
	upside.Duties = []roster.Duty{bad}
	for name, in := range map[string]Input{"no pack": noPack, "an empty period": backwards, "a duty that ends before it starts": upside} {
		if _, _, err := Lines(in); roster.KindOf(err) != roster.Invalid {
			t.Errorf("%s: %v, want an Invalid error", name, err)
		}
	}
}

func TestWriteCSV(t *testing.T) {
	lines := []Line{
		{"b", "18", day0("2026-02-10"), "BASE", 100, 100, "contract"},
		{"a", "17", day0("2026-02-11"), "BASE", 480, 100, "contract"},
		{"a", "17", day0("2026-02-10"), "HU_NIGHT_15", 61, 15, "Mt. 142"},
	}
	var b strings.Builder
	if err := WriteCSV(&b, lines); err != nil {
		t.Fatal(err)
	}
	// 61 min = 1.01666 h, 100 min = 1.66666 h.
	want := text("agent_id,payroll_id,date,category,minutes,hours,rate_percent,rule",
		"a,17,2026-02-10,HU_NIGHT_15,61,1.02,15,Mt. 142",
		"a,17,2026-02-11,BASE,480,8.00,100,contract",
		"b,18,2026-02-10,BASE,100,1.67,100,contract")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("the file differs (-want +got):\n%s", diff)
	}
	if lines[0].Agent != "b" {
		t.Error("the caller's lines were put in another order")
	}
}

func TestHoursAreHalfUp(t *testing.T) {
	// 0.3 min is half a hundredth: 3 min are exactly 0.05 h, 27 min 0.45 h.
	for minutes, want := range map[int]string{0: "0.00", 1: "0.02", 3: "0.05", 20: "0.33", 27: "0.45", 40: "0.67", 59: "0.98", 60: "1.00", 6001: "100.02"} {
		if got := hours(minutes); got != want {
			t.Errorf("hours(%d) = %s, want %s", minutes, got, want)
		}
	}
}

func TestChangesRegularly(t *testing.T) {
	starts := func(early, late int, at roster.Clock) []roster.Clock {
		var out []roster.Clock
		for range early {
			out = append(out, 8*60)
		}
		for range late {
			out = append(out, at)
		}
		return out
	}
	tests := map[string]struct {
		starts []roster.Clock
		want   bool
	}{
		"nobody works":                   {nil, false},
		"always the same":                {starts(20, 0, 0), false},
		"7 of 22 differ: 31.8 %":         {starts(15, 7, 14*60), false},
		"7 of 21 differ: a third":        {starts(14, 7, 14*60), true},
		"half differ, but by 3 h 59 min": {starts(10, 10, 11*60+59), false},
		"half differ, by 4 h":            {starts(10, 10, 12*60), true},
	}
	for name, tt := range tests {
		if got := changesRegularly(tt.starts, 3, 240); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
