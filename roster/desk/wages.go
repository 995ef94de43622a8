package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// wages is a period being paid.
type wages struct {
	period     PayPeriod
	agents     []Agent
	planned    []Duty
	attendance []Attendance
	worked     []roster.Duty // of the period and, for weekly overtime, the week before it
	lines      []pay.Line
	findings   []law.Finding
}

// wages works a period out, or reads what was locked. Agent "" is everybody.
func (d *Desk) wages(ctx context.Context, tx *postgres.Tx, p PayPeriod, agent string) (*wages, error) {
	w := &wages{period: p}
	n := need{month: plan.Month{From: p.From, To: p.To}}
	if agent != "" {
		n.agents = []string{agent}
	}
	ws, err := d.workspace(ctx, tx, p.Team, n)
	if err != nil {
		return nil, err
	}
	if agent == "" {
		w.agents, err = tx.Agents(ctx, p.Team)
	} else {
		w.agents, err = tx.AgentsOf(ctx, p.Team, agent)
	}
	if err != nil {
		return nil, err
	}
	from, err := w.since(ws)
	if err != nil {
		return nil, err
	}
	if w.planned, err = tx.Published(ctx, p.Team, agent, from, p.To); err != nil {
		return nil, err
	}
	if w.attendance, err = tx.Attendance(ctx, p.Team, agent, from, p.To); err != nil {
		return nil, err
	}
	w.worked = worked(w.planned, w.attendance)
	known, err := d.settled(ctx, tx, w, ws)
	if err != nil {
		return nil, err
	}
	if err := w.pay(ws, known); err != nil {
		return nil, err
	}
	if p.State == postgres.PeriodLocked {
		w.lines, err = tx.PayLines(ctx, p.ID, agent)
	}
	return w, err
}

// since is the first date whose work matters to the period: a week before it,
// for weekly overtime, or where an accounting period begins that ends with it.
func (w *wages) since(ws *workspace.Workspace) (roster.Date, error) {
	from := w.period.From - 7
	for _, a := range w.agents {
		period, ok, err := plan.Accounting(ws.Team, a.Agent, w.period.To-1)
		if err != nil {
			return 0, err
		}
		if ok && period.To == w.period.To {
			from = min(from, period.From)
		}
	}
	return from, nil
}

func (w *wages) pay(ws *workspace.Workspace, known *settled) (err error) {
	month := plan.Month{From: w.period.From, To: w.period.To}
	ro := roster.Roster{From: month.From, To: month.To}
	ws.Previous = roster.Roster{From: month.From - 7, To: month.From}
	for _, duty := range w.worked {
		if duty.Date < month.From {
			ws.Previous.Duties = append(ws.Previous.Duties, duty)
		} else {
			ro.Duties = append(ro.Duties, duty)
		}
	}
	w.lines, w.findings, err = plan.PaySettled(ws, month, ro, func(a roster.Agent) pay.Flags {
		return pay.Flags{RestDays: known.restDays(a, month)}
	})
	if err != nil {
		return err
	}
	for _, a := range ws.Agents {
		lines, findings, err := known.overNorm(ws, a, month)
		if err != nil {
			return err
		}
		w.lines, w.findings = added(w.lines, lines), append(w.findings, findings...)
	}
	slices.SortStableFunc(w.lines, func(a, b pay.Line) int {
		return cmp.Or(cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Rule, b.Rule))
	})
	return nil
}

// worked is the plan with its corrections: what pay is worked out from.
func worked(planned []Duty, corrections []Attendance) []roster.Duty {
	type cell struct {
		agent string
		date  roster.Date
	}
	instead := map[cell]Attendance{}
	var out []roster.Duty
	for _, c := range corrections {
		if c.Kind == roster.Ordinary || c.Kind == postgres.Absent {
			instead[cell{c.Agent, c.Date}] = c
			continue
		}
		out = append(out, roster.Duty{Agent: c.Agent, Date: c.Date, Kind: c.Kind, Span: c.Span})
	}
	for _, p := range planned {
		at := cell{p.Agent, p.Date}
		c, ok := instead[at]
		switch {
		case !ok:
			out = append(out, p.Duty)
		case c.Kind == roster.Ordinary:
			out = append(out, moved(p.Duty, c.Span))
		}
		delete(instead, at)
	}
	for _, c := range instead { // worked though nothing was planned
		if c.Kind == roster.Ordinary {
			out = append(out, roster.Duty{Agent: c.Agent, Date: c.Date, Kind: c.Kind, Span: c.Span})
		}
	}
	slices.SortStableFunc(out, func(a, b roster.Duty) int {
		return cmp.Or(cmp.Compare(a.Agent, b.Agent), a.Span.Start.Compare(b.Span.Start))
	})
	return out
}

// moved is a duty worked at other times. Breaks stay where they were, as far as
// they lie within.
func moved(duty roster.Duty, s roster.Span) roster.Duty {
	var breaks []roster.BreakSpan
	for _, b := range duty.Breaks {
		if b.Start.Before(s.Start) {
			b.Start = s.Start
		}
		if b.End.After(s.End) {
			b.End = s.End
		}
		if b.Start.Before(b.End) {
			breaks = append(breaks, b)
		}
	}
	duty.Span, duty.Breaks = s, breaks
	return duty
}
