package solver

// change is a proposal: one or two people get new duties on a span of days.
// The new duties stand in the state's fresh rows.
type change struct {
	n     int // people: 1 or 2
	who   [2]int
	from  [2]int // first day that may differ
	to    [2]int // last day that may differ
	alike bool   // the two people swap and cover the same demand: no cell changes
}

// delta is the difference in price a change makes.
type delta struct{ hard, soft int64 }

func (d *delta) add(hard, soft int64) { d.hard, d.soft = d.hard+hard, d.soft+soft }

// rowDelta prices the change of one person's row by their rules.
func (s *state) rowDelta(c *change, k int) delta {
	var d delta
	i := c.who[k]
	who, row, fresh := s.m.people[i], s.rows[i], s.fresh[k]
	s.stamp++
	s.queue = s.queue[:0]
	shifts := s.m.shifts
	for day := c.from[k]; day <= c.to[k]; day++ {
		was, is := row[day], fresh[day]
		if was == is {
			continue
		}
		a, b := who.free[day*shifts+int(was)], who.free[day*shifts+int(is)]
		d.add(int64(b.hard-a.hard), int64(b.soft-a.soft))
		for _, n := range who.watched[day] {
			ctr := &who.counters[n]
			if diff := ctr.amount(day, shifts, is) - ctr.amount(day, shifts, was); diff != 0 {
				s.bump(n, diff)
			}
		}
	}
	for j, mach := range who.machines {
		s.machineDelta(&d, who, i, j, mach, fresh, c.from[k], c.to[k])
	}
	for _, n := range s.queue {
		if s.deltas[n] == 0 {
			continue
		}
		ctr, v := &who.counters[n], s.values[i][n]
		h0, f0 := ctr.cost(v)
		h1, f1 := ctr.cost(v + s.deltas[n])
		d.add(h1-h0, f1-f0)
	}
	return d
}

// bump notes that a counter moves.
func (s *state) bump(n, diff int32) {
	if s.seen[n] != s.stamp {
		s.seen[n], s.deltas[n] = s.stamp, 0
		s.queue = append(s.queue, n)
	}
	s.deltas[n] += diff
}

// machineDelta walks a machine from the first changed day until its state is
// again what it was.
func (s *state) machineDelta(d *delta, who *person, i, j int, mach *machine, fresh []uint8, from, to int) {
	row, states := s.rows[i], s.states[i][j]
	at := states[from]
	for day := from; ; day++ {
		if day == len(row) {
			a, b := mach.end[states[day]], mach.end[at]
			d.add(int64(b.hard-a.hard), int64(b.soft-a.soft))
			return
		}
		if day > to && at == states[day] {
			return
		}
		shift := row[day]
		was := &mach.layers[day][int(states[day])*mach.shifts+int(shift)]
		if day <= to {
			shift = fresh[day]
		}
		is := &mach.layers[day][int(at)*mach.shifts+int(shift)]
		d.add(int64(is.hard)-int64(was.hard), int64(is.soft)-int64(was.soft))
		if was.counts != is.counts {
			for _, t := range who.tallied[day] {
				if t.machine == j {
					s.bump(t.counter, int32(is.counts>>t.shift&15)-int32(was.counts>>t.shift&15))
				}
			}
		}
		at = is.next
	}
}

// coverDelta counts the change into the cells and returns what that costs. Unless the change is kept, undoCover must follow.
func (s *state) coverDelta(c *change) (d delta) {
	s.cellStamp++
	s.touched = s.touched[:0]
	for k := range c.n {
		s.count(c, k, 1)
	}
	cover := s.m.cover
	for _, i := range s.touched {
		cell := &cover.cells[i]
		h, f := cell.cost(cell.counts(s.have))
		d.add(h-s.cells[i].hard, f-s.cells[i].soft)
	}
	return d
}

// undoCover takes the change out of the cells again.
func (s *state) undoCover(c *change) {
	for k := range c.n {
		s.count(c, k, -1)
	}
}

// count adds (sign 1) or takes back (sign -1) one person's part of a change.
func (s *state) count(c *change, k int, sign int32) {
	i := c.who[k]
	row, fresh, cover, class := s.rows[i], s.fresh[k], s.m.cover, s.m.people[i].class
	for day := c.from[k]; day <= c.to[k]; day++ {
		if row[day] == fresh[day] {
			continue
		}
		if row[day] != 0 {
			s.tick(cover.of(class, day, int(row[day])), -sign)
		}
		if fresh[day] != 0 {
			s.tick(cover.of(class, day, int(fresh[day])), sign)
		}
	}
}

// tick applies contributions and notes the cells they touch.
func (s *state) tick(adds []contribution, sign int32) {
	s.m.cover.apply(s.have, adds, sign)
	for i := range adds {
		if n := adds[i].cell; s.cellSeen[n] != s.cellStamp {
			s.cellSeen[n] = s.cellStamp
			s.touched = append(s.touched, n)
		}
	}
}

// commit makes a change of a known price; its cover must have been counted.
func (s *state) commit(c *change, d delta) {
	cover := s.m.cover
	if !c.alike {
		for _, i := range s.touched {
			cell := &cover.cells[i]
			h, f := cell.cost(cell.counts(s.have))
			s.cells[i] = cellPrice{h, f}
		}
	}
	for k := range c.n {
		s.commitRow(c, k)
	}
	s.hard, s.soft = s.hard+d.hard, s.soft+d.soft
}

// commitRow moves a person's counters, states and row.
func (s *state) commitRow(c *change, k int) {
	i := c.who[k]
	who, row, fresh := s.m.people[i], s.rows[i], s.fresh[k]
	s.rowDelta(c, k) // leaves the counters' deltas
	for _, n := range s.queue {
		s.values[i][n] += s.deltas[n]
	}
	copy(row[c.from[k]:c.to[k]+1], fresh[c.from[k]:c.to[k]+1])
	for j, mach := range who.machines {
		states := s.states[i][j]
		for day := c.from[k]; day < len(row); day++ {
			next := mach.layers[day][int(states[day])*mach.shifts+int(row[day])].next
			if day > c.to[k] && next == states[day+1] {
				break
			}
			states[day+1] = next
		}
	}
}
