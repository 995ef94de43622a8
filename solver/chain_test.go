package solver

import (
	"math/rand/v2"
	"testing"
)

// A chain that restarts goes on from the roster it is given even if that is
// worse; the best one is kept by the chain that takes it before.
func TestChainsHandOnTheirBest(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 4))
		m, err := compile(tinyProblem(t, seed, 4, 14))
		if err != nil {
			t.Fatal(err)
		}
		good, other := newChain(m, newState(m).rows, seed, 0), newChain(m, newState(m).rows, seed, 1)
		good.runFor(50_000, 0, 1, func() bool { return false })
		best := good.cost
		other.take(good)
		if best.Less(other.cost) {
			t.Errorf("seed %d: the other chain has %+v, worse than the %+v it was to take", seed, other.cost, best)
		}
		worse := randomRows(m, r)
		good.restart(stateLike(m, worse))
		if want := stateLike(m, worse).price(); good.cost != want || !good.warm {
			t.Errorf("seed %d: restarted at %+v, warm %v; want %+v", seed, good.cost, good.warm, want)
		}
		other.settle()
		if want := stateLike(m, other.best).price(); other.cost != want {
			t.Errorf("seed %d: the roster kept costs %+v and not %+v", seed, want, other.cost)
		}
	}
}
