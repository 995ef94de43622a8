package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/pay"
)

// PayLine is so many minutes of one category on one date, to be paid.
type PayLine struct {
	Agent     string      `json:"agent"`
	PayrollID string      `json:"payroll_id,omitempty"`
	Date      roster.Date `json:"date" format:"date" doc:"By the clock at the place of work: a night has lines on two dates"`
	Category  string      `json:"category"`
	Minutes   int         `json:"minutes"`
	Percent   int         `json:"percent" doc:"Of the base rate"`
	Rule      string      `json:"rule" doc:"The article"`
}

func payLineOf(l pay.Line) PayLine { return PayLine(l) }

// PayDetail is one agent's pay, down to the duty and the rule.
type PayDetail struct {
	Period     PayPeriod    `json:"period"`
	Agent      Agent        `json:"agent"`
	Lines      []PayLine    `json:"lines"`
	Planned    []Duty       `json:"planned" doc:"As published"`
	Worked     []Duty       `json:"worked" doc:"With attendance: what the lines are worked out from"`
	Attendance []Attendance `json:"attendance"`
	Findings   []Finding    `json:"findings"`
}

type payDetailInput struct {
	PayPeriodInput
	Agent string `path:"agent" maxLength:"100"`
}

type exportInput struct {
	PayPeriodInput
	Format string `query:"format" enum:"csv,xlsx" default:"csv"`
}

// file is a download.
type file struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

func (s *server) registerPayLines(api huma.API) {
	const tag = "Pay"
	register(api, op("list-pay-lines", http.MethodGet, "/pay-periods/{period}/lines", tag, "List all lines of a period", "By agent, date and category."), s.listPayLines)
	register(api, op("get-pay-detail", http.MethodGet, "/pay-periods/{period}/agents/{agent}", tag, "Read one agent's pay",
		"Down to the duty and the rule. Payroll, planners, and the agent."), s.getPayDetail)
	export := op("export-pay", http.MethodGet, "/pay-periods/{period}/export", tag, "Export a period", "As payroll.csv or a workbook. Payroll.")
	export.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{
		"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}},
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	register(api, export, s.exportPay)
}

func (s *server) listPayLines(ctx context.Context, in *PayPeriodInput) (*answer[list[PayLine]], error) {
	found, err := s.desk.PayLines(ctx, in.Period)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, payLineOf), nil
}

func (s *server) getPayDetail(ctx context.Context, in *payDetailInput) (*answer[PayDetail], error) {
	d, err := s.desk.PayDetail(ctx, in.Period, in.Agent)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[PayDetail]{PayDetail{
		Period: payPeriodOf(d.Period), Agent: agentOf(d.Agent), Lines: each(d.Lines, payLineOf), Planned: each(d.Planned, dutyOf),
		Worked: each(d.Worked, dutyWire), Attendance: each(d.Attendance, attendanceOf), Findings: findings(ctx, d.Findings),
	}}, nil
}

func (s *server) exportPay(ctx context.Context, in *exportInput) (*file, error) {
	e, err := s.desk.ExportPay(ctx, in.Period, in.Format)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return fileOf(e), nil
}

func fileOf(e desk.Export) *file {
	name := strings.Map(func(r rune) rune {
		if r == '"' || r == '\\' || r < ' ' || r > '~' {
			return '_'
		}
		return r
	}, e.Name)
	return &file{e.Type, `attachment; filename="` + name + `"`, e.Data}
}
