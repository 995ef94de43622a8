package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
)

// MyMonth is what an agent sees of a span of dates.
type MyMonth struct {
	Team         Team           `json:"team"`
	Agent        Agent          `json:"agent"`
	From         roster.Date    `json:"from" format:"date"`
	To           roster.Date    `json:"to" format:"date"`
	Duties       []Duty         `json:"duties" doc:"Published"`
	Absences     []Absence      `json:"absences"`
	Requests     []Request      `json:"requests"`
	Availability []Availability `json:"availability"`
	Swaps        []Swap         `json:"swaps" doc:"Your own, and those you could take"`
}

type monthInput struct{ SpanInput }

func (s *server) registerMonth(api huma.API) {
	register(api, op("get-my-month", http.MethodGet, "/me/month", "Duties", "Read your own month",
		"Duties, wishes, absences and swaps of a span of dates; for agents."), s.getMyMonth)
}

func (s *server) getMyMonth(ctx context.Context, in *monthInput) (*answer[MyMonth], error) {
	m, err := s.desk.MyMonth(ctx, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[MyMonth]{MyMonth{
		Team: Team(m.Team.Team), Agent: agentOf(m.Agent), From: m.From, To: m.To, Duties: each(m.Duties, dutyOf),
		Absences: each(m.Absences, absenceOf), Requests: each(m.Wishes, requestOfWish),
		Availability: each(m.Availability, availabilityOf), Swaps: each(m.Swaps, swapOf),
	}}, nil
}
