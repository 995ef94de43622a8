package solver

import (
	"fmt"
	"testing"

	"github.com/smena-org/smena/roster"
)

// manyShifts is two weeks of one person and two dozen shifts, of which one a day is
// asked for.
func manyShifts(t *testing.T) *state {
	t.Helper()
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 3, 2), Days: 14, Zone: "UTC",
		Policies: []Policy{{ID: "all"}}, People: []Person{{ID: "a", Policies: []string{"all"}}},
	}
	for k := range 24 {
		p.Shifts = append(p.Shifts, Shift{ID: fmt.Sprint("S", k), Start: roster.Clock(360 + 15*k), Minutes: 480})
	}
	for day := range p.Days {
		p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start + roster.Date(day), Shift: "S7", Target: 1, Missing: 100, Surplus: 1})
	}
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return newState(m)
}

// Of dozens of shifts the one that is wanted is proposed much more often than any
// other, and every other one still is.
func TestWantedShiftsAreProposed(t *testing.T) {
	s, r, c := manyShifts(t), newDice(1, 1), &change{}
	times, all := map[uint8]int{}, 0
	for range 20_000 {
		if changeCell(s, r, c) {
			times[s.fresh[0][c.from[0]]]++
			all++
		}
	}
	if wanted := times[8]; wanted < all/10 {
		t.Errorf("the shift asked for came %d times of %d", wanted, all)
	}
	for shift := 1; shift <= 24; shift++ {
		if times[uint8(shift)] < all/100 {
			t.Errorf("shift %d came %d times of %d", shift, times[uint8(shift)], all)
		}
	}
}
