package solver

// glances keep what changing one duty of a day for another does to the cells:
// between two changes that are kept hundreds are turned down, and most of them ask
// what was asked before.
type glances struct {
	turns []uint32 // by day: how often a cell that its duties meet has changed
	known []glance // by group, day and the two shifts
}

// glance is what was true at a turn of its day.
type glance struct {
	turn uint32
	hard int32
	soft int64
}

const (
	worthKeeping = 4       // cells that a duty adds to: one is counted as fast as looked up
	mostGlances  = 1 << 19 // 8 MB a state
)

// keepsGlances reports whether anything is gained by keeping them.
func (c *cover) keepsGlances() bool {
	sum := 0
	for _, adds := range c.adds {
		sum += len(adds)
	}
	duties := len(c.adds) / c.shifts * (c.shifts - 1)
	return !c.wide && len(c.adds)*c.shifts <= mostGlances && sum >= worthKeeping*duties
}

func newGlances(c *cover) *glances {
	g := &glances{make([]uint32, c.days), make([]glance, len(c.adds)*c.shifts)}
	g.forget()
	return g
}

// forget makes nothing known of any day.
func (g *glances) forget() {
	for day := range g.turns {
		g.turns[day]++
	}
}

// turn makes nothing known of days whose duties meet a cell.
func (g *glances) turn(s stretch) {
	for day := s.from; day < s.to; day++ {
		g.turns[day]++
	}
}

// glance tells what it does to the cells when one of a group has another duty on
// a day.
func (s *state) glance(g, day int, from, to uint8) (d delta) {
	c := s.m.cover
	if !c.keeps {
		s.glimpseDay(&d, g, c.of(g, day, int(from)), c.of(g, day, int(to)))
		return d
	}
	if s.glances == nil { // most states are only priced
		s.glances = newGlances(c)
	}
	known := &s.glances.known[((g*c.days+day)*c.shifts+int(from))*c.shifts+int(to)]
	if turn := s.glances.turns[day]; known.turn != turn {
		s.glimpseDay(&d, g, c.of(g, day, int(from)), c.of(g, day, int(to)))
		*known = glance{turn, int32(d.hard), d.soft}
	}
	return delta{int64(known.hard), known.soft}
}
