package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

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
		if len(d.Breaks) == len(shift.Breaks) {
			shift = shift.Placed(d.Breaks)
		}
		if m := members[d.Person]; m != nil && known {
			out.Duties = append(out.Duties, m.place.spec.Duty(d.Person, shift, d.Date))
		}
	}
	slices.SortFunc(out.Duties, func(a, b roster.Duty) int {
		return cmp.Or(cmp.Compare(a.Agent, b.Agent), a.Span.Start.Compare(b.Span.Start))
	})
	return out
}

// Assigned reads a roster back as duties of the problem. A roster with a misfit
// is an Invalid error.
func (bt *Built) Assigned(ro roster.Roster) ([]solver.Assigned, error) {
	if misfits := bt.Misfits(ro); len(misfits) > 0 {
		m := misfits[0]
		d := ro.Duties[m.Duty]
		return nil, roster.Errorf(roster.Invalid, "the duty of %s on %s: %s; %s", d.Agent, d.Date, m.Problem, m.Cure)
	}
	pauses, err := solver.NewPauses(bt.Problem)
	if err != nil {
		return nil, err
	}
	var out []solver.Assigned
	for _, d := range ro.Duties {
		after, err := pauses.Of(d)
		if err != nil {
			return nil, err
		}
		out = append(out, solver.Assigned{Person: d.Agent, Date: d.Date, Shift: d.Shift, Breaks: after})
	}
	return out, nil
}

// Misfit is a duty of a roster that the problem has no place for.
type Misfit struct {
	Duty    int    // index into the roster's duties
	Field   string // of roster.csv
	Value   string
	Problem string
	Cure    string
}

// Misfits finds the duties that cannot be judged as a plan: those of other
// dates, of people without a contract in the month, a second one on a day, and
// those at other times than the shift they name. The rules know a shift by its
// code: a duty moved by hand would be judged by the times it no longer has. So
// would one with breaks where its shift may not have them.
func (bt *Built) Misfits(ro roster.Roster) []Misfit {
	b := bt.builder
	pauses, err := solver.NewPauses(bt.Problem)
	if err != nil {
		return []Misfit{{Field: "breaks", Problem: err.Error()}}
	}
	members := map[string]*member{}
	for _, m := range b.members {
		members[m.ID] = m
	}
	type day struct {
		agent string
		date  roster.Date
	}
	taken := map[day]bool{}
	var out []Misfit
	for i, d := range ro.Duties {
		found := b.misfit(members[d.Agent], d)
		if found.Problem == "" && taken[day{d.Agent, d.Date}] {
			found = Misfit{Field: "date", Value: d.Date.String(), Problem: d.Agent + " has another duty on this date", Cure: "keep one of the two"}
		}
		if found.Problem == "" {
			found = b.misplaced(pauses, d)
		}
		taken[day{d.Agent, d.Date}] = true
		if found.Problem != "" {
			found.Duty = i
			out = append(out, found)
		}
	}
	return out
}

// misfit judges one duty by itself; who is nil for a person without a contract.
func (b *builder) misfit(who *member, d roster.Duty) Misfit {
	shift, known := b.ws.Team.Shift(d.Shift)
	switch {
	case !b.month.Contains(d.Date):
		return Misfit{Field: "date", Value: d.Date.String(), Problem: "lies outside of " + b.month.String(), Cure: "remove the row, or name the month with --month"}
	case who == nil:
		return Misfit{Field: "agent_id", Value: d.Agent, Problem: "no contract in " + b.month.String(), Cure: "check valid_from and valid_to in agents.csv"}
	case !known:
		return Misfit{Field: "shift", Value: d.Shift, Problem: "unknown shift", Cure: "write a code of team.yaml"}
	case d.Span.Start.IsZero():
		return Misfit{} // a row without times is the shift as it is
	}
	want := who.place.spec.Duty(d.Agent, shift, d.Date)
	if d.Span.Start.Equal(want.Span.Start) && d.Span.End.Equal(want.Span.End) {
		return Misfit{}
	}
	zone := b.ws.Team.Zone
	return Misfit{Field: "start", Value: d.Span.Start.In(zone).Format(time.RFC3339),
		Problem: fmt.Sprintf("the duty lasts until %s, and shift %s is from %s to %s", d.Span.End.In(zone).Format(time.RFC3339), d.Shift,
			want.Span.Start.In(zone).Format(clockLayout), want.Span.End.In(zone).Format(clockLayout)),
		Cure: "correct the times, leave start and end empty, or give such a shift a code of its own in team.yaml"}
}

// misplaced says which breaks of a duty are where its shift may not have them.
func (b *builder) misplaced(pauses *solver.Pauses, d roster.Duty) Misfit {
	_, err := pauses.Of(d)
	if err == nil {
		return Misfit{}
	}
	zone, times := b.ws.Team.Zone, []string{}
	for _, br := range d.Breaks {
		times = append(times, br.Start.In(zone).Format(clockLayout)+"–"+br.End.In(zone).Format(clockLayout))
	}
	return Misfit{Field: "breaks", Value: strings.Join(times, " "), Problem: err.Error(),
		Cure: "move the breaks, leave start and end empty for those of the shift, or give the shift's breaks in team.yaml a wider window"}
}

// clockLayout shows a time of day.
const clockLayout = "15:04"

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
