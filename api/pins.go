package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Pin is a cell that the solver must leave as it is.
type Pin struct {
	Agent string      `json:"agent" minLength:"1" maxLength:"100"`
	Date  roster.Date `json:"date" format:"date"`
	Shift string      `json:"shift" maxLength:"20" doc:"A code; empty for a day off"`
}

func pinOf(p desk.Pin) Pin { return Pin(p.Pin) }

type setPinInput struct {
	TeamInput
	Body Pin
}

type removePinInput struct {
	AgentInput
	Date date `path:"date"`
}

func (s *server) registerPins(api huma.API) {
	const tag = "Pins"
	register(api, op("list-pins", http.MethodGet, "/teams/{team}/pins", tag, "List fixed cells", ""), s.listPins)
	register(api, op("set-pin", http.MethodPut, "/teams/{team}/pins", tag, "Fix a cell", "Planners, leads."), s.setPin)
	register(api, removing("remove-pin", "/teams/{team}/pins/{agent}/{date}", tag, "Free a cell", "Planners, leads."), s.removePin)
}

func (s *server) listPins(ctx context.Context, in *spanInput) (*answer[list[Pin]], error) {
	found, err := s.desk.Pins(ctx, in.Team, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, pinOf), nil
}

func (s *server) setPin(ctx context.Context, in *setPinInput) (*answer[Pin], error) {
	if err := s.desk.SetPin(ctx, in.Team, roster.Pin(in.Body)); err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Pin]{in.Body}, nil
}

func (s *server) removePin(ctx context.Context, in *removePinInput) (*nothing, error) {
	if err := s.desk.RemovePin(ctx, in.Team, in.Agent, in.Date.Date); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
