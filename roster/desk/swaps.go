package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
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
func (d *Desk) Swaps(ctx context.Context, f SwapFilter) ([]Swap, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	q := postgres.SwapFilter{Roster: f.Roster, Open: f.Open, Before: f.Before, Limit: f.limit()}
	switch {
	case f.Team != everyTeam:
		q.Teams = []int64{f.Team}
		if a, q.Agent, err = personal(ctx, f.Team); err != nil {
			return nil, err
		}
	default:
		q.Teams = a.teams(seePlan)
		if q.Teams != nil && len(q.Teams) == 0 {
			if a, err = own(ctx); err != nil {
				return nil, err
			}
			q.Teams, q.Agent = []int64{a.AgentTeam}, a.Agent
		}
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Swap, error) { return tx.Swaps(ctx, q) })
	return none(current(all, d.Now())), err
}

// Swap returns one swap, under the rules of Swaps.
func (d *Desk) Swap(ctx context.Context, id int64) (Swap, error) {
	s, _, err := d.swapFor(ctx, id)
	return s, err
}

// swapFor returns a swap and who asks, if they may see it.
func (d *Desk) swapFor(ctx context.Context, id int64) (Swap, Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return Swap{}, a, err
	}
	s, err := read(ctx, d, func(tx *postgres.Tx) (Swap, error) { return tx.Swap(ctx, id) })
	if err != nil {
		return s, a, err
	}
	_, agent, err := personal(ctx, s.Team)
	if err == nil && agent != "" && agent != s.Agent && agent != s.Other && s.Other != "" {
		err = roster.Errorf(roster.NotFound, "")
	}
	if err != nil {
		return Swap{}, a, notMine(err, "swap", id)
	}
	return current([]Swap{s}, d.Now())[0], a, nil
}
