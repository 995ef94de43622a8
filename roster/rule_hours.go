package roster

// Hours bounds the paid minutes of a period. In weeks and months a duty over
// midnight counts by its minutes on either side; over the horizon and rolling
// days it counts whole, to the date it starts on.
// Source: Directive 2003/88/EC Art. 6 (48 h a week on average); HU Mt. 93, 99;
// RU ТК 91, 104 (the norm of the period); DE ArbZG 3.
type Hours struct {
	Per  string `json:"per"`            // week, month, horizon, rolling
	Days int    `json:"days,omitempty"` // of a rolling period
	Min  int    `json:"min,omitempty"`  // minutes
	Max  int    `json:"max,omitempty"`  // minutes
	// Opening is what was worked in the period before the known days.
	Opening int `json:"opening,omitempty"`
}

func (Hours) Name() string { return "hours" }
func (Hours) Unit() Unit   { return Minutes }

func (r Hours) Validate() error { return allOf(period(r.Per, r.Days), bounded(r.Min, r.Max)) }

func (r Hours) Terms(c *Calendar) []Term {
	var out []Term
	for _, w := range c.windows(r.Per, r.Days) {
		t := &Counter{From: w.From, To: w.To, Opening: r.Opening, Bounds: limits(r.Min, r.Max, w.Whole)}
		t.Quantity = func(day, shift int) int { return c.Work[day][shift].Paid }
		if r.Per == PerWeek || r.Per == PerMonth {
			t.From = max(w.From-1, c.Known)
			t.Quantity = func(day, shift int) int { return c.minutesWithin(w, day, shift) }
		}
		out = append(out, Term{Counter: t})
	}
	return out
}

// minutesWithin returns the paid minutes of a duty inside a window, whose
// first day also receives what spills over from the day before it.
func (c *Calendar) minutesWithin(w window, day, shift int) int {
	work := c.Work[day][shift]
	switch {
	case day < w.From:
		return work.Spill
	case day == w.To-1:
		return work.Paid - work.Spill
	default:
		return work.Paid
	}
}

// period complains of an unknown period or of rolling days left out.
func period(per string, days int) error {
	if per == PerRolling {
		return inRange("days", days, 1, 366)
	}
	return allOf(oneOf("per", per, PerWeek, PerMonth, PerHorizon, PerRolling), inRange("days", days, 0, 0))
}

func (r Hours) reason() string { return r.Per }
