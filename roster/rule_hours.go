package roster

import (
	"fmt"
	"slices"
)

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
	// Opening is what the first period holds besides: minutes worked before
	// the known days, or the balance of the reference period so far.
	Opening int `json:"opening,omitempty"`
}

func (Hours) Name() string { return "hours" }
func (Hours) Unit() Unit   { return Minutes }

func (r Hours) Validate() error {
	return allOf(period(r.Per, r.Days), openable(r.Per, r.Opening), bounded(r.Min, r.Max, mostMinutes))
}

func (r Hours) Terms(c *Calendar) []Term {
	var out []Term
	for i, w := range c.windows(r.Per, r.Days) {
		t := w.counter(limits(r.Min, r.Max, w.Whole))
		t.Opening = carried(r.Opening, i)
		t.Quantity = func(day, shift int) int { return c.Work[day][shift].Paid }
		if r.Per == PerWeek || r.Per == PerMonth {
			t.From, t.To = max(w.Begins-1, c.Known), min(w.Ends+1, c.Days)
			if !c.startsEarly(w.Ends) {
				t.To = w.To
			}
			t.Quantity = func(day, shift int) int { return c.minutesWithin(w, day, shift) }
		}
		out = append(out, Term{Counter: t})
	}
	return out
}

// minutesWithin returns the paid minutes of a duty inside a period, which also
// receives what runs into it from the days beside it.
func (c *Calendar) minutesWithin(w window, day, shift int) int {
	work := c.Work[day][shift]
	eve := min(work.Eve, work.Paid-work.Spill)
	switch day {
	case w.Begins - 1:
		return work.Spill
	case w.Ends:
		return eve
	}
	minutes := work.Paid
	if day == w.Begins {
		minutes -= eve
	}
	if day == w.Ends-1 {
		minutes -= work.Spill
	}
	return minutes
}

// startsEarly reports whether a duty of the day may begin on the date before
// it, where the person works.
func (c *Calendar) startsEarly(day int) bool {
	return day < c.Days && slices.ContainsFunc(c.Work[day], func(w Work) bool { return w.Eve > 0 })
}

// period complains of an unknown period or of rolling days left out.
func period(per string, days int) error {
	if per == PerRolling {
		return inRange("days", days, 1, 366)
	}
	if days != 0 {
		return fmt.Errorf("days is %d; leave it out, or write per: %s", days, PerRolling)
	}
	return oneOf("per", per, PerWeek, PerMonth, PerHorizon, PerRolling)
}

// openable complains of an opening for rolling days: each of their spans lies
// in the known days, so nothing can have come before.
func openable(per string, opening int) error {
	if per == PerRolling && opening != 0 {
		return fmt.Errorf("opening is %d; leave it out of rolling days, which read the history", opening)
	}
	return nil
}

// carried returns the opening of the i-th period: only the first has one.
func carried(opening, i int) int {
	if i == 0 {
		return opening
	}
	return 0
}

func (r Hours) reason() string { return r.Per }
