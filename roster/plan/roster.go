package plan

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Roster turns a solution's duties into duties with instants and breaks.
func (bt *Built) Roster(duties []solver.Assigned) roster.Roster {
	b := bt.builder
	out := roster.Roster{From: b.month.From, To: b.month.To}
	members := map[string]*member{}
	for _, m := range b.members {
		members[m.ID] = m
	}
	for _, d := range duties {
		shift, known := b.ws.Team.Shift(d.Shift)
		if m := members[d.Person]; m != nil && known {
			out.Duties = append(out.Duties, m.place.spec.Duty(d.Person, shift, d.Date))
		}
	}
	slices.SortFunc(out.Duties, func(a, b roster.Duty) int {
		return cmp.Or(cmp.Compare(a.Agent, b.Agent), a.Span.Start.Compare(b.Span.Start))
	})
	return out
}

// Assigned reads a roster back as duties of the problem. Duties of other dates
// or of people without a contract in the month are an Invalid error.
func (bt *Built) Assigned(ro roster.Roster) ([]solver.Assigned, error) {
	b := bt.builder
	known := map[string]bool{}
	for _, m := range b.members {
		known[m.ID] = true
	}
	var out []solver.Assigned
	for _, d := range ro.Duties {
		switch {
		case !b.month.Contains(d.Date):
			return nil, roster.Errorf(roster.Invalid, "the duty of %s on %s lies outside of %s", d.Agent, d.Date, b.month)
		case !known[d.Agent]:
			return nil, roster.Errorf(roster.Invalid, "the duty of %s on %s: no contract in %s; check agents.csv", d.Agent, d.Date, b.month)
		}
		out = append(out, solver.Assigned{Person: d.Agent, Date: d.Date, Shift: d.Shift})
	}
	return out, nil
}

// covering returns the duties that may cover the month: the roster's, and those
// of the days before it that run into it.
func (b *builder) covering(ro roster.Roster) []roster.Duty {
	out := slices.Clone(ro.Duties)
	start := b.month.From.At(0, b.ws.Team.Zone)
	for _, d := range b.ws.Previous.Duties {
		if d.Date < b.month.From && d.Span.End.After(start) {
			out = append(out, d)
		}
	}
	return out
}
