package desk

import (
	"context"
	"slices"
	"strings"

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
func (d *Desk) OfferSwap(ctx context.Context, o SwapOffer) (Swap, error) {
	a, err := offering(ctx, &o)
	if err != nil {
		return Swap{}, err
	}
	s := Swap{
		Team: o.Team, Kind: roster.GiveAway, State: roster.Offered, Agent: o.Agent, Date: o.Date,
		Other: o.Other, Back: o.Back, Note: strings.TrimSpace(o.Note),
	}
	switch {
	case len(s.Note) > 500:
		return Swap{}, roster.Errorf(roster.Invalid, "the note is longer than 500 letters")
	case o.Other == o.Agent:
		return Swap{}, roster.Errorf(roster.Invalid, "a swap needs somebody else")
	case o.Back != 0 && o.Other == "":
		return Swap{}, roster.Errorf(roster.Invalid, "an exchange needs the other person; leave the other duty out to give yours away")
	case o.Back != 0:
		s.Kind = roster.Exchange
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := d.fillSwap(ctx, tx, &s); err != nil {
			return err
		}
		if s.Other != "" { // else nobody is known yet whose row it could break
			if err := d.judgeSwap(ctx, tx, s); err != nil {
				return err
			}
		}
		s, err = tx.AddSwap(ctx, s)
		return err
	})
	return s, err
}

// offering says who offers: the actor, or an agent whom the actor plans.
func offering(ctx context.Context, o *SwapOffer) (Actor, error) {
	if o.Agent == "" {
		a, err := own(ctx)
		o.Agent, o.Team = a.Agent, a.AgentTeam
		return a, err
	}
	return forAgent(ctx, o.Team, o.Agent)
}

// fillSwap looks up the duties of a swap and when the first of them begins.
func (d *Desk) fillSwap(ctx context.Context, tx *postgres.Tx, s *Swap) error {
	duty, err := tx.PublishedCell(ctx, s.Team, s.Agent, s.Date)
	if err != nil {
		return err
	}
	s.Roster, s.Shift, s.Expires = duty.Roster, duty.Shift, duty.Span.Start
	if s.Other != "" {
		if _, err := tx.Agent(ctx, s.Team, s.Other); err != nil {
			return err
		}
	}
	if s.Kind == roster.Exchange {
		back, err := tx.PublishedCell(ctx, s.Team, s.Other, s.Back)
		if err != nil {
			return err
		}
		if back.Roster != duty.Roster {
			return roster.Errorf(roster.Invalid, "the two duties stand in two rosters; swap within one month")
		}
		s.BackShift = back.Shift
		if back.Span.Start.Before(s.Expires) {
			s.Expires = back.Span.Start
		}
	}
	return d.wantFuture(ctx, tx, *s)
}

// wantFuture refuses swaps of what has begun, or was paid.
func (d *Desk) wantFuture(ctx context.Context, tx *postgres.Tx, s Swap) error {
	if !s.Expires.After(d.Now()) {
		return roster.Errorf(roster.Conflict, "the duty has begun already")
	}
	dates := []roster.Date{s.Date}
	if s.Kind == roster.Exchange {
		dates = append(dates, s.Back)
	}
	return wantUnlocked(ctx, tx, s.Team, dates...)
}

// OpenShift offers a shift of a published roster that is nobody's to whoever
// takes it first. Planners, leads.
func (d *Desk) OpenShift(ctx context.Context, rosterID int64, date roster.Date, shift, note string) (Swap, error) {
	a, err := d.rosterFor(ctx, doPlan, rosterID)
	if err != nil {
		return Swap{}, err
	}
	s := Swap{Roster: rosterID, Kind: roster.OpenShift, State: roster.Offered, Date: date, Shift: shift, Note: strings.TrimSpace(note)}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		r, err := tx.Roster(ctx, rosterID)
		if err != nil {
			return err
		}
		v, err := d.team(ctx, tx, r.Team)
		if err != nil {
			return err
		}
		t, ok := v.Definition.Shift(shift)
		switch {
		case !ok:
			return roster.Errorf(roster.Invalid, "the team has no shift %q", shift)
		case !r.Month.Contains(date):
			return roster.Errorf(roster.Invalid, "%s lies outside of %s", date, r.Month)
		case r.Published == 0:
			return roster.Errorf(roster.Conflict, "the roster is not published yet; put the shift into the draft")
		}
		s.Team, s.Expires = r.Team, t.On("", date, v.Definition.Zone).Span.Start
		if err := d.wantFuture(ctx, tx, s); err != nil {
			return err
		}
		s, err = tx.AddSwap(ctx, s)
		return err
	})
	return s, err
}

// TrySwap says what would stand in the way of the actor taking a swap: nil is
// nothing.
func (d *Desk) TrySwap(ctx context.Context, id int64) ([]roster.Breach, error) {
	s, a, err := d.swapFor(ctx, id)
	if err != nil {
		return nil, err
	}
	if s.Other == "" {
		if a, err = own(ctx); err != nil {
			return nil, err
		}
		s.Other = a.Agent
	}
	_, err = read(ctx, d, func(tx *postgres.Tx) (bool, error) { return true, d.judgeSwap(ctx, tx, s) })
	if e, ok := err.(*roster.Error); ok && e.Kind == roster.Unlawful {
		return e.Breaches, nil
	}
	return nil, err
}

// cells returns what a swap puts into which cells. The kind of a duty goes with
// it; instants follow from who works it.
func (s *swapping) cells() []Cell {
	give := Cell{Agent: s.Other, Date: s.Date, Shift: s.Shift}
	switch s.Kind {
	case roster.Exchange:
		out := []Cell{give, {Agent: s.Agent, Date: s.Back, Shift: s.BackShift}}
		if s.Date != s.Back {
			out = append(out, Cell{Agent: s.Agent, Date: s.Date}, Cell{Agent: s.Other, Date: s.Back})
		}
		return out
	case roster.GiveAway:
		return []Cell{give, {Agent: s.Agent, Date: s.Date}}
	}
	return []Cell{give}
}

// swapping is a swap with the rows it changes.
type swapping struct {
	Swap
	roster Roster
	bench  *bench
	duties []Duty // in force
}

func (d *Desk) swapping(ctx context.Context, tx *postgres.Tx, s Swap) (*swapping, error) {
	r, err := tx.Roster(ctx, s.Roster)
	if err != nil {
		return nil, err
	}
	agents := []string{s.Other}
	if s.Agent != "" {
		agents = append(agents, s.Agent)
	}
	b, err := d.bench(ctx, tx, r, agents...)
	if err != nil {
		return nil, err
	}
	duties, err := tx.InForce(ctx, r.ID)
	return &swapping{s, r, b, duties}, err
}

// judgeSwap is Unlawful, with the breaches of everybody concerned, when a swap
// would break a hard rule by more than now.
func (d *Desk) judgeSwap(ctx context.Context, tx *postgres.Tx, s Swap) error {
	w, err := d.swapping(ctx, tx, s)
	if err != nil {
		return err
	}
	_, err = w.judge()
	return err
}

// judge returns the changes that a swap makes, if the rules allow them.
func (s *swapping) judge() ([]postgres.CellChange, error) {
	var out []postgres.CellChange
	var worsened []roster.Breach
	for _, agent := range []string{s.Agent, s.Other} {
		if agent == "" {
			continue
		}
		before, err := s.bench.row(agent, s.duties)
		if err != nil {
			return nil, err
		}
		after := slices.Clone(before)
		for _, c := range s.cells() {
			if c.Agent != agent {
				continue
			}
			change, err := s.change(after, c)
			if err != nil {
				return nil, err
			}
			out = append(out, change)
		}
		worsened = append(worsened, s.bench.judges[agent].Worsened(before, after)...)
	}
	if len(worsened) > 0 {
		return nil, &roster.Error{Kind: roster.Unlawful, Message: "a rule forbids the swap", Breaches: worsened}
	}
	return out, nil
}

// change puts a cell into a row. A duty must not push out another that is not
// part of the swap.
func (s *swapping) change(row roster.Row, c Cell) (postgres.CellChange, error) {
	leaves := s.Kind == roster.Exchange && s.Date == s.Back
	for _, d := range s.duties {
		if d.Agent == c.Agent && d.Date == c.Date && c.Shift != "" && !leaves {
			return postgres.CellChange{}, roster.Errorf(roster.Conflict, "%s works on %s already", c.Agent, c.Date)
		}
	}
	duty, err := s.bench.put(row, c)
	return postgres.CellChange{Agent: c.Agent, Date: c.Date, Duty: duty}, err
}

// AcceptSwap takes what is offered: the other side of an exchange, a duty given
// away, an open shift. The rules are checked on both rows. Where the team
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

// changeSwap locks a swap and the roster it is of, lets f say what becomes of
// it, and keeps that. The roster first: whoever publishes locks it before
// ending swaps, too.
func (d *Desk) changeSwap(ctx context.Context, a Actor, id int64, f func(*postgres.Tx, Swap) (Swap, error)) (Swap, error) {
	var out Swap
	err := d.write(ctx, a, func(tx *postgres.Tx) error {
		before, err := tx.Swap(ctx, id)
		if err != nil {
			return err
		}
		if _, err := tx.LockRoster(ctx, before.Roster); err != nil {
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
		return tx.EndSwaps(ctx, out.Roster) // others of the same duties
	})
	return out, err
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
	changes, err := w.judge()
	if err != nil {
		return s, err
	}
	if _, err := tx.SwapCells(ctx, w.roster, "swap", changes); err != nil {
		return s, err
	}
	s.Decision = decision
	s.State, err = s.State.To(roster.Applied)
	return s, err
}

// stands checks that the duties are still what was offered.
func (s *swapping) stands() error {
	has := func(agent string, date roster.Date, shift string) bool {
		return agent == "" || slices.ContainsFunc(s.duties, func(d Duty) bool { return d.Agent == agent && d.Date == date && d.Shift == shift })
	}
	if !has(s.Agent, s.Date, s.Shift) || s.Kind == roster.Exchange && !has(s.Other, s.Back, s.BackShift) {
		return roster.Errorf(roster.Conflict, "the roster has changed since the swap was offered")
	}
	return nil
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
			return s, roster.Errorf(roster.Conflict, "nobody has accepted the swap yet")
		}
		if decision.Approve {
			return d.applySwap(ctx, tx, s, roster.Approved)
		}
		s.State, err = s.State.To(roster.Declined)
		return s, err
	})
}
