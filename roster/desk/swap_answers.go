package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// AcceptSwap takes what is offered: the other side of an exchange, a duty given
// away, an open shift; or gives what is asked for. The rules are checked on both rows. Where the team
// leaves it to the rules it is applied at once, else it waits for a decision.
// Of two who take one open shift, one gets it and the other a Conflict.
func (d *Desk) AcceptSwap(ctx context.Context, id int64) (Swap, error) {
	if _, _, err := d.swapFor(ctx, id); err != nil {
		return Swap{}, d.tooLate(ctx, id, err)
	}
	a, err := own(ctx)
	if err != nil {
		return Swap{}, err
	}
	return d.changeSwap(ctx, a, id, func(tx *postgres.Tx, s Swap) (Swap, error) {
		if s.State, err = s.State.To(roster.Accepted); err != nil {
			return s, err // somebody else was faster
		}
		if s.Team != a.AgentTeam || s.Agent == a.Agent || s.Other != "" && s.Other != a.Agent {
			return s, roster.Errorf(roster.Forbidden, "this swap is not offered to you")
		}
		s.Other = a.Agent
		if err := d.judgeSwap(ctx, tx, s); err != nil {
			return s, err
		}
		t, err := tx.Team(ctx, s.Team)
		if err != nil || t.SwapApproval != "auto" {
			return s, err
		}
		return d.applySwap(ctx, tx, s, roster.AutoApproved)
	})
}

// tooLate is the error for who cannot see a swap: that somebody was faster, for
// an agent of the team to whom it may have been on offer a moment ago.
func (d *Desk) tooLate(ctx context.Context, id int64, err error) error {
	a, no := own(ctx)
	if no != nil || roster.KindOf(err) != roster.NotFound {
		return err
	}
	s, no := read(ctx, d, func(tx *postgres.Tx) (Swap, error) { return tx.Swap(ctx, id) })
	if no != nil || s.Team != a.AgentTeam || s.State == roster.Offered {
		return err
	}
	return roster.Errorf(roster.Conflict, "somebody else was faster: the swap is %s", s.State)
}

// changeSwap locks a swap and the rosters it is judged by, lets f say what
// becomes of it, and keeps that. The rosters first: whoever publishes one locks
// it before ending swaps, too.
func (d *Desk) changeSwap(ctx context.Context, a Actor, id int64, f func(*postgres.Tx, Swap) (Swap, error)) (Swap, error) {
	var out Swap
	err := d.write(ctx, a, func(tx *postgres.Tx) error {
		before, err := tx.Swap(ctx, id)
		if err != nil {
			return err
		}
		dates := before.Dates()
		if err := tx.HoldRosters(ctx, before.Team, slices.Min(dates), slices.Max(dates)+leadIn+1); err != nil {
			return err
		}
		if before, err = tx.LockSwap(ctx, id); err != nil {
			return err
		}
		if !before.State.Final() && !before.Expires.After(d.Now()) {
			return roster.Errorf(roster.Conflict, "the duty has begun; the swap is over")
		}
		after, err := f(tx, before)
		if err != nil {
			return err
		}
		if out, err = tx.SetSwap(ctx, before, after); err != nil || out.State != roster.Applied {
			return err
		}
		return endOthers(ctx, tx, out)
	})
	return out, err
}

// endOthers ends other swaps of the duties that a swap has moved.
func endOthers(ctx context.Context, tx *postgres.Tx, s Swap) error {
	for _, date := range s.Dates() {
		r, err := tx.RosterOf(ctx, s.Team, date)
		if err != nil {
			return err
		}
		if err := tx.EndSwaps(ctx, r.ID); err != nil {
			return err
		}
	}
	return nil
}

// applySwap approves a swap and changes the roster, published and draft.
func (d *Desk) applySwap(ctx context.Context, tx *postgres.Tx, s Swap, decision roster.SwapState) (Swap, error) {
	var err error
	if s.State, err = s.State.To(decision); err != nil {
		return s, err
	}
	if err := d.wantFuture(ctx, tx, s); err != nil {
		return s, err
	}
	w, err := d.swapping(ctx, tx, s)
	if err != nil {
		return s, err
	}
	if err := w.stands(); err != nil {
		return s, err
	}
	if err := w.judge(); err != nil {
		return s, err
	}
	for _, m := range w.months {
		if len(m.changes) == 0 {
			continue
		}
		if _, err := tx.SwapCells(ctx, m.roster, "swap", m.changes); err != nil {
			return s, err
		}
	}
	s.Decision = decision
	s.State, err = s.State.To(roster.Applied)
	return s, err
}

// DeclineSwap refuses what is offered to the actor.
func (d *Desk) DeclineSwap(ctx context.Context, id int64, note string) (Swap, error) {
	_, _, err := d.swapFor(ctx, id)
	if err != nil {
		return Swap{}, err
	}
	a, err := own(ctx)
	if err != nil {
		return Swap{}, err
	}
	return d.changeSwap(ctx, a, id, func(_ *postgres.Tx, s Swap) (Swap, error) {
		if s.Other != a.Agent || s.Team != a.AgentTeam {
			return s, roster.Errorf(roster.Forbidden, "this swap is not offered to you alone; leave it to others")
		}
		s.Answer = answer(note)
		s.State, err = s.State.To(roster.Declined)
		return s, err
	})
}

// answer is a note of bearable length.
func answer(note string) string {
	r := []rune(strings.TrimSpace(note))
	return string(r[:min(len(r), 500)])
}

// WithdrawSwap takes back what the actor offered.
func (d *Desk) WithdrawSwap(ctx context.Context, id int64) (Swap, error) {
	s, a, err := d.swapFor(ctx, id)
	if err != nil {
		return Swap{}, err
	}
	if !a.may(doPlan, s.Team) && (s.Agent == "" || s.Agent != a.Agent) {
		return Swap{}, roster.Errorf(roster.Forbidden, "only who offered a swap can take it back")
	}
	return d.changeSwap(ctx, a, id, func(_ *postgres.Tx, s Swap) (Swap, error) {
		s.State, err = s.State.To(roster.Withdrawn)
		return s, err
	})
}

// DecideSwap approves or declines an accepted swap. Planners, leads. Approving
// checks both rows again and applies it.
func (d *Desk) DecideSwap(ctx context.Context, id int64, decision Decision) (Swap, error) {
	s, _, err := d.swapFor(ctx, id)
	if err != nil {
		return Swap{}, err
	}
	a, err := allow(ctx, doPlan, s.Team)
	if err != nil {
		return Swap{}, err
	}
	return d.changeSwap(ctx, a, id, func(tx *postgres.Tx, s Swap) (Swap, error) {
		s.Answer = answer(decision.Note)
		if s.State == roster.Offered {
			return s, roster.Errorf(roster.Conflict, "nobody has accepted the swap yet; decide when somebody has")
		}
		if decision.Approve {
			return d.applySwap(ctx, tx, s, roster.Approved)
		}
		s.State, err = s.State.To(roster.Declined)
		return s, err
	})
}
