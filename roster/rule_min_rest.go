package roster

import "slices"

// MinRest asks for an unbroken rest between a duty and the next one, in elapsed
// minutes. Duties that overlap have a negative rest.
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
	if r.Spring == 0 {
		return []Term{r.asking(c, r.Minutes, func(Minute, int) bool { return true })}
	}
	spring := func(at Minute, rest int) bool {
		return slices.ContainsFunc(c.Spring, func(m Minute) bool { return at-Minute(rest) <= m && m <= at })
	}
	usual := func(at Minute, rest int) bool { return !spring(at, rest) }
	return []Term{r.asking(c, r.Minutes, usual), r.asking(c, r.Spring, spring)}
}

// asking returns the term that wants so many minutes of the rests it is about;
// at is when a rest ends.
func (r MinRest) asking(c *Calendar, minutes int, about func(at Minute, rest int) bool) Term {
	g := c.reaching(r.Minutes)
	step := func(s State, day, shift int) (State, int) {
		next := g.after(s, shift)
		if shift == 0 {
			return next, 0
		}
		at := c.Work[day][shift].Start
		rest, known := g.restBefore(c, s, day, at)
		if !known || !about(at, rest) {
			return next, 0
		}
		return next, min(rest-minutes, 0)
	}
	return Term{Automaton: &Automaton{Min: minutes, Step: step}}
}
