package solver

import (
	"math/rand/v2"
	"testing"
)

// bluntClimb is a climb of which all sums are only priced, until it is sharpened.
func bluntClimb(t *testing.T, seed uint64) *climber {
	t.Helper()
	limits := rowLimits{values: 1 << 20, work: 1}
	d := mildDualWithin(t, seed, limits)
	if d == nil {
		return nil
	}
	c := newClimber(d)
	limits.work = 1 << 20
	c.sharpener = newSharpener(d, limits)
	return c
}

// A sharpened climb carries more sums, proves no more than is true, and more often
// more than one that stays as it is than less.
func TestSharpenedBounds(t *testing.T) {
	sharpened, better := 0, 0
	for seed := range uint64(80) {
		c, blunt := bluntClimb(t, seed), bluntClimb(t, seed)
		if c == nil {
			continue
		}
		blunt.sharpener = nil
		before := c.d.priced()
		for range 40 {
			for _, b := range []*climber{c, blunt} {
				if _, ok := b.climb(); !ok {
					t.Fatalf("seed %d: the dual could not be evaluated", seed)
				}
			}
		}
		if c.d.priced() == before {
			continue
		}
		sharpened++
		ours, theirs := c.d.bound(c.best), blunt.d.bound(blunt.best)
		better += btoi(ours > theirs) - btoi(ours < theirs)
		if best := cheapestRoster(c.d.m); best.Hard == 0 && ours > best.Soft {
			t.Errorf("seed %d: %d is proven, and %d is possible", seed, ours, best.Soft)
		}
		for i, p := range c.d.planners {
			if got := len(c.tilts[i].price); got != len(p.outer) {
				t.Errorf("seed %d: %d prices for %d sums that are only priced", seed, got, len(p.outer))
			}
		}
	}
	if sharpened < 10 || better <= 0 {
		t.Errorf("%d climbs were sharpened, and %d more proved more than proved less", sharpened, better)
	}
}

// A plan is sharpened only as far as the work of everybody's rows stays in the pool.
func TestSharpeningKeepsToItsPool(t *testing.T) {
	sharpened := 0
	for seed := range uint64(40) {
		c := bluntClimb(t, seed)
		if c == nil {
			continue
		}
		work := func() (sum int64) {
			for _, p := range c.d.planners {
				sum += p.work
			}
			return sum
		}
		c.sharpener.pool = work() * 5 / 2
		before := c.d.priced()
		for range 30 {
			c.climb()
		}
		if work() > c.sharpener.pool {
			t.Errorf("seed %d: rows take %d steps of %d", seed, work(), c.sharpener.pool)
		}
		sharpened += btoi(c.d.priced() < before)
	}
	if sharpened < 5 {
		t.Errorf("only %d climbs were sharpened", sharpened)
	}
}

// A plan that carries more in full proves the same of the cheapest rows.
func TestSharperPlansProveTheSame(t *testing.T) {
	compared := 0
	for seed := range uint64(60) {
		c := bluntClimb(t, seed)
		if c == nil {
			continue
		}
		r, worth := rand.New(rand.NewPCG(seed, 7)), make([]int64, c.d.m.days*c.d.m.shifts)
		for i := range worth {
			worth[i] = r.Int64N(4000)
		}
		for i, p := range c.d.planners {
			if len(p.outer) == 0 {
				continue
			}
			fresh := p.sharper(make([]int32, len(p.resources)), rowLimits{values: 1 << 20, work: 1 << 20})
			if fresh == nil {
				continue
			}
			sharp := &planner{p.m, p.who, fresh}
			was, is := newTilt(p, c.d.fine), newTilt(sharp, c.d.fine)
			a, b := c.d.answer(p, worth, &was, &c.d.rooms[0], false), c.d.answer(sharp, worth, &is, &c.d.rooms[0], false)
			if compared++; a.bound != b.bound {
				t.Errorf("seed %d, person %d: no row is below %d; by the sharper plan %d", seed, i, a.bound, b.bound)
			}
		}
	}
	if compared < 20 {
		t.Errorf("only %d plans were compared", compared)
	}
}
