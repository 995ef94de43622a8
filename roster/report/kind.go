package report

import "github.com/smena-org/smena/roster"

// kind sorts shift types by when they start, for their colours: people read
// "early" and "night" from a grid long before they read codes.
type kind string

const (
	early kind = "early"
	day   kind = "day"
	late  kind = "late"
	eve   kind = "eve"
	night kind = "night"
)

// kindOf returns the kind of a shift type. What runs past 02:00 is a night,
// whenever it starts.
func kindOf(s roster.ShiftType) kind {
	const hour = 60
	switch {
	case s.End() > 26*hour, s.Start < 4*hour:
		return night
	case s.Start < 8*hour:
		return early
	case s.Start < 11*hour:
		return day
	case s.Start < 16*hour:
		return late
	default:
		return eve
	}
}

// long reports whether a shift type is of the twelve-hour sort, which shows in
// a stronger colour.
func long(s roster.ShiftType) bool { return s.Length >= 11*60 }

// class is the CSS class of a shift type; one that the team does not have is grey.
func (v *view) class(code string) string {
	s, ok := v.shifts[code]
	if !ok {
		return "k-other"
	}
	if long(s) {
		return "k-" + string(kindOf(s)) + " long"
	}
	return "k-" + string(kindOf(s))
}
