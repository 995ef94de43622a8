package solver

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// The search sees half of a break, spread over its places, but for cells with a
// minimum: 8 hours of which 30 minutes are a break in one of 13 places.
func TestSpreadBreaks(t *testing.T) {
	p := coffee(t)
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	s := m.spread()
	at := func(m *model) (out []int32) { // in order of time
		adds := slices.SortedFunc(slices.Values(m.cover.of(m.people[0].class, 0, 1)), func(a, b contribution) int { return int(a.cell - b.cell) })
		for _, a := range adds {
			out = append(out, a.amount)
		}
		return out
	}
	// The 13 breaks are 390 minutes together: 165 before noon, 60 in the half hour
	// after it, 165 later. Half of a thirteenth of that is 6, 2 and 6.
	if diff := cmp.Diff([]int32{180, 270}, at(m)); diff != "" {
		t.Errorf("usual: %s", diff)
	}
	if diff := cmp.Diff([]int32{174, 264}, at(s)); diff != "" {
		t.Errorf("spread: %s", diff)
	}
	p.Demand.Intervals[1].Min = 0
	if m, err = compile(p); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int32{174, 28, 264}, at(m.spread())); diff != "" {
		t.Errorf("spread without a minimum: %s", diff)
	}
	p.Shifts[0].Breaks[0].Window = roster.Window{}
	if m, err = compile(p); err != nil || m.spread() != m {
		t.Errorf("without a window the search sees another model (%v)", err)
	}
}
