package solver

import (
	"math"
	"testing"

	"github.com/smena-org/smena/roster"
)

// sown makes a run with two chains on a roster and its climb in haste; nil when
// nothing can be made of the problem.
func sown(t *testing.T, seed uint64) (*run, *climber) {
	d := mildDual(t, seed)
	if d == nil {
		return nil, nil
	}
	r := &run{m: d.m, d: d, coarse: true, o: Options{Seed: seed, Iterations: 50_000, Workers: 2}}
	for i := range uint64(2) {
		r.chains = append(r.chains, newChain(d.m, d.m.allFree(), seed, i))
	}
	c := newClimber(d)
	if !r.climb(c, r.chains[0].best, endless) {
		return nil, nil
	}
	return r, c
}

func TestHasteEnds(t *testing.T) {
	for seed := range uint64(40) {
		r, c := sown(t, seed)
		if r == nil {
			continue
		}
		if r.d.effort != usual {
			t.Fatalf("seed %d: %v is still done for a row", seed, r.d.effort)
		}
		if !c.complete() {
			t.Errorf("seed %d: somebody has no row", seed)
		}
		if best := cheapestRoster(r.m); best.Hard == 0 && r.bound != nil && *r.bound > best.Soft {
			t.Errorf("seed %d: a climb in haste proves %d of %d", seed, *r.bound, best.Soft)
		}
	}
}

// Chains go on from a seed that is lawful and clearly cheaper than the best
// roster, and are left alone otherwise.
func TestSeedIsTakenWhereItHelps(t *testing.T) {
	taken := 0
	for seed := range uint64(60) {
		r, c := sown(t, seed)
		if r == nil {
			continue
		}
		before := r.leader().cost
		if r.seed(c, endless) {
			taken++
			for i, k := range r.chains {
				checkSown(t, r, k, i)
			}
			if before.Hard == 0 && float64(r.leader().cost.Soft) >= worthOfSeed*float64(before.Soft) {
				t.Errorf("seed %d: %v was left for %v", seed, before, r.leader().cost)
			}
		} else if r.leader().cost != before {
			t.Errorf("seed %d: chains moved to a seed that is not worth it", seed)
		}
	}
	if taken == 0 {
		t.Error("no seed was ever taken")
	}
}

func checkSown(t *testing.T, r *run, k *chain, i int) {
	t.Helper()
	if got := stateLike(r.m, k.best).price(); got != k.cost || got.Hard > 0 {
		t.Errorf("a seed of %v is taken for %v", got, k.cost)
	}
	if (k.refine != nil) != (i%2 == 1) {
		t.Errorf("chain %d refines: %v", i, k.refine != nil)
	}
	if k.toll.price != strictToll*k.toll.first {
		t.Errorf("chain %d has a toll of %v", i, k.toll.price)
	}
}

func TestSeedIsWorthIt(t *testing.T) {
	for _, c := range []struct {
		hard       int
		best, seed int64
		want       bool
	}{{0, 1000, 1000, false}, {0, 1000, 900, false}, {0, 1000, 899, true}, {1, 0, math.MaxInt32, true}, {0, 0, 0, false}} {
		r := &run{chains: []*chain{{cost: roster.Cost{Hard: c.hard, Soft: c.best}}}}
		if got := r.worthSeeding(&state{soft: c.seed}); got != c.want {
			t.Errorf("a seed of %d beside %d with %d rules broken is worth it: %v", c.seed, c.best, c.hard, got)
		}
	}
}

// fourWeeks is four weeks of six people and two shifts a day, which three are
// asked for.
func fourWeeks(t *testing.T) *model {
	t.Helper()
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 3, 2), Days: 28, Zone: "UTC",
		Shifts:   []Shift{{ID: "E", Start: 6 * 60, Minutes: 480}, {ID: "L", Start: 14 * 60, Minutes: 480}},
		Policies: []Policy{{ID: "all"}},
	}
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		p.People = append(p.People, Person{ID: id, Policies: []string{"all"}})
	}
	for day := range p.Days {
		for _, shift := range p.Shifts {
			p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start + roster.Date(day), Shift: shift.ID, Target: 3, Missing: 100, Surplus: 10})
		}
	}
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Two chains go on from a seed together where each has few proposals, and one
// refines where they are many.
func TestSeedIsSharedWhereProposalsAreFew(t *testing.T) {
	for _, x := range []struct {
		proposals int64
		shared    bool
	}{{leastOfTwo, true}, {100 * leastOfTwo, false}} {
		m := fourWeeks(t)
		r := &run{m: m, coarse: true, o: Options{Seed: 1, Iterations: x.proposals, Workers: 2}}
		r.d = newDual(m, 1, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
		for i := range uint64(2) {
			r.chains = append(r.chains, newChain(m, m.allFree(), 1, i))
		}
		c := newClimber(r.d)
		if !r.climb(c, r.chains[0].best, endless) || !r.seed(c, endless) {
			t.Fatal("no seed")
		}
		k, mate := r.chains[0], r.chains[1]
		if shared := k.yoke != nil && k.yoke.mate == mate && mate.led; shared != x.shared {
			t.Errorf("%d proposals: shared: %v", x.proposals, shared)
		}
		if refined := mate.refine != nil; refined == x.shared {
			t.Errorf("%d proposals: refined: %v", x.proposals, refined)
		}
		if got := stateLike(m, k.best).price(); got != k.cost || got.Hard > 0 {
			t.Errorf("a seed of %v is taken for %v", got, k.cost)
		}
	}
}
