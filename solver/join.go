package solver

// cut parts the days, and the cells that duties of these days add to.
type cut struct {
	before, after int // the first part's days are before one, the last's from the other
	cell          int // the first cell of the last part
}

// cutsOf returns where days can be parted, between a quarter and three quarters:
// where nearly all are in one part or the other, and no cell meets duties of both.
func cutsOf(c *cover) (out []cut) {
	lows, ends := c.reach()
	for before := max(c.days/4, 1); before <= c.days*3/4; before++ {
		k := cut{before: before, after: c.days}
		for _, end := range ends[:before] {
			k.cell = max(k.cell, end)
		}
		for k.after > before && lows[k.after-1] >= k.cell {
			k.after--
		}
		if k.after < c.days && k.after-before <= c.days/mostBetween {
			out = append(out, k)
		}
	}
	return out
}

// reach returns, by day, the first cell that duties add to and the one after the
// last.
func (c *cover) reach() (lows, ends []int) {
	lows, ends = make([]int, c.days), make([]int, c.days)
	for day := range lows {
		lows[day] = len(c.cells)
	}
	for i, adds := range c.adds {
		day := i / c.shifts % c.days
		for _, a := range adds {
			lows[day], ends[day] = min(lows[day], int(a.cell)), max(ends[day], int(a.cell)+1)
		}
	}
	return lows, ends
}

// join makes one roster of two states that were equal, and cost so much, before
// each changed the rows of its crew and what they add to the cells before one, or
// from it on.
func (s *state) join(o *state, cell int, was delta) {
	for _, i := range s.block.crew {
		o.takeRow(s, i)
	}
	for _, i := range o.block.crew {
		s.takeRow(o, i)
	}
	o.takeCells(s, 0, cell)
	s.takeCells(o, cell, len(s.cells))
	s.hard, s.soft = s.hard+o.hard-was.hard, s.soft+o.soft-was.soft
	o.hard, o.soft = s.hard, s.soft
}

func (s *state) takeRow(o *state, i int) {
	copy(s.rows[i], o.rows[i])
	copy(s.values[i], o.values[i])
	for j := range s.states[i] {
		copy(s.states[i][j], o.states[i][j])
	}
	s.own[i] = o.own[i]
}

// takeCells takes over what stands of the cells [from, to).
func (s *state) takeCells(o *state, from, to int) {
	if from >= to {
		return
	}
	if s.glances != nil {
		for _, days := range s.m.cover.meets[from:to] {
			s.glances.turn(days)
		}
	}
	c := s.m.cover
	first, end := int(c.cells[from].offset), c.haves
	if to < len(c.cells) {
		end = int(c.cells[to].offset)
	}
	copy(s.have[first:end], o.have[first:end])
	copy(s.cells[from:to], o.cells[from:to])
	groups := len(c.groups)
	copy(s.margins[from*groups:to*groups], o.margins[from*groups:to*groups])
}
