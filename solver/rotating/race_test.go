package rotating

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
)

// The cuts of the root hold for every roster that is found without them.
func TestCutsHoldForRosters(t *testing.T) {
	cuts := 0
	for _, file := range instances(t) {
		p := load(t, file)
		if p.impossible() != "" {
			continue
		}
		nw := p.network()
		diver := &chain{nw: nw, rows: nw.rows(), seed: 5}
		for diver.state == open && diver.round < 6 {
			diver.run(250<<diver.round, never)
		}
		if diver.state != found {
			continue
		}
		for seed := range uint64(2) {
			root := newLP(nw, diver.rows, rand.New(rand.NewPCG(seed, 8)))
			rows, refuted := tighten(nw, root)
			if refuted {
				t.Errorf("%s: the cuts refute what has a roster", file)
			}
			for _, r := range rows[len(diver.rows):] {
				cuts++
				if !r.holds(diver.tree.counts) {
					t.Errorf("%s: cut %v takes the roster away", file, r)
				}
			}
		}
		if cuts > 200 {
			return
		}
	}
	if cuts == 0 {
		t.Error("no cuts at all")
	}
}

// A chain does the same whatever runs beside it, and starts over as it should.
func TestChainRounds(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	nw := p.network()
	for _, prover := range []bool{false, true} {
		c := &chain{nw: nw, rows: nw.rows(), seed: 9, prover: prover}
		var before *tree
		for round := 1; round <= 6; round++ {
			c.run(1, never) // not enough to get anywhere
			if c.state != open {
				t.Fatalf("decided in a pivot: %d", c.state)
			}
			again := c.tree == before
			if want := prover && round > proveFrom; again != want {
				t.Errorf("prover=%v, round %d: kept its tree: %v, want %v", prover, round, again, want)
			}
			before = c.tree
		}
		if c.spent == 0 || c.nodes == 0 {
			t.Errorf("prover=%v: %d pivots, %d nodes counted", prover, c.spent, c.nodes)
		}
	}
}

// The least index wins, in whatever order they come in.
func TestLower(t *testing.T) {
	var a atomic.Int64
	a.Store(99)
	var group sync.WaitGroup
	for _, v := range []int64{7, 3, 50, 4, 98} {
		group.Go(func() { lower(&a, v) })
	}
	group.Wait()
	if got := a.Load(); got != 3 {
		t.Errorf("the least is %d, want 3", got)
	}
}

// The budget of iterations is kept but for the end of the node each chain is
// in when it runs out.
func TestIterations(t *testing.T) {
	p := free(4)
	for _, most := range []int64{8, 50, 400} {
		res, err := Solve(t.Context(), p, Options{Iterations: most})
		if err != nil {
			t.Fatal(err)
		}
		if res.Iterations > most+chainCount*mostPivots/10 {
			t.Errorf("%d iterations allowed, %d used", most, res.Iterations)
		}
	}
}

// Proofs name the number of cases, or say that fractions are enough.
func TestExhausted(t *testing.T) {
	if s := exhausted(1); s != "no choice of work blocks and runs of days off meets the demand of every weekday, not even in fractions: a sum of multiples of the requirements contradicts itself in whole numbers" {
		t.Error(s)
	}
	if s := exhausted(12); s != "no choice of work blocks and runs of days off meets the demand of every weekday and forms one cycle: all 12 cases of a complete search end in a contradiction in whole numbers" {
		t.Error(s)
	}
}
