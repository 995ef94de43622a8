package workspace

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// sameZones compares instants and places by what they mean.
var sameZones = cmp.Options{
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
}

// teamIn returns a team with four shift types: plain, over midnight, with a paid
// break beside an unpaid one, and with two alike that move.
func teamIn(zone *time.Location) roster.Team {
	return roster.Team{Zone: zone, Shifts: []roster.ShiftType{
		{Code: "D", Start: 540, Length: 540, Breaks: []roster.Break{{After: 240, Minutes: 60}}},
		{Code: "N", Start: 1320, Length: 500, Breaks: []roster.Break{{After: 240, Minutes: 20}}},
		{Code: "T", Start: 420, Length: 720, Breaks: []roster.Break{{After: 180, Minutes: 15, Paid: true}, {After: 400, Minutes: 30}}},
		{Code: "M", Start: 480, Length: 600, Breaks: []roster.Break{{After: 120, Minutes: 20, Window: roster.Window{From: 60, To: 240}}, {After: 360, Minutes: 20, Paid: true, Window: roster.Window{From: 280, To: 480}}}},
	}}
}

// A roster that is written and read again is the same, whatever the zone and
// on the nights on which clocks change as well.
func TestRosterRoundTrip(t *testing.T) {
	zones := []*time.Location{place(t, "Europe/Budapest"), place(t, "Asia/Tbilisi"), place(t, "America/St_Johns"), place(t, "UTC")}
	rapid.Check(t, func(rt *rapid.T) {
		team := teamIn(rapid.SampledFrom(zones).Draw(rt, "zone"))
		agents := []roster.Agent{{ID: "a1", Name: "Ünal, \"Ö\""}, {ID: "a2", Name: "Анна"}, {ID: "a3"}}
		first := roster.NewDate(2026, 1, 1) + roster.Date(rapid.IntRange(0, 400).Draw(rt, "first"))
		var want roster.Roster
		for _, a := range agents {
			for d := first; d < first+5; d++ {
				if rapid.Bool().Draw(rt, "works") {
					want.Duties = append(want.Duties, drawDuty(rt, team, a.ID, d))
				}
			}
		}
		for i, d := range want.Duties {
			if i == 0 || d.Date < want.From {
				want.From = d.Date
			}
			want.To = max(want.To, d.Date+1)
		}
		var file bytes.Buffer
		if err := WriteRoster(&file, team, agents, want); err != nil {
			rt.Fatal(err)
		}
		var faults roster.Faults
		got, _ := ReadRoster("roster.csv", &file, team, agents, &faults)
		if diff := cmp.Diff(want, got, sameZones); diff != "" || len(faults) > 0 {
			rt.Errorf("roster differs (-want +got):\n%s%v", diff, faults)
		}
	})
}

// drawDuty draws a duty as the shift type has it, or with other times.
func drawDuty(rt *rapid.T, team roster.Team, agent string, d roster.Date) roster.Duty {
	shift := rapid.SampledFrom(team.Shifts).Draw(rt, "shift")
	if shift.Moves() {
		shift = shift.Placed([]int{rapid.IntRange(60, 240).Draw(rt, "first"), rapid.IntRange(280, 480).Draw(rt, "second")})
	}
	duty := shift.On(agent, d, team.Zone)
	duty.Kind = rapid.SampledFrom([]roster.DutyKind{roster.Ordinary, roster.Overtime, roster.RestDayWork, roster.Standby}).Draw(rt, "kind")
	if rapid.IntRange(0, 3).Draw(rt, "edited") == 0 {
		duty.Span.End = duty.Span.End.Add(time.Hour)
		duty.Breaks = []roster.BreakSpan{{Span: roster.Span{Start: duty.Span.Start.Add(time.Hour), End: duty.Span.Start.Add(90 * time.Minute)}, Paid: rapid.Bool().Draw(rt, "paid")}}
	}
	return duty
}

func TestWriteRosterText(t *testing.T) {
	team := teamIn(place(t, "Europe/Budapest"))
	ro := roster.Roster{Duties: []roster.Duty{team.Shifts[1].On("a1", roster.NewDate(2026, 10, 24), team.Zone)}}
	var file bytes.Buffer
	if err := WriteRoster(&file, team, []roster.Agent{{ID: "a1", Name: "Anna"}}, ro); err != nil {
		t.Fatal(err)
	}
	// The night on which the clocks go back is an hour longer: 560 minutes of which 20 are a break.
	want := "agent_id,agent_name,date,shift,kind,start,end,breaks,break_minutes,paid_minutes\n" +
		"a1,Anna,2026-10-24,N,ordinary,2026-10-24T22:00:00+02:00,2026-10-25T06:20:00+01:00,2026-10-25T02:00:00+02:00/2026-10-25T02:20:00+02:00,20,540\n"
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Error(diff)
	}
}

func TestReadRosterFindsPaidBreaks(t *testing.T) {
	const header = "agent_id,date,shift,start,end,breaks,paid_minutes\n"
	const span = "2026-11-02T07:00:00Z,2026-11-02T15:00:00Z,"
	tests := map[string]struct {
		row  string
		want []bool
	}{
		"none paid":                   {"a1,2026-11-02,D," + span + "2026-11-02T09:00Z/2026-11-02T09:15Z 2026-11-02T12:00Z/2026-11-02T12:30Z,435", []bool{false, false}},
		"the first paid":              {"a1,2026-11-02,D," + span + "2026-11-02T09:00Z/2026-11-02T09:15Z 2026-11-02T12:00Z/2026-11-02T12:30Z,450", []bool{true, false}},
		"both paid":                   {"a1,2026-11-02,D," + span + "2026-11-02T09:00Z/2026-11-02T09:15Z 2026-11-02T12:00Z/2026-11-02T12:30Z,480", []bool{true, true}},
		"as the shift type has them":  {"a1,2026-11-02,T," + span + "2026-11-02T10:00Z/2026-11-02T10:15Z 2026-11-02T13:40Z/2026-11-02T13:55Z,465", []bool{true, false}},
		"the other of two alike":      {"a1,2026-11-02,D," + span + "2026-11-02T10:00Z/2026-11-02T10:15Z 2026-11-02T13:40Z/2026-11-02T13:55Z,465", []bool{true, false}},
		"without paid_minutes unpaid": {"a1,2026-11-02,D," + span + "2026-11-02T09:00Z/2026-11-02T09:15Z,", []bool{false}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var faults roster.Faults
			ro, _ := ReadRoster("roster.csv", strings.NewReader(header+tt.row+"\n"), teamIn(time.UTC), nil, &faults)
			if len(faults) > 0 || len(ro.Duties) != 1 {
				t.Fatal(faults)
			}
			var got []bool
			for _, b := range ro.Duties[0].Breaks {
				got = append(got, b.Paid)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestForecastRoundTrip(t *testing.T) {
	zone := place(t, "Europe/Berlin")
	rapid.Check(t, func(rt *rapid.T) {
		levels := rapid.SampledFrom([][]float64{{0.1, 0.5, 0.9}, {0.025, 0.975}, {0.5}, nil}).Draw(rt, "levels")
		start := roster.NewDate(2026, 10, 24).At(22*60, zone)
		var want []forecast.Forecast
		for q := range rapid.IntRange(1, 3).Draw(rt, "queues") {
			f := forecast.Forecast{Series: fmt.Sprintf("q%d", q), Levels: levels}
			for h := range 8 { // over the hour that comes twice
				v := forecast.Value{Start: start.Add(time.Duration(h) * time.Hour), Mean: float64(rapid.IntRange(0, 1e6).Draw(rt, "mean")) / 1e4,
					AHT: float64(rapid.IntRange(0, 36000).Draw(rt, "aht")) / 10}
				for i := range levels {
					v.Quantiles = append(v.Quantiles, v.Mean*float64(2+i)/8)
				}
				for i := range v.Quantiles { // as the file rounds them
					v.Quantiles[i] = float64(int(v.Quantiles[i]*1e4)) / 1e4
				}
				f.Values = append(f.Values, v)
			}
			want = append(want, f)
		}
		column := rapid.SampledFrom([]string{"queue", "series"}).Draw(rt, "column")
		var file bytes.Buffer
		if err := WriteForecast(&file, column, zone, want); err != nil {
			rt.Fatal(err)
		}
		var faults roster.Faults
		got := ReadForecast("forecast.csv", &file, zone, &faults)
		if diff := cmp.Diff(want, got, sameZones, cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })); diff != "" || len(faults) > 0 {
			rt.Errorf("forecast differs (-want +got):\n%s%v", diff, faults)
		}
	})
}

func TestWriteForecastText(t *testing.T) {
	zone := place(t, "Europe/Berlin")
	f := forecast.Forecast{Series: "phone", Levels: []float64{0.1, 0.5, 0.975}, Values: []forecast.Value{
		{Start: time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC), Mean: 12.34567, Quantiles: []float64{8, 12, 17.5}}}}
	var file bytes.Buffer
	if err := WriteForecast(&file, "queue", zone, []forecast.Forecast{f}); err != nil {
		t.Fatal(err)
	}
	want := "timestamp,queue,mean,p10,p50,p97.5\n2026-12-01T09:00:00+01:00,phone,12.3457,8,12,17.5\n"
	if file.String() != want {
		t.Errorf("%q, want %q", file.String(), want)
	}
}

func TestReadForecastFaults(t *testing.T) {
	const header = "timestamp,queue,mean,p10,p90\n"
	tests := map[string]struct{ text, want string }{
		"falling quantiles": {header + "2026-12-01T09:00:00Z,phone,3,5,4\n", `forecast.csv:2: p10 "5": the quantiles fall`},
		"a negative mean":   {header + "2026-12-01T09:00:00Z,phone,-3,1,4\n", `mean "-3": negative`},
		"no mean":           {header + "2026-12-01T09:00:00Z,phone,,1,4\n", `mean "": empty`},
		"an hour twice":     {header + "2026-12-01T09:00:00Z,phone,3,1,4\n2026-12-01T10:00:00+01:00,phone,3,1,4\n", `forecast.csv:3: timestamp "2026-12-01T10:00:00+01:00": not after the row`},
		"no offset":         {header + "2026-12-01T09:00:00,phone,3,1,4\n", `not a time with an offset`},
		"an unknown column": {"timestamp,queue,mean,q10\n2026-12-01T09:00:00Z,phone,3,1\n", `column "q10": unknown column`},
	}
	for name, tt := range tests {
		var faults roster.Faults
		ReadForecast("forecast.csv", strings.NewReader(tt.text), time.UTC, &faults)
		if len(faults) != 1 || !strings.Contains(faults[0].String(), tt.want) {
			t.Errorf("%s: %v, want %s", name, faults, tt.want)
		}
	}
}

func TestRequirementRoundTrip(t *testing.T) {
	zone := place(t, "Asia/Kolkata")
	rapid.Check(t, func(rt *rapid.T) {
		var want []Need
		for h := range rapid.IntRange(0, 20).Draw(rt, "rows") {
			want = append(want, Need{
				Start:    time.Date(2026, 12, 1, h, 30, 0, 0, time.UTC),
				Group:    rapid.SampledFrom([]string{"phone", "chat+mail"}).Draw(rt, "group"),
				Required: float64(rapid.IntRange(0, 1000).Draw(rt, "required")) / 8,
				Volume:   float64(rapid.IntRange(0, 1e6).Draw(rt, "volume")) / 1e4,
			})
		}
		var file bytes.Buffer
		if err := WriteRequirement(&file, zone, want); err != nil {
			rt.Fatal(err)
		}
		var faults roster.Faults
		got := ReadRequirement("requirement.csv", &file, zone, &faults)
		if diff := cmp.Diff(want, got, sameZones, cmp.Comparer(func(a, b float64) bool { return a-b < 1e-4 && b-a < 1e-4 })); diff != "" || len(faults) > 0 {
			rt.Errorf("requirement differs (-want +got):\n%s%v", diff, faults)
		}
	})
}

func TestReadRequirementRefusesDoubles(t *testing.T) {
	text := "timestamp,group,required\n2026-12-01T09:00:00Z,a,1\n2026-12-01T09:00:00Z,b,1\n2026-12-01T10:00:00+01:00,a,2\n2026-12-01T11:00:00Z,a,-1\n"
	var faults roster.Faults
	if got := ReadRequirement("requirement.csv", strings.NewReader(text), time.UTC, &faults); len(got) != 2 {
		t.Errorf("%v", got)
	}
	wantFaults(t, faults, []string{"requirement.csv:4: timestamp", `requirement.csv:5: required "-1": negative`})
}

// failing refuses to be written to.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }

func TestWritersReportErrors(t *testing.T) {
	if err := WriteRequirement(failing{}, time.UTC, []Need{{}}); err == nil || err.Error() != "disk full" {
		t.Errorf("error %v", err)
	}
}

// Whatever bytes stand in a file, reading it neither panics nor lies: either
// there is a fault, or the values can be used.
func FuzzReadWorkspace(f *testing.F) {
	names := []string{agentsFile, balancesFile, absencesFile, availabilityFile, requestsFile, pinsFile, previousFile, eventsFile, leftOutFile}
	f.Add(uint8(0), "agent_id,name,contract,zone,skills\na1,Anna,full,,de\na1,Anna,full,,de\n")
	f.Add(uint8(1), "agent_id;as_of;hours_balance\na1;2026-11-30;1,5\n")
	f.Add(uint8(2), "agent_id,from,to\na1,2026-12-01,2026-12-02\n")
	f.Add(uint8(3), "agent_id,rule,from,can_or_cannot\na1,FREQ=MONTHLY;BYDAY=-1FR;COUNT=3,2026-01-01,can\n")
	f.Add(uint8(4), "agent_id,date,shift,on_or_off\na1,2026-12-01,D,on\n")
	f.Add(uint8(6), "agent_id,date,shift,start,end,breaks,paid_minutes\na1,2026-11-29,D,2026-11-29T08:00:00Z,2026-11-29T16:00:00Z,2026-11-29T09:00:00Z/2026-11-29T10:00:00Z,480\n")
	f.Add(uint8(7), "date,name,factor,from\n2026-12-01,x,1.5,09:00\n")
	f.Add(uint8(7), "date,until,name,factor,target,cap\n2026-12-01,2026-12-04,x,+20 %,,\n2026-12-07,,y,,300,\n")
	f.Add(uint8(8), "from,to,queue,decision\n2026-10-25T02:00,2026-10-25T03:00,,keep\n")
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		ws, err := Read(smallFolder(map[string]string{names[int(which)%len(names)]: text}))
		if err != nil {
			return
		}
		for _, a := range ws.Agents {
			if a.ID == "" || a.Zone == nil || len(a.Terms) == 0 || a.HourlyRate < 0 {
				t.Errorf("agent %+v without a fault", a)
			}
		}
		for _, a := range ws.Absences {
			if a.From >= a.To {
				t.Errorf("absence %+v without a fault", a)
			}
		}
		for _, d := range ws.Previous.Duties {
			if d.Span.Minutes() <= 0 || d.PaidMinutes() < 0 {
				t.Errorf("duty %+v without a fault", d)
			}
		}
	})
}
