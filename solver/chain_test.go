package solver

import (
	"math/rand/v2"
	"testing"
)

// costOf prices rows from scratch.
func costOf(m *model, rows [][]uint8) (hard, soft int64) {
	s := newState(m)
	for i, row := range rows {
		s.set(i, row)
	}
	return s.hard, s.soft
}

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
		good.restart(worse)
		hard, soft := costOf(m, worse)
		if int64(good.cost.Hard) != hard || good.cost.Soft != soft || !good.warm {
			t.Errorf("seed %d: restarted at %+v, warm %v; want %d, %d", seed, good.cost, good.warm, hard, soft)
		}
		other.settle()
		hard, soft = costOf(m, other.best)
		if int64(other.cost.Hard) != hard || other.cost.Soft != soft {
			t.Errorf("seed %d: the roster kept costs %d, %d and not %+v", seed, hard, soft, other.cost)
		}
	}
}
