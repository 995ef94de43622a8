package roster

// MinRest asks for an unbroken rest between two duties, in elapsed minutes.
// Source: Directive 2003/88/EC Art. 3; HU Mt. 104; DE ArbZG 5.
type MinRest struct {
	Minutes int `json:"minutes"`
	// Spring, if set, is what suffices when the clocks go forward in the rest
	// (HU Mt. 104(3): seven hours instead of eight).
	Spring int `json:"spring_minutes,omitempty"`
}

func (MinRest) Name() string { return "min-rest" }
func (MinRest) Unit() Unit   { return Minutes }

func (r MinRest) Validate() error {
	return allOf(inRange("minutes", r.Minutes, 1, 7*1440), inRange("spring_minutes", r.Spring, 0, r.Minutes))
}

func (r MinRest) Terms(c *Calendar) []Term {
	g := c.reaching(r.Minutes)
	step := func(s State, day, shift int) (State, int) {
		next := g.after(s, shift)
		if shift == 0 {
			return next, 0
		}
		rest, known := g.restBefore(c, s, day, c.Work[day][shift].Start)
		if !known {
			return next, 0
		}
		want := r.Minutes
		if r.Spring > 0 && c.Spring[day] {
			want = r.Spring
		}
		return next, min(rest-want, 0)
	}
	return []Term{{Automaton: &Automaton{Min: r.Minutes, Step: step}}}
}
