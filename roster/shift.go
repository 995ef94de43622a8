package roster

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

// Break is a pause inside a shift, during which nobody is served.
type Break struct {
	After   int  // wall minutes from the shift's start
	Minutes int  // length
	Paid    bool // counts as working time
}
