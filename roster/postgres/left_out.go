package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/forecast"
)

// LeftOut lists what a planner decided on spans of a team's history.
func (t *Tx) LeftOut(ctx context.Context, team int64) ([]forecast.Verdict, error) {
	const sql = `select queue, begins, ends, keep, reason from left_out where team_id = @team order by position`
	return list(ctx, t, sql, args{"team": team}, pgx.RowToStructByPos[forecast.Verdict])
}

// SetLeftOut replaces what was decided on spans of a team's history.
func (t *Tx) SetLeftOut(ctx context.Context, team int64, all []forecast.Verdict) error {
	before, err := t.LeftOut(ctx, team)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, `delete from left_out where team_id = @team`, args{"team": team}); err != nil {
		return err
	}
	for i, v := range all {
		const sql = `
			insert into left_out (team_id, position, queue, begins, ends, keep, reason)
			values (@team, @position, @queue, @from, @to, @keep, @reason)`
		err := t.exec(ctx, sql, args{
			"team": team, "position": i, "queue": v.Series, "from": v.From, "to": v.To, "keep": v.Keep, "reason": v.Reason,
		})
		if err != nil {
			return err
		}
	}
	if err := t.touch(ctx, team); err != nil {
		return err
	}
	return t.note(ctx, team, "left_out.set", team, before, all)
}
