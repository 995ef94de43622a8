package solver

import (
	"slices"
	"testing"
)

// Rosters are dived for only where rows are priced with nearly all their sums.
func TestRough(t *testing.T) {
	for _, c := range []struct {
		people, priced int // sums of each that are only priced
		want           bool
	}{{10, 0, false}, {10, 2, false}, {10, 3, true}, {leastToSample, 3, false}} {
		d := &dual{}
		for range c.people {
			d.planners = append(d.planners, &planner{plan: &plan{outer: make([]int, c.priced)}})
		}
		r := &run{m: &model{people: make([]*person, c.people)}, d: d}
		if got := r.rough(); got != c.want {
			t.Errorf("%d people with %d sums priced each: rough is %v", c.people, c.priced, got)
		}
		if want := shareOfRough; c.want && r.climbs() != want {
			t.Errorf("a rough climb ends at %v, want %v", r.climbs(), want)
		}
	}
}

// What pricing keeps of a chain's best roster does not change when the chain
// finds a better one: another may refine by it at the same time.
func TestColumnsAreCopies(t *testing.T) {
	kept := 0
	for seed := range uint64(10) {
		d := mildDual(t, seed)
		if d == nil {
			continue
		}
		k := newChain(d.m, d.m.allFree(), seed, 0)
		c := newClimber(d)
		c.addLawful(k.best)
		for i := range k.best {
			for day := range k.best[i] {
				k.best[i][day] = uint8(d.m.shifts - 1)
			}
		}
		for i := range c.columns {
			for _, col := range c.columns[i] {
				kept++
				if slices.Max(col.row) != 0 {
					t.Errorf("seed %d: the free days of %d became %v", seed, i, col.row)
				}
			}
		}
	}
	if kept == 0 {
		t.Error("no row was kept")
	}
}
