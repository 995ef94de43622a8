package solver

// fillSegment gives one person the same duty, or days off, on up to six days.
func fillSegment(s *state, r *dice, c *change) bool {
	i, from := s.block.draw(r)
	to := min(from+1+r.below(5), s.block.to-1)
	may := s.m.people[i].allowed(from)
	shift := may[r.below(len(may))]
	c.one(s, i, from, to)
	for day := from; day <= to; day++ {
		s.fresh[0][day] = shift
	}
	return c.fits(s)
}

// moveBoundary lets one block of work of a row gain a day and another, at most
// farthest days off, lose one, so that the number of duties stays what it was.
func moveBoundary(s *state, r *dice, c *change) bool {
	i := s.block.who(r)
	row := s.rows[i]
	gain := edge(r, row, false, s.block.from, s.block.to)
	if gain < 0 {
		return false
	}
	lose := edge(r, row, true, max(gain-farthest, s.block.from), min(gain+farthest+1, s.block.to))
	if lose < 0 {
		return false
	}
	shift := row[lose]
	if r.coin() { // as the neighbour works, not as the lost day was
		if n := neighbour(row, gain); n != 0 {
			shift = n
		}
	}
	c.one(s, i, min(gain, lose), max(gain, lose))
	s.fresh[0][gain], s.fresh[0][lose] = shift, 0
	return c.fits(s)
}

// farthest is how many days apart blocks of work may be that give and take a day.
const farthest = 7

// edge draws a day of [from, to) at the border of work and rest: a worked one,
// or a free one.
func edge(r *dice, row []uint8, worked bool, from, to int) int {
	for range 4 {
		day := from + r.below(to-from)
		if (row[day] != 0) != worked {
			continue
		}
		if day == 0 || day == len(row)-1 || (row[day-1] != 0) != worked || (row[day+1] != 0) != worked {
			return day
		}
	}
	return -1
}

// neighbour returns the duty of the day before or after, 0 when both are free.
func neighbour(row []uint8, day int) uint8 {
	if day > 0 && row[day-1] != 0 {
		return row[day-1]
	}
	if day+1 < len(row) {
		return row[day+1]
	}
	return 0
}
