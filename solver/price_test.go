package solver

import "testing"

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
