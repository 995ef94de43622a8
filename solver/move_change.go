package solver

import "math"

// changeCell gives one person another duty, or a day off, on one day.
func changeCell(s *state, r *dice, c *change) bool {
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
func changeTwo(s *state, r *dice, c *change) bool {
	i, day := s.block.draw(r)
	last := min(day+1+r.below(7), s.block.to-1)
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
func (s *state) another(r *dice, i, day int) (uint8, bool) {
	may, now := s.m.people[i].allowed(day), s.rows[i][day]
	if len(may) < 2 {
		return 0, false
	}
	if now != 0 && may[0] == 0 && r.coin() {
		return 0, true
	}
	shift := may[r.below(len(may))]
	for range len(may) / shiftsALook {
		if other := may[r.below(len(may))]; s.gains(i, day, other) < s.gains(i, day, shift) {
			shift = other
		}
	}
	return shift, shift != now
}

// shiftsALook is how many shifts there are for each one more that is drawn, of
// which the one stays that the demand gains most from: of dozens hardly any is
// wanted on a day.
const shiftsALook = 8

// gains tells what the cells come to cost with another shift, hard rules dearest;
// the one held is the last to be chosen.
func (s *state) gains(i, day int, shift uint8) int64 {
	now := s.rows[i][day]
	if shift == now {
		return math.MaxInt64
	}
	d := s.glance(s.m.people[i].class, day, now, shift)
	return d.at(1 << 30)
}
