package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// PayPeriod is a span of dates that is paid together.
type PayPeriod struct {
	ID       int64       `json:"id"`
	Team     int64       `json:"team"`
	From     roster.Date `json:"from" format:"date"`
	To       roster.Date `json:"to" format:"date" doc:"The first day that no longer belongs"`
	State    string      `json:"state" enum:"open,locked"`
	Version  int         `json:"version"`
	Created  time.Time   `json:"created"`
	Locked   *time.Time  `json:"locked,omitempty"`
	LockedBy string      `json:"locked_by,omitempty"`
}

func payPeriodOf(p desk.PayPeriod) PayPeriod {
	return PayPeriod{p.ID, p.Team, p.From, p.To, p.State, p.Version, p.Created, when(p.Locked), p.LockedBy}
}

// PayView is a pay period with what it adds up to.
type PayView struct {
	PayPeriod
	Agents     []PayAgent    `json:"agents" doc:"In the team's order"`
	Categories []string      `json:"categories" doc:"In use, sorted"`
	Findings   []Finding     `json:"findings"`
	Unplanned  []roster.Date `json:"unplanned" doc:"Dates of the period without a published roster"`
}

// PayAgent is what one agent's period adds up to.
type PayAgent struct {
	Agent     string         `json:"agent"`
	Name      string         `json:"name"`
	PayrollID string         `json:"payroll_id,omitempty"`
	Planned   int            `json:"planned" doc:"Paid minutes, as published"`
	Worked    int            `json:"worked" doc:"Paid minutes, with attendance"`
	Minutes   map[string]int `json:"minutes" doc:"By category"`
}

func payAgentOf(a desk.PayAgent) PayAgent { return PayAgent(a) }

type PayPeriodInput struct {
	Period int64 `path:"period" minimum:"1"`
}

type lockPayInput struct {
	PayPeriodInput
	VersionInput
}

type newPayPeriodInput struct {
	TeamInput
	Body struct {
		From roster.Date `json:"from" format:"date"`
		To   roster.Date `json:"to" format:"date" doc:"The first day that no longer belongs"`
	}
}

// Resolve refuses a span that holds nothing.
func (in *newPayPeriodInput) Resolve(huma.Context) []error {
	if b := in.Body; b.From != 0 && b.To != 0 && b.To <= b.From {
		return []error{&huma.ErrorDetail{Location: "body.to", Value: b.To.String(), Message: "it must lie after from"}}
	}
	return nil
}

func (s *server) registerPayPeriods(api huma.API) {
	const tag = "Pay"
	register(api, op("list-pay-periods", http.MethodGet, "/teams/{team}/pay-periods", tag, "List a team's pay periods", "Payroll, planners, leads."), s.listPayPeriods)
	register(api, making("create-pay-period", "/teams/{team}/pay-periods", tag, "Open a pay period", "One that overlaps another is a conflict. Payroll."), s.createPayPeriod)
	register(api, op("get-pay-period", http.MethodGet, "/pay-periods/{period}", tag, "Read a period with its sums",
		"Worked out from attendance while it is open, as it was locked afterwards. Payroll, planners; leads without payroll's numbers."), s.getPayPeriod)
	register(api, op("lock-pay-period", http.MethodPost, "/pay-periods/{period}/lock", tag, "Lock a period",
		"Keeps the lines as they are, and locks attendance and rosters that lie within it. For good. Payroll."), s.lockPayPeriod)
}

func (s *server) listPayPeriods(ctx context.Context, in *TeamInput) (*answer[list[PayPeriod]], error) {
	found, err := s.desk.PayPeriods(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, payPeriodOf), nil
}

func (s *server) createPayPeriod(ctx context.Context, in *newPayPeriodInput) (*made[PayPeriod], error) {
	p, err := s.desk.CreatePayPeriod(ctx, in.Team, in.Body.From, in.Body.To)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[PayPeriod]{at("/pay-periods/%d", p.ID), etag(p.Version), payPeriodOf(p)}, nil
}

func (s *server) getPayPeriod(ctx context.Context, in *PayPeriodInput) (*composed[PayView], error) {
	v, err := s.desk.PayPeriod(ctx, in.Period)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return compose(v.Version, PayView{
		PayPeriod: payPeriodOf(v.PayPeriod), Agents: each(v.Agents, payAgentOf), Categories: some(v.Categories),
		Findings: findings(ctx, v.Findings), Unplanned: some(v.Unplanned),
	}), nil
}

func (s *server) lockPayPeriod(ctx context.Context, in *lockPayInput) (*versioned[PayPeriod], error) {
	p, err := s.desk.LockPayPeriod(ctx, in.Period, in.IfMatch.n)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &versioned[PayPeriod]{etag(p.Version), payPeriodOf(p)}, nil
}
