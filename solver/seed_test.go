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
