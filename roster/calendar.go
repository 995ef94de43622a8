package roster

import "time"

// Minute is an elapsed minute from midnight, team time, of a calendar's day 0.
type Minute int

// Work is a shift as one person on one day would work it: what the rules may
// know of it. The zero Work is a day off.
type Work struct {
	Start, End Minute // elapsed
	Paid       int    // minutes
	Night      bool   // counts as a night duty where the person works
	NightMin   int    // paid minutes in the person's legal night
	// Touches tells which dates of the person's own calendar the duty is busy
	// on: bit i stands for the row's day − 1 + i.
	Touches uint8
}

// Calendar is all that rules know of days and shifts for one person. Day 0 is
// First; days before Lead are history, worked as they were; days before Known
// are not known at all, and no rule may judge them.
type Calendar struct {
	First   Date
	Days    int
	Lead    int        // the first day that is being planned
	Known   int        // the first day of which the row is known, 0..Lead
	Codes   []string   // by shift; Codes[0] is "" for a day off
	Work    [][]Work   // by day and shift
	Holiday []bool     // by day: a public holiday where the person works
	Tags    [][]string // by shift
	Office  []bool     // by shift
}

// Date returns the date of a day.
func (c *Calendar) Date(day int) Date { return c.First + Date(day) }

// Weekday returns the weekday of a day.
func (c *Calendar) Weekday(day int) time.Weekday { return c.Date(day).Weekday() }

// Shifts returns how many shifts there are, the day off included.
func (c *Calendar) Shifts() int { return len(c.Codes) }

// ShiftOf returns the index of a code, or -1.
func (c *Calendar) ShiftOf(code string) int {
	for i, s := range c.Codes {
		if s == code {
			return i
		}
	}
	return -1
}

// Night reports whether a shift counts as a night on a day.
func (c *Calendar) Night(day, shift int) bool { return c.Work[day][shift].Night }
