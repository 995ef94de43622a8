package solver

// margin is what one more or one fewer person of a group means to a cell with
// one priced shortage: the largest shortage of the unions that the group counts
// for and of those that it does not. Nearly all proposals are turned down, and
// margins tell so without counting the change; for somebody who is there
// throughout, as most are, by one look.
type margin struct {
	hit, not    int32
	unit        int32 // that one person throughout adds; 0 in cells that are not plain
	more, fewer int64 // what it costs when one more is there throughout, or one fewer
}

// glimpse tells what a change does to the cells as if its days had nothing in
// common, which is wrong only where two of its days meet in a cell. Where that
// is common, and for exchanges, it says how good the change can be at best.
func (s *state) glimpse(c *change) (d delta) {
	switch {
	case c.alike:
		return d
	case c.n == 2 || s.m.cover.wide && c.to[0] > c.from[0]:
		return delta{soft: -s.mostGain() * int64(c.days())}
	}
	cover, g, row, fresh := s.m.cover, s.m.people[c.who[0]].class, s.rows[c.who[0]], s.fresh[0]
	for day := c.from[0]; day <= c.to[0]; day++ {
		if row[day] == fresh[day] {
			continue
		}
		if from, to := cover.twin(g, day, row[day]), cover.twin(g, day, fresh[day]); from != to {
			one := s.glance(g, day, from, to)
			d.add(one.hard, one.soft)
		}
	}
	return d
}

// glimpseDay adds what it does to take some contributions of a group away and
// add others. Both are in the order of their cells.
func (s *state) glimpseDay(d *delta, g int, from, to []contribution) {
	for len(from) > 0 || len(to) > 0 {
		var a *contribution
		amount := int32(0)
		if len(from) > 0 && (len(to) == 0 || from[0].cell <= to[0].cell) {
			a, amount = &from[0], -from[0].amount
		} else {
			a = &to[0]
		}
		if len(to) > 0 && to[0].cell == a.cell {
			amount += to[0].amount
			to = to[1:]
		}
		if len(from) > 0 && &from[0] == a {
			from = from[1:]
		}
		if amount != 0 {
			s.glimpseCell(d, g, a, amount)
		}
	}
}

// glimpseCell adds what it does to a cell when a group has so much more there.
func (s *state) glimpseCell(d *delta, g int, a *contribution, amount int32) {
	m := &s.margins[int(a.cell)*len(s.m.cover.groups)+g]
	if m.unit == amount {
		d.soft += m.more
		return
	}
	if m.unit == -amount {
		d.soft += m.fewer
		return
	}
	c := &s.m.cover.cells[a.cell]
	if !c.plain {
		h, f := c.cost(s.after(c, &touch{amount: [2]int32{amount}, hits: [2]uint64{a.hits}}))
		d.add(h-s.cells[a.cell].hard, f-s.cells[a.cell].soft)
		return
	}
	d.soft += m.cost(c, s.have[c.offset+c.all], amount) - s.cells[a.cell].soft
}

// gain is what a plain cell, with so many there, costs once the group has so
// much more.
func (m *margin) cost(c *cell, there, amount int32) int64 {
	short := max(m.hit-amount, m.not, 0)
	soft := int64(short) * c.terms[0].price
	if idle := there + amount - c.need + short; c.over > 0 && idle > 0 {
		soft += int64(idle) * c.over
	}
	return soft
}

// measure finds the margins of a cell.
func (s *state) measure(i int32) {
	c := &s.m.cover.cells[i]
	if !c.plain {
		return
	}
	have, t, groups := c.counts(s.have), &c.terms[0], len(s.m.cover.groups)
	now := s.cells[i].soft
	margins, hits := s.margins[int(i)*groups:][:groups], s.m.cover.hits[int(i)*groups:][:groups]
	for g := range margins {
		m := margin{hit: -1 << 30, not: -1 << 30, unit: c.unit}
		for k, need := range t.need {
			u := t.index[k]
			if short := need - have[u]; hits[g]>>u&1 != 0 {
				m.hit = max(m.hit, short)
			} else {
				m.not = max(m.not, short)
			}
		}
		there := have[c.all]
		m.more, m.fewer = m.cost(c, there, m.unit)-now, m.cost(c, there, -m.unit)-now
		margins[g] = m
	}
}
