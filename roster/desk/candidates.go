package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// Candidates ranks who can take a duty of the draft, and says what stops the
// others. Planners, leads.
func (d *Desk) Candidates(ctx context.Context, id int64, o solver.Opening) ([]solver.Candidate, error) {
	p, duties, err := d.laidOut(ctx, id)
	if err != nil {
		return nil, err
	}
	b, err := solver.NewBoard(p, duties)
	if err != nil {
		return nil, err
	}
	return b.Candidates(o)
}

// laidOut returns the problem that a draft is checked by, and its duties.
func (d *Desk) laidOut(ctx context.Context, id int64) (*solver.Problem, []solver.Assigned, error) {
	if _, err := d.rosterFor(ctx, seePlan, id); err != nil {
		return nil, nil, err
	}
	stamp, err := d.Store.DraftStamp(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	var duties []Duty
	by, err := read(ctx, d, func(tx *postgres.Tx) (func() (*problem, error), error) {
		r, err := tx.Roster(ctx, id)
		if err != nil {
			return nil, err
		}
		if duties, err = tx.Draft(ctx, id); err != nil {
			return nil, err
		}
		return d.problem(ctx, tx, r, stamp.Around)
	})
	if err != nil {
		return nil, nil, err
	}
	p, err := by()
	switch {
	case err != nil:
		return nil, nil, err
	case p.built == nil:
		return nil, nil, roster.Errorf(roster.Invalid, "the team has no agents")
	}
	assigned, _ := assignable(p.built.Problem, duties)
	return p.built.Problem, assigned, nil
}
