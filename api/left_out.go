package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/forecast"
)

// HistoryDecision is the planner's word on a span of history.
type HistoryDecision struct {
	Queue  string    `json:"queue,omitempty" maxLength:"100" doc:"Absent is all queues"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to" doc:"The first instant that no longer belongs"`
	Keep   bool      `json:"keep,omitempty" doc:"Believe it, whatever it looks like; else leave it out"`
	Reason string    `json:"reason,omitempty" maxLength:"500"`
}

func decisionOf(v forecast.Verdict) HistoryDecision {
	return HistoryDecision{Queue: v.Series, From: v.From, To: v.To, Keep: v.Keep, Reason: v.Reason}
}

func (d HistoryDecision) verdict() forecast.Verdict {
	return forecast.Verdict{Series: d.Queue, From: d.From, To: d.To, Keep: d.Keep, Reason: d.Reason}
}

type decisionsInput struct {
	TeamInput
	Body struct {
		Items []HistoryDecision `json:"items" maxItems:"1000" nullable:"false"`
	}
}

func (s *server) registerLeftOut(api huma.API) {
	const tag = "History"
	register(api, op("list-left-out", http.MethodGet, "/teams/{team}/left-out", tag, "List what was decided on spans of history", ""), s.listLeftOut)
	register(api, op("put-left-out", http.MethodPut, "/teams/{team}/left-out", tag, "Decide on spans of history",
		"Replaces all decisions. What a forecast leaves out by itself is in its notes; a decision to keep overrules it."), s.putLeftOut)
	register(api, op("undo-left-out", http.MethodPost, "/teams/{team}/left-out/undo", tag, "Undo the last change of the decisions", "Once more does it again."), s.undoLeftOut)
}

func (s *server) listLeftOut(ctx context.Context, in *TeamInput) (*answer[list[HistoryDecision]], error) {
	found, err := s.desk.LeftOut(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, decisionOf), nil
}

func (s *server) putLeftOut(ctx context.Context, in *decisionsInput) (*answer[list[HistoryDecision]], error) {
	if err := s.desk.SetLeftOut(ctx, in.Team, each(in.Body.Items, HistoryDecision.verdict)); err != nil {
		return nil, s.problem(ctx, err)
	}
	return s.listLeftOut(ctx, &in.TeamInput)
}

func (s *server) undoLeftOut(ctx context.Context, in *TeamInput) (*answer[list[HistoryDecision]], error) {
	if err := s.desk.UndoLeftOut(ctx, in.Team); err != nil {
		return nil, s.problem(ctx, err)
	}
	return s.listLeftOut(ctx, in)
}
