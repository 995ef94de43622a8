package solver

// polish gives one person after the other the best row beside the rows of all
// others, until nobody's changes any more or it is told to stop. Broken rules
// come first: it leaves no roster worse.
func (d *dual) polish(s *state, stop func() bool) {
	tilts := make([]tilt, len(d.planners))
	for i, p := range d.planners {
		tilts[i] = newTilt(p, d.fine)
	}
	for i, still := 0, 0; still < len(d.planners) && !stop(); i = (i + 1) % len(d.planners) {
		if still++; d.better(s, i, &tilts[i]) {
			still = 0
		}
	}
}

// better gives a person a better row, if one is found.
func (d *dual) better(s *state, i int, t *tilt) bool {
	a := d.answer(d.planners[i], d.beside(s, i), t, &d.rooms[0], true)
	d.spent += a.work + d.look
	if a.row == nil || string(a.row) == string(s.rows[i]) {
		return false
	}
	before, old := s.price(), append([]uint8(nil), s.rows[i]...)
	s.set(i, a.row)
	if s.price().Less(before) {
		return true
	}
	s.set(i, old)
	return false
}
