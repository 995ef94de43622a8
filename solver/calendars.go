package solver

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// calendars builds each calendar once: people of one place whose history
// reaches equally far back share it, and with it the tables made from it.
type calendars struct {
	m     *model
	built map[calendarKey]*roster.Calendar
	specs map[calendarKey]roster.CalendarSpec
}

type calendarKey struct {
	place string
	known int
}

func newCalendars(m *model) *calendars {
	return &calendars{m, map[calendarKey]*roster.Calendar{}, map[calendarKey]roster.CalendarSpec{}}
}

func (c *calendars) get(place string, known int) (roster.CalendarSpec, *roster.Calendar, error) {
	key := calendarKey{place, known}
	if cal := c.built[key]; cal != nil {
		return c.specs[key], cal, nil
	}
	spec, err := c.m.problem.spec(place, c.m.lead, known, c.m.zone)
	if err != nil {
		return spec, nil, err
	}
	cal := roster.NewCalendar(spec)
	c.m.problem.override(cal)
	c.built[key], c.specs[key] = cal, spec
	return spec, cal, nil
}

// spec says how calendars of a place are made.
func (p *Problem) spec(id string, lead, known int, zone *time.Location) (roster.CalendarSpec, error) {
	spec := roster.CalendarSpec{
		First: p.Start - roster.Date(lead), Days: lead + p.Days, Lead: lead, Known: known,
		Zone: zone, Place: zone,
	}
	for _, s := range p.Shifts {
		spec.Shifts = append(spec.Shifts, s.template())
	}
	i := slices.IndexFunc(p.Places, func(x Place) bool { return x.ID == id })
	if i < 0 {
		return spec, nil
	}
	place := &p.Places[i]
	loc, err := time.LoadLocation(place.Zone)
	if err != nil {
		return spec, roster.Errorf(roster.Invalid, "place %q: zone %q: %w", id, place.Zone, err)
	}
	spec.Place = loc
	spec.Holiday = func(d roster.Date) bool { return slices.Contains(place.Holidays, d) }
	if n := place.Night; n != nil {
		spec.NightFrom, spec.NightTo, spec.IsNight = n.From, n.To, n.counts
	}
	if len(place.Shorter) > 0 {
		spec.Shorter = place.shorter
	}
	return spec, nil
}

// counts reports whether a duty with so much of its paid time in the window is a night.
func (n *Night) counts(night, paid int) bool {
	return night > 0 && night >= n.Minutes && night*100 >= n.Percent*paid
}

func (p *Place) shorter(d roster.Date) int {
	for _, s := range p.Shorter {
		if s.Date == d {
			return s.Minutes
		}
	}
	return 0
}

// override puts in what a problem says of a shift outright.
func (p *Problem) override(cal *roster.Calendar) {
	for i, s := range p.Shifts {
		for day := range cal.Work {
			w := &cal.Work[day][i+1]
			if s.Paid != nil {
				w.Paid = *s.Paid
				w.Spill, w.NightPaid = min(w.Spill, w.Paid), min(w.NightPaid, w.Paid)
			}
			if s.Night != nil {
				w.Night = *s.Night
			}
		}
	}
}

// template returns the shift as the domain knows it.
func (s Shift) template() roster.ShiftType {
	t := roster.ShiftType{Code: s.ID, Name: s.Name, Start: s.Start, Length: s.Minutes, Office: s.Office}
	for _, b := range s.Breaks {
		t.Breaks = append(t.Breaks, roster.Break(b))
	}
	return t
}
