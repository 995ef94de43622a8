package solver

import (
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// Rows are coarse where many sums of each are only priced.
func TestCoarse(t *testing.T) {
	for _, c := range []struct {
		people, priced int // sums of each that are only priced
		want           bool
	}{{10, 0, false}, {10, 2, false}, {10, 3, true}, {leastToSample, 3, false}} {
		d := &dual{}
		for range c.people {
			d.planners = append(d.planners, &planner{plan: &plan{outer: make([]int, c.priced)}})
		}
		r := &run{m: &model{people: make([]*person, c.people)}, d: d}
		if got := r.isCoarse(); got != c.want {
			t.Errorf("%d people with %d sums priced each: coarse is %v", c.people, c.priced, got)
		}
	}
}

// Only the bound is climbed for where rows are rough and breaks may move.
func TestBoundOnly(t *testing.T) {
	stays, moves := Break{After: 240, Minutes: 30}, Break{After: 240, Minutes: 30, Window: roster.Window{From: 120, To: 300}}
	for _, c := range []struct {
		priced int
		at     Break
		want   bool
	}{{2, stays, false}, {2, moves, false}, {3, stays, false}, {3, moves, true}} {
		p := &Problem{Shifts: []Shift{{ID: "D", Start: 480, Minutes: 480, Breaks: []Break{c.at}}}}
		r := &run{m: &model{problem: p, people: make([]*person, 1)}, d: &dual{planners: []*planner{{plan: &plan{outer: make([]int, c.priced)}}}}}
		if got := r.boundOnly(); got != c.want {
			t.Errorf("%d sums only priced, a break %+v: only the bound is climbed for: %v", c.priced, c.at, got)
		}
	}
}

// A rough climb goes on longer while its bound is far from the best cost, unless
// its looks take too long.
func TestRoughClimbEnds(t *testing.T) {
	d := &dual{planners: []*planner{{plan: &plan{outer: make([]int, 3)}}}}
	for _, c := range []struct {
		looks int
		bound int64
		want  float64
	}{
		{leastLooks, -1, shareOfFar}, {leastLooks, 0, shareOfFar}, {leastLooks, 34, shareOfFar}, {leastLooks, 35, shareOfRough},
		{leastLooks, 100, shareOfRough}, {leastLooks - 1, 0, shareOfRough},
	} {
		r := &run{m: &model{people: make([]*person, 1)}, d: d, coarse: true, looks: c.looks, chains: []*chain{{cost: roster.Cost{Soft: 100}}}}
		if c.bound >= 0 {
			r.bound = &c.bound
		}
		if got := r.climbs(); got != c.want {
			t.Errorf("with a bound of %d for a cost of 100 after %d looks a climb ends at %v, want %v", c.bound, c.looks, got, c.want)
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
