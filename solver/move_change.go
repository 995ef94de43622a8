package solver

import "math/rand/v2"

// changeCell gives one person another duty, or a day off, on one day.
func changeCell(s *state, r *rand.Rand, c *change) bool {
	i, day := s.block.draw(r)
	shift, ok := s.another(r, i, day)
	if !ok {
		return false
	}
	c.one(s, i, day, day)
	s.fresh[0][day] = shift
	return true
}

// changeTwo changes two days of one row, up to a week apart.
func changeTwo(s *state, r *rand.Rand, c *change) bool {
	i, day := s.block.draw(r)
	last := min(day+1+intn(r, 7), s.block.to-1)
	a, ok := s.another(r, i, day)
	b, ok2 := s.another(r, i, last)
	if !ok || !ok2 || day == last {
		return false
	}
	c.one(s, i, day, last)
	s.fresh[0][day], s.fresh[0][last] = a, b
	return true
}

// another draws an allowed shift other than the one held; half of the draws
// that would leave a duty make a day off of it.
func (s *state) another(r *rand.Rand, i, day int) (uint8, bool) {
	may, now := s.m.people[i].allowed(day), s.rows[i][day]
	if len(may) < 2 {
		return 0, false
	}
	if now != 0 && may[0] == 0 && r.Uint32()&1 == 0 {
		return 0, true
	}
	shift := may[intn(r, len(may))]
	return shift, shift != now
}
