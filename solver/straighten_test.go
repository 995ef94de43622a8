package solver

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// Straightening mends broken rows, leaves all others alone and never makes the
// best roster worse.
func TestStraightenMendsRows(t *testing.T) {
	broken, mended := 0, 0
	for seed := range uint64(80) {
		m, err := compile(mildProblem(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 6))
		k := newChain(m, randomRows(m, r), seed, 0)
		for share := 0.0; share < 1; share += 0.02 {
			k.run(stride, share)
		}
		k.settle()
		k.s = stateLike(m, k.best)
		k.s.rows[0] = randomRows(m, r)[0]
		k.s = stateLike(m, k.s.rows) // one more row may be broken now
		before, cost := stateLike(k.s.m, k.s.rows), k.cost
		k.straighten(1<<22, endless)
		k.settle()
		if !alike(stateLike(k.s.m, k.s.rows), k.s) {
			t.Fatalf("seed %d: the state is not what its rows say", seed)
		}
		if cost.Less(k.cost) || stateLike(k.s.m, k.best).price() != k.cost {
			t.Errorf("seed %d: the best roster was %+v and is %+v", seed, cost, k.cost)
		}
		for i := range k.s.rows {
			switch {
			case before.own[i].hard > 0:
				broken++
				mended += btoi(k.s.own[i].hard == 0)
			case !reflect.DeepEqual(before.rows[i], k.s.rows[i]):
				t.Errorf("seed %d: a row that broke nothing changed", seed)
			}
		}
	}
	if broken < 10 || mended*2 < broken {
		t.Errorf("%d of %d broken rows were mended", mended, broken)
	}
}

// No more is spent than the share of the budget.
func TestStraightenKeepsToItsShare(t *testing.T) {
	for seed := range uint64(20) {
		_, k, _ := searched(t, seed)
		before := k.done
		k.straighten(100_000, endless)
		if spent := k.done - before; spent > 100_000/shareOfAlone {
			t.Errorf("seed %d: %d proposals of 100,000", seed, spent)
		}
	}
}

// A climb whose looks take so long that hardly any fit is given up, unless it
// has made some.
func TestTooFewLooks(t *testing.T) {
	for _, tt := range []struct {
		spent, begun float64
		looks        int
		want         bool
	}{
		{0.11, 0.09, 1, true},  // 0.02 a look: 3.5 until 0.16
		{0.10, 0.09, 1, false}, // 7
		{0.15, 0.09, 3, true},  // 3.5
		{0.17, 0.09, 4, false}, // four are there
	} {
		d := &dual{spent: int64(tt.spent * 1e6 * unitsOfProposal)}
		r := &run{o: Options{Iterations: 1e6}, chains: []*chain{{}}, d: d, looks: tt.looks}
		if got := r.tooFewLooks(tt.begun); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}
