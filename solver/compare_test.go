package solver

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smena-org/smena/roster"
)

// What differs by rule adds up to the difference in cost, and the people's
// differences to what their rules cost more.
func TestComparisonsAddUp(t *testing.T) {
	for seed := range uint64(30) {
		p, b, r := randomBoard(t, seed, 5)
		other := otherRows(b.m, r.IntN)
		c := b.m.compare(b.rows, other, b.m.account(b.rows, nil), b.m.account(other, nil))
		x, y := account(t, p, dutiesOf(b.m, b.rows)), account(t, p, dutiesOf(b.m, other))
		if !near(c.Before.Cost, x.Cost) || !near(c.After.Cost, y.Cost) || c.Before.Hard != x.Hard || c.After.Hard != y.Hard {
			t.Fatalf("seed %d: %+v %+v", seed, c.Before, c.After)
		}
		byRule, personal, people := 0.0, 0.0, 0.0
		for _, r := range c.ByRule {
			byRule += r.Cost
			if r.Rule != "missing" && r.Rule != "surplus" {
				personal += r.Cost
			}
		}
		hard := 0
		for _, p := range c.People {
			people += p.Cost
			hard += p.Hard
		}
		if !near(byRule, y.Cost-x.Cost) || !near(people, personal) {
			t.Errorf("seed %d: rules %v, cost %v; people %v, their rules %v", seed, byRule, y.Cost-x.Cost, people, personal)
		}
		if want := y.Hard - minima(y) - x.Hard + minima(x); hard != want {
			t.Errorf("seed %d: people break hard rules by %d more, not %d", seed, hard, want)
		}
		opened := 0.0
		for _, g := range c.Opened {
			opened += g.Missing * hoursOf(p, g)
		}
		for _, g := range c.Closed {
			opened -= g.Missing * hoursOf(p, g)
		}
		if !near(opened, c.After.Missing-c.Before.Missing) {
			t.Errorf("seed %d: gaps open by %v hours, figures by %v", seed, opened, c.After.Missing-c.Before.Missing)
		}
		// There and back is nothing.
		back := b.m.compare(other, b.rows, b.m.account(other, nil), b.m.account(b.rows, nil))
		if len(back.People) != len(c.People) || !near(back.After.Cost, c.Before.Cost) || len(back.Opened) != len(c.Closed) {
			t.Errorf("seed %d: the way back differs", seed)
		}
	}
}

func hoursOf(p *Problem, g Gap) float64 {
	for _, s := range p.Shifts {
		if s.ID == g.Shift {
			return float64(s.Minutes) / 60
		}
	}
	return float64(g.Minutes) / 60
}

func otherRows(m *model, intN func(int) int) [][]uint8 {
	rows := m.allFree()
	for i := range rows {
		for d := range rows[i] {
			rows[i][d] = uint8(intN(m.shifts))
		}
	}
	return rows
}

func TestComparisonOfASwap(t *testing.T) {
	p := twoNights(t)
	p.People[0].Rules = roster.Policy{clause(t, `{"rule":"wish","date":"2026-12-03","off":true,"weight":20}`)}
	p.People[1].Rules = roster.Policy{clause(t, `{"rule":"wish","date":"2026-12-03","shift":"D","weight":5}`)}
	third := p.Start + 2
	c, err := Compare(p, []Assigned{{Person: "anna", Date: third, Shift: "D"}}, []Assigned{{Person: "bela", Date: third, Shift: "D"}, {Person: "bela", Date: third + 1, Shift: "D"}})
	if err != nil {
		t.Fatal(err)
	}
	// 28 duties of 8 h are wanted: 27 are missing, then 26. Both wishes are granted.
	if c.Before.Missing != 216 || c.After.Missing != 208 || c.After.Cost-c.Before.Cost != -125 {
		t.Errorf("%+v %+v", c.Before, c.After)
	}
	want := []RuleCost{{Rule: "wish", Cost: -25, Breaches: -2}, {Rule: "missing", Cost: -100, Breaches: -1}}
	if diff := cmp.Diff(want, c.ByRule); diff != "" {
		t.Error(diff)
	}
	if len(c.People) != 2 || c.People[0].Person != "bela" || len(c.People[0].Gained) != 1 || len(c.People[1].Gained) != 1 || len(c.People[0].Lost) != 0 {
		t.Errorf("%+v", c.People)
	}
	days := []DayChange{{third, "D", ""}}
	if diff := cmp.Diff(days, c.People[1].Days); diff != "" {
		t.Error(diff)
	}
	if len(c.Closed) != 1 || c.Closed[0].Missing != 1 || len(c.Opened) != 0 {
		t.Errorf("opened %+v, closed %+v", c.Opened, c.Closed)
	}
}

func TestComparisonRefusesWhatDoesNotFit(t *testing.T) {
	p := twoNights(t)
	bad := []Assigned{{Person: "zoe", Date: p.Start, Shift: "D"}}
	for _, pair := range [][2][]Assigned{{bad, nil}, {nil, bad}} {
		if _, err := Compare(p, pair[0], pair[1]); roster.KindOf(err) != roster.Invalid {
			t.Error(err)
		}
	}
}
