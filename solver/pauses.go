package solver

import (
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// Pauses knows where the breaks of a problem's duties may be.
type Pauses struct {
	p      *Problem
	sites  map[string]*site  // by id; "" for people without one
	people map[string]string // their places
	shifts map[string]int
	known  map[pausingKey]*pausing
}

// site is what of a place matters to breaks.
type site struct {
	spec     roster.CalendarSpec
	unbroken int
}

type pausingKey struct {
	place string
	shift int
	date  roster.Date
}

// NewPauses prepares a valid problem for questions about breaks.
func NewPauses(p *Problem) (*Pauses, error) {
	x := &Pauses{p: p, sites: map[string]*site{}, people: map[string]string{}, shifts: map[string]int{}, known: map[pausingKey]*pausing{}}
	for i := range p.People {
		x.people[p.People[i].ID] = p.People[i].Place
	}
	for i := range p.Shifts {
		x.shifts[p.Shifts[i].ID] = i + 1
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "zone %q: %w", p.Zone, err)
	}
	ids := map[string]int{"": 0}
	for i := range p.Places {
		ids[p.Places[i].ID] = p.Places[i].Unbroken
	}
	for id, unbroken := range ids {
		spec, err := p.spec(id, 0, 0, zone)
		if err != nil {
			return nil, err
		}
		x.sites[id] = &site{spec, unbroken}
	}
	return x, nil
}

// moves reports whether any break of the problem may move.
func (p *Problem) moves() bool {
	return slices.ContainsFunc(p.Shifts, func(s Shift) bool { return s.template().Moves() })
}

// of returns where the breaks of a shift on a date may be for people of a place;
// nil when they stay where the shift has them.
func (x *Pauses) of(place string, shift int, date roster.Date) *pausing {
	key := pausingKey{place, shift, date}
	p, seen := x.known[key]
	if !seen {
		s := x.sites[place]
		p = pausingOf(&s.spec, s.unbroken, shift, date)
		x.known[key] = p
	}
	return p
}

// Of returns the minutes of its shift at which a duty's breaks begin, nil when
// they are where the shift has them, the duty has none, or is at other times
// than its shift. Breaks that may not be where they are make an Invalid error.
func (x *Pauses) Of(d roster.Duty) ([]int, error) {
	place, known := x.people[d.Agent]
	shift := x.shifts[d.Shift]
	if !known || shift == 0 || len(d.Breaks) == 0 {
		return nil, nil
	}
	spec := &x.sites[place].spec
	usual := spec.Duty(d.Agent, spec.Shifts[shift-1], d.Date)
	found := slices.SortedStableFunc(slices.Values(d.Breaks), func(a, b roster.BreakSpan) int { return a.Start.Compare(b.Start) })
	alike := func(a, b roster.BreakSpan) bool { return a.Start.Equal(b.Start) && a.End.Equal(b.End) }
	if !usual.Span.Start.Equal(d.Span.Start) || !usual.Span.End.Equal(d.Span.End) || slices.EqualFunc(found, usual.Breaks, alike) {
		return nil, nil
	}
	after := make([]int, len(found))
	for i, b := range found {
		after[i] = int(b.Start.Sub(d.Span.Start) / time.Minute)
		if i < len(usual.Breaks) && b.Minutes() != usual.Breaks[i].Minutes() {
			return nil, roster.Errorf(roster.Invalid, "the break at %s lasts %d minutes, that of shift %s lasts %d", x.clock(shift, after[i]), b.Minutes(), d.Shift, usual.Breaks[i].Minutes())
		}
	}
	return after, x.judge(place, shift, d.Date, after)
}

// judge says in words why breaks may not begin at given minutes of a shift.
func (x *Pauses) judge(place string, shift int, date roster.Date, after []int) error {
	s, p := &x.p.Shifts[shift-1], x.of(place, shift, date)
	switch {
	case len(after) != len(s.Breaks):
		return roster.Errorf(roster.Invalid, "%d breaks, and shift %s has %d", len(after), s.ID, len(s.Breaks))
	case p == nil:
		return roster.Errorf(roster.Invalid, "the breaks of shift %s cannot be moved on %s", s.ID, date)
	}
	for i, at := range after {
		if !slices.Contains(p.places[i], at) {
			return roster.Errorf(roster.Invalid, "a break of shift %s cannot begin at %s; it can at %s", s.ID, x.clock(shift, at), x.clocks(shift, p.places[i]))
		}
	}
	switch n := p.longest(after); {
	case p.crowded(after):
		return roster.Errorf(roster.Invalid, "a break of shift %s begins too soon after the one before it", s.ID)
	case n > p.most:
		return roster.Errorf(roster.Invalid, "the breaks of shift %s leave %d minutes without one, and %d are the most", s.ID, n, p.most)
	}
	return nil
}

// clock says when a minute of a shift is.
func (x *Pauses) clock(shift, after int) string {
	return ((x.p.Shifts[shift-1].Start + roster.Clock(after)) % dayMinutes).String()
}

// clocks lists minutes of a shift; of many, a few.
func (x *Pauses) clocks(shift int, places []int) string {
	const most = 10
	var out []string
	for i, at := range places {
		switch {
		case len(places) <= most || i < 3 || i == len(places)-1:
			out = append(out, x.clock(shift, at))
		case i == 3:
			out = append(out, "…")
		}
	}
	return strings.Join(out, ", ")
}
