package solver

// mostAhead bounds how many people are asked at once: what those after one who
// changes have answered is for nothing.
const mostAhead = 8

// polish gives one person after the other the best row beside the rows of all
// others, until nobody's changes any more or it is told to stop. Broken rules
// come first: it leaves no roster worse.
//
// Threads ask ahead for those whose turn is next. What they find holds until
// somebody's row changes, and is forgotten then: how many threads there are
// decides how fast it goes, not where to.
func (d *dual) polish(s *state, stop func() bool) {
	tilts := make([]tilt, len(d.planners))
	for i, p := range d.planners {
		tilts[i] = newTilt(p, d.fine)
	}
	var next []offer
	for i, still := 0, 0; still < len(d.planners) && !stop(); i = (i + 1) % len(d.planners) {
		if len(next) == 0 {
			next = d.ahead(s, tilts, i, min(len(d.rooms), mostAhead, len(d.planners)-still))
		}
		a := next[0]
		next, tilts[i] = next[1:], a.tilt
		d.spent += a.work + d.look
		if still++; s.improve(i, a.row) {
			next, still = nil, 0
		}
	}
}

// offer is a row for somebody beside the roster as it was, with the tilt after it.
type offer struct {
	answer
	tilt tilt
}

// ahead asks for n people from one on, each beside the roster as it is.
func (d *dual) ahead(s *state, tilts []tilt, from, n int) []offer {
	out := make([]offer, n)
	d.each(n, func(k, w int) {
		i := (from + k) % len(d.planners)
		t := tilts[i].clone()
		out[k] = offer{d.answer(d.planners[i], d.beside(s, i), &t, &d.rooms[w], true), t}
	})
	return out
}

// improve gives a person a row, if there is one and the roster is better with it.
func (s *state) improve(i int, row []uint8) bool {
	if row == nil || string(row) == string(s.rows[i]) {
		return false
	}
	before, old := s.price(), append([]uint8(nil), s.rows[i]...)
	s.set(i, row)
	if s.price().Less(before) {
		return true
	}
	s.set(i, old)
	return false
}
