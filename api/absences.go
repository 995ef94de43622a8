package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Absence is a span of days off that was asked for or granted. Its kind is
// personal: only the agent, and who must plan or pay, sees it.
type Absence struct {
	ID      int64       `json:"id"`
	Team    int64       `json:"team"`
	Agent   string      `json:"agent"`
	From    roster.Date `json:"from" format:"date"`
	To      roster.Date `json:"to" format:"date" doc:"The first day that no longer belongs"`
	Kind    string      `json:"kind"`
	State   string      `json:"state" enum:"requested,approved,declined,withdrawn"`
	Note    string      `json:"note,omitempty"`
	Created time.Time   `json:"created"`
}

func absenceOf(a desk.Absence) Absence { return Absence(a) }

type addAbsenceInput struct {
	TeamInput
	Body struct {
		Agent string      `json:"agent" minLength:"1" maxLength:"100"`
		From  roster.Date `json:"from" format:"date"`
		To    roster.Date `json:"to" format:"date" doc:"The first day that no longer belongs"`
		Kind  string      `json:"kind" minLength:"1" maxLength:"50" doc:"leave, sick, training, unpaid, …"`
		Note  string      `json:"note,omitempty" maxLength:"1000"`
	}
}

// Resolve refuses a span that holds nothing.
func (in *addAbsenceInput) Resolve(huma.Context) []error {
	if b := in.Body; b.From != 0 && b.To != 0 && b.To <= b.From {
		return []error{&huma.ErrorDetail{Location: "body.to", Value: b.To.String(), Message: "it must lie after from"}}
	}
	return nil
}

type AbsenceInput struct {
	Absence int64 `path:"absence" minimum:"1"`
}

// decision answers what somebody asked for.
type decision struct {
	Approve bool   `json:"approve" doc:"True to approve, false to decline"`
	Note    string `json:"note,omitempty" maxLength:"500" doc:"Shown to who asked"`
}

type decideAbsenceInput struct {
	AbsenceInput
	Body decision
}

func (s *server) registerAbsences(api huma.API) {
	const tag = "Absences"
	register(api, op("list-absences", http.MethodGet, "/teams/{team}/absences", tag, "List absences that touch a span", "Agents get their own."), s.listAbsences)
	register(api, making("add-absence", "/teams/{team}/absences", tag, "Ask for an absence, or grant one", "Agents ask; planners and leads grant."), s.addAbsence)
	register(api, op("decide-absence", http.MethodPost, "/absences/{absence}/decision", tag, "Approve or decline an absence", "Planners, leads."), s.decideAbsence)
	register(api, removing("remove-absence", "/absences/{absence}", tag, "Take an absence back", "Agents one that is not decided yet; planners and leads any."), s.removeAbsence)
}

func (s *server) listAbsences(ctx context.Context, in *spanInput) (*answer[list[Absence]], error) {
	found, err := s.desk.Absences(ctx, in.Team, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, absenceOf), nil
}

func (s *server) addAbsence(ctx context.Context, in *addAbsenceInput) (*made[Absence], error) {
	b := in.Body
	a, err := s.desk.AddAbsence(ctx, in.Team, roster.Absence{Agent: b.Agent, From: b.From, To: b.To, Kind: b.Kind}, b.Note)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Absence]{Location: at("/absences/%d", a.ID), Body: Absence(a)}, nil
}

func (s *server) decideAbsence(ctx context.Context, in *decideAbsenceInput) (*answer[Absence], error) {
	a, err := s.desk.DecideAbsence(ctx, in.Absence, desk.Decision(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Absence]{Absence(a)}, nil
}

func (s *server) removeAbsence(ctx context.Context, in *AbsenceInput) (*nothing, error) {
	if err := s.desk.RemoveAbsence(ctx, in.Absence); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
