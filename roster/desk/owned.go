package desk

import (
	"context"

	"github.com/smena-org/smena/roster/postgres"
)

// owned reads a thing of a team, if the actor may do something for that team.
// What belongs to a team that they may not see is not there.
func owned[T any](ctx context.Context, d *Desk, what act, kind string, id int64,
	get func(*postgres.Tx, context.Context, int64) (T, error), team func(T) int64,
) (T, Actor, error) {
	var none T
	a, err := signedIn(ctx)
	if err != nil {
		return none, a, err
	}
	v, err := read(ctx, d, func(tx *postgres.Tx) (T, error) { return get(tx, ctx, id) })
	if err != nil {
		return none, a, err
	}
	if _, err := allow(ctx, what, team(v)); err != nil {
		return none, a, hidden(err, kind, id)
	}
	return v, a, nil
}
