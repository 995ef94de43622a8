package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Wishes lists requests for shifts and days off of a span of dates. An agent
// gets their own.
func (d *Desk) Wishes(ctx context.Context, team int64, from, to roster.Date) ([]Wish, error) {
	_, agent, err := personal(ctx, team)
	if err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Wish, error) { return tx.Wishes(ctx, team, agent, from, to) })
}

// AddWish asks for a shift or a day off. An agent for themselves; planners for anybody.
// The same wish a second time replaces the first.
func (d *Desk) AddWish(ctx context.Context, team int64, q roster.Request) (Wish, error) {
	a, err := forAgent(ctx, team, q.Agent)
	if err != nil {
		return Wish{}, err
	}
	if q.Weight == 0 {
		q.Weight = 1
	}
	if q.Weight < 1 || q.Weight > 10 {
		return Wish{}, roster.Errorf(roster.Invalid, "the weight %d must lie between 1 and 10", q.Weight)
	}
	w := Wish{Team: team, Agent: q.Agent, Date: q.Date, Shift: q.Shift, On: q.On, Weight: q.Weight}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := d.wantShift(ctx, tx, team, q.Shift); err != nil {
			return err
		}
		w, err = tx.AddWish(ctx, w)
		return err
	})
	return w, err
}

// wantShift refuses a code that the team does not have; "" is any.
func (d *Desk) wantShift(ctx context.Context, tx *postgres.Tx, team int64, code string) error {
	if code == "" {
		return nil
	}
	v, err := d.team(ctx, tx, team)
	if err != nil {
		return err
	}
	if _, ok := v.Definition.Shift(code); !ok {
		return roster.Errorf(roster.Invalid, "the team has no shift %q", code)
	}
	return nil
}

// RemoveWish takes a wish back.
func (d *Desk) RemoveWish(ctx context.Context, id int64) error {
	w, err := read(ctx, d, func(tx *postgres.Tx) (Wish, error) { return tx.Wish(ctx, id) })
	if err != nil {
		return err
	}
	a, err := forAgent(ctx, w.Team, w.Agent)
	if err != nil {
		return notMine(err, "wish", id)
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.RemoveWish(ctx, w) })
}
