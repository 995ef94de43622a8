package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// PayPeriods lists a team's pay periods, newest first. Payroll, planners, leads.
func (d *Desk) PayPeriods(ctx context.Context, team int64) ([]PayPeriod, error) {
	if _, err := allow(ctx, seeHours, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]PayPeriod, error) { return tx.PayPeriods(ctx, team) })
}

// CreatePayPeriod opens a pay period. One that overlaps another is a Conflict.
// Payroll.
func (d *Desk) CreatePayPeriod(ctx context.Context, team int64, from, to roster.Date) (PayPeriod, error) {
	a, err := allow(ctx, doPay, team)
	if err != nil {
		return PayPeriod{}, err
	}
	if err := checkSpan(from, to, 93); err != nil {
		return PayPeriod{}, err
	}
	var p PayPeriod
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		p, err = tx.CreatePayPeriod(ctx, team, from, to)
		return err
	})
	return p, err
}

// PayView is a pay period with what it adds up to.
type PayView struct {
	PayPeriod
	Agents     []PayAgent // in the team's order
	Categories []string   // in use, sorted
	Findings   []law.Finding
	Unplanned  []roster.Date // dates of the period without a published roster
}

// PayAgent is what one agent's period adds up to.
type PayAgent struct {
	Agent, Name, PayrollID string
	Planned, Worked        int            // paid minutes, as published and with attendance
	Minutes                map[string]int // by category
}

// PayPeriod returns a period with its sums: worked out from attendance while
// it is open, as it was locked afterwards. Payroll, planners; leads, who correct
// attendance, without what is payroll's alone.
func (d *Desk) PayPeriod(ctx context.Context, id int64) (PayView, error) {
	p, a, err := d.periodFor(ctx, seeHours, id)
	if err != nil {
		return PayView{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (PayView, error) {
		w, err := d.wages(ctx, tx, p, "")
		if err != nil {
			return PayView{}, err
		}
		v := w.view()
		if !a.may(seePay, p.Team) {
			v = v.hours()
		}
		v.Unplanned, err = unplanned(ctx, tx, p)
		return v, err
	})
}

// periodFor allows what an actor wants to do with a period.
func (d *Desk) periodFor(ctx context.Context, what act, id int64) (PayPeriod, Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return PayPeriod{}, a, err
	}
	p, err := read(ctx, d, func(tx *postgres.Tx) (PayPeriod, error) { return tx.PayPeriod(ctx, id) })
	if err != nil {
		return p, a, err
	}
	if _, err := allow(ctx, what, p.Team); err != nil {
		return PayPeriod{}, a, hidden(err, "pay period", id)
	}
	return p, a, nil
}

// unplanned lists the dates of a period that no published roster holds.
func unplanned(ctx context.Context, tx *postgres.Tx, p PayPeriod) ([]roster.Date, error) {
	all, err := tx.Rosters(ctx, p.Team)
	out := []roster.Date{}
	for date := p.From; date < p.To; date++ {
		if !slices.ContainsFunc(all, func(r Roster) bool { return r.Published > 0 && r.Month.Contains(date) }) {
			out = append(out, date)
		}
	}
	return out, err
}

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

// view adds the period up by agent and category.
func (w *wages) view() PayView {
	v := PayView{PayPeriod: w.period, Categories: []string{}, Findings: none(w.findings), Agents: []PayAgent{}}
	index := map[string]int{}
	for _, a := range w.agents {
		index[a.ID] = len(v.Agents)
		v.Agents = append(v.Agents, PayAgent{Agent: a.ID, Name: a.Name, PayrollID: a.PayrollID, Minutes: map[string]int{}})
	}
	for _, p := range w.planned {
		if p.Date >= w.period.From {
			v.Agents[index[p.Agent]].Planned += p.PaidMinutes()
		}
	}
	for _, duty := range w.worked {
		if duty.Date >= w.period.From {
			v.Agents[index[duty.Agent]].Worked += duty.PaidMinutes()
		}
	}
	for _, l := range w.lines {
		if i, ok := index[l.Agent]; ok {
			v.Agents[i].Minutes[l.Category] += l.Minutes
		}
		if !slices.Contains(v.Categories, l.Category) {
			v.Categories = append(v.Categories, l.Category)
		}
	}
	slices.Sort(v.Categories)
	v.Agents = slices.DeleteFunc(v.Agents, func(a PayAgent) bool { return a.Planned == 0 && a.Worked == 0 && len(a.Minutes) == 0 })
	return v
}

// hours leaves out what only payroll has to know.
func (v PayView) hours() PayView {
	for i := range v.Agents {
		v.Agents[i].PayrollID = ""
	}
	return v
}

// PayDetail is one agent's pay, down to the duty and the rule.
type PayDetail struct {
	Period     PayPeriod
	Agent      Agent
	Lines      []pay.Line
	Planned    []Duty        // as published
	Worked     []roster.Duty // with attendance: what the lines are worked out from
	Attendance []Attendance
	Findings   []law.Finding
}

// PayDetail returns one agent's pay in a period. Payroll, planners, and the
// agent themselves.
func (d *Desk) PayDetail(ctx context.Context, id int64, agent string) (PayDetail, error) {
	p, a, err := d.periodFor(ctx, seeTeam, id)
	if err != nil {
		return PayDetail{}, err
	}
	if !a.may(seePay, p.Team) && !(a.may(beAgent, p.Team) && a.Agent == agent) {
		return PayDetail{}, roster.Errorf(roster.Forbidden, "you can see your own pay only")
	}
	return read(ctx, d, func(tx *postgres.Tx) (PayDetail, error) {
		if _, err := tx.Agent(ctx, p.Team, agent); err != nil {
			return PayDetail{}, err
		}
		w, err := d.wages(ctx, tx, p, agent)
		if err != nil {
			return PayDetail{}, err
		}
		return w.detail(), nil
	})
}

// detail is the only agent's part, the week before the period left out.
func (w *wages) detail() PayDetail {
	out := PayDetail{Period: w.period, Agent: w.agents[0], Lines: none(w.lines), Findings: none(w.findings)}
	out.Planned = none(slices.DeleteFunc(w.planned, func(d Duty) bool { return d.Date < w.period.From }))
	out.Worked = none(slices.DeleteFunc(w.worked, func(d roster.Duty) bool { return d.Date < w.period.From }))
	out.Attendance = none(slices.DeleteFunc(w.attendance, func(a Attendance) bool { return a.Date < w.period.From }))
	return out
}

// PayLines returns all lines of a period in order of agent, date and category.
// Payroll, planners.
func (d *Desk) PayLines(ctx context.Context, id int64) ([]pay.Line, error) {
	p, _, err := d.periodFor(ctx, seePay, id)
	if err != nil {
		return nil, err
	}
	return read(ctx, d, func(tx *postgres.Tx) ([]pay.Line, error) {
		w, err := d.wages(ctx, tx, p, "")
		if err != nil {
			return nil, err
		}
		return none(w.lines), nil
	})
}

// ExportPay writes a period's lines as "csv" (payroll.csv) or "xlsx". Payroll.
func (d *Desk) ExportPay(ctx context.Context, id int64, format string) (Export, error) {
	p, _, err := d.periodFor(ctx, doPay, id)
	if err != nil {
		return Export{}, err
	}
	writers := map[string]struct {
		write func(*bytes.Buffer, []pay.Line) error
		mime  string
	}{
		"csv":  {func(b *bytes.Buffer, l []pay.Line) error { return pay.WriteCSV(b, l) }, "text/csv; charset=utf-8"},
		"xlsx": {func(b *bytes.Buffer, l []pay.Line) error { return pay.WriteXLSX(b, l) }, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	}
	w, ok := writers[format]
	if !ok {
		return Export{}, roster.Errorf(roster.Invalid, "pay cannot be exported as %q; use csv or xlsx", format)
	}
	lines, err := d.PayLines(ctx, id)
	if err != nil {
		return Export{}, err
	}
	var b bytes.Buffer
	if err := w.write(&b, lines); err != nil {
		return Export{}, err
	}
	return Export{Name: fmt.Sprintf("payroll-%s-%s.%s", p.From, p.To-1, format), Type: w.mime, Data: b.Bytes()}, nil
}

// LockPayPeriod keeps the lines as they are and locks the period, its
// attendance and the rosters that lie within it: nothing of them can change
// any more. Payroll.
func (d *Desk) LockPayPeriod(ctx context.Context, id int64, version int) (PayPeriod, error) {
	p, a, err := d.periodFor(ctx, doPay, id)
	if err != nil {
		return p, err
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if p, err = tx.HoldPayPeriod(ctx, id); err != nil {
			return err
		}
		if p.State == postgres.PeriodLocked {
			return roster.Errorf(roster.Conflict, "the pay period is locked already")
		}
		w, err := d.wages(ctx, tx, p, "")
		if err != nil {
			return err
		}
		p, err = tx.LockPayPeriod(ctx, id, version, w.lines)
		return err
	})
	return p, err
}

// wantUnlocked refuses to change dates that have been paid.
func wantUnlocked(ctx context.Context, tx *postgres.Tx, team int64, dates ...roster.Date) error {
	for _, date := range dates {
		locked, err := tx.LockedFor(ctx, team, date)
		if err != nil {
			return err
		}
		if locked {
			return roster.Errorf(roster.Conflict, "%s lies in a pay period that is locked; correct it in the next one", date)
		}
	}
	return nil
}

// Attendance lists corrections of a span of dates. An agent gets their own.
func (d *Desk) Attendance(ctx context.Context, team int64, from, to roster.Date) ([]Attendance, error) {
	a, err := allow(ctx, seeTeam, team)
	if err != nil {
		return nil, err
	}
	agent := ""
	if !a.may(correct, team) {
		agent = a.Agent
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Attendance, error) { return tx.Attendance(ctx, team, agent, from, to) })
}

// Correction is what was really worked on a date.
type Correction struct {
	Agent    string
	Date     roster.Date     // the date the work starts on
	Kind     roster.DutyKind // see postgres.Attendance: ordinary, absent, overtime, rest_day, standby
	From, To time.Time       // zero for absent
	Reason   string
}

// Correct enters what was really worked. "ordinary" and "absent" replace an
// earlier one of the date. Dates of a locked period are a Conflict. Payroll,
// planners, leads.
func (d *Desk) Correct(ctx context.Context, team int64, c Correction) (Attendance, error) {
	a, err := allow(ctx, correct, team)
	if err != nil {
		return Attendance{}, err
	}
	out := Attendance{Team: team, Agent: c.Agent, Date: c.Date, Kind: c.Kind, Reason: answer(c.Reason)}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return err
		}
		if err := c.check(v.Definition.Zone); err != nil {
			return err
		}
		if c.Kind != postgres.Absent {
			out.Span = roster.Span{Start: c.From.UTC(), End: c.To.UTC()}
		}
		if err := wantUnlocked(ctx, tx, team, c.Date); err != nil {
			return err
		}
		out, err = tx.AddAttendance(ctx, out)
		return err
	})
	return out, err
}

// check says what is wrong with a correction.
func (c Correction) check(zone *time.Location) error {
	kinds := []roster.DutyKind{roster.Ordinary, postgres.Absent, roster.Overtime, roster.RestDayWork, roster.Standby}
	switch {
	case !slices.Contains(kinds, c.Kind):
		return roster.Errorf(roster.Invalid, "%q is no kind of attendance; the kinds are %v", c.Kind, kinds)
	case answer(c.Reason) == "":
		return roster.Errorf(roster.Invalid, "a correction needs a reason: payroll will be asked for it")
	case c.Kind == postgres.Absent && !(c.From.IsZero() && c.To.IsZero()):
		return roster.Errorf(roster.Invalid, "who was absent worked from no time to no time; leave both out")
	case c.Kind == postgres.Absent:
		return nil
	case !c.To.After(c.From) || c.To.Sub(c.From) > 24*time.Hour:
		return roster.Errorf(roster.Invalid, "work from %s to %s; it must end after it begins, and within a day", c.From.Format(time.RFC3339), c.To.Format(time.RFC3339))
	case roster.DateOf(c.From.In(zone)) != c.Date:
		return roster.Errorf(roster.Invalid, "work from %s does not begin on %s where the team is", c.From.In(zone).Format(time.RFC3339), c.Date)
	case c.From.Second() != 0 || c.To.Second() != 0 || c.From.Nanosecond() != 0 || c.To.Nanosecond() != 0:
		return roster.Errorf(roster.Invalid, "work is told in whole minutes")
	}
	return nil
}

// RemoveCorrection takes a correction back.
func (d *Desk) RemoveCorrection(ctx context.Context, id int64) error {
	if _, err := signedIn(ctx); err != nil {
		return err
	}
	c, err := read(ctx, d, func(tx *postgres.Tx) (Attendance, error) { return tx.OneAttendance(ctx, id) })
	if err != nil {
		return err
	}
	a, err := allow(ctx, correct, c.Team)
	if err != nil {
		return hidden(err, "correction", id)
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := wantUnlocked(ctx, tx, c.Team, c.Date); err != nil {
			return err
		}
		return tx.RemoveAttendance(ctx, c)
	})
}
