package rotating

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// verdict is what Solve says, or a failed test.
func verdict(t *testing.T, p *Problem, what string) bool {
	t.Helper()
	res, err := Solve(t.Context(), p, Options{Seed: 1, Iterations: 500_000})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if res.Feasible == res.Infeasible {
		t.Errorf("%s: not decided: %+v", what, res)
	}
	return res.Feasible
}

// clone copies what the laws change.
func clone(p *Problem) *Problem {
	q := *p
	q.Shifts = slices.Clone(p.Shifts)
	q.After, q.AfterOff = slices.Clone(p.After), slices.Clone(p.AfterOff)
	q.Demand = make([][]int, len(p.Demand))
	for k := range q.Demand {
		q.Demand[k] = slices.Clone(p.Demand[k])
	}
	return &q
}

// later begins the week on the second day.
func later(p *Problem) *Problem {
	q := clone(p)
	for k, row := range p.Demand {
		q.Demand[k] = append(slices.Clone(row[1:]), row[0])
	}
	return q
}

// backwards lets time run the other way.
func backwards(p *Problem) *Problem {
	q := clone(p)
	for k := range q.Demand {
		slices.Reverse(q.Demand[k])
	}
	for _, bans := range [][][2]int{q.After, q.AfterOff} {
		for i, b := range bans {
			bans[i] = [2]int{b[1], b[0]}
		}
	}
	return q
}

// renumbered exchanges the first shift and the last.
func renumbered(p *Problem) *Problem {
	q := clone(p)
	last := len(p.Shifts) - 1
	q.Shifts[0], q.Shifts[last] = q.Shifts[last], q.Shifts[0]
	q.Demand[0], q.Demand[last] = q.Demand[last], q.Demand[0]
	swap := map[int]int{0: last, last: 0}
	for _, bans := range [][][2]int{q.After, q.AfterOff} {
		for i, b := range bans {
			for side, k := range b {
				if to, ok := swap[k]; ok {
					bans[i][side] = to
				}
			}
		}
	}
	return q
}

// withIdleShift adds a shift that nobody wants.
func withIdleShift(p *Problem) *Problem {
	q := clone(p)
	q.Shifts = append(q.Shifts, Shift{Name: "idle", Run: Range{1, 3}})
	q.Demand = append(q.Demand, make([]int, p.Days))
	return q
}

// Problems that say the same in other words get the same verdict.
func TestVerdictSurvivesRewording(t *testing.T) {
	reworded := map[string]func(*Problem) *Problem{
		"a day later": later, "backwards": backwards, "renumbered": renumbered, "an idle shift": withIdleShift,
	}
	for i, p := range sampled(t) {
		want := verdict(t, p, "as it is")
		for name, f := range reworded {
			if got := verdict(t, f(p), name); got != want {
				t.Errorf("problem %d: feasible=%v, %s feasible=%v\n%+v", i, want, name, got, p)
			}
		}
	}
}

// sampled mixes tiny problems with some of the files.
func sampled(t *testing.T) []*Problem {
	var all []*Problem
	for seed := range uint64(60) {
		all = append(all, tiny(rand.New(rand.NewPCG(seed, 6))))
	}
	files := instances(t)
	for i := 0; i < len(files); i += 25 {
		all = append(all, load(t, files[i]))
	}
	return all
}

// looser lifts one rule a little.
func looser(p *Problem) map[string]*Problem {
	out := make(map[string]*Problem)
	change := func(name string, f func(q *Problem)) {
		q := clone(p)
		f(q)
		out[name] = q
	}
	change("a longer rest", func(q *Problem) { q.Rest.Max++ })
	change("a shorter rest", func(q *Problem) { q.Rest.Min = max(1, q.Rest.Min-1); q.AfterOff = nil })
	change("a longer block", func(q *Problem) { q.Work.Max++ })
	change("a shorter block", func(q *Problem) { q.Work.Min = max(1, q.Work.Min-1) })
	change("a longer run", func(q *Problem) { q.Shifts[0].Run.Max++ })
	change("a shorter run", func(q *Problem) { q.Shifts[0].Run.Min = max(1, q.Shifts[0].Run.Min-1) })
	change("no bans", func(q *Problem) { q.After, q.AfterOff = nil, nil })
	return out
}

// A rule less never makes the possible impossible.
func TestFewerRulesNeverHurt(t *testing.T) {
	for i, p := range sampled(t) {
		if !verdict(t, p, "as it is") {
			continue
		}
		for name, q := range looser(p) {
			if !verdict(t, q, name) {
				t.Errorf("problem %d: feasible, but not with %s\n%+v", i, name, p)
			}
		}
	}
}

// Twice the people and twice the demand: going round the same roster twice is
// a roster.
func TestTwiceIsNoHarder(t *testing.T) {
	for i, p := range sampled(t) {
		if p.total(Off) == 0 || p.total(Off) == p.length() || !verdict(t, p, "once") {
			continue // a run as long as the cycle would be twice as long
		}
		q := clone(p)
		q.Employees *= 2
		for k := range q.Demand {
			for d := range q.Demand[k] {
				q.Demand[k][d] *= 2
			}
		}
		if !verdict(t, q, "twice") {
			t.Errorf("problem %d: feasible, but not twice\n%+v", i, p)
		}
	}
}
