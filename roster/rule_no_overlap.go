package roster

// NoOverlap keeps two duties of one person from sharing time. It holds for
// everybody, whatever their policy says; the excess is the minutes shared.
type NoOverlap struct{}

func (NoOverlap) Name() string    { return "no-overlap" }
func (NoOverlap) Unit() Unit      { return Minutes }
func (NoOverlap) Validate() error { return nil }

func (NoOverlap) Terms(c *Calendar) []Term {
	g := c.reaching(0)
	step := func(s State, day, shift int) (State, int) {
		next := g.after(s, shift)
		if shift == 0 {
			return next, 0
		}
		rest, known := g.restBefore(c, s, day, c.Work[day][shift].Start)
		if !known {
			return next, 0
		}
		return next, max(-rest, 0)
	}
	return []Term{{Automaton: &Automaton{Step: step}}}
}

// Overlaps reports whether any shift may run into one of the day after, so that
// the rule can be broken at all.
func (c *Calendar) Overlaps() bool {
	for day := 1; day < c.Days; day++ {
		var last Minute
		for _, w := range c.Work[day-1][1:] {
			last = max(last, w.End)
		}
		for _, w := range c.Work[day][1:] {
			if w.Start < last {
				return true
			}
		}
	}
	return false
}
