package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Request is a wish for or against a shift or a day off.
type Request struct {
	ID      int64       `json:"id"`
	Team    int64       `json:"team"`
	Agent   string      `json:"agent"`
	Date    roster.Date `json:"date" format:"date"`
	Shift   string      `json:"shift,omitempty" doc:"A code; absent is any shift"`
	On      bool        `json:"on" doc:"Wants it; else wants it not"`
	Weight  int         `json:"weight" doc:"1 mild to 10 strong"`
	Created time.Time   `json:"created"`
}

func requestOfWish(w desk.Wish) Request { return Request(w) }

type spanInput struct {
	TeamInput
	SpanInput
}

type addRequestInput struct {
	TeamInput
	Body struct {
		Agent  string      `json:"agent" minLength:"1" maxLength:"100"`
		Date   roster.Date `json:"date" format:"date"`
		Shift  string      `json:"shift,omitempty" maxLength:"20" doc:"A code; absent is any shift"`
		On     bool        `json:"on" doc:"Wants it; else wants it not"`
		Weight int         `json:"weight" minimum:"1" maximum:"10" doc:"1 mild to 10 strong"`
	}
}

type requestInput struct {
	Request int64 `path:"request" minimum:"1"`
}

func (s *server) registerRequests(api huma.API) {
	const tag = "Requests"
	register(api, op("list-requests", http.MethodGet, "/teams/{team}/requests", tag, "List wishes", "Agents get their own."), s.listRequests)
	register(api, making("add-request", "/teams/{team}/requests", tag, "Ask for a shift or a day off", "The same wish a second time replaces the first."), s.addRequest)
	register(api, removing("remove-request", "/requests/{request}", tag, "Take a wish back", ""), s.removeRequest)
}

func (s *server) listRequests(ctx context.Context, in *spanInput) (*answer[list[Request]], error) {
	found, err := s.desk.Wishes(ctx, in.Team, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, requestOfWish), nil
}

func (s *server) addRequest(ctx context.Context, in *addRequestInput) (*made[Request], error) {
	w, err := s.desk.AddWish(ctx, in.Team, roster.Request(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Request]{Location: at("/requests/%d", w.ID), Body: Request(w)}, nil
}

func (s *server) removeRequest(ctx context.Context, in *requestInput) (*nothing, error) {
	if err := s.desk.RemoveWish(ctx, in.Request); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
