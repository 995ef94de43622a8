package solver

// mend gives a lawful row, the best one beside the rows of the others, to
// everybody whose own rules are broken, if one is found. It stops early when
// told to.
func (d *dual) mend(s *state, stop func() bool) {
	b := &d.rooms[0]
	for i, p := range d.planners {
		if stop() {
			return
		}
		hard, _ := p.who.price(d.m, s.rows[i])
		if hard == 0 {
			continue
		}
		t := newTilt(p, d.fine)
		worth := d.beside(s, i)
		a := d.answer(p, worth, &t, b, true)
		if a.row == nil {
			a = d.answer(p, worth, &t, b, false)
		}
		if a.row != nil {
			s.set(i, a.row)
		}
	}
}

// beside returns what every duty of a person gains at the cells, as the rows of
// all others stand, in fine cost units. A minimum met counts as much as a step
// of a broken rule does at first.
func (d *dual) beside(s *state, i int) []int64 {
	m, class := d.m, d.m.people[i].class
	have := append([]int32(nil), s.have...)
	for day, shift := range s.rows[i] {
		m.cover.apply(have, m.cover.of(class, day, int(shift)), -1)
	}
	toll := int64(m.firstToll())
	out := make([]int64, m.days*m.shifts)
	for day := range m.days {
		for shift := 1; shift < m.shifts; shift++ {
			adds := m.cover.of(class, day, shift)
			before := m.priceOf(have, adds, toll)
			m.cover.apply(have, adds, 1)
			out[day*m.shifts+shift] = (before - m.priceOf(have, adds, toll)) * int64(d.fine)
			m.cover.apply(have, adds, -1)
		}
	}
	return out
}

// priceOf returns what the cells cost that a duty adds to.
func (m *model) priceOf(have []int32, adds []contribution, toll int64) (sum int64) {
	for k := range adds {
		c := &m.cover.cells[adds[k].cell]
		hard, soft := c.cost(c.counts(have))
		sum += hard*toll + soft
	}
	return sum
}
