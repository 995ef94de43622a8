package api

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
)

// Balance is what a person carries into the month.
type Balance struct {
	Agent        string      `json:"agent" minLength:"1"`
	AsOf         roster.Date `json:"as_of" format:"date"`
	HoursBalance int         `json:"hours_balance" doc:"Minutes worked above (+) or below (−) the norm of the reference period so far"`
	OvertimeYear int         `json:"overtime_year" minimum:"0" doc:"Minutes of overtime since 1 January"`
	Nights       int         `json:"nights" minimum:"0" doc:"Worked since the fairness ledger began"`
	Weekends     int         `json:"weekends" minimum:"0"`
	Holidays     int         `json:"holidays" minimum:"0"`
	OwedRestDays int         `json:"owed_rest_days" minimum:"0"`
}

type balanceInput struct {
	TeamInput
	Body Balance
}

func (s *server) registerBalances(api huma.API) {
	const tag = "Agents"
	register(api, op("list-balances", http.MethodGet, "/teams/{team}/balances", tag, "List what people carry into the month", "By agent."), s.listBalances)
	register(api, op("put-balance", http.MethodPut, "/teams/{team}/balances", tag, "Set what one agent carries into the month", ""), s.putBalance)
}

func (s *server) listBalances(ctx context.Context, in *TeamInput) (*answer[list[Balance]], error) {
	found, err := s.desk.Balances(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(slices.Sorted(maps.Keys(found)), func(agent string) Balance { return Balance(found[agent]) }), nil
}

func (s *server) putBalance(ctx context.Context, in *balanceInput) (*answer[Balance], error) {
	if err := s.desk.PutBalance(ctx, in.Team, roster.Balance(in.Body)); err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Balance]{in.Body}, nil
}
