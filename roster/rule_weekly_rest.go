package roster

// WeeklyRest asks for one unbroken rest of so many elapsed minutes in every
// week, Monday to Sunday where the person works, or in every month.
//
// A rest over the border of two weeks counts for the earlier one, if that
// needs it, and takes as much of the later one as the earlier lacks; the later
// may count what is left of it inside. A rest that the earlier does not need
// counts in full for the later. So 54 hours from Sunday 14:00 are one rest of
// 42 hours and not two. A rest for a month must lie in the month.
//
// A week is judged when its last rest ends, and a month when it ends: the
// breach says what that rest lacks, whatever shorter ones there were before. A
// week or month that began before the known days is given the benefit of the
// doubt, and so is one that the last day leaves open; one that is over when the
// planned days begin is not judged.
// Source: RU ТК 110 (42 h); HU Mt. 106 (48 h, 40 h); DE ArbZG 11(4) (35 h);
// Directive 2003/88/EC Art. 5 with 3 (35 h).
type WeeklyRest struct {
	Minutes int    `json:"minutes"`
	Per     string `json:"per,omitempty"` // "week" (or "") or "month"
}

func (WeeklyRest) Name() string { return "weekly-rest" }
func (WeeklyRest) Unit() Unit   { return Minutes }

func (r WeeklyRest) Validate() error {
	most := 84 * 60 // half a week: whoever is off all week has rested twice
	if r.Per == PerMonth {
		most = 6 * 1440
	}
	return allOf(inRange("minutes", r.Minutes, 1, most), oneOf("per", r.Per, "", PerWeek, PerMonth))
}

// weekOf is what the automaton remembers of the running period.
type weekOf struct {
	rested bool  // a rest of the full length was had in it
	block  State // what the running rest has been used for so far
	early  bool  // the period was opened by a duty of the day before it
	last   State // the gap since the last duty
}

const (
	fresh   State = iota // for nothing
	awaited              // the period before still needs it
	spent                // the period before has had it
)

func (w weekOf) pack() State {
	s := w.last*12 + w.block*4
	if w.rested {
		s++
	}
	if w.early {
		s += 2
	}
	return s
}

func unpackWeek(s State) weekOf {
	return weekOf{rested: s%2 == 1, early: s/2%2 == 1, block: s / 4 % 3, last: s / 12}
}

// resting is the rule bound to a calendar.
type resting struct {
	WeeklyRest
	c    *Calendar
	g    gap // remembers long enough to tell a rest for two weeks from one for one
	once int // days after which one rest has surely been had
}

func (r WeeklyRest) Terms(c *Calendar) []Term {
	k := resting{r, c, c.reaching(2 * r.Minutes), c.reaching(r.Minutes).reach}
	return []Term{{Automaton: &Automaton{Min: r.Minutes, Step: k.step, End: k.end}}}
}

// step reads a day. Where the person's midnight is not the team's, a duty may
// start before the midnight that begins its row's day, or after the next.
func (r resting) step(s State, day, shift int) (State, int) {
	w, excess := unpackWeek(s), 0
	start := r.c.Work[day][shift].Start
	west := shift != 0 && start < r.c.Midnight[day]
	if r.opens(day) && !west && !w.early {
		w, excess = r.turn(w, day, day)
		if day == r.c.Lead {
			excess = 0 // it is the history that had no rest
		}
	}
	w.early = false
	if shift != 0 {
		period, short := day, 0
		switch {
		case west:
			period = day - 1
		case r.opens(day+1) && start >= r.c.Midnight[day+1]:
			w, short = r.turn(w, day, day+1)
			w.early, period, excess = true, day+1, excess+short
		}
		w, short = r.work(w, day, period, start)
		excess += short
	}
	w = r.age(w, day, shift)
	if r.opens(day) && west {
		var short int
		w, short = r.turn(w, day+1, day)
		excess += short
	}
	return w.pack(), excess
}

// end judges what the last day closes.
func (r resting) end(s State) int {
	w := unpackWeek(s)
	if w.early || !r.opens(r.c.Days) {
		return 0 // the period goes on after the last day
	}
	_, excess := r.turn(w, r.c.Days, r.c.Days)
	return excess
}

// age moves the gap on by a day, and forgets a rest that is long enough. Of two
// duties that overlap, the one that ends later is remembered.
func (r resting) age(w weekOf, day, shift int) weekOf {
	if over, busy := r.g.restBefore(r.c, w.last, day, r.c.Work[day][shift].End); busy && over < 0 {
		shift = 0
	}
	w.last = r.g.after(w.last, shift)
	_, ago, working := r.g.last(w.last)
	switch {
	case w.block == awaited && !working:
		w.block = fresh // the period before has had it, and there is enough left
	case w.block != awaited && ago > r.once:
		w.last = 0
	}
	return w
}

// opens reports whether a new period begins with the day.
func (r resting) opens(day int) bool {
	return r.c.Date(day) == r.first(day)
}

// first returns the first date of the day's period.
func (r resting) first(day int) Date {
	if r.Per == PerMonth {
		return r.c.Date(day).MonthStart()
	}
	return r.c.Date(day).Monday()
}

// starts returns the instant at which the day's period began, and whether that
// lies in the known days.
func (r resting) starts(day int) (Minute, bool) {
	first := r.first(day)
	if first < r.c.Date(r.c.Known) {
		return 0, false
	}
	return r.c.Midnight[first-r.c.First], true
}

// turn closes the period before the one that opens with the day; coming is the
// first day that has not been read.
func (r resting) turn(w weekOf, coming, day int) (weekOf, int) {
	from, known := r.starts(day - 1)
	if w.rested || !known {
		return weekOf{block: fresh, last: w.last}, 0
	}
	rest, working := r.g.restBefore(r.c, w.last, coming, r.c.Midnight[day])
	if inside := int(r.c.Midnight[day] - from); !working || rest > inside {
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

// work ends the running rest with a duty of a day that starts at an instant of
// a period.
func (r resting) work(w weekOf, day, period int, at Minute) (weekOf, int) {
	from, inKnown := r.starts(period)
	if !inKnown {
		w.rested = true
	}
	inside := int(at - from)
	rest, known := r.g.restBefore(r.c, w.last, day, at)
	if known {
		inside = min(inside, rest)
	} else {
		rest = max(r.Minutes, inside) // forgotten: it was long enough
	}
	usable, excess := rest, 0
	switch {
	case w.block == awaited:
		excess = min(rest-r.Minutes, 0)
		usable = rest - r.Minutes
	case w.block == spent, r.Per == PerMonth:
		usable = inside
	}
	// A rest that ended as the period began is no rest of it.
	w.rested = w.rested || inside > 0 && usable >= r.Minutes
	w.block = fresh
	return w, excess
}
