package solver

import (
	"math/rand/v2"
	"testing"
)

// A few people are freed, or many, never fewer than a few nor more than most.
func TestRefinersFreeFewAndMany(t *testing.T) {
	for _, x := range []struct {
		people      int
		many        bool
		least, most int
	}{{3, true, 4, 10}, {12, true, 4, 10}, {45, false, 4, 10}, {45, true, 11, 36}, {200, true, 11, 40}} {
		f := &refiner{s: &state{rows: make([][]uint8, x.people)}, r: rand.New(rand.NewPCG(1, 2))}
		least, most := 1000, 0
		for range 2000 {
			n := f.draw(x.many)
			least, most = min(least, n), max(most, n)
		}
		if least != x.least || most != x.most {
			t.Errorf("of %d people, many: %v, %d to %d are freed, not %d to %d", x.people, x.many, least, most, x.least, x.most)
		}
	}
}

// Steps with few people and with many get as much work.
func TestRefinersShareTheirWork(t *testing.T) {
	c := someClimb(t)
	pool := newPool(len(c.columns))
	c.collect(pool)
	f := newRefiner(c, stateOf(c.d.m, c.d.m.allFree()), pool, 1)
	longest := int64(0)
	for range 60 {
		before := f.b.d.spent
		f.next()
		longest = max(longest, f.b.d.spent-before)
	}
	if few, many := f.work[0], f.work[1]; few == 0 || many == 0 || max(few-many, many-few) > longest {
		t.Errorf("%d for few and %d for many; a step takes at most %d", few, many, longest)
	}
}

// A chain that anneals and fell behind one that refines goes on from its roster,
// and refines too; one that leads anneals on.
func TestOvertakenChainsRefine(t *testing.T) {
	c := someClimb(t)
	m, pool := c.d.m, newPool(len(c.columns))
	c.collect(pool)
	for _, behind := range []bool{true, false} {
		r := &run{m: m, chains: []*chain{newChain(m, m.allFree(), 1, 0), newChain(m, m.allFree(), 1, 1)}}
		one, two := r.chains[0], r.chains[1]
		two.refine = newRefiner(c, two.s, pool, 1)
		better := one
		if behind {
			better = two
		}
		better.cost.Hard--
		r.exchange(rounds * 6 / 10)
		if (one.refine != nil) != behind {
			t.Errorf("behind: %v, refines: %v", behind, one.refine != nil)
		}
		if behind && (one.refine == two.refine || one.refine.s != one.s) {
			t.Error("the two have one refiner, or one that holds another roster")
		}
	}
}
