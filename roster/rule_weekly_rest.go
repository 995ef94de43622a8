package roster

// WeeklyRest asks for one unbroken rest of so many elapsed minutes in every
// week, Monday to Sunday where the person works, or in every month. A rest
// over the border of two weeks counts for one of them, for the earlier one if
// that needs it; a rest that has the length inside each counts for both. One
// for a month must lie in the month.
// Source: RU ТК 110 (42 h); HU Mt. 106 (48 h, 40 h); DE ArbZG 11(4) (35 h);
// Directive 2003/88/EC Art. 5 with 3 (35 h).
type WeeklyRest struct {
	Minutes int    `json:"minutes"`
	Per     string `json:"per,omitempty"` // "week" (or "") or "month"
}

func (WeeklyRest) Name() string { return "weekly-rest" }
func (WeeklyRest) Unit() Unit   { return Minutes }

func (r WeeklyRest) Validate() error {
	return allOf(inRange("minutes", r.Minutes, 1, 6*1440), oneOf("per", r.Per, "", PerWeek, PerMonth))
}

// weekOf is what the automaton remembers of the running period.
type weekOf struct {
	rested bool  // a rest of the full length was had in it
	block  State // what the running rest has been used for so far
	last   State // the gap since the last duty
}

const (
	fresh   State = iota // for nothing
	awaited              // the period before still needs it
	spent                // the period before has had it
)

func (w weekOf) pack() State {
	s := w.last*6 + w.block*2
	if w.rested {
		s++
	}
	return s
}

func unpackWeek(s State) weekOf {
	return weekOf{rested: s%2 == 1, block: s / 2 % 3, last: s / 6}
}

func (r WeeklyRest) Terms(c *Calendar) []Term {
	g := c.reaching(r.Minutes)
	step := func(s State, day, shift int) (State, int) {
		w, excess := unpackWeek(s), 0
		if r.opens(c, day) {
			w, excess = r.turn(c, g, w, day)
		}
		if shift != 0 {
			var short int
			w, short = r.work(c, g, w, day, c.Work[day][shift].Start)
			excess = min(excess, short)
		}
		w.last = g.after(w.last, shift)
		if w.last == 0 && w.block == awaited {
			w.block = spent // long enough by now, whatever comes
		}
		return w.pack(), excess
	}
	end := func(s State) int {
		if r.Per != PerMonth {
			return 0 // the week goes on after the horizon
		}
		_, excess := r.turn(c, g, unpackWeek(s), c.Days)
		return excess
	}
	return []Term{{Automaton: &Automaton{Min: r.Minutes, Step: step, End: end}}}
}

// opens reports whether a new period begins with the day.
func (r WeeklyRest) opens(c *Calendar, day int) bool {
	if r.Per == PerMonth {
		return c.Date(day) == c.Date(day).MonthStart()
	}
	return c.Date(day) == c.Date(day).Monday()
}

// starts returns the instant at which the day's period began, and whether that
// lies in the known days; what came before is given the benefit of the doubt.
func (r WeeklyRest) starts(c *Calendar, day int) (Minute, bool) {
	first := c.Date(day).Monday()
	if r.Per == PerMonth {
		first = c.Date(day).MonthStart()
	}
	if first < c.Date(c.Known) {
		return 0, false
	}
	return c.Midnight[first-c.First], true
}

// turn closes the period that ends at the day's midnight.
func (r WeeklyRest) turn(c *Calendar, g gap, w weekOf, day int) (weekOf, int) {
	from, known := r.starts(c, day-1)
	if w.rested || !known {
		return weekOf{block: fresh, last: w.last}, 0
	}
	rest, working := g.restBefore(c, w.last, day, c.Midnight[day])
	if inside := int(c.Midnight[day] - from); !working || rest > inside {
		rest = inside
	}
	switch {
	case rest >= r.Minutes:
		return weekOf{block: spent, last: w.last}, 0
	case rest > 0 && r.Per != PerMonth:
		return weekOf{block: awaited, last: w.last}, 0
	default:
		return weekOf{block: fresh, last: w.last}, max(rest, 0) - r.Minutes
	}
}

// work ends the running rest with a duty that starts at an instant of the day.
func (r WeeklyRest) work(c *Calendar, g gap, w weekOf, day int, at Minute) (weekOf, int) {
	rest, known := g.restBefore(c, w.last, day, at)
	if !known {
		rest = r.Minutes // forgotten: it was long enough
	}
	from, inKnown := r.starts(c, day)
	inside := rest
	if inKnown {
		inside = min(rest, int(at-from))
	} else {
		w.rested = true
	}
	excess := 0
	switch {
	case !known && inKnown:
		inside = int(at - from)
	case w.block == awaited && rest < r.Minutes:
		excess = rest - r.Minutes
	}
	usable := rest
	if w.block != fresh || r.Per == PerMonth {
		usable = inside
	}
	w.rested = w.rested || usable >= r.Minutes
	w.block = fresh
	return w, excess
}
