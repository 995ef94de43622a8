package roster

// RestAfterNights asks for a rest after so many nights in a row, in elapsed
// minutes from the end of the last to the next duty of any kind.
type RestAfterNights struct {
	Nights  int `json:"nights"`  // in a row, from which on the rest is due
	Minutes int `json:"minutes"` // of rest
}

func (RestAfterNights) Name() string { return "rest-after-nights" }
func (RestAfterNights) Unit() Unit   { return Minutes }

func (r RestAfterNights) Validate() error {
	return allOf(inRange("nights", r.Nights, 1, 31), inRange("minutes", r.Minutes, 1, 14*1440))
}

// The state holds how many nights were worked in a row, up to those that make
// the rest due, and the gap since the last of them.
func (r RestAfterNights) Terms(c *Calendar) []Term {
	g := c.reaching(r.Minutes)
	step := func(s State, day, shift int) (State, int) {
		nights, last := int(s/g.size()), s%g.size()
		_, ago, worked := g.last(last)
		night := c.Work[day][shift].Night
		switch {
		case shift == 0 && nights < r.Nights:
			return 0, 0 // no rest is due, and the run is over
		case shift == 0:
			return pack(g, nights, g.after(last, 0)), 0
		case night && worked && ago == 1:
			return pack(g, min(nights+1, r.Nights), g.after(last, shift)), 0
		}
		excess := 0
		if rest, known := g.restBefore(c, last, day, c.Work[day][shift].Start); known && nights >= r.Nights {
			excess = min(rest-r.Minutes, 0)
		}
		if night {
			return pack(g, 1, g.after(0, shift)), excess
		}
		return 0, excess
	}
	return []Term{{Automaton: &Automaton{Min: r.Minutes, Step: step}}}
}

// pack joins a count and a gap to one state; a gap long past leaves nothing.
func pack(g gap, n int, last State) State {
	if last == 0 {
		return 0
	}
	return State(n)*g.size() + last
}
