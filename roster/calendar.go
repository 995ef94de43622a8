package roster

import (
	"slices"
	"time"
)

// Minute is an elapsed minute from midnight, team time, of a calendar's day 0.
type Minute int

// Row is what one person does, a shift index a day; 0 is a day off.
type Row []uint8

// Work is a shift as one person on one day would work it: what the rules may
// know of it. The zero Work is a day off.
type Work struct {
	Start, End Minute // elapsed
	Paid       int    // minutes
	Eve        int    // of Paid, those before the midnight that begins the row's day where the person works
	Spill      int    // of Paid, those after the midnight that ends it there
	Night      bool   // counts as a night duty where the person works
	NightPaid  int    // of Paid, those in the person's legal night
	// Touches tells which dates of the person's own calendar the duty is busy
	// on: bit i stands for the row's day − 1 + i.
	Touches uint8
}

// Calendar is all that rules know of days and shifts for one person. Day 0 is
// First; days before Lead are history, worked as they were; days before Known
// are not known at all, and no rule may judge them.
type Calendar struct {
	First    Date
	Days     int
	Lead     int      // the first day that is being planned
	Known    int      // the first day of which the row is known, 0 to Lead
	Codes    []string // by shift; Codes[0] is "" for a day off
	Office   []bool   // by shift: worked at the office
	Work     [][]Work // by day and shift
	Midnight []Minute // by day, and one more: when the date begins where the person works
	Holiday  []bool   // by day: a public holiday where the person works
	Spring   []Minute // when the clocks go forward where the person works
}

// Date returns the date of a day.
func (c *Calendar) Date(day int) Date { return c.First + Date(day) }

// Weekday returns the weekday of a day.
func (c *Calendar) Weekday(day int) time.Weekday { return c.Date(day).Weekday() }

// Shift returns the index of a code, or -1.
func (c *Calendar) Shift(code string) int { return slices.Index(c.Codes, code) }

// set returns, by shift, whether its code is listed; nil stands for every duty.
func (c *Calendar) set(codes []string) []bool {
	in := make([]bool, len(c.Codes))
	for i := 1; i < len(in); i++ {
		in[i] = codes == nil || slices.Contains(codes, c.Codes[i])
	}
	return in
}

// window is the known days [From, To) of a period [Begins, Ends). It is whole
// when nothing was cut away: only then can a minimum be asked.
type window struct {
	From, To     int
	Begins, Ends int
	Whole        bool
}

func (c *Calendar) window(begins, ends int) window {
	from, to := max(begins, c.Known), min(ends, c.Days)
	return window{from, to, begins, ends, from == begins && to == ends}
}

// counter returns the counter of a window, its amounts still to be set.
func (w window) counter(b Bounds) *Counter {
	return &Counter{From: w.From, To: w.To, Since: w.From, Until: w.To, Bounds: b}
}

// The periods a rule may count over.
const (
	PerWeek    = "week"    // Monday to Sunday
	PerMonth   = "month"   // calendar month
	PerHorizon = "horizon" // the days being planned
	PerRolling = "rolling" // every span of so many days
)

// windows returns the spans of a period that reach into the planned days.
func (c *Calendar) windows(per string, days int) []window {
	switch per {
	case PerHorizon:
		return []window{c.window(c.Lead, c.Days)}
	case PerRolling:
		return c.rolling(days)
	case PerMonth:
		return c.aligned(func(d Date) (Date, Date) { return d.MonthStart(), d.NextMonth() })
	default:
		return c.aligned(func(d Date) (Date, Date) { return d.Monday(), d.Monday() + 7 })
	}
}

func (c *Calendar) aligned(period func(Date) (from, to Date)) []window {
	var out []window
	for day := c.Lead; day < c.Days; {
		from, to := period(c.Date(day))
		out = append(out, c.window(int(from-c.First), int(to-c.First)))
		day = int(to - c.First)
	}
	return out
}

func (c *Calendar) rolling(days int) []window {
	if c.Days-c.Known < days {
		return []window{c.window(c.Days-days, c.Days)}
	}
	var out []window
	for from := max(c.Known, c.Lead-days+1); from+days <= c.Days; from++ {
		out = append(out, c.window(from, from+days))
	}
	return out
}
