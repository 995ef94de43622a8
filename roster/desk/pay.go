package desk

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/postgres"
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
	return owned(ctx, d, what, "pay period", id, (*postgres.Tx).PayPeriod, func(p PayPeriod) int64 { return p.Team })
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
