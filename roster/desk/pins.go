package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Pins lists the cells of a span of dates that the solver must leave alone.
func (d *Desk) Pins(ctx context.Context, team int64, from, to roster.Date) ([]Pin, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Pin, error) { return tx.Pins(ctx, team, from, to) })
}

// SetPin fixes a cell: the solver leaves it as it is. Planners, leads.
func (d *Desk) SetPin(ctx context.Context, team int64, p roster.Pin) error {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := d.wantShift(ctx, tx, team, p.Shift); err != nil {
			return err
		}
		return tx.SetPin(ctx, team, p)
	})
}

// RemovePin frees a cell that was fixed. Planners, leads.
func (d *Desk) RemovePin(ctx context.Context, team int64, agent string, date roster.Date) error {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.RemovePin(ctx, team, agent, date) })
}
