package roster

import "time"

// DutyKind says what a duty is to the law and to payroll.
type DutyKind string

const (
	Ordinary    DutyKind = "ordinary"
	Overtime    DutyKind = "overtime"
	RestDayWork DutyKind = "rest_day"
	Standby     DutyKind = "standby"
)

// Span is a half-open span of instants.
type Span struct{ Start, End time.Time }

// Minutes returns the elapsed minutes of the span.
func (s Span) Minutes() int { return int(s.End.Sub(s.Start) / time.Minute) }

// Duty is one person's shift on one date.
type Duty struct {
	Agent  string
	Date   Date // the date it starts on, in the team's zone
	Shift  string
	Kind   DutyKind
	Span   Span
	Breaks []BreakSpan
}

// BreakSpan is a break of a duty, in instants.
type BreakSpan struct {
	Span
	Paid bool
}

// PaidMinutes returns the elapsed minutes less the unpaid breaks.
func (d Duty) PaidMinutes() int {
	paid := d.Span.Minutes()
	for _, b := range d.Breaks {
		if !b.Paid {
			paid -= b.Minutes()
		}
	}
	return paid
}

// BreakMinutes returns the elapsed minutes of all breaks.
func (d Duty) BreakMinutes() int {
	sum := 0
	for _, b := range d.Breaks {
		sum += b.Minutes()
	}
	return sum
}

// On returns the duty of a shift type on a date, for a team in the zone. Start
// and end, and the start of a break, are told by the clock; a break lasts its
// minutes, in the hour that the clock shows twice as in any other.
func (s ShiftType) On(agent string, d Date, zone *time.Location) Duty {
	duty := Duty{
		Agent: agent, Date: d, Shift: s.Code, Kind: Ordinary,
		Span: Span{d.At(s.Start, zone), d.At(s.End(), zone)},
	}
	free := duty.Span.Start // of breaks, from here on
	for _, b := range s.Breaks {
		from := d.At(s.Start+Clock(b.After), zone)
		if from.Before(free) {
			from = free
		}
		free = from.Add(time.Duration(b.Minutes) * time.Minute)
		duty.Breaks = append(duty.Breaks, BreakSpan{Span{from, free}, b.Paid})
	}
	return duty.until(duty.Span.End)
}

// until returns the duty ended at an instant, not before it starts, and its
// breaks with it.
func (d Duty) until(end time.Time) Duty {
	if end.Before(d.Span.Start) {
		end = d.Span.Start
	}
	d.Span.End = end
	var breaks []BreakSpan
	for _, b := range d.Breaks {
		if b.End.After(end) {
			b.End = end
		}
		if b.Start.Before(b.End) {
			breaks = append(breaks, b)
		}
	}
	d.Breaks = breaks
	return d
}

// Roster is who works when: a team for a span of dates.
type Roster struct {
	From, To Date   // half-open
	Duties   []Duty // in order of agent and start
}
