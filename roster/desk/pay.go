package desk

import (
	"context"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
)

// PayPeriods lists a team's pay periods, newest first. Payroll, planners.
func (d *Desk) PayPeriods(ctx context.Context, team int64) ([]PayPeriod, error) {
	return nil, errNotBuilt
}

// CreatePayPeriod opens a pay period. One that overlaps another is a Conflict.
// Payroll.
func (d *Desk) CreatePayPeriod(ctx context.Context, team int64, from, to roster.Date) (PayPeriod, error) {
	return PayPeriod{}, errNotBuilt
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
// it is open, as it was locked afterwards. Payroll, planners.
func (d *Desk) PayPeriod(ctx context.Context, id int64) (PayView, error) {
	return PayView{}, errNotBuilt
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
	return PayDetail{}, errNotBuilt
}

// PayLines returns all lines of a period in order of agent, date and category.
func (d *Desk) PayLines(ctx context.Context, id int64) ([]pay.Line, error) { return nil, errNotBuilt }

// Export is a file for payroll.
type Export struct {
	Name string // of the file
	Type string // of the content, for HTTP
	Data []byte
}

// ExportPay writes a period's lines as "csv" (payroll.csv) or "xlsx". Payroll.
func (d *Desk) ExportPay(ctx context.Context, id int64, format string) (Export, error) {
	return Export{}, errNotBuilt
}

// LockPayPeriod keeps the lines as they are and locks the period, its
// attendance and the rosters that lie within it: nothing of them can change
// any more. Payroll.
func (d *Desk) LockPayPeriod(ctx context.Context, id int64, version int) (PayPeriod, error) {
	return PayPeriod{}, errNotBuilt
}

// Attendance lists corrections of a span of dates. An agent gets their own.
func (d *Desk) Attendance(ctx context.Context, team int64, from, to roster.Date) ([]Attendance, error) {
	return nil, errNotBuilt
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
	return Attendance{}, errNotBuilt
}

// RemoveCorrection takes a correction back.
func (d *Desk) RemoveCorrection(ctx context.Context, id int64) error { return errNotBuilt }
