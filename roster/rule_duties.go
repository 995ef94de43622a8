package roster

import (
	"slices"
	"strings"
	"time"
)

// Duties bounds how many duties of a kind a period holds: all of them, those
// on certain shifts or weekdays, nights, or office days. It says totals,
// office days a week, and at most so many late shifts a month. A duty counts
// to the date it starts on, and to the weekday of that date.
type Duties struct {
	Shifts   []string `json:"shifts,omitempty"`
	Night    bool     `json:"night,omitempty"`
	Office   bool     `json:"office,omitempty"`
	Weekdays []string `json:"weekdays,omitempty"` // mon, tue, … ; none means all
	Per      string   `json:"per"`
	Days     int      `json:"days,omitempty"`
	Min      int      `json:"min,omitempty"`
	Max      *int     `json:"max,omitempty"` // 0 forbids
	// Opening is what the first period holds besides: duties before the known days.
	Opening int `json:"opening,omitempty"`
}

func (Duties) Name() string      { return "duties" }
func (Duties) Unit() Unit        { return Times }
func (r Duties) codes() []string { return r.Shifts }

var weekdayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (r Duties) Validate() error {
	errs := []error{period(r.Per, r.Days), openable(r.Per, r.Opening), inRange("min", r.Min, 0, mostSteps)}
	if r.Max == nil && r.Min == 0 {
		errs = append(errs, bounded(0, 0, 0))
	}
	if r.Max != nil {
		errs = append(errs, inRange("max", *r.Max, r.Min, NoMax))
	}
	for _, d := range r.Weekdays {
		errs = append(errs, oneOf("weekdays", d, weekdayNames...))
	}
	return allOf(errs...)
}

func (r Duties) Terms(c *Calendar) []Term {
	in := r.counted(c)
	var out []Term
	for i, w := range c.windows(r.Per, r.Days) {
		b := limits(r.Min, 0, w.Whole)
		if r.Max != nil {
			b.Max = *r.Max
		}
		t := w.counter(b)
		t.Opening, t.Quantity = carried(r.Opening, i), in
		out = append(out, Term{Counter: t})
	}
	return out
}

// counted returns 1 for the duties the rule counts.
func (r Duties) counted(c *Calendar) func(day, shift int) int {
	var codes []string
	if len(r.Shifts) > 0 {
		codes = r.Shifts
	}
	in := c.set(codes)
	return func(day, shift int) int {
		switch {
		case !in[shift],
			r.Night && !c.Work[day][shift].Night,
			r.Office && !c.Office[shift],
			len(r.Weekdays) > 0 && !slices.Contains(r.Weekdays, weekdayName(c.Weekday(day))):
			return 0
		}
		return 1
	}
}

func weekdayName(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }
