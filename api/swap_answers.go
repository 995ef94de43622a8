package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// SwapTrial says what stands in the way of taking a swap.
type SwapTrial struct {
	Possible bool     `json:"possible"`
	Breaches []Breach `json:"breaches"`
}

type declineSwapInput struct {
	SwapInput
	Body struct {
		Note string `json:"note,omitempty" maxLength:"500" doc:"Shown to who offered"`
	}
}

type decideSwapInput struct {
	SwapInput
	Body decision
}

func (s *server) registerSwapAnswers(api huma.API) {
	const tag = "Swaps"
	register(api, op("try-swap", http.MethodGet, "/swaps/{swap}/trial", tag, "Say what stands in the way of taking a swap", "Changes nothing."), s.trySwap)
	register(api, op("accept-swap", http.MethodPost, "/swaps/{swap}/accept", tag, "Take what is offered",
		"Applied at once where the team leaves it to the rules, else it waits for a decision. Of two who take one open shift, one gets 409."), s.acceptSwap)
	register(api, op("decline-swap", http.MethodPost, "/swaps/{swap}/decline", tag, "Refuse what is offered to you", ""), s.declineSwap)
	register(api, op("withdraw-swap", http.MethodPost, "/swaps/{swap}/withdraw", tag, "Take back what you offered", ""), s.withdrawSwap)
	register(api, op("decide-swap", http.MethodPost, "/swaps/{swap}/decision", tag, "Approve or decline an accepted swap",
		"Approval fails with 422, naming every rule, if either person's roster would become unlawful. Planners, leads."), s.decideSwap)
}

func (s *server) trySwap(ctx context.Context, in *SwapInput) (*answer[SwapTrial], error) {
	found, err := s.desk.TrySwap(ctx, in.Swap)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[SwapTrial]{SwapTrial{len(found) == 0, breaches(ctx, found)}}, nil
}

func (s *server) acceptSwap(ctx context.Context, in *SwapInput) (*versioned[Swap], error) {
	w, err := s.desk.AcceptSwap(ctx, in.Swap)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapRead(w), nil
}

func (s *server) declineSwap(ctx context.Context, in *declineSwapInput) (*versioned[Swap], error) {
	w, err := s.desk.DeclineSwap(ctx, in.Swap, in.Body.Note)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapRead(w), nil
}

func (s *server) withdrawSwap(ctx context.Context, in *SwapInput) (*versioned[Swap], error) {
	w, err := s.desk.WithdrawSwap(ctx, in.Swap)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapRead(w), nil
}

func (s *server) decideSwap(ctx context.Context, in *decideSwapInput) (*versioned[Swap], error) {
	w, err := s.desk.DecideSwap(ctx, in.Swap, desk.Decision(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapRead(w), nil
}
