package solver

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
)

// Whatever the roster, lawful or not, and wherever its breaks are: a search that
// begins with it never returns a dearer one.
func TestWarmStartIsNeverLost(t *testing.T) {
	kept, better := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64Max(1<<20).Draw(rt, "seed")
		r := rand.New(rand.NewPCG(seed, 41))
		p := tinyProblem(t, seed, 1+r.IntN(4), 7+r.IntN(8))
		if r.IntN(2) == 0 {
			movableBreaks(p, r, 15)
		}
		from := startOf(rt, p, seed, r)
		given, err := Check(p, from)
		if err != nil {
			rt.Fatal(err)
		}
		sol, err := Solve(t.Context(), p, Options{Seed: seed, Iterations: int64(1 + r.IntN(3000)), Start: &Solution{Duties: from}})
		if err != nil {
			rt.Fatal(err)
		}
		switch {
		case sol.Hard > given.Hard || sol.Hard == given.Hard && sol.Cost > given.Cost:
			rt.Fatalf("began at %d and %v, ended at %d and %v", given.Hard, given.Cost, sol.Hard, sol.Cost)
		case sol.Hard == given.Hard && sol.Cost == given.Cost:
			kept++
		default:
			better++
		}
	})
	if better == 0 {
		t.Errorf("no roster of %d became better", kept)
	}
}

// startOf draws a roster: at random, or one that a search found.
func startOf(t *rapid.T, p *Problem, seed uint64, r *rand.Rand) []Assigned {
	if r.IntN(2) == 0 {
		m, err := lay(p)
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(m, r)
		return m.account(rows, m.placeBreaks(t.Context(), rows, seed)).Duties
	}
	sol, err := Solve(t.Context(), p, Options{Seed: seed + 1, Iterations: 4000})
	if err != nil {
		t.Fatal(err)
	}
	return sol.Duties
}

// A good roster spares the search most of its way, also when something has
// changed since; the result is the same on any number of threads.
func TestWarmStartIsMadeUseOf(t *testing.T) {
	p := serviceCentre(t)
	long := solve(t, p, Options{Seed: 1, Iterations: 150_000})
	p.People[0].Rules = append(slices.Clone(p.People[0].Rules), clause(t, `{"rule":"unavailable","from":"`+p.Start.String()+`","to":"`+(p.Start+5).String()+`"}`))
	changed := checkOf(t, p, long.Duties)
	const few = 8000
	cold := solve(t, p, Options{Seed: 1, Iterations: few})
	var first *Solution
	for _, workers := range []int{1, 2, 4} {
		warm := solve(t, p, Options{Seed: 1, Iterations: few, Workers: workers, Start: long})
		warm.Seconds = 0
		if first == nil {
			first = warm
		}
		if diff := cmp.Diff(first, warm, cmp.AllowUnexported(Gap{})); diff != "" {
			t.Errorf("%d threads: %s", workers, diff)
		}
	}
	if first.Hard > 0 || first.Cost >= cold.Cost {
		t.Errorf("with a start %d and %v, without %d and %v", first.Hard, first.Cost, cold.Hard, cold.Cost)
	}
	if changed.Hard > 0 && first.Hard == 0 && len(notIn(long.Duties, first.Duties)) > len(long.Duties)/2 {
		t.Errorf("hardly a duty of the start is left")
	}
}

// Few duties by hand are not worth going on from coldly; they are left when a
// short annealing of none comes further.
func TestPoorStartIsLeft(t *testing.T) {
	p := serviceCentre(t)
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	good := solve(t, p, Options{Seed: 1, Iterations: 100_000}).Duties
	for name, tt := range map[string]struct {
		start []Assigned
		warm  bool
	}{"a good one": {good, true}, "nobody works": {nil, false}} {
		t.Run(name, func(t *testing.T) {
			r := &run{m: m, asked: m, o: Options{Seed: 1, Iterations: 1000, Start: &Solution{Duties: tt.start}}}
			if err := r.begin(2); err != nil {
				t.Fatal(err)
			}
			for _, k := range r.chains {
				k.cools = [2]float64{0, 1}
				k.runFor(3000, 0, 1, endless)
			}
			r.choose()
			hot, _ := m.temperatures()
			for i, k := range r.chains {
				if k.warm != tt.warm || (k.heat.first < hot) != tt.warm {
					t.Errorf("chain %d: warm %v from %v, want %v", i, k.warm, k.heat.first, tt.warm)
				}
				k.settle()
				if best := stateLike(m, k.best).price(); best != k.cost {
					t.Errorf("chain %d: the roster kept costs %v and not %v", i, best, k.cost)
				}
			}
		})
	}
}

// A roster that does not fit the problem is refused.
func TestStartMustFit(t *testing.T) {
	p := serviceCentre(t)
	_, err := Solve(t.Context(), p, Options{Iterations: 100, Start: &Solution{Duties: []Assigned{{Person: "zoe", Date: p.Start, Shift: p.Shifts[0].ID}}}})
	if roster.KindOf(err) != roster.Invalid {
		t.Error(err)
	}
}
