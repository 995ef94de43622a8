package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Attendance corrects what was planned: what somebody really worked on a date.
type Attendance struct {
	ID      int64           `json:"id"`
	Team    int64           `json:"team"`
	Agent   string          `json:"agent"`
	Date    roster.Date     `json:"date" format:"date" doc:"The date the duty starts on"`
	Kind    roster.DutyKind `json:"kind" enum:"ordinary,absent,overtime,rest_day,standby"`
	From    *time.Time      `json:"from,omitempty"`
	To      *time.Time      `json:"to,omitempty"`
	Reason  string          `json:"reason"`
	Created time.Time       `json:"created"`
	Author  string          `json:"author"`
}

func attendanceOf(a desk.Attendance) Attendance {
	return Attendance{a.ID, a.Team, a.Agent, a.Date, a.Kind, when(a.Span.Start), when(a.Span.End), a.Reason, a.Created, a.Author}
}

type correctInput struct {
	TeamInput
	Body struct {
		Agent  string          `json:"agent" minLength:"1" maxLength:"100"`
		Date   roster.Date     `json:"date" format:"date" doc:"The date the work starts on"`
		Kind   roster.DutyKind `json:"kind" enum:"ordinary,absent,overtime,rest_day,standby" doc:"ordinary stands in the place of the duty, absent takes it away, any other is work besides it"`
		From   time.Time       `json:"from,omitempty" doc:"Not for absent"`
		To     time.Time       `json:"to,omitempty" doc:"Not for absent"`
		Reason string          `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// Resolve refuses work that takes no time or lasts days. Times that are missing
// are for the desk to refuse.
func (in *correctInput) Resolve(huma.Context) []error {
	b := in.Body
	if b.Kind == "absent" || b.From.IsZero() || b.To.IsZero() || b.To.After(b.From) && b.To.Sub(b.From) <= 36*time.Hour {
		return nil
	}
	return []error{&huma.ErrorDetail{Location: "body.to", Value: b.To.Format(time.RFC3339), Message: "it must lie after from, by at most 36 hours"}}
}

type attendanceInput struct {
	Attendance int64 `path:"attendance" minimum:"1"`
}

func (s *server) registerAttendance(api huma.API) {
	const tag = "Attendance"
	register(api, op("list-attendance", http.MethodGet, "/teams/{team}/attendance", tag, "List corrections", "Agents get their own."), s.listAttendance)
	register(api, making("correct", "/teams/{team}/attendance", tag, "Enter what was really worked",
		"ordinary and absent replace an earlier one of the date. Dates of a locked period are a conflict. Payroll, planners, leads."), s.correct)
	register(api, removing("remove-correction", "/attendance/{attendance}", tag, "Take a correction back", ""), s.removeCorrection)
}

func (s *server) listAttendance(ctx context.Context, in *spanInput) (*answer[list[Attendance]], error) {
	found, err := s.desk.Attendance(ctx, in.Team, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, attendanceOf), nil
}

func (s *server) correct(ctx context.Context, in *correctInput) (*made[Attendance], error) {
	a, err := s.desk.Correct(ctx, in.Team, desk.Correction(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Attendance]{Location: at("/attendance/%d", a.ID), Body: attendanceOf(a)}, nil
}

func (s *server) removeCorrection(ctx context.Context, in *attendanceInput) (*nothing, error) {
	if err := s.desk.RemoveCorrection(ctx, in.Attendance); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
