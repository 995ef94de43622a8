package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
)

// ShiftType is a named template of a duty, in the team's wall time.
type ShiftType struct {
	Code        string       `json:"code" doc:"Short and unique in the team" example:"E"`
	Name        string       `json:"name"`
	Start       roster.Clock `json:"start" example:"06:00"`
	Minutes     int          `json:"minutes" doc:"From start to end by the clock, breaks included"`
	PaidMinutes int          `json:"paid_minutes"`
	Breaks      []Break      `json:"breaks"`
	Office      bool         `json:"office" doc:"Worked at the office and not from home"`
	Tags        []string     `json:"tags"`
}

// Break is a pause inside a shift.
type Break struct {
	After   int     `json:"after" doc:"Wall minutes from the shift's start"`
	Minutes int     `json:"minutes"`
	Paid    bool    `json:"paid"`
	Window  *Window `json:"window,omitempty" doc:"Where else it may begin, duty by duty, so that it falls where people are needed least"`
}

// Window is where a break may begin: at from, every step minutes from there
// until to, and where the shift has it.
type Window struct {
	From  int `json:"from" doc:"Wall minutes from the shift's start"`
	To    int `json:"to" doc:"Wall minutes from the shift's start"`
	Step  int `json:"step" doc:"Minutes; 0 is 15"`
	Apart int `json:"apart" doc:"Minutes at least between the end of the break before and this one"`
}

func breakOf(b roster.Break) Break {
	out := Break{After: b.After, Minutes: b.Minutes, Paid: b.Paid}
	if b.Window != (roster.Window{}) {
		out.Window = new(Window(b.Window))
	}
	return out
}

func shiftTypeOf(t roster.ShiftType) ShiftType {
	return ShiftType{
		Code: t.Code, Name: t.Name, Start: t.Start, Minutes: t.Length, PaidMinutes: t.PaidMinutes(),
		Breaks: each(t.Breaks, breakOf), Office: t.Office, Tags: some(t.Tags),
	}
}

func (s *server) registerShiftTypes(api huma.API) {
	register(api, op("list-shift-types", http.MethodGet, "/teams/{team}/shift-types", "Shift types", "List a team's shift types",
		"In the order of the definition, which is where they are changed."), s.listShiftTypes)
}

func (s *server) listShiftTypes(ctx context.Context, in *TeamInput) (*answer[list[ShiftType]], error) {
	view, err := s.desk.Team(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(view.Definition.Shifts, shiftTypeOf), nil
}
