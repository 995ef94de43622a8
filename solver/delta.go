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

// days is how many days may differ, by person.
func (c *change) days() (n int) {
	for k := range c.n {
		n += c.to[k] - c.from[k] + 1
	}
	return n
}

// delta is the difference in price a change makes.
type delta struct{ hard, soft int64 }

func (d *delta) add(hard, soft int64) { d.hard, d.soft = d.hard+hard, d.soft+soft }

// at is the difference when a step of a broken hard rule costs so much.
func (d delta) at(penalty int64) int64 { return d.hard*penalty + d.soft }

// rowDelta prices the change of one person's row by their rules.
func (s *state) rowDelta(c *change, k int) (d delta) {
	s.walk(&d, c, k)
	s.count(&d, c, k)
	return d
}

// walk adds what the new duties cost by themselves and by their succession.
func (s *state) walk(d *delta, c *change, k int) {
	i := c.who[k]
	who, row, fresh := s.m.people[i], s.rows[i], s.fresh[k]
	s.stamp++
	s.queue = s.queue[:0]
	for day := c.from[k]; day <= c.to[k]; day++ {
		if was, is := row[day], fresh[day]; was != is {
			a, b := who.free(day, int(was)), who.free(day, int(is))
			d.add(int64(b.hard-a.hard), int64(b.soft-a.soft))
		}
	}
	for j, mach := range who.machines {
		s.machineDelta(d, who, i, j, mach, fresh, c.from[k], c.to[k])
	}
}

// count adds what counters come to cost, of those that walk has moved as well.
func (s *state) count(d *delta, c *change, k int) {
	i := c.who[k]
	who, row, fresh := s.m.people[i], s.rows[i], s.fresh[k]
	for day := c.from[k]; day <= c.to[k]; day++ {
		if was, is := row[day], fresh[day]; was != is {
			for _, f := range who.feeds.of(day, was) {
				s.bump(f.counter, -f.amount)
			}
			for _, f := range who.feeds.of(day, is) {
				s.bump(f.counter, f.amount)
			}
		}
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
}

// rowsDelta prices the change of all its rows; ok is false, and the price not
// told, as soon as what they come to cost is more than so much, whatever the rest
// gains, which is at most what rows cost now.
func (s *state) rowsDelta(c *change, most, penalty int64) (d delta, ok bool) {
	for k := range c.n {
		if s.walk(&d, c, k); d.at(penalty) > most {
			return d, false
		}
		s.count(&d, c, k)
		if most -= s.own[c.who[k]].at(penalty); d.at(penalty) > most {
			return d, false
		}
	}
	return d, true
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
			for _, t := range who.tallied.of(day) {
				if t.machine == j {
					s.bump(t.counter, int32(is.counts>>t.shift&15)-int32(was.counts>>t.shift&15))
				}
			}
		}
		at = is.next
	}
}

// commit makes a change of a known price; coverDelta must have looked at it unless its people
// are alike.
func (s *state) commit(c *change, d delta) {
	if !c.alike {
		s.commitCover()
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
	d := s.rowDelta(c, k) // leaves the counters' deltas
	s.own[i].add(d.hard, d.soft)
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
