package solver

import (
	"context"
	"fmt"
	"testing"

	"github.com/smena-org/smena/roster"
)

func hire(t testing.TB, p *Problem, like string, o HireOptions) *Hiring {
	t.Helper()
	h, err := Hire(context.Background(), p, nil, like, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHire(t *testing.T) {
	week := func(people, target int, rules ...string) *Problem {
		p := &Problem{Format: Format, Start: roster.NewDate(2026, 12, 7), Days: 7, Shifts: []Shift{{ID: "D", Start: 480, Minutes: 480}, {ID: "N", Start: 1320, Minutes: 480}}}
		p.Policies = []Policy{{ID: "all", Rules: roster.Policy{clause(t, `{"rule":"min-rest","minutes":660}`)}}}
		for _, r := range rules {
			p.Policies[0].Rules = append(p.Policies[0].Rules, clause(t, r))
		}
		for i := range people {
			p.People = append(p.People, Person{ID: fmt.Sprintf("p%d", i), Policies: []string{"all"}, Skills: []string{"hu"}})
		}
		for d := range 7 {
			p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start + roster.Date(d), Shift: "D", Skills: []string{"hu"}, Target: target, Missing: 10})
		}
		return p
	}
	five := `{"rule":"duties","per":"horizon","max":5}`
	for name, tt := range map[string]struct {
		p               *Problem
		skills          []string
		atLeast, enough int
		beyond          float64
	}{
		// 7 days × 3 are 21 duties of 8 h, and five each: 4.2 people.
		"five duties each":       {week(1, 3, five), nil, 4, 4, 0},
		"nobody is needed":       {week(5, 3, five), nil, 0, 0, 0},
		"all days by themselves": {week(2, 3), nil, 1, 1, 0},
		// On Saturday and Sunday two people of three are needed: 4 duties, and one each.
		"weekends bind": {week(1, 2, `{"rule":"duties","per":"horizon","weekdays":["sat","sun"],"max":1}`), nil, 3, 3, 0},
		// Somebody who speaks no Hungarian serves nothing of it.
		// Somebody who may have nights alone serves no day.
		"by night alone": {week(1, 3, `{"rule":"allowed-shifts","shifts":["N"]}`), nil, 0, 0, 168},
		"of no use":      {week(1, 3, five), []string{"de"}, 0, 0, 128},
	} {
		t.Run(name, func(t *testing.T) {
			h := hire(t, tt.p, "p0", HireOptions{Skills: tt.skills, Iterations: 5000})
			if h.AtLeast != tt.atLeast || h.Enough != tt.enough || h.Beyond != tt.beyond {
				t.Errorf("at least %d (%+v), enough %d, beyond %v; want %d, %d, %v", h.AtLeast, h.Why, h.Enough, h.Beyond, tt.atLeast, tt.enough, tt.beyond)
			}
			if (h.Why != nil) != (tt.atLeast > 0) {
				t.Errorf("%+v", h.Why)
			}
		})
	}
	if _, err := Hire(context.Background(), week(1, 1), nil, "zoe", HireOptions{}); roster.KindOf(err) != roster.NotFound {
		t.Error(err)
	}
}

// No search with fewer people than are proven to be needed closes all gaps, and
// the roster of those that are enough has none.
func TestHiringIsProven(t *testing.T) {
	proven := 0
	for seed := range uint64(10) {
		p, _, _ := randomBoard(t, seed, 3)
		p.Demand.Intervals, p.Demand.Windows = nil, nil
		h := hire(t, p, "p0", HireOptions{Iterations: 4000, Most: 12, Seed: seed})
		if h.Enough >= 0 && h.Enough < h.AtLeast {
			t.Fatalf("seed %d: %d are enough and %d needed", seed, h.Enough, h.AtLeast)
		}
		for _, tried := range h.Tried {
			if tried.People < h.AtLeast && tried.Hours == 0 || tried.People == h.Enough && tried.Hours > 0 {
				t.Errorf("seed %d: %+v of %+v", seed, tried, h)
			}
		}
		if h.AtLeast == 0 {
			continue
		}
		proven++
		less := *h
		x := newHiring(p, p.People[0], HireOptions{Iterations: 20_000, Seed: seed})
		if _, err := x.withOne(); err != nil {
			t.Fatal(err)
		}
		if got, _, err := x.try(context.Background(), &less, h.AtLeast-1, nil); err != nil || got.Hours == 0 {
			t.Errorf("seed %d: %d close all gaps, and %+v proves that they cannot (%v)", seed, h.AtLeast-1, h.Why, err)
		}
	}
	if proven < 4 {
		t.Errorf("a need was proven %d times", proven)
	}
}
