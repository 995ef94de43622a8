package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// HistoryLayer is one import of history.
type HistoryLayer = postgres.HistoryLayer

// HistoryPart is what a layer holds of a queue.
type HistoryPart = postgres.HistoryPart

// HistoryDifference is an interval that a layer changed.
type HistoryDifference = postgres.HistoryDifference

// HistoryLayers lists the imports of a team's history, newest first.
func (d *Desk) HistoryLayers(ctx context.Context, team int64, p Page) ([]HistoryLayer, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]HistoryLayer, error) {
		return tx.HistoryLayers(ctx, team, p.Before, p.limit())
	})
}

// HistoryLayer returns one import.
func (d *Desk) HistoryLayer(ctx context.Context, id int64) (HistoryLayer, error) {
	l, _, err := d.layerFor(ctx, seePlan, id)
	return l, err
}

// HistoryDifferences lists the intervals of a layer that differ from the active
// layers beneath it, the largest first. Queue "" is all.
func (d *Desk) HistoryDifferences(ctx context.Context, id int64, queue string, p Page) ([]HistoryDifference, error) {
	l, _, err := d.layerFor(ctx, seePlan, id)
	if err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]HistoryDifference, error) {
		return tx.LayerDifferences(ctx, l, queue, p.limit())
	})
	return none(all), err
}

// UndoHistory takes a layer out of what counts: what lies beneath it holds
// again. Its rows stay, and RedoHistory puts it back in its place. version is
// the layer's that was read.
func (d *Desk) UndoHistory(ctx context.Context, id int64, version int) (HistoryLayer, error) {
	return d.setLayer(ctx, id, version, false)
}

// RedoHistory lets a layer that was undone count again, in its old place: newer
// layers stay above it.
func (d *Desk) RedoHistory(ctx context.Context, id int64, version int) (HistoryLayer, error) {
	return d.setLayer(ctx, id, version, true)
}

func (d *Desk) setLayer(ctx context.Context, id int64, version int, active bool) (HistoryLayer, error) {
	l, a, err := d.layerFor(ctx, setUp, id)
	if err != nil {
		return l, err
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := tx.HoldHistory(ctx, l.Team); err != nil {
			return err
		}
		now, err := tx.HistoryLayer(ctx, id)
		if err != nil {
			return err
		}
		if now.Version == version && now.Active == active {
			if active {
				return roster.Errorf(roster.Conflict, "import %d of history counts already", id)
			}
			return roster.Errorf(roster.Conflict, "import %d of history is undone already", id)
		}
		if l, err = tx.SetLayerActive(ctx, id, version, active); err != nil {
			return err
		}
		return d.watch(ctx, tx, l.Team)
	})
	return l, err
}

// layerFor returns a layer for who may do something with its team's history.
func (d *Desk) layerFor(ctx context.Context, what act, id int64) (HistoryLayer, Actor, error) {
	l, err := read(ctx, d, func(tx *postgres.Tx) (HistoryLayer, error) { return tx.HistoryLayer(ctx, id) })
	if err != nil {
		return l, Actor{}, err
	}
	a, err := allow(ctx, what, l.Team)
	if err != nil {
		return HistoryLayer{}, a, hidden(err, "import of history", id)
	}
	return l, a, nil
}
