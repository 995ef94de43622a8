package desk

import (
	"context"

	"github.com/smena-org/smena/solver"
)

// Candidates ranks who can take a duty of the draft, and says what stops the
// others. Planners, leads.
func (d *Desk) Candidates(ctx context.Context, id int64, o solver.Opening) ([]solver.Candidate, error) {
	l, err := d.layOut(ctx, seePlan, id)
	if err != nil {
		return nil, err
	}
	b, err := solver.NewBoard(l.problem, l.assigned(l.draft))
	if err != nil {
		return nil, err
	}
	return b.Candidates(o)
}
