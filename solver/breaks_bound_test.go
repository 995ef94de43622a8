package solver

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// No roster costs less than the bound, wherever its breaks are: all are tried.
func TestBoundHoldsForMovedBreaks(t *testing.T) {
	proven := 0
	for seed := range uint64(12) {
		p := mildProblem(t, seed)
		if p.Days > 2 {
			continue
		}
		r := rand.New(rand.NewPCG(seed, 24))
		movableBreaks(p, r, 180)
		sol, err := Solve(t.Context(), p, Options{Iterations: 3000, Seed: seed, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if sol.Bound == nil {
			continue
		}
		proven++
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		if best, ok := m.bestOfAll(); ok && units(best) < *sol.Bound {
			t.Errorf("seed %d: a roster costs %v, the bound is %v", seed, units(best), *sol.Bound)
		}
	}
	if proven < 3 {
		t.Errorf("only %d of 12 had a bound", proven)
	}
}

// bestOfAll tries every lawful roster of two people with every placing.
func (m *model) bestOfAll() (best int64, ok bool) {
	for rows := m.allFree(); ; {
		hard, soft := 0, int64(0)
		for i, who := range m.people {
			_, c := who.judge.Check(who.row(rows[i]))
			hard, soft = hard+c.Hard, soft+c.Soft
		}
		if hard == 0 && (!ok || soft < best) {
			if c := m.bestPlacing(rows); c.Hard == 0 && (!ok || soft+c.Soft < best) {
				best, ok = soft+c.Soft, true
			}
		}
		if !advanceRows(rows, uint8(m.shifts)) {
			return best, ok
		}
	}
}

// Climbing on duties at their best proves more than a look at the weights that
// fixed breaks ask for, and never more than the best roster costs.
func TestClimbOnDutiesAtTheirBest(t *testing.T) {
	lawful, better, tight := 0, 0, 0
	for seed := range uint64(16) {
		p := mildProblem(t, seed)
		if p.Days > 2 {
			continue
		}
		movableBreaks(p, rand.New(rand.NewPCG(seed, 26)), 180)
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		fixed := newDual(m, 1, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
		best, ok := m.bestOfAll()
		if fixed == nil || !ok {
			continue
		}
		lawful++
		from := climbFor(newClimber(fixed), 40)
		d := *fixed
		d.atBest = true
		c := newClimber(&d)
		c.startAt(from.center)
		if _, ok := c.climb(); !ok {
			t.Fatalf("seed %d: no look at the start", seed)
		}
		look := d.bound(c.best)
		bound := d.bound(climbFor(c, 40).best)
		if bound > best || look > best {
			t.Errorf("seed %d: the bound is %d, and %d at first; a roster costs %d", seed, bound, look, best)
		}
		if better += btoi(bound > look); bound < look {
			t.Errorf("seed %d: the bound fell from %d to %d", seed, look, bound)
		}
		tight += btoi(float64(bound) > 0.95*float64(best))
	}
	if lawful < 6 || better < lawful/3 || tight < lawful/2 {
		t.Errorf("of %d problems the climb proved more in %d, and nearly all in %d", lawful, better, tight)
	}
}

// climbFor makes so many looks.
func climbFor(c *climber, looks int) *climber {
	for range looks {
		if gap, ok := c.climb(); !ok || c.converged(gap) {
			break
		}
	}
	return c
}

// A column knows what its breaks take where they are: the model of a climb is
// never below the dual function, which it touches where its columns were met.
func TestColumnsKnowTheirBreaks(t *testing.T) {
	moved := 0
	for seed := range uint64(20) {
		p := mildProblem(t, seed)
		movableBreaks(p, rand.New(rand.NewPCG(seed, 27)), 15)
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		d := newDual(m, 1, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
		if d == nil {
			continue
		}
		d.atBest = true
		c := climbFor(newClimber(d), 6)
		y := d.round(c.trial) // whole numbers, that both see alike
		for v := range y {
			c.trial[v] = float64(y[v]) / float64(d.fine)
		}
		for u := range c.worth {
			c.weigh(int32(u))
		}
		value, rows, ok := d.value(c.trial, c.fixed, c.tilts, false)
		if !ok {
			t.Fatalf("seed %d: no value", seed)
		}
		if gap := c.model() - float64(value)/float64(d.fine); gap < -1e-6 {
			t.Errorf("seed %d: the model is %v below the dual function", seed, -gap)
		}
		if c.take(rows); !slices.Contains(rowsFound(rows), false) {
			if gap := c.model() - float64(value)/float64(d.fine); gap > 1e-6 {
				t.Errorf("seed %d: with the cheapest rows in it the model is %v above the dual function", seed, gap)
			}
		}
		for i := range c.columns {
			for _, col := range c.columns[i] {
				moved += btoi(len(col.moved) > 0)
			}
		}
	}
	if moved < 20 {
		t.Errorf("breaks moved in %d columns", moved)
	}
}

// rowsFound tells which rows there are.
func rowsFound(rows [][]uint8) (out []bool) {
	for _, r := range rows {
		out = append(out, r != nil)
	}
	return out
}
