package roster

import "slices"

// ShiftType is a named template of a duty, in the local wall time of the team:
// a duty of 22:00 for 8 h ends at 06:00 by the clock, and so lasts 7 or 9
// hours on the two nights on which the clocks change.
type ShiftType struct {
	Code   string  // short and unique in the team, e.g. "E" or "N12"
	Name   string  // for people
	Start  Clock   // when it starts, before 24:00
	Length int     // wall minutes from start to end, breaks included, 1 to 1440
	Breaks []Break // in order, inside the shift, not overlapping
	Office bool    // worked at the office and not from home
	Tags   []string
	Family string // the code of the entry of several starts that it was made from, if any
}

// End returns the wall time at which the shift ends; 24:00 and more are the next day.
func (s ShiftType) End() Clock { return s.Start + Clock(s.Length) }

// PaidMinutes returns the wall minutes less the unpaid breaks.
func (s ShiftType) PaidMinutes() int {
	paid := s.Length
	for _, b := range s.Breaks {
		if !b.Paid {
			paid -= b.Minutes
		}
	}
	return paid
}

// Moves reports whether a break of the shift may be put elsewhere.
func (s ShiftType) Moves() bool {
	return slices.ContainsFunc(s.Breaks, func(b Break) bool { return b.Window.Moves() })
}

// Placed returns the shift with its breaks begun at other minutes of it, one
// for each, in order.
func (s ShiftType) Placed(after []int) ShiftType {
	s.Breaks = slices.Clone(s.Breaks)
	for i := range s.Breaks {
		s.Breaks[i].After = after[i]
	}
	return s
}

// Break is a pause inside a shift, during which nobody is served.
type Break struct {
	After   int    // wall minutes from the shift's start
	Minutes int    // length
	Paid    bool   // counts as working time
	Window  Window // where else it may begin
}

// Window says where a break may begin, duty by duty, so that it falls where
// people are needed least: at From, every Step minutes from there until To, and
// where the shift has it. The zero window leaves it where the shift has it.
type Window struct {
	From  int `json:"from"`            // wall minutes from the shift's start
	To    int `json:"to"`              // the same
	Step  int `json:"step,omitempty"`  // minutes; 0 is 15
	Apart int `json:"apart,omitempty"` // minutes at least between the end of the break before and this one
}

// usualStep is how far the places of a break lie apart in minutes.
const usualStep = 15

// Moves reports whether the window has more than one place.
func (w Window) Moves() bool { return w.To > w.From }

// Places returns the minutes of the shift at which the break may begin, in order.
func (b Break) Places() []int {
	step := b.Window.Step
	if step <= 0 {
		step = usualStep
	}
	out := []int{b.After}
	if b.Window.Moves() {
		for at := b.Window.From; at <= b.Window.To; at += step {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
