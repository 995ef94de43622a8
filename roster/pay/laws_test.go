package pay

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// Laws of payroll: what must hold whatever the duties and the numbers of a pack.

// places are clocks that change in spring and autumn, never, and by half hours.
var places = []string{"Europe/Budapest", "Europe/Moscow", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York"}

func linesOf(t *rapid.T, in Input) []Line {
	out, _, err := Lines(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func drawn(t *rapid.T) Input {
	p, err := law.Load(rapid.SampledFrom(law.Packs()).Draw(t, "pack"))
	if err != nil {
		t.Fatal(err)
	}
	place, err := time.LoadLocation(rapid.SampledFrom(places).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	in, _ := drawInput(t, p, place)
	in.Flags.Norm, in.Flags.Weeks = nil, []roster.Span{} // these two look at a period as a whole
	return in
}

// Pieces follow each other, hold all minutes of what was cut, and no border
// lies inside one.
func TestPiecesMakeTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place, err := time.LoadLocation(rapid.SampledFrom(places).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		duty := drawDuties(t, place, []roster.DutyKind{roster.Ordinary})[0]
		b := borders{
			clocks: []roster.Clock{roster.Clock(rapid.IntRange(0, 1439).Draw(t, "clock")), roster.Clock(rapid.IntRange(0, 1439).Draw(t, "clock"))},
			counts: []int{rapid.IntRange(1, 800).Draw(t, "count")},
		}
		spans := worked(duty, false)
		done := 0
		for _, p := range b.cut(stretches(spans, place)) {
			if p.minutes <= 0 || p.index != done {
				t.Fatalf("a piece of %d minutes at %d, after %d", p.minutes, p.index, done)
			}
			last := p.clock + wall(p.minutes) - 1
			if p.clock.date() != last.date() {
				t.Errorf("a piece from %s to %s holds midnight", p.clock.clock(), last.clock())
			}
			for _, c := range b.clocks {
				if p.clock.clock() < c && c <= last.clock() {
					t.Errorf("%s lies inside %s to %s", c, p.clock.clock(), last.clock())
				}
			}
			if n := b.counts[0]; done < n && n < done+p.minutes {
				t.Errorf("the count %d lies inside %d to %d", n, done, done+p.minutes)
			}
			done += p.minutes
		}
		if done != minutesOf(spans) {
			t.Errorf("pieces of %d minutes, worked %d", done, minutesOf(spans))
		}
	})
}

// Pay does not turn on the order in which duties are told, nor on what others
// do or what was done in other months.
func TestOnlyOnesOwnDutiesCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		want := linesOf(t, in)
		more := slices.Clone(in.Duties)
		slices.Reverse(more)
		stranger, later := in.Duties[0], in.Duties[0]
		stranger.Agent = "b"
		later.Date, later.Span = later.Date+40, roster.Span{Start: later.Span.Start.AddDate(0, 0, 40), End: later.Span.End.AddDate(0, 0, 40)}
		in.Duties = append(more, stranger, later)
		if diff := cmp.Diff(want, linesOf(t, in)); diff != "" {
			t.Errorf("lines differ (-alone +among others):\n%s", diff)
		}
	})
}

// Every duty is paid once, in the period in which it starts: two halves of a
// month come to the month.
func TestTwoPeriodsMakeOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		count := func(ins ...Input) map[string]int {
			sums := map[string]int{}
			for _, in := range ins {
				for _, l := range linesOf(t, in) {
					sums[l.Date.String()+" "+l.Category] += l.Minutes
				}
			}
			return sums
		}
		first, second := in, in
		first.To = in.From + roster.Date(rapid.IntRange(1, 4).Draw(t, "cut"))
		second.From = first.To
		if diff := cmp.Diff(count(in), count(first, second)); diff != "" {
			t.Errorf("minutes differ (-whole +halves):\n%s%s", diff, describe(in))
		}
	})
}

// No minute earns more than one premium of a group, so that a group's minutes
// never exceed those worked; and no line is empty or negative.
func TestAGroupPaysAMinuteOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		group := map[string]string{}
		for _, p := range in.Pack.Pay.Premiums {
			if p.Group != "" {
				group[p.Category] = p.Group
			}
		}
		sums, all := map[string]int{}, 0
		for _, l := range linesOf(t, in) {
			if l.Minutes <= 0 {
				t.Errorf("%+v", l)
			}
			if g := group[l.Category]; g != "" {
				sums[g] += l.Minutes
			}
		}
		for _, d := range in.Duties {
			all += minutesOf(worked(d, in.Pack.Pay.PaidBreaks))
		}
		for g, n := range sums {
			if n > all {
				t.Errorf("group %s pays %d minutes of %d worked\n%s", g, n, all, describe(in))
			}
		}
	})
}

// More breaks are less work and never earn more, where no premium asks for a
// minimum of night, plan or regular change.
func TestABreakEarnsNothing(t *testing.T) {
	place := zone(t, "Europe/Berlin")
	rapid.Check(t, func(t *rapid.T) {
		in, _ := drawInput(t, loadPack2(t, "de"), place)
		before := earned(linesOf(t, in))
		d := &in.Duties[rapid.IntRange(0, len(in.Duties)-1).Draw(t, "duty")]
		from := d.Span.Start.Add(minutes(rapid.IntRange(0, d.Span.Minutes()).Draw(t, "from")))
		d.Breaks = append(slices.Clone(d.Breaks), roster.BreakSpan{Span: roster.Span{Start: from, End: from.Add(30 * time.Minute)}})
		if after := earned(linesOf(t, in)); after > before {
			t.Errorf("%d minutes × percent with another break, %d without", after, before)
		}
	})
}

// earned adds up minutes × percent: one category may well gain what another
// loses, as when work begins after midnight for the break (EStG § 3b(3) no. 1).
func earned(lines []Line) (sum int) {
	for _, l := range lines {
		sum += l.Minutes * l.Percent
	}
	return sum
}

func loadPack2(t *rapid.T, id string) *law.Pack {
	p, err := law.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The export says what the lines say, and a spreadsheet's hours are theirs to
// two decimals.
func TestExportSaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		in.Agent.PayrollID = rapid.SampledFrom([]string{"", "17", "0017", `a "b", c`}).Draw(t, "payroll id")
		lines := linesOf(t, in)
		var b bytes.Buffer
		if err := WriteCSV(&b, lines); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != len(lines)+1 {
			t.Fatalf("%d rows for %d lines: %v", len(rows), len(lines), err)
		}
		if got := strings.Join(rows[0], ","); got != "agent_id,payroll_id,date,category,minutes,hours,rate_percent,rule" {
			t.Errorf("header %s", got)
		}
		for i, l := range lines {
			want := []string{l.Agent, l.PayrollID, l.Date.String(), l.Category, strconv.Itoa(l.Minutes),
				fmt.Sprintf("%.2f", float64(l.Minutes)/60), strconv.Itoa(l.Percent), l.Rule}
			if diff := cmp.Diff(want, rows[i+1]); diff != "" {
				t.Fatalf("row %d differs (-line +file):\n%s", i+2, diff)
			}
		}
	})
}

// Of a premium, what is free of insurance is free of tax as well when its cap is
// the lower one (25 and 50 EUR); what is liable and what is free make it whole.
func TestMoneyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rat := func(name string, most int) *big.Rat {
			return big.NewRat(int64(rapid.IntRange(0, most).Draw(t, name)), 100)
		}
		m := Money{Rate: rat("rate", 10000), Hours: rat("hours", 20000), Percent: rat("percent", 15000), TaxCap: big.NewRat(50, 1), SocialCap: big.NewRat(25, 1)}
		s := m.Split()
		if sum := new(big.Rat).Add(s.SocialFree, s.SocialLiable); sum.Cmp(s.Paid) != 0 {
			t.Errorf("%v free and %v liable of %v", s.SocialFree, s.SocialLiable, s.Paid)
		}
		if s.SocialFree.Cmp(s.TaxFree) > 0 || s.TaxFree.Cmp(s.Paid) > 0 || s.SocialLiable.Sign() < 0 {
			t.Errorf("%+v", s)
		}
		if m.Rate.Cmp(m.SocialCap) <= 0 && s.SocialLiable.Sign() != 0 {
			t.Errorf("a rate of %v below the cap is liable with %v", m.Rate, s.SocialLiable)
		}
	})
}

// A shift premium needs both: one start in three off the usual one, and four
// hours between the earliest and the latest (HU Mt. 141(2)).
func TestStartsChangeRegularly(t *testing.T) {
	at := func(hours ...int) (out []roster.Clock) {
		for _, h := range hours {
			out = append(out, roster.Clock(60*h))
		}
		return out
	}
	tests := map[string]struct {
		starts []roster.Clock
		want   bool
	}{
		"no duty":                           {nil, false},
		"one duty":                          {at(6), false},
		"always the same":                   {at(6, 6, 6, 6), false},
		"one in three, eight hours apart":   {at(6, 6, 14), true},
		"one in four":                       {at(6, 6, 6, 14), false},
		"one in three, but three hours":     {at(6, 6, 9), false},
		"exactly four hours":                {at(6, 6, 10), true},
		"a minute short of four hours":      {append(at(6, 6), 599), false},
		"three starts, none usual":          {at(6, 14, 22), true},
		"two in six":                        {at(6, 6, 6, 6, 14, 22), true},
		"two in seven":                      {at(6, 6, 6, 6, 6, 14, 22), false},
		"the order does not matter":         {at(14, 6, 6), true},
		"the spread is of all, not of some": {at(6, 8, 10), true},
	}
	for name, tt := range tests {
		if got := changesRegularly(tt.starts, 3, 240); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// The checks of worked duties at their limits: exactly there nothing is wrong,
// a minute beyond it is.
func TestChecksAtTheirLimits(t *testing.T) {
	const berlin, budapest = "Europe/Berlin", "Europe/Budapest"
	tests := map[string]struct {
		pack, zone, date, start, end string
		breaks                       []string
		grounds                      []string
		want                         string // codes
	}{
		"DE: six hours without a break":             {"de", berlin, "2026-02-10", "08:00", "14:00", nil, nil, ""},
		"DE: a minute more, and both are due":       {"de", berlin, "2026-02-10", "08:00", "14:01", nil, nil, "DE_ARBZG_4_BREAK DE_ARBZG_4_S3"},
		"DE: thirty minutes for nine hours":         {"de", berlin, "2026-02-10", "08:00", "17:30", []string{"12:00-12:30"}, nil, ""},
		"DE: forty-five beyond them":                {"de", berlin, "2026-02-10", "08:00", "17:31", []string{"12:00-12:30"}, nil, "DE_ARBZG_4_BREAK"},
		"DE: two quarters of an hour":               {"de", berlin, "2026-02-10", "08:00", "16:30", []string{"11:00-11:15", "14:00-14:15"}, nil, ""},
		"DE: parts of fourteen minutes are none":    {"de", berlin, "2026-02-10", "08:00", "16:28", []string{"11:00-11:14", "14:00-14:14"}, nil, "DE_ARBZG_4_BREAK"},
		"DE: a break too late":                      {"de", berlin, "2026-02-10", "08:00", "16:30", []string{"14:01-14:31"}, nil, "DE_ARBZG_4_S3"},
		"DE: ten hours of work":                     {"de", berlin, "2026-02-10", "08:00", "18:45", []string{"12:00-12:45"}, nil, ""},
		"DE: a minute more than ten":                {"de", berlin, "2026-02-10", "08:00", "18:46", []string{"12:30-13:15"}, nil, "DE_ARBZG_3_10H"},
		"EU: some break after six hours":            {"eu", berlin, "2026-02-10", "08:00", "14:01", nil, nil, "EU_ART4_BREAK"},
		"EU: a minute will do":                      {"eu", berlin, "2026-02-10", "08:00", "14:02", []string{"12:00-12:01"}, nil, ""},
		"HU: a holiday on a ground":                 {"hu", budapest, "2026-03-15", "08:00", "12:00", nil, []string{"g"}, ""},
		"HU: a holiday on a ground for Sundays":     {"hu", budapest, "2026-03-15", "08:00", "12:00", nil, []string{"d"}, "HU_MT_102_3"},
		"HU: a holiday on none":                     {"hu", budapest, "2026-03-15", "08:00", "12:00", nil, []string{}, "HU_MT_102_3"},
		"HU: the day after needs none":              {"hu", budapest, "2026-03-16", "08:00", "12:00", nil, []string{}, ""},
		"HU: the night into a holiday touches it":   {"hu", budapest, "2026-03-14", "22:00", "02:00", nil, []string{}, "HU_MT_102_3"},
		"HU: the evening that ends at midnight not": {"hu", budapest, "2026-03-14", "20:00", "24:00", nil, []string{}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := month(t, tt.pack, tt.zone, tt.date[:7]+"-01", shift(t, tt.zone, tt.date, tt.start, tt.end, tt.breaks...))
			if tt.grounds != nil {
				in.Flags.Grounds = tt.grounds
			}
			_, findings, err := Lines(in)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, f := range findings {
				codes = append(codes, f.Rule)
				if f.Agent != "a" || f.Date != day0(tt.date) || f.Severity == "" || f.Source == "" {
					t.Errorf("finding %+v", f)
				}
				if (f.Grounds != "") != (f.Rule == "HU_MT_102_3") {
					t.Errorf("%s asks for the grounds %q", f.Rule, f.Grounds)
				}
			}
			slices.Sort(codes)
			if got := strings.Join(codes, " "); got != tt.want {
				t.Errorf("finds %q, want %q", got, tt.want)
			}
		})
	}
}

// What payroll cannot work out is said, and whose it is.
func TestInputIsChecked(t *testing.T) {
	good := month(t, "de", "Europe/Berlin", "2026-02-01", shift(t, "Europe/Berlin", "2026-02-10", "08:00", "12:00"))
	for want, change := range map[string]func(*Input){
		"agent a: no labour-law pack":                                       func(in *Input) { in.Pack = nil },
		"the pay period ends on 2026-02-01, before it begins on 2026-02-01": func(in *Input) { in.To = in.From },
		"the duty of a on 2026-02-10 ends before it starts":                 func(in *Input) { in.Duties[0].Span.End = in.Duties[0].Span.Start.Add(-1) },
	} {
		in := good
		in.Duties = slices.Clone(good.Duties)
		change(&in)
		if _, _, err := Lines(in); roster.KindOf(err) != roster.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Where an agent has no zone the team's counts, and where nobody has one UTC.
func TestThePlaceOfWork(t *testing.T) {
	berlin, moscow := zone(t, "Europe/Berlin"), zone(t, "Europe/Moscow")
	for _, tt := range []struct{ agent, team, want *time.Location }{{moscow, berlin, moscow}, {nil, berlin, berlin}, {nil, nil, time.UTC}} {
		if got := (Input{Agent: roster.Agent{Zone: tt.agent}, Team: roster.Team{Zone: tt.team}}).place(); got != tt.want {
			t.Errorf("%v with %v and %v", got, tt.agent, tt.team)
		}
	}
}
