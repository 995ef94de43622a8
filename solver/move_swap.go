package solver

// longestSwap is how many days two people exchange at most.
const longestSwap = 10

// swapSegment exchanges the duties of two people on a span of days.
func swapSegment(s *state, r *dice, c *change) bool {
	i, j, ok := s.two(r)
	if !ok {
		return false
	}
	from := s.block.day(r)
	to := min(from+r.below(longestSwap), s.block.to-1)
	c.two(s, i, j, from, to)
	copy(s.fresh[0][from:to+1], s.rows[j][from:to+1])
	copy(s.fresh[1][from:to+1], s.rows[i][from:to+1])
	return c.fits(s)
}

// swapDays exchanges two days of one row.
func swapDays(s *state, r *dice, c *change) bool {
	i, from := s.block.draw(r)
	to := min(from+1+r.below(13), s.block.to-1)
	c.one(s, i, from, to)
	f := s.fresh[0]
	f[from], f[to] = f[to], f[from]
	return c.fits(s)
}

// rotateSegment moves a span of a row by one day, the last (or first) day
// coming round.
func rotateSegment(s *state, r *dice, c *change) bool {
	i, from := s.block.draw(r)
	to := min(from+1+r.below(9), s.block.to-1)
	c.one(s, i, from, to)
	f := s.fresh[0]
	if r.coin() {
		last := f[to]
		copy(f[from+1:to+1], f[from:to])
		f[from] = last
	} else {
		first := f[from]
		copy(f[from:to], f[from+1:to+1])
		f[to] = first
	}
	return c.fits(s)
}
