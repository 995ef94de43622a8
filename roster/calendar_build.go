package roster

import "time"

// CalendarSpec says what a calendar is made of. Zero functions mean no.
type CalendarSpec struct {
	First             Date
	Days, Lead, Known int
	Zone              *time.Location // whose clock the shift types follow
	Place             *time.Location // where the person works; nil is Zone
	Shifts            []ShiftType
	Holiday           func(Date) bool
	// NightFrom and NightTo are the legal night, NightTo past 24:00. IsNight
	// says whether a duty with so many paid minutes in it counts as a night.
	NightFrom, NightTo Clock
	IsNight            func(nightPaid, paid int) bool
	// Shorter returns by how many minutes duties of a date end early.
	Shorter func(Date) int
}

// NewCalendar works out every shift on every day for one person.
func NewCalendar(spec CalendarSpec) *Calendar {
	if spec.Place == nil {
		spec.Place = spec.Zone
	}
	c := &Calendar{
		First: spec.First, Days: spec.Days, Lead: spec.Lead, Known: spec.Known,
		Codes: []string{""}, Office: []bool{false},
	}
	for _, s := range spec.Shifts {
		c.Codes = append(c.Codes, s.Code)
		c.Office = append(c.Office, s.Office)
	}
	for day := range spec.Days {
		d := c.Date(day)
		c.Midnight = append(c.Midnight, spec.minute(d.At(0, spec.Place)))
		c.Holiday = append(c.Holiday, spec.Holiday != nil && spec.Holiday(d))
		work := []Work{{}}
		for _, s := range spec.Shifts {
			work = append(work, spec.Work(s, d))
		}
		c.Work = append(c.Work, work)
	}
	c.Midnight = append(c.Midnight, spec.minute(c.Date(spec.Days).At(0, spec.Place)))
	c.Spring = spec.springs()
	return c
}

// springs returns when the clocks of the place go forward, from the day before
// the calendar to the day after it.
func (spec CalendarSpec) springs() (out []Minute) {
	last := (spec.First + Date(spec.Days) + 1).At(0, spec.Place)
	for at := (spec.First - 1).At(0, spec.Place); ; {
		_, change := at.ZoneBounds()
		if change.IsZero() || change.After(last) || at.After(last) {
			return out
		}
		if !change.After(at) { // the last day of leap years from 2040 on, as of Go 1.26
			at = at.Add(24 * time.Hour)
			continue
		}
		if offset(change.In(spec.Place)) > offset(at) {
			out = append(out, spec.minute(change))
		}
		at = change.In(spec.Place)
	}
}

// minute returns an instant as elapsed minutes of the calendar.
func (spec CalendarSpec) minute(t time.Time) Minute {
	return Minute(t.Sub(spec.First.At(0, spec.Zone)) / time.Minute)
}

// Duty returns the duty that a shift type is on a date, shortened where the
// law asks for it.
func (spec CalendarSpec) Duty(agent string, s ShiftType, d Date) Duty {
	duty := s.On(agent, d, spec.Zone)
	if spec.Shorter != nil {
		duty = duty.until(duty.Span.End.Add(-time.Duration(spec.Shorter(d)) * time.Minute))
	}
	return duty
}

// Work returns what the rules may know of a shift type worked on a date.
func (spec CalendarSpec) Work(s ShiftType, d Date) Work {
	duty := spec.Duty("", s, d)
	place := spec.Place
	w := Work{
		Start: spec.minute(duty.Span.Start), End: spec.minute(duty.Span.End),
		Paid:  duty.PaidMinutes(),
		Eve:   duty.paidWithin(Span{duty.Span.Start, d.At(0, place)}),
		Spill: duty.paidWithin(Span{(d + 1).At(0, place), duty.Span.End}),
	}
	first := DateOf(duty.Span.Start.In(place))
	last := DateOf(duty.Span.End.Add(-time.Minute).In(place))
	for date := first; date <= last; date++ {
		if i := int(date-d) + 1; i >= 0 && i < 8 {
			w.Touches |= 1 << i
		}
	}
	for date := first - 1; date <= last; date++ {
		night := Span{date.At(spec.NightFrom, place), date.At(spec.NightTo, place)}
		w.NightPaid += duty.paidWithin(night)
	}
	w.Night = spec.IsNight != nil && spec.IsNight(w.NightPaid, w.Paid)
	return w
}

// paidWithin returns the paid minutes of the duty inside a span.
func (d Duty) paidWithin(s Span) int {
	paid := d.Span.overlap(s)
	for _, b := range d.Breaks {
		if !b.Paid {
			paid -= b.Span.overlap(s)
		}
	}
	return paid
}

// overlap returns the minutes that two spans share.
func (s Span) overlap(o Span) int {
	from, to := s.Start, s.End
	if o.Start.After(from) {
		from = o.Start
	}
	if o.End.Before(to) {
		to = o.End
	}
	return max(0, int(to.Sub(from)/time.Minute))
}
