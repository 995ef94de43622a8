package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
)

// Decision answers what somebody asked for.
type Decision struct {
	Approve bool
	Note    string // shown to who asked
}

// SwapFilter chooses swaps. The zero value is all the actor may see.
type SwapFilter struct {
	Team   int64
	Roster int64
	Open   bool // only those still to be answered or decided
	Page
}

// Swaps lists swaps, newest first. An agent gets those they offer, are offered
// or could take.
func (d *Desk) Swaps(ctx context.Context, f SwapFilter) ([]Swap, error) { return nil, errNotBuilt }

// Swap returns one swap, under the rules of Swaps.
func (d *Desk) Swap(ctx context.Context, id int64) (Swap, error) { return Swap{}, errNotBuilt }

// SwapOffer is a swap to be offered.
type SwapOffer struct {
	Team  int64       // with Agent, when somebody offers for an agent
	Agent string      // "" is the actor
	Date  roster.Date // of the own duty
	Other string      // who is to take it; "" for anybody, which is a give-away
	Back  roster.Date // of the other's duty, for an exchange; 0 gives away
	Note  string
}

// OfferSwap offers an exchange or a give-away of a published duty. It is
// Unlawful, with the breaches of both rows, when the rules forbid it already;
// NotFound when there is no such duty; a Conflict when the duty is on offer
// already or has begun.
func (d *Desk) OfferSwap(ctx context.Context, o SwapOffer) (Swap, error) { return Swap{}, errNotBuilt }

// OpenShift offers a shift of a published roster that is nobody's to whoever
// takes it first. Planners, leads.
func (d *Desk) OpenShift(ctx context.Context, rosterID int64, date roster.Date, shift, note string) (Swap, error) {
	return Swap{}, errNotBuilt
}

// TrySwap says what would stand in the way of the actor taking a swap: nil is
// nothing.
func (d *Desk) TrySwap(ctx context.Context, id int64) ([]roster.Breach, error) {
	return nil, errNotBuilt
}

// AcceptSwap takes what is offered: the other side of an exchange, a duty given
// away, an open shift. The rules are checked on both rows. Where the team
// leaves it to the rules it is applied at once, else it waits for a decision.
// Of two who take one open shift, one gets it and the other a Conflict.
func (d *Desk) AcceptSwap(ctx context.Context, id int64) (Swap, error) { return Swap{}, errNotBuilt }

// DeclineSwap refuses what is offered to the actor.
func (d *Desk) DeclineSwap(ctx context.Context, id int64, note string) (Swap, error) {
	return Swap{}, errNotBuilt
}

// WithdrawSwap takes back what the actor offered.
func (d *Desk) WithdrawSwap(ctx context.Context, id int64) (Swap, error) { return Swap{}, errNotBuilt }

// DecideSwap approves or declines an accepted swap. Planners, leads. Approving
// checks both rows again and applies it.
func (d *Desk) DecideSwap(ctx context.Context, id int64, decision Decision) (Swap, error) {
	return Swap{}, errNotBuilt
}
