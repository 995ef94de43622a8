package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Availability says when an agent can or cannot work.
type Availability struct {
	ID   int64 `json:"id"`
	Team int64 `json:"team"`
	Recurrence
}

// Recurrence is a part of days that comes again and again.
type Recurrence struct {
	Agent string       `json:"agent" minLength:"1" maxLength:"100"`
	Rule  string       `json:"rule" minLength:"1" maxLength:"500" doc:"An RFC 5545 RRULE, read in the agent's zone" example:"FREQ=WEEKLY;BYDAY=MO,WE"`
	From  roster.Date  `json:"from" format:"date"`
	To    roster.Date  `json:"to,omitempty" format:"date" doc:"The first day that no longer belongs; absent is for good"`
	Start roster.Clock `json:"start" doc:"Of the part of the day" example:"08:00"`
	End   roster.Clock `json:"end" doc:"May lie after 24:00" example:"16:00"`
	Can   bool         `json:"can" doc:"True: only then on the days of the rule; false: not then"`
}

func availabilityOf(a desk.Availability) Availability {
	return Availability{a.ID, a.Team, Recurrence{a.Agent, a.Rule, a.From, a.To, a.Span.From, a.Span.To, a.Can}}
}

func (r Recurrence) availability() roster.Availability {
	return roster.Availability{Agent: r.Agent, Rule: r.Rule, From: r.From, To: r.To, Span: roster.ClockSpan{From: r.Start, To: r.End}, Can: r.Can}
}

type addAvailabilityInput struct {
	TeamInput
	Body Recurrence
}

type availabilityInput struct {
	Availability int64 `path:"availability" minimum:"1"`
}

func (s *server) registerAvailability(api huma.API) {
	const tag = "Availability"
	register(api, op("list-availability", http.MethodGet, "/teams/{team}/availability", tag, "List when people can work", "Agents get their own."), s.listAvailability)
	register(api, making("add-availability", "/teams/{team}/availability", tag, "Add a recurrence", "Planners, leads."), s.addAvailability)
	register(api, removing("remove-availability", "/availability/{availability}", tag, "Remove a recurrence", "Planners, leads."), s.removeAvailability)
}

func (s *server) listAvailability(ctx context.Context, in *TeamInput) (*answer[list[Availability]], error) {
	found, err := s.desk.Availability(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, availabilityOf), nil
}

func (s *server) addAvailability(ctx context.Context, in *addAvailabilityInput) (*made[Availability], error) {
	a, err := s.desk.AddAvailability(ctx, in.Team, in.Body.availability())
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Availability]{Location: at("/availability/%d", a.ID), Body: availabilityOf(a)}, nil
}

func (s *server) removeAvailability(ctx context.Context, in *availabilityInput) (*nothing, error) {
	if err := s.desk.RemoveAvailability(ctx, in.Availability); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
