package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Swap is a change of published duties that people agree on among themselves.
type Swap struct {
	ID        int64            `json:"id"`
	Roster    int64            `json:"roster"`
	Team      int64            `json:"team"`
	Kind      roster.SwapKind  `json:"kind" enum:"exchange,give_away,cover,open_shift"`
	State     roster.SwapState `json:"state" enum:"offered,accepted,approved,auto_approved,applied,declined,withdrawn,expired,overtaken"`
	Agent     string           `json:"agent,omitempty" doc:"Who offers; absent for an open shift"`
	AgentName string           `json:"agent_name,omitempty"`
	Date      roster.Date      `json:"date,omitempty" format:"date" doc:"Of the duty offered; absent where only the other's is asked for"`
	Shift     string           `json:"shift,omitempty"`
	Other     string           `json:"other,omitempty" doc:"Who is to take it; absent for anybody"`
	OtherName string           `json:"other_name,omitempty"`
	Back      roster.Date      `json:"back,omitempty" format:"date" doc:"Of the other's duty: given for it, or asked for"`
	BackShift string           `json:"back_shift,omitempty"`
	Note      string           `json:"note,omitempty" doc:"Of who offers"`
	Decision  roster.SwapState `json:"decision,omitempty" doc:"approved or auto_approved, once applied"`
	Answer    string           `json:"answer,omitempty" doc:"Of who declined or decided"`
	Expires   time.Time        `json:"expires" doc:"When the first of the duties begins"`
	Created   time.Time        `json:"created"`
	Changed   time.Time        `json:"changed"`
	Version   int              `json:"version"`
}

func swapOf(s desk.Swap) Swap { return Swap(s) }

func swapRead(s desk.Swap) *versioned[Swap] { return &versioned[Swap]{etag(s.Version), Swap(s)} }

func swapMade(s desk.Swap) *made[Swap] {
	return &made[Swap]{at("/swaps/%d", s.ID), etag(s.Version), Swap(s)}
}

type swapsInput struct {
	Team   int64 `query:"team" minimum:"1"`
	Roster int64 `query:"roster" minimum:"1"`
	Open   bool  `query:"open" doc:"Only those still to be answered or decided"`
	PageInput
}

type SwapInput struct {
	Swap int64 `path:"swap" minimum:"1"`
}

type offerSwapInput struct {
	Body struct {
		Team  int64       `json:"team,omitempty" minimum:"1" doc:"With agent, when you offer for somebody"`
		Agent string      `json:"agent,omitempty" maxLength:"100" doc:"Whose duty; absent is your own"`
		Date  roster.Date `json:"date,omitempty" format:"date" doc:"Of the own duty; absent asks for the other's and gives nothing"`
		Other string      `json:"other,omitempty" maxLength:"100" doc:"Who is to take it, or whose duty is asked for; absent is anybody"`
		Back  roster.Date `json:"back,omitempty" format:"date" doc:"Of the other's duty, in any published month; absent gives away"`
		Note  string      `json:"note,omitempty" maxLength:"500"`
	}
}

type openShiftInput struct {
	RosterInput
	Body struct {
		Date  roster.Date `json:"date" format:"date"`
		Shift string      `json:"shift" minLength:"1" maxLength:"20"`
		Note  string      `json:"note,omitempty" maxLength:"500"`
	}
}

func (s *server) registerSwaps(api huma.API) {
	const tag = "Swaps"
	register(api, op("list-swaps", http.MethodGet, "/swaps", tag, "List swaps", "Agents get those they offer, are offered or could take."), s.listSwaps)
	register(api, op("get-swap", http.MethodGet, "/swaps/{swap}", tag, "Read a swap", ""), s.getSwap)
	register(api, making("offer-swap", "/swaps", tag, "Offer an exchange or a give-away, or ask for a duty",
		"Of published duties, each in any month: date and back for an exchange, date alone to give away, other and back to ask for a colleague's duty. 422, naming every rule of both rows, when it is forbidden already."), s.offerSwap)
	register(api, making("offer-open-shift", "/rosters/{roster}/open-shifts", tag, "Offer an open shift",
		"Nobody's duty, for whoever takes it first. Planners, leads."), s.openShift)
}

func (s *server) listSwaps(ctx context.Context, in *swapsInput) (*answer[list[Swap]], error) {
	found, err := s.desk.Swaps(ctx, desk.SwapFilter{Team: in.Team, Roster: in.Roster, Open: in.Open, Page: in.page()})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return part(in.PageInput, found, swapOf, func(w desk.Swap) int64 { return w.ID }), nil
}

func (s *server) getSwap(ctx context.Context, in *SwapInput) (*versioned[Swap], error) {
	w, err := s.desk.Swap(ctx, in.Swap)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapRead(w), nil
}

func (s *server) offerSwap(ctx context.Context, in *offerSwapInput) (*made[Swap], error) {
	w, err := s.desk.OfferSwap(ctx, desk.SwapOffer(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapMade(w), nil
}

func (s *server) openShift(ctx context.Context, in *openShiftInput) (*made[Swap], error) {
	w, err := s.desk.OpenShift(ctx, in.Roster, in.Body.Date, in.Body.Shift, in.Body.Note)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return swapMade(w), nil
}
