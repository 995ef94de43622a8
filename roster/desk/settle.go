package desk

import (
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// mostAccounting bounds how far back an accounting period begins: a year.
const mostAccounting = 366

// settled is what payroll knows beyond duties: who was absent, and which dates
// a published roster left free.
type settled struct {
	team     roster.Team
	absences []roster.Absence
	months   []plan.Month // that were published
	planned  []Duty
	worked   []roster.Duty
}

func (d *Desk) settled(ctx context.Context, tx *postgres.Tx, w *wages, ws *workspace.Workspace) (*settled, error) {
	s := &settled{team: ws.Team, planned: w.planned, worked: w.worked}
	away, err := tx.Absences(ctx, w.period.Team, "", w.period.From-mostAccounting, w.period.To)
	if err != nil {
		return nil, err
	}
	for _, a := range away {
		if a.State == postgres.AbsenceApproved {
			s.absences = append(s.absences, roster.Absence{Agent: a.Agent, From: a.From, To: a.To, Kind: a.Kind})
		}
	}
	all, err := tx.Rosters(ctx, w.period.Team)
	for _, r := range all {
		if r.Published > 0 {
			s.months = append(s.months, r.Month)
		}
	}
	return s, err
}

func (s *settled) published(d roster.Date) bool {
	return slices.ContainsFunc(s.months, func(m plan.Month) bool { return m.Contains(d) })
}

func (s *settled) away(agent string) func(roster.Date) bool {
	return func(d roster.Date) bool {
		return slices.ContainsFunc(s.absences, func(a roster.Absence) bool { return a.Agent == agent && a.From <= d && d < a.To })
	}
}

// restDays are an agent's own days off in a period: dates that the published
// roster leaves free, by the clock of the place of work. What runs into a date
// from the day before makes no rest-day work of it.
func (s *settled) restDays(a roster.Agent, period plan.Month) []roster.Date {
	place := s.team.Zone
	if a.Zone != nil {
		place = a.Zone
	}
	busy := map[roster.Date]bool{}
	mark := func(span roster.Span, skip roster.Date) {
		last := roster.DateOf(span.End.Add(-time.Minute).In(place))
		for d := roster.DateOf(span.Start.In(place)) + skip; d <= last; d++ {
			busy[d] = true
		}
	}
	for _, p := range s.planned {
		if p.Agent == a.ID {
			mark(p.Span, 0)
		}
	}
	for _, worked := range s.worked {
		if worked.Agent == a.ID {
			mark(worked.Span, 1)
		}
	}
	var out []roster.Date
	away := s.away(a.ID)
	for d := period.From; d < period.To; d++ {
		if s.published(d) && !busy[d] && !away(d) && a.ContractOn(d) != "" {
			out = append(out, d)
		}
	}
	return out
}

// norm returns the accounting period that ends with a pay period and its norm;
// ok is false where none ends, or not all of it was published here.
func (s *settled) norm(a roster.Agent, period plan.Month) (accounting plan.Month, norm int, ok bool, err error) {
	accounting, ok, err = plan.Accounting(s.team, a, period.To-1)
	if err != nil || !ok || accounting.To != period.To {
		return accounting, 0, false, err
	}
	for d := accounting.From; d < accounting.To; d++ {
		if a.ContractOn(d) != "" && !s.published(d) {
			return accounting, 0, false, nil
		}
	}
	norm, err = plan.PeriodNorm(s.team, a, accounting, s.away(a.ID))
	return accounting, norm, err == nil, err
}

// overNorm returns what an accounting period that ends with the pay period
// changes in an agent's lines: the last plain minutes beyond the norm become
// overtime. It is the difference of the accounting period settled and not.
func (s *settled) overNorm(ws *workspace.Workspace, a roster.Agent, period plan.Month) ([]pay.Line, []law.Finding, error) {
	accounting, norm, ok, err := s.norm(a, period)
	if err != nil || !ok {
		return nil, nil, err
	}
	one := *ws
	one.Agents, one.Previous = []roster.Agent{a}, roster.Roster{}
	ro := roster.Roster{From: accounting.From, To: accounting.To}
	for _, duty := range s.worked {
		if accounting.Contains(duty.Date) {
			ro.Duties = append(ro.Duties, duty)
		}
	}
	flags := pay.Flags{RestDays: s.restDays(a, accounting)}
	plain, before, err := plan.PaySettled(&one, accounting, ro, func(roster.Agent) pay.Flags { return flags })
	if err != nil {
		return nil, nil, err
	}
	flags.Norm = &norm
	over, after, err := plan.PaySettled(&one, accounting, ro, func(roster.Agent) pay.Flags { return flags })
	return difference(plain, over), slices.DeleteFunc(after, func(f law.Finding) bool { return slices.Contains(before, f) }), err
}

// lineKey is a line without its minutes.
func lineKey(l pay.Line) pay.Line { l.Minutes = 0; return l }

// difference returns the lines that make after of before when they are added.
func difference(before, after []pay.Line) []pay.Line {
	var out []pay.Line
	for _, l := range before {
		l.Minutes = -l.Minutes
		out = append(out, l)
	}
	return added(out, after)
}

// added adds up lines; those that come to nothing are left out.
func added(lines ...[]pay.Line) []pay.Line {
	at := map[pay.Line]int{}
	var out []pay.Line
	for _, l := range slices.Concat(lines...) {
		i, ok := at[lineKey(l)]
		if !ok {
			i = len(out)
			at[lineKey(l)] = i
			out = append(out, lineKey(l))
		}
		out[i].Minutes += l.Minutes
	}
	return slices.DeleteFunc(out, func(l pay.Line) bool { return l.Minutes == 0 })
}
