package solver

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// heavy is a team of so many people over four weeks.
func heavy(people int) *Problem {
	p := &Problem{Format: Format, Start: 20000, Days: 28, Shifts: []Shift{{ID: "D", Minutes: 480}}}
	for i := range people {
		p.People = append(p.People, Person{ID: string(rune('a'+i%26)) + strings.Repeat("x", i/26), Policies: []string{"all"}})
	}
	p.Policies = []Policy{{ID: "all"}}
	return p
}

// Forty thousand rows of one shift, each as large as a row may be, once added up
// to less than nothing: a roster without anybody was lawful and cost 0.
func TestSumsThatTurnOver(t *testing.T) {
	shift := func(target int) ShiftDemand { return ShiftDemand{Date: 20001, Shift: "D", Target: target, Missing: 1} }
	span := func(start string, minutes, target int) IntervalDemand {
		return IntervalDemand{Start: start, Minutes: minutes, Target: target, Missing: 1}
	}
	window := func(work int) WindowDemand {
		return WindowDemand{Start: "2024-10-05T00:00", Minutes: 1440, Work: work, Missing: 1}
	}
	tests := map[string]struct {
		demand Demand
		want   []string
	}{
		"one shift, in two rows": {Demand{Shifts: []ShiftDemand{shift(60_000), shift(40_000)}}, nil},
		"and one person more": {Demand{Shifts: []ShiftDemand{shift(60_000), shift(40_000), shift(1), shift(1)}},
			[]string{`problem: demand.shifts[2] "100001": is how many people are wanted here together with the demands before; keep to 100000`}},
		"minima count": {Demand{Shifts: []ShiftDemand{shift(60_000), {Date: 20001, Shift: "D", Min: 40_001}}},
			[]string{`problem: demand.shifts[1] "100001": is how many people are wanted here together with the demands before; keep to 100000`}},
		"another day": {Demand{Shifts: []ShiftDemand{shift(60_000), {Date: 20002, Shift: "D", Target: 60_000, Missing: 1}}}, nil},
		"the same quarter in two clocks": {Demand{Intervals: []IntervalDemand{span("2024-10-05T10:00", 15, 60_000), span("2024-10-05T12:00:00+02:00", 15, 40_001)}},
			[]string{`problem: demand.intervals[1] "100001": is how many people are wanted here together with the demands before; keep to 100000`}},
		"the next quarter":  {Demand{Intervals: []IntervalDemand{span("2024-10-05T10:00", 15, 60_000), span("2024-10-05T10:15", 15, 60_000)}}, nil},
		"a longer interval": {Demand{Intervals: []IntervalDemand{span("2024-10-05T10:00", 15, 60_000), span("2024-10-05T10:00", 30, 60_000)}}, nil},
		"windows":           {Demand{Windows: []WindowDemand{window(144_000_000), window(144_000_000)}}, nil},
		"windows and what intervals take": {
			Demand{Windows: []WindowDemand{window(144_000_000)}, Intervals: []IntervalDemand{
				span("2024-10-05T00:00", 1440, 100_000), span("2024-10-06T00:00", 1440, 100_000), span("2024-10-07T00:00", 1440, 100_000),
				span("2024-10-08T00:00", 1440, 100_000), span("2024-10-09T00:00", 1440, 100_000), span("2024-10-10T00:00", 1440, 100_000),
				span("2024-10-11T00:00", 1440, 100_000), span("2024-10-12T00:00", 1440, 100_000), span("2024-10-13T00:00", 1440, 100_000),
				span("2024-10-14T00:00", 1440, 100_000), span("2024-10-15T00:00", 1440, 100_000), span("2024-10-16T00:00", 1440, 100_000),
				span("2024-10-17T00:00", 1440, 100_000), span("2024-10-18T00:00", 1440, 100_000),
			}},
			[]string{`problem: demand.windows[0] "2160000000": is how many minutes of work this window and the intervals want together; keep to 2147483647`},
		},
	}
	for name, tt := range tests {
		p := heavy(3)
		p.Demand = tt.demand
		if diff := cmp.Diff(tt.want, lines(p.Validate().Errors())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The heaviest clauses are fine for a few people; for many their cost would
// no longer fit.
func TestCostsThatDoNotAddUp(t *testing.T) {
	fair := roster.Clause{Rule: &roster.FairShare{Of: "nights", Target: 10_000}, Weight: 100_000}
	runs := roster.Clause{Rule: &roster.DaysInARow{Min: 10_000}, Weight: 100_000}
	wish := roster.Clause{Rule: &roster.Wish{Date: 20001, Off: true}, Weight: 100_000}
	tests := map[string]struct {
		people int
		rules  roster.Policy
		fits   bool
	}{
		"fair shares of a hundred":    {100, roster.Policy{fair}, true},
		"fair shares of ten thousand": {10_001, roster.Policy{fair}, false},
		"runs":                        {10_000, roster.Policy{runs}, true},
		"many rules":                  {100, make1000(runs), true},
		"and many people":             {101, make1000(runs), false},
		"wishes":                      {1000, make1000(wish), true},
	}
	for name, tt := range tests {
		p := heavy(tt.people)
		p.Policies[0].Rules = tt.rules
		faults := p.Validate().Errors()
		if tt.fits && len(faults) > 0 {
			t.Errorf("%s: %v", name, faults[0])
		}
		if !tt.fits && (len(faults) != 1 || !strings.Contains(faults[0].String(), "is what the worst roster would cost, and more than can be added up; divide all weights and prices by 2")) {
			t.Errorf("%s: %v", name, lines(faults))
		}
	}
}

func make1000(c roster.Clause) (out roster.Policy) {
	for range 1000 {
		out = append(out, c)
	}
	return out
}

// The worst cost that is let through fits a word with what it is scaled by.
func TestMostCostFits(t *testing.T) {
	if scaled := float64(mostCost) * roster.Scale; scaled > 1<<63*0.9 {
		t.Errorf("%g does not fit", scaled)
	}
}

// A demand that nobody could ever meet is explained like any other: whoever
// works is seated, and only they.
func TestSkillsUnderAGreatTarget(t *testing.T) {
	p := heavy(3)
	p.People[0].Skills, p.People[1].Skills, p.People[2].Skills = []string{"x"}, []string{"x", "y"}, []string{"y"}
	for d := range roster.Date(2) {
		p.Demand.Shifts = append(p.Demand.Shifts,
			ShiftDemand{Date: 20000 + d, Shift: "D", Skills: []string{"x"}, Target: 50_000, Missing: 9},
			ShiftDemand{Date: 20000 + d, Shift: "D", Skills: []string{"y"}, Min: 1, Target: 50_000, Missing: 5})
	}
	sol, err := Check(p, []Assigned{
		{Person: "a", Date: 20000, Shift: "D"}, {Person: "b", Date: 20000, Shift: "D"}, {Person: "c", Date: 20000, Shift: "D"},
		{Person: "b", Date: 20001, Shift: "D"},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range sol.Duties {
		got[d.Person+" "+d.Date.String()] = d.Skill
	}
	want := map[string]string{"a 2024-10-04": "x", "b 2024-10-04": "x", "c 2024-10-04": "y", "b 2024-10-05": "y"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("seats differ (-want +got):\n%s", diff)
	}
}
