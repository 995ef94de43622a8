package roster

import (
	"fmt"
	"math/bits"
	"time"
)

// The ways to say on which dates a duty is worked.
const (
	ByStart = "start" // the row's day alone
	ByBusy  = "busy"  // every date of the person's own calendar on which it is busy
)

// tally counts groups of dates, each once however many duties touch it: a
// weekend of two days, a Sunday that a Saturday night runs into. group gives
// the number of a date's group, -1 for a date that does not count.
func tally(by string, group func(day int) int) func(State, int, int, uint8) (State, int) {
	// The state is a set of touched dates: bit i stands for day − 2 + i.
	return func(s State, day, shift int, touches uint8) (State, int) {
		if by != ByBusy {
			touches = 0
			if shift != 0 {
				touches = 1 << 1
			}
		}
		count := 0
		for t := touches; t != 0; t &= t - 1 {
			i := bits.TrailingZeros8(t) // the date day − 1 + i
			g := group(day - 1 + i)
			if g < 0 {
				continue
			}
			if !touchedBefore(s, day, g, group) {
				count++
			}
			s |= 1 << (i + 1)
		}
		return s >> 1, count
	}
}

func touchedBefore(s State, day, g int, group func(int) int) bool {
	for ; s != 0; s &= s - 1 {
		if group(day-2+bits.TrailingZeros32(uint32(s))) == g {
			return true
		}
	}
	return false
}

// tallied returns one counter of touched groups a window; bounds gives its
// limits. A duty counts to the period of the dates it touches, which is not
// always that of its own. Terms of one kind share their tally when they are
// tabulated.
func (c *Calendar) tallied(kind, by, per string, group func(day int) int, bounds func(w window) Bounds, opening int) []Term {
	var out []Term
	for i, w := range c.windows(per, 0) {
		count := tally(by, w.only(group))
		t := w.counter(bounds(w))
		t.Kind = fmt.Sprintf("%s by %s on %d-%d", kind, by, w.Begins, w.Ends)
		t.Opening = carried(opening, i)
		if by == ByBusy {
			t.From, t.To = max(w.Begins-2, c.Known), min(w.Ends+1, c.Days)
		}
		t.Tally = func(s State, day, shift int) (State, int) {
			return count(s, day, shift, c.Work[day][shift].Touches)
		}
		out = append(out, Term{Counter: t})
	}
	return out
}

// only keeps the groups of the period's dates.
func (w window) only(group func(day int) int) func(day int) int {
	return func(day int) int {
		if day < w.Begins || day >= w.Ends {
			return -1
		}
		return group(day)
	}
}

// weekend numbers Saturdays and Sundays by their week; other days are -1.
func (c *Calendar) weekend(day int) int {
	switch d := c.Date(day); d.Weekday() {
	case time.Saturday, time.Sunday:
		return int(d.Monday())
	}
	return -1
}

// sunday numbers Sundays by their date; other days are -1.
func (c *Calendar) sunday(day int) int {
	if d := c.Date(day); d.Weekday() == time.Sunday {
		return int(d)
	}
	return -1
}

// holiday numbers the public holidays; other days are -1.
func (c *Calendar) holiday(day int) int {
	if day >= 0 && day < c.Days && c.Holiday[day] {
		return day
	}
	return -1
}
