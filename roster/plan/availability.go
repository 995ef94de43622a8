package plan

import (
	"time"

	"github.com/teambition/rrule-go"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// availabilityClauses keep members from the shifts that do not fit the times
// they have named, one clause a shift with the dates on which it does not.
//
// A row that says "cannot" rules out what overlaps it. Rows that say "can" are
// the only times at which a person works while any of them is valid.
func (m *member) availabilityClauses(ws *workspace.Workspace, month Month) (roster.Policy, error) {
	var can, cannot []roster.Span
	var limited []roster.Availability // the rows that say "can"
	for _, a := range ws.Availability {
		if a.Agent != m.ID {
			continue
		}
		spans, err := m.expand(a, month)
		if err != nil {
			return nil, err
		}
		if a.Can {
			can, limited = append(can, spans...), append(limited, a)
		} else {
			cannot = append(cannot, spans...)
		}
	}
	if len(limited)+len(cannot) == 0 {
		return nil, nil
	}
	return m.unfit(ws.Team, month, func(d roster.Date, s roster.Span) bool {
		return overlapsAny(s, cannot) || covered(d, limited) && !within(s, can)
	}), nil
}

// unfit returns one clause a shift with the dates on which it cannot be worked.
func (m *member) unfit(team roster.Team, month Month, ruledOut func(roster.Date, roster.Span) bool) roster.Policy {
	var out roster.Policy
	for _, shift := range team.Shifts {
		var dates []roster.Date
		for d := month.From; d < month.To; d++ {
			if ruledOut(d, m.place.spec.Duty(m.ID, shift, d).Span) {
				dates = append(dates, d)
			}
		}
		if len(dates) > 0 {
			out = append(out, roster.Clause{
				Rule: &roster.Unavailable{Dates: dates, Shifts: []string{shift.Code}, Reason: "availability"},
				Hard: true, Source: FromAvailability,
			})
		}
	}
	return out
}

// expand returns the instants of a recurrence in the month, in the zone of the
// person. The days are expanded as dates without a clock, so that no rule can
// lose a day to a change of the clocks.
func (m *member) expand(a roster.Availability, month Month) ([]roster.Span, error) {
	option, err := rrule.StrToROption(a.Rule)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "availability of %s: %q: %w", a.Agent, a.Rule, err)
	}
	start := a.From
	if start == 0 {
		start = (month.From - 7).Monday()
	}
	option.Dtstart = start.Time()
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "availability of %s: %q: %w", a.Agent, a.Rule, err)
	}
	var out []roster.Span
	// A span that began the day before may reach into the month, and a duty of
	// the last date into the next.
	for _, t := range rule.Between((month.From - 2).Time(), (month.To + 1).Time(), true) {
		d := roster.DateOf(t)
		if d < a.From || a.To != 0 && d >= a.To {
			continue
		}
		out = append(out, roster.Span{Start: d.At(a.Span.From, m.place.zone), End: d.At(a.Span.To, m.place.zone)})
	}
	return out, nil
}

// covered reports whether any row is valid on the date.
func covered(d roster.Date, rows []roster.Availability) bool {
	for _, a := range rows {
		if d >= a.From && (a.To == 0 || d < a.To) {
			return true
		}
	}
	return false
}

func overlapsAny(s roster.Span, all []roster.Span) bool {
	for _, o := range all {
		if s.Start.Before(o.End) && o.Start.Before(s.End) {
			return true
		}
	}
	return false
}

// within reports whether the spans together hold all of s.
func within(s roster.Span, all []roster.Span) bool {
	at := s.Start
	for at.Before(s.End) {
		next := reach(at, all)
		if !next.After(at) {
			return false
		}
		at = next
	}
	return true
}

// reach returns the latest end of the spans that hold an instant.
func reach(at time.Time, all []roster.Span) time.Time {
	latest := at
	for _, o := range all {
		if !o.Start.After(at) && o.End.After(latest) {
			latest = o.End
		}
	}
	return latest
}
