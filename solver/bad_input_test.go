package solver

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/smena-org/smena/roster"
)

// Whatever the problem, there is an answer that says so and the best roster
// there is: no panic, no silent breach, no cost that does not add up.
func TestBadInputIsAnswered(t *testing.T) {
	first := roster.NewDate(2026, 12, 1)
	tests := map[string]struct {
		change  func(*Problem)
		refused bool // as Invalid
		hard    bool // the best roster breaks hard rules
		proved  bool // and it is proven that every roster does
		missing float64
	}{
		"nothing wrong": {change: func(*Problem) {}},
		"contradictory pins": {change: func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"pinned","date":"2026-12-03","shift":"N"}`), clause(t, `{"rule":"pinned","date":"2026-12-03","shift":"D"}`)}
		}, hard: true, proved: true},
		"pins against the rest": {change: func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"pinned","date":"2026-12-03","shift":"N"}`), clause(t, `{"rule":"pinned","date":"2026-12-04","shift":"D"}`)}
		}, hard: true, proved: true},
		"a person with no feasible row": {change: func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"duties","per":"horizon","min":14}`)}
		}, hard: true, proved: true},
		"no demand": {change: func(p *Problem) { p.Demand = Demand{} }},
		"zero demand": {change: func(p *Problem) {
			for i := range p.Demand.Shifts {
				p.Demand.Shifts[i].Target = 0
			}
		}},
		// Six people do not fill 28 places of 20; each of 14 days × 2 shifts lacks some.
		"demand ten times the people": {change: func(p *Problem) {
			for i := range p.Demand.Shifts {
				p.Demand.Shifts[i].Target = 20
			}
		}, missing: 3000},
		"minima ten times the people": {change: func(p *Problem) {
			for i := range p.Demand.Shifts {
				p.Demand.Shifts[i].Min, p.Demand.Shifts[i].Target = 20, 20
			}
		}, hard: true, proved: true, missing: 3000},
		"a rule with min above max": {change: func(p *Problem) {
			p.Policies[0].Rules = append(p.Policies[0].Rules, roster.Clause{Rule: &roster.DaysInARow{Min: 5, Max: 2}, Hard: true})
		}, refused: true},
		"rules with min above max": {change: func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"duties","per":"horizon","min":5}`), clause(t, `{"rule":"duties","per":"horizon","max":3}`)}
		}, hard: true, proved: true},
		"400 days": {change: func(p *Problem) { p.Days = 400 }},
		"401 days": {change: func(p *Problem) { p.Days = 401 }, refused: true},
		"no days":  {change: func(p *Problem) { p.Days = 0 }, refused: true},
		"the largest weights": {change: func(p *Problem) {
			for i := range p.Demand.Shifts {
				p.Demand.Shifts[i].Missing, p.Demand.Shifts[i].Surplus = mostWeight, mostWeight
			}
			for i := range p.People {
				p.People[i].Rules = roster.Policy{{Rule: &roster.Hours{Per: roster.PerHorizon, Min: 1_000_000}, Weight: mostWeight}, {Rule: &roster.FairShare{Of: "nights", Target: 1000}, Weight: mostWeight}}
			}
		}},
		"weights that overflow": {change: func(p *Problem) { p.Demand.Shifts[0].Missing = math.MaxInt }, refused: true},
		"a clause's weight that overflows": {change: func(p *Problem) {
			p.People[0].Rules = roster.Policy{{Rule: &roster.Wish{Date: first}, Weight: math.MaxInt}}
		}, refused: true},
		"an empty team": {change: func(p *Problem) { p.People = nil }, missing: 224},
		"an empty team with minima": {change: func(p *Problem) {
			p.People = nil
			p.Demand.Shifts[0].Min = 1
		}, hard: true, proved: true, missing: 224},
		"no shifts": {change: func(p *Problem) { p.Shifts, p.Demand = nil, Demand{} }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := bigTeam(t)
			tt.change(p)
			s, err := Solve(context.Background(), p, Options{Seed: 1, Iterations: 3000})
			if tt.refused {
				if roster.KindOf(err) != roster.Invalid {
					t.Fatalf("%v, want it refused as invalid", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			honest(t, p, s)
			askAll(t, p, s)
			if (s.Hard > 0) != tt.hard || (s.Infeasible != "") != tt.proved {
				t.Errorf("hard %d, %q; want broken %v, proved %v", s.Hard, s.Infeasible, tt.hard, tt.proved)
			}
			if got := s.MissingHours(p); got < tt.missing {
				t.Errorf("%v hours are missing, want at least %v", got, tt.missing)
			}
		})
	}
}

// honest holds a solution to the check: the same breaches, costs that add up.
func honest(t *testing.T, p *Problem, s *Solution) {
	t.Helper()
	c := check(t, p, s.Duties)
	if c.Hard != s.Hard || c.Cost != s.Cost || len(c.Breaches) != len(s.Breaches) || len(c.Gaps) != len(s.Gaps) {
		t.Errorf("hard %d cost %v; the check says %d and %v", s.Hard, s.Cost, c.Hard, c.Cost)
	}
	sum, steps := 0.0, minima(s)
	for _, r := range s.ByRule {
		sum += r.Cost
	}
	steps += hardRules(s)
	if math.Abs(sum-s.Cost) > 1e-6*max(1, s.Cost) || steps != s.Hard || s.Cost < 0 {
		t.Errorf("the rules cost %v of %v, and are broken by %d of %d", sum, s.Cost, steps, s.Hard)
	}
	if s.Bound != nil && s.Hard == 0 && *s.Bound > s.Cost+1e-6 {
		t.Errorf("the bound %v is above the cost %v", *s.Bound, s.Cost)
	}
}

// askAll asks every question there is.
func askAll(t *testing.T, p *Problem, s *Solution) {
	t.Helper()
	conflicts, err := Conflicts(p)
	if err != nil {
		t.Fatal(err)
	}
	if len(conflicts) > 0 && hardRules(s) == 0 {
		t.Errorf("%v, and no rule is broken", conflicts)
	}
	if len(p.Shifts) > 0 {
		b, err := NewBoard(p, s.Duties)
		if err != nil {
			t.Fatal(err)
		}
		if all, err := b.Candidates(Opening{Date: p.Start, Shift: "D"}); err != nil || len(all) > len(p.People) {
			t.Errorf("%v %v", all, err)
		}
	}
	r := mend(t, p, s.Duties, RepairTerms{From: p.Start + 1}, RepairOptions{Iterations: 500})
	for _, a := range r.Answers {
		honest(t, r.Problem, a.Solution)
	}
}

// bigTeam is the fortnight of twoNights with six people, so that all can be met.
func bigTeam(t testing.TB) *Problem {
	p := twoNights(t)
	for i := range 4 {
		p.People = append(p.People, Person{ID: fmt.Sprintf("p%d", i), Policies: []string{"all"}})
	}
	return p
}
