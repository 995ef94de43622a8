package solver

import "slices"

// prepareGlimpses works out what the search looks at most: for every group and
// day the shifts that add the same, for every cell the unions each group counts
// for, and whether a cell is touched by the duties of many days.
func (c *cover) prepareGlimpses() {
	c.twins = make([]uint8, len(c.adds))
	c.hits = make([]uint64, len(c.cells)*len(c.groups))
	first := make([]int, len(c.cells))
	for i := 0; i < len(c.adds); i += c.shifts {
		g, day := i/c.shifts/c.days, i/c.shifts%c.days
		for s, adds := range c.adds[i : i+c.shifts] {
			c.twins[i+s] = uint8(slices.IndexFunc(c.adds[i:i+s+1], func(a []contribution) bool { return slices.Equal(a, adds) }))
			for _, a := range adds {
				c.hits[int(a.cell)*len(c.groups)+g] = a.hits
				if first[a.cell] == 0 {
					first[a.cell] = day + 1
				}
				c.wide = c.wide || day+1-first[a.cell] >= touchingDays
			}
		}
	}
	for i := range c.cells {
		c.cells[i].plain = len(c.cells[i].terms) == 1 && c.cells[i].hard == nil
	}
}

// touchingDays is how many days' duties an interval may meet: those of the day
// before, its own and, where zones differ, the next.
const touchingDays = 3

// twin returns the first shift that adds the same as a group's shift of a day.
func (c *cover) twin(group, day int, shift uint8) uint8 {
	return c.twins[(group*c.days+day)*c.shifts+int(shift)]
}
