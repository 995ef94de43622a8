package desk

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// SwapOffer is a swap to be offered: the own duty for the other's, or one of
// the two for nothing.
type SwapOffer struct {
	Team  int64       // with Agent, when somebody offers for an agent
	Agent string      // "" is the actor
	Date  roster.Date // of the own duty; 0 asks for the other's and gives nothing
	Other string      // who is to take it; "" for anybody, which is a give-away
	Back  roster.Date // of the other's duty; 0 gives away
	Note  string
}

// OfferSwap offers an exchange or a give-away of a published duty, or asks for
// one of a colleague. It is Unlawful, with the breaches of both rows, when the
// rules forbid it already; NotFound when there is no such duty; a Conflict when
// the duty is on offer already or has begun.
func (d *Desk) OfferSwap(ctx context.Context, o SwapOffer) (Swap, error) {
	a, err := offering(ctx, &o)
	if err != nil {
		return Swap{}, err
	}
	s := Swap{
		Team: o.Team, State: roster.Offered, Agent: o.Agent, Date: o.Date,
		Other: o.Other, Back: o.Back, Note: strings.TrimSpace(o.Note),
	}
	if s.Kind, err = o.kind(); err != nil {
		return Swap{}, err
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

// kind says what is offered for what, if the offer makes sense.
func (o SwapOffer) kind() (roster.SwapKind, error) {
	switch {
	case utf8.RuneCountInString(strings.TrimSpace(o.Note)) > 500:
		return "", roster.Errorf(roster.Invalid, "the note is longer than 500 letters")
	case o.Date == 0 && o.Back == 0:
		return "", roster.Errorf(roster.Invalid, "say which duty: the date of yours, of the other's, or both")
	case o.Other == o.Agent:
		return "", roster.Errorf(roster.Invalid, "a swap needs somebody else")
	case o.Back != 0 && o.Other == "":
		return "", roster.Errorf(roster.Invalid, "say whose duty you ask for; leave it out to give yours away")
	case o.Date == 0:
		return roster.Cover, nil
	case o.Back != 0:
		return roster.Exchange, nil
	}
	return roster.GiveAway, nil
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
// They may stand in two months; the swap then belongs to that of the own duty.
func (d *Desk) fillSwap(ctx context.Context, tx *postgres.Tx, s *Swap) error {
	for _, agent := range []string{s.Agent, s.Other} {
		if agent == "" {
			continue
		}
		if _, err := tx.Agent(ctx, s.Team, agent); err != nil {
			return err
		}
	}
	if s.Back != 0 {
		back, err := tx.PublishedCell(ctx, s.Team, s.Other, s.Back)
		if err != nil {
			return err
		}
		s.Roster, s.BackShift, s.Expires = back.Roster, back.Shift, back.Span.Start
	}
	if s.Date != 0 {
		duty, err := tx.PublishedCell(ctx, s.Team, s.Agent, s.Date)
		if err != nil {
			return err
		}
		if s.Roster, s.Shift = duty.Roster, duty.Shift; s.Back == 0 || duty.Span.Start.Before(s.Expires) {
			s.Expires = duty.Span.Start
		}
	}
	return d.wantFuture(ctx, tx, *s)
}

// wantFuture refuses swaps of what has begun, or was paid.
func (d *Desk) wantFuture(ctx context.Context, tx *postgres.Tx, s Swap) error {
	if !s.Expires.After(d.Now()) {
		return roster.Errorf(roster.Conflict, "the duty has begun already")
	}
	return wantUnlocked(ctx, tx, s.Team, s.Dates()...)
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
