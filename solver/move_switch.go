package solver

// switchDays exchanges two days of two people of whom one has on the one day what
// the other has on the other: both keep as many duties of each kind.
func switchDays(s *state, r *dice, c *change) bool {
	i, j, ok := s.two(r)
	if !ok {
		return false
	}
	day := s.block.day(r)
	a, b := s.rows[i], s.rows[j]
	other := s.block.reverse(a, b, day)
	if other < 0 {
		return false
	}
	c.two(s, i, j, min(day, other), max(day, other))
	for _, d := range [2]int{day, other} {
		s.fresh[0][d], s.fresh[1][d] = b[d], a[d]
	}
	return c.fits(s)
}

// farthestSwitch is how many days on the other of two exchanged days is looked for,
// itself left out: pricing a row takes as long as the days between are many.
const farthestSwitch = 28

// reverse returns the next day, after the last the first, on which two rows
// have each what the other has on a given day, -1 when farthestSwitch days have none.
func (k *block) reverse(a, b []uint8, day int) int {
	if a[day] == b[day] {
		return -1
	}
	for n := 1; n < min(k.to-k.from, farthestSwitch); n++ {
		d := day + n
		if d >= k.to {
			d -= k.to - k.from
		}
		if a[d] == b[day] && b[d] == a[day] {
			return d
		}
	}
	return -1
}
