package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Duty is one person's shift on one date.
type Duty struct {
	Agent       string          `json:"agent"`
	Date        roster.Date     `json:"date" format:"date" doc:"The date it starts on, in the team's zone"`
	Shift       string          `json:"shift"`
	Kind        roster.DutyKind `json:"kind" enum:"ordinary,overtime,rest_day,standby"`
	Start       time.Time       `json:"start"`
	End         time.Time       `json:"end"`
	Breaks      []DutyBreak     `json:"breaks"`
	PaidMinutes int             `json:"paid_minutes" doc:"Elapsed, less unpaid breaks"`
	Roster      int64           `json:"roster,omitempty"`
	UID         string          `json:"uid,omitempty" doc:"Of its calendar event; the same however often it changes"`
	Sequence    int             `json:"sequence,omitempty"`
	Modified    *time.Time      `json:"modified,omitempty"`
}

// DutyBreak is a break of a duty, in instants.
type DutyBreak struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Paid  bool      `json:"paid"`
}

func dutyBreakOf(b roster.BreakSpan) DutyBreak { return DutyBreak{b.Start, b.End, b.Paid} }

func dutyOf(d desk.Duty) Duty {
	return Duty{
		Agent: d.Agent, Date: d.Date, Shift: d.Shift, Kind: d.Kind, Start: d.Span.Start, End: d.Span.End,
		Breaks: each(d.Breaks, dutyBreakOf), PaidMinutes: d.PaidMinutes(), Roster: d.Roster, UID: d.UID, Sequence: d.Sequence,
		Modified: when(d.Modified),
	}
}

// when is a time that may be absent.
func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

type dutiesInput struct {
	TeamInput
	Agent string `query:"agent" maxLength:"100" doc:"Absent is everybody"`
	SpanInput
}

func (s *server) registerDuties(api huma.API) {
	register(api, op("list-duties", http.MethodGet, "/teams/{team}/duties", "Duties", "List published duties", "By agent and start; at most 400 days."), s.listDuties)
}

func (s *server) listDuties(ctx context.Context, in *dutiesInput) (*answer[list[Duty]], error) {
	found, err := s.desk.Duties(ctx, in.Team, in.Agent, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, dutyOf), nil
}
