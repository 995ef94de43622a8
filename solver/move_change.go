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
	if looks := len(may) / shiftsALook; looks > 0 {
		shift = s.wanted(r, i, day, shift, looks)
	}
	return shift, shift != now
}

// wanted draws so many shifts more and returns the one of all that the demand loses
// least, or gains most, from.
func (s *state) wanted(r *dice, i, day int, best uint8, draws int) uint8 {
	may, least := s.m.people[i].allowed(day), s.loss(i, day, best)
	for range draws {
		shift := may[r.below(len(may))]
		if loss := s.loss(i, day, shift); loss < least {
			best, least = shift, loss
		}
	}
	return best
}

const (
	shiftsALook = 8       // shifts there are for each one more drawn: of dozens hardly any is wanted on a day
	dearHard    = 1 << 30 // of a minimum not met, beside money
)

// loss tells what the cells come to cost more with another shift; the one held is
// the last to be chosen.
func (s *state) loss(i, day int, shift uint8) int64 {
	now := s.rows[i][day]
	if shift == now {
		return math.MaxInt64
	}
	d := s.glance(s.m.people[i].class, day, now, shift)
	return d.at(dearHard)
}
