package solver

// A duty that stays as published keeps its breaks where they are, and one that
// is new has them where its shift has. So the search of a repair must see people
// whose breaks were moved each by themselves: on the day of such a duty its shift
// adds to the cells what it adds with those breaks, every other what it usually
// does. With that a repair is priced by the search as it is by the check, and
// none seems good because it undoes breaks that lie well.

// hold has the duties of given rows add what they do with their breaks at the
// given places. The model must be nobody else's.
func (m *model) hold(rows [][]uint8, at placing) {
	if at == nil {
		return
	}
	c, x := m.cover, m.cover.index(m)
	for i, who := range m.people {
		own := false
		for day, s := range rows[i] {
			after := at.of(i, day)
			if after == nil {
				continue
			}
			if !own {
				c.part(who)
				own = true
			}
			c.adds[(who.class*c.days+day)*c.shifts+int(s)] = inOrder(m.addsWith(x, i, day, int(s), after))
		}
	}
	// Margins are kept by group, and would now be by person: for 200 people it is
	// two and a half times as quick to count the cells of each proposal instead.
	for i := range c.cells {
		c.cells[i].plain = false
	}
	c.prepareGlimpses()
	m.weigh()
}

// part makes a person a group of their own, alike to the one they were in.
func (c *cover) part(who *person) {
	of, size := who.class, c.days*c.shifts
	who.class = len(c.groups)
	c.groups = append(c.groups, c.groups[of])
	c.adds = append(c.adds, c.adds[of*size:(of+1)*size]...)
}
