package solver

// touch is what a change does to one cell.
type touch struct {
	cell   int32
	amount [2]int32  // by person of the change: what they add
	hits   [2]uint64 // and the unions they add it to
	price  cellPrice // what the cell comes to cost
}

// touching finds the touch of a cell.
type touching struct {
	stamp uint32
	at    int32
}

// coverDelta returns what the change does to the cost of the cells. Nothing is
// counted yet: commit does that.
func (s *state) coverDelta(c *change) (d delta) {
	s.coverStamp++
	s.touched = s.touched[:0]
	for k := range c.n {
		s.touch(c, k)
	}
	cover := s.m.cover
	for i := range s.touched {
		t := &s.touched[i]
		t.price = s.cells[t.cell]
		if t.amount == [2]int32{} {
			continue
		}
		cell := &cover.cells[t.cell]
		h, f := cell.cost(s.after(cell, t))
		d.add(h-t.price.hard, f-t.price.soft)
		t.price = cellPrice{h, f}
	}
	return d
}

// touch adds up what one person's part of a change adds to each cell.
func (s *state) touch(c *change, k int) {
	i := c.who[k]
	row, fresh, cover, class := s.rows[i], s.fresh[k], s.m.cover, s.m.people[i].class
	for day := c.from[k]; day <= c.to[k]; day++ {
		if row[day] != fresh[day] && cover.twin(class, day, row[day]) != cover.twin(class, day, fresh[day]) {
			s.tally(cover.of(class, day, int(row[day])), k, -1)
			s.tally(cover.of(class, day, int(fresh[day])), k, 1)
		}
	}
}

// tally adds up contributions of a person of a change.
func (s *state) tally(adds []contribution, k int, sign int32) {
	for i := range adds {
		a := &adds[i]
		p := &s.touching[a.cell]
		if p.stamp != s.coverStamp {
			*p = touching{s.coverStamp, int32(len(s.touched))}
			s.touched = append(s.touched, touch{cell: a.cell})
		}
		t := &s.touched[p.at]
		t.amount[k] += sign * a.amount
		t.hits[k] = a.hits
	}
}

// after returns the counts of a cell as they will be.
func (s *state) after(c *cell, t *touch) []int32 {
	have := c.counts(s.have)
	out := s.counts[:len(have)]
	if t.amount[1] == 0 {
		n, g := t.amount[0], t.hits[0]
		for u, v := range have {
			out[u] = v + n*int32(g>>u&1)
		}
		return out
	}
	n, m, g, h := t.amount[0], t.amount[1], t.hits[0], t.hits[1]
	for u, v := range have {
		out[u] = v + n*int32(g>>u&1) + m*int32(h>>u&1)
	}
	return out
}

// commitCover counts a change that coverDelta has looked at.
func (s *state) commitCover() {
	for i := range s.touched {
		t := &s.touched[i]
		if t.amount != [2]int32{} {
			cell := &s.m.cover.cells[t.cell]
			copy(cell.counts(s.have), s.after(cell, t))
			s.cells[t.cell] = t.price
			s.measure(t.cell)
			if s.glances != nil {
				s.glances.turn(s.m.cover.meets[t.cell])
			}
		}
	}
}
