package solver

import "slices"

// prepareGlimpses works out from what duties add what the search looks at most:
// for every group and day the shifts that add the same, for every cell the unions
// that each group counts for, and the days whose duties meet in it.
func (c *cover) prepareGlimpses() {
	c.twins, c.hits = make([]uint8, len(c.adds)), make([]uint64, len(c.cells)*len(c.groups))
	c.meets = make([]stretch, len(c.cells))
	for i, adds := range c.adds {
		shift, day, g := i%c.shifts, i/c.shifts%c.days, i/c.shifts/c.days
		c.twins[i] = uint8(slices.IndexFunc(c.adds[i-shift:i+1], func(a []contribution) bool { return slices.Equal(a, adds) }))
		for _, a := range adds {
			c.hits[int(a.cell)*len(c.groups)+g] = a.hits
			meets := &c.meets[a.cell]
			if meets.to == 0 {
				meets.from = day
			}
			meets.from, meets.to = min(meets.from, day), max(meets.to, day+1)
		}
	}
	c.wide = false
	for _, days := range c.meets {
		c.wide = c.wide || days.to-days.from > touchingDays
	}
	c.keeps = c.keepsGlances()
}

// touchingDays is how many days' duties an interval may meet: those of the day
// before, its own and, where zones differ, the next.
const touchingDays = 3

// twin returns the first shift that adds the same as a group's shift of a day.
func (c *cover) twin(group, day int, shift uint8) uint8 {
	return c.twins[(group*c.days+day)*c.shifts+int(shift)]
}
