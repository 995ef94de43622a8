package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// LeftOut lists what was decided on spans of the team's history.
func (d *Desk) LeftOut(ctx context.Context, team int64) ([]forecast.Verdict, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]forecast.Verdict, error) { return tx.LeftOut(ctx, team) })
}

// SetLeftOut replaces what was decided on spans of the team's history.
func (d *Desk) SetLeftOut(ctx context.Context, team int64, all []forecast.Verdict) error {
	return d.changeLeftOut(ctx, team, func([]forecast.Verdict) []forecast.Verdict { return all })
}

// Decide says of a span of the history whether to leave it out or to keep it. An
// earlier decision on the same span is replaced.
func (d *Desk) Decide(ctx context.Context, team int64, v forecast.Verdict) error {
	return d.changeLeftOut(ctx, team, func(all []forecast.Verdict) []forecast.Verdict {
		return append(without(all, v), v)
	})
}

// RemoveDecision leaves a span of the history to the forecast's own judgement.
func (d *Desk) RemoveDecision(ctx context.Context, team int64, v forecast.Verdict) error {
	return d.changeLeftOut(ctx, team, func(all []forecast.Verdict) []forecast.Verdict { return without(all, v) })
}

// without drops decisions on exactly the span of v.
func without(all []forecast.Verdict, v forecast.Verdict) []forecast.Verdict {
	return slices.DeleteFunc(all, func(o forecast.Verdict) bool {
		return o.Series == v.Series && o.From.Equal(v.From) && o.To.Equal(v.To)
	})
}

// UndoLeftOut takes the last change of the decisions back; once more, and it is
// done again.
func (d *Desk) UndoLeftOut(ctx context.Context, team int64) error {
	return undo(ctx, d, team, "left_out", func(tx *postgres.Tx, all []forecast.Verdict) error { return tx.SetLeftOut(ctx, team, all) })
}

// mostDecisions is how many decisions a team may have.
const mostDecisions = 1000

func (d *Desk) changeLeftOut(ctx context.Context, team int64, change func([]forecast.Verdict) []forecast.Verdict) error {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		all, err := tx.LeftOut(ctx, team)
		if err != nil {
			return err
		}
		all = change(all)
		queues, err := d.queues(ctx, tx, team)
		if err != nil {
			return err
		}
		if len(all) > mostDecisions {
			return roster.Errorf(roster.Invalid, "%d decisions on the history are more than can be meant", len(all))
		}
		for _, v := range all {
			switch {
			case !v.To.After(v.From):
				return roster.Errorf(roster.Invalid, "a span of the history from %s to %s; it must end behind its beginning", v.From, v.To)
			case v.Series != "" && !slices.Contains(queues, v.Series):
				return roster.Errorf(roster.Invalid, "unknown queue %q; use one of %s", v.Series, strings.Join(queues, ", "))
			}
		}
		return tx.SetLeftOut(ctx, team, all)
	})
}
