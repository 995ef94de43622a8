package postgres

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// HistoryLayer is one import of contact history. Of an interval that several
// layers have, the newest active one holds.
type HistoryLayer struct {
	ID        int64         `json:"id"`
	Team      int64         `json:"team"`
	Name      string        `json:"name"`               // of the file; "" for what there was before layers
	Checksum  string        `json:"checksum,omitempty"` // of the file, SHA-256
	Rows      int           `json:"rows"`
	Created   time.Time     `json:"created"`
	Author    string        `json:"author"`
	Active    bool          `json:"active"`           // not undone
	Changed   time.Time     `json:"changed,omitzero"` // when it was last undone or done again
	ChangedBy string        `json:"changed_by,omitempty"`
	Version   int           `json:"version"`
	Parts     []HistoryPart `json:"parts"`
}

// HistoryPart is what a layer holds of a queue.
type HistoryPart struct {
	Queue   string    `json:"queue"`
	Minutes int       `json:"minutes"` // of an interval
	Rows    int       `json:"rows"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"` // start of the last interval
	Volume  float64   `json:"volume"`
	New     int       `json:"new"`     // intervals that were unknown when it came in
	Changed int       `json:"changed"` // that were known with other numbers then
}

// HistoryDifference is an interval of a layer that differs from what lies
// beneath it.
type HistoryDifference struct {
	Queue      string
	Start      time.Time
	Before     float64
	After      float64
	BeforeAHT  float64
	AfterAHT   float64
	Overridden bool // a newer layer holds
}

const layerColumns = `id, team_id, name, checksum, rows, created, author, active, changed, changed_by, version`

func scanLayer(row pgx.CollectableRow) (l HistoryLayer, err error) {
	var sum []byte
	var changed *time.Time
	err = row.Scan(&l.ID, &l.Team, &l.Name, &sum, &l.Rows, &l.Created, &l.Author, &l.Active, &changed, &l.ChangedBy, &l.Version)
	l.Checksum, l.Changed = hex.EncodeToString(sum), when(changed)
	return l, err
}

// HoldHistory keeps others from changing a team's history until the transaction
// ends, so that what it is compared with stays.
func (t *Tx) HoldHistory(ctx context.Context, team int64) error {
	_, err := one(ctx, t, `select id from team where id = @team for no key update`, args{"team": team}, pgx.RowTo[int64])
	return found(err, "team %d", team)
}

// HistoryLayers lists a team's layers, newest first.
func (t *Tx) HistoryLayers(ctx context.Context, team, before int64, limit int) ([]HistoryLayer, error) {
	const sql = `
		select ` + layerColumns + `
		  from history_layer
		 where team_id = @team and (@before::bigint = 0 or id < @before)
		 order by id desc
		 limit @limit`
	all, err := list(ctx, t, sql, args{"team": team, "before": before, "limit": limit}, scanLayer)
	if err != nil {
		return nil, err
	}
	return all, t.parts(ctx, all)
}

// HistoryLayer returns one layer.
func (t *Tx) HistoryLayer(ctx context.Context, id int64) (HistoryLayer, error) {
	l, err := one(ctx, t, `select `+layerColumns+` from history_layer where id = @id`, args{"id": id}, scanLayer)
	if err != nil {
		return l, found(err, "import %d of history", id)
	}
	all := []HistoryLayer{l}
	err = t.parts(ctx, all)
	return all[0], err
}

// LayerOfFile returns the layer of a file by its checksum: the newest, an active
// one if there is one. It is NotFound when the file is new.
func (t *Tx) LayerOfFile(ctx context.Context, team int64, checksum string) (HistoryLayer, error) {
	const sql = `
		select ` + layerColumns + `
		  from history_layer
		 where team_id = @team and checksum = decode(@checksum, 'hex')
		 order by active desc, id desc
		 limit 1`
	l, err := one(ctx, t, sql, args{"team": team, "checksum": checksum}, scanLayer)
	if err != nil {
		return l, found(err, "import of this file")
	}
	all := []HistoryLayer{l}
	err = t.parts(ctx, all)
	return all[0], err
}

// parts fills in what layers hold.
func (t *Tx) parts(ctx context.Context, layers []HistoryLayer) error {
	at, ids := map[int64]*HistoryLayer{}, []int64{}
	for i := range layers {
		layers[i].Parts = []HistoryPart{}
		at[layers[i].ID] = &layers[i]
		ids = append(ids, layers[i].ID)
	}
	const sql = `
		select layer_id, queue, minutes, rows, starts, until, volume, fresh, corrected
		  from history_part
		 where layer_id = any (@ids)
		 order by layer_id, queue`
	_, err := list(ctx, t, sql, args{"ids": ids}, func(row pgx.CollectableRow) (p HistoryPart, err error) {
		var id int64
		if err = row.Scan(&id, &p.Queue, &p.Minutes, &p.Rows, &p.From, &p.Until, &p.Volume, &p.New, &p.Changed); err == nil {
			at[id].Parts = append(at[id].Parts, p)
		}
		return p, err
	})
	return err
}

// HistoryGrid is where the intervals of a queue's active layers begin, and when
// they end.
type HistoryGrid struct {
	Minutes, Phase int
	Until          time.Time // start of the last interval
}

// HistoryGrids returns the grids of a team's queues.
func (t *Tx) HistoryGrids(ctx context.Context, team int64) (map[string]HistoryGrid, error) {
	out := map[string]HistoryGrid{}
	const sql = `
		select queue, minutes, phase, max(until)
		  from history_part
		 where team_id = @team and active
		 group by queue, minutes, phase`
	_, err := list(ctx, t, sql, args{"team": team}, func(row pgx.CollectableRow) (g HistoryGrid, err error) {
		var queue string
		if err = row.Scan(&queue, &g.Minutes, &g.Phase, &g.Until); err == nil {
			out[queue] = g
		}
		return g, err
	})
	return out, err
}

// Fits returns a Conflict for history whose intervals would overlap with those
// on the grid.
func (g HistoryGrid) Fits(s forecast.Series) error {
	switch minutes, phase := int(s.Interval/time.Minute), forecast.Phase(s); {
	case minutes != g.Minutes:
		return roster.Errorf(roster.Conflict, "the history of queue %s has intervals of %d minutes, this one of %d; export both at the same interval, or undo the imports of the other",
			s.Name, g.Minutes, minutes)
	case phase != g.Phase:
		return roster.Errorf(roster.Conflict, "the intervals of queue %s begin %d minutes past the hour, those of its history %d; export both alike, with the offset of the clock",
			s.Name, phase, g.Phase)
	}
	return nil
}

// LayersBefore lists the active layers with history before an instant.
func (t *Tx) LayersBefore(ctx context.Context, team int64, before time.Time) ([]int64, error) {
	const sql = `select distinct layer_id from history_part where team_id = @team and active and starts < @before order by layer_id`
	return list(ctx, t, sql, args{"team": team, "before": before}, pgx.RowTo[int64])
}

// OpenLayer begins a layer of so many rows on top of the others. Its parts are
// added, and then it is closed.
func (t *Tx) OpenLayer(ctx context.Context, team int64, name, checksum string, rows int) (HistoryLayer, error) {
	const sql = `
		insert into history_layer (team_id, name, checksum, rows, created, author)
		values (@team, @name, decode(nullif(@checksum::text, ''), 'hex'), @rows, @now, @who)
		returning ` + layerColumns
	return one(ctx, t, sql, args{"team": team, "name": name, "checksum": checksum, "rows": rows, "now": t.Now, "who": t.Who}, scanLayer)
}

// AddToLayer adds one queue's history, which did c to what was known.
func (t *Tx) AddToLayer(ctx context.Context, l *HistoryLayer, s forecast.Series, c forecast.Correction) error {
	p := HistoryPart{
		Queue: s.Name, Minutes: int(s.Interval / time.Minute), Rows: len(s.Points),
		From: c.From.UTC(), Until: c.Until.UTC(), New: c.New, Changed: c.Changed,
	}
	for _, pt := range s.Points {
		p.Volume += pt.Volume
	}
	const sql = `
		insert into history_part (layer_id, team_id, active, queue, minutes, phase, rows, starts, until, volume, fresh, corrected)
		values (@layer, @team, true, @queue, @minutes, @phase, @rows, @from, @until, @volume, @new, @changed)`
	err := t.exec(ctx, sql, args{
		"layer": l.ID, "team": l.Team, "queue": p.Queue, "minutes": p.Minutes, "phase": forecast.Phase(s), "rows": p.Rows,
		"from": p.From, "until": p.Until, "volume": p.Volume, "new": p.New, "changed": p.Changed,
	})
	if err != nil {
		return err
	}
	l.Parts = append(l.Parts, p)
	_, err = t.tx.CopyFrom(ctx, pgx.Identifier{"history_point"}, []string{"team_id", "queue", "start", "layer_id", "volume", "aht"},
		pgx.CopyFromSlice(len(s.Points), func(i int) ([]any, error) {
			pt := s.Points[i]
			return []any{l.Team, s.Name, pt.Start, l.ID, pt.Volume, pt.AHT}, nil
		}))
	return err
}

// CloseLayer notes in the audit what a layer brought.
func (t *Tx) CloseLayer(ctx context.Context, l HistoryLayer) error {
	return t.note(ctx, l.Team, "history.import", l.ID, nil, l)
}

// SetLayerActive undoes a layer or does it again. It is a Conflict when its
// version is not the newest.
func (t *Tx) SetLayerActive(ctx context.Context, id int64, version int, active bool) (HistoryLayer, error) {
	before, err := t.HistoryLayer(ctx, id)
	if err != nil {
		return before, err
	}
	const sql = `
		update history_layer
		   set active = @active, changed = @now, changed_by = @who, version = version + 1
		 where id = @id and version = @version
		returning ` + layerColumns
	after, err := one(ctx, t, sql, args{"id": id, "version": version, "active": active, "now": t.Now, "who": t.Who}, scanLayer)
	if err != nil {
		return before, moved(err, "import of history")
	}
	after.Parts = before.Parts
	action := map[bool]string{true: "history.redo", false: "history.undo"}[active]
	return after, t.note(ctx, before.Team, action, id, before, after)
}

// LayerDifferences lists the intervals of a layer that differ from what lies
// beneath them in active layers, the largest first. Queue "" is all.
func (t *Tx) LayerDifferences(ctx context.Context, l HistoryLayer, queue string, limit int) ([]HistoryDifference, error) {
	below, above, err := t.activeAround(ctx, l)
	if err != nil || len(below) == 0 {
		return nil, err
	}
	var queues []string
	for _, p := range l.Parts {
		if queue == "" || p.Queue == queue {
			queues = append(queues, p.Queue)
		}
	}
	const sql = `
		with beneath as (
			select distinct on (p.queue, p.start) p.queue, p.start, p.volume, p.aht, o.volume as old, o.aht as old_aht
			  from history_point p
			  join history_point o using (team_id, queue, start)
			 where team_id = @team and queue = any (@queues) and p.layer_id = @layer and o.layer_id = any (@below)
			 order by p.queue, p.start, o.layer_id desc
		)
		select queue, start, old, volume, old_aht, aht, exists (
				select from history_point n
				 where n.team_id = @team and n.queue = beneath.queue and n.start = beneath.start and n.layer_id = any (@above))
		  from beneath
		 where volume <> old or aht <> old_aht
		 order by abs(volume - old) desc, abs(aht - old_aht) desc, queue, start
		 limit @limit`
	return list(ctx, t, sql, args{
		"team": l.Team, "layer": l.ID, "queues": queues, "below": below, "above": above, "limit": limit,
	}, pgx.RowToStructByPos[HistoryDifference])
}

// activeAround lists the active layers that are older and newer than one.
func (t *Tx) activeAround(ctx context.Context, l HistoryLayer) (below, above []int64, err error) {
	const sql = `select id from history_layer where team_id = @team and active and id <> @layer order by id`
	all, err := list(ctx, t, sql, args{"team": l.Team, "layer": l.ID}, pgx.RowTo[int64])
	at, _ := slices.BinarySearch(all, l.ID)
	return all[:at], all[at:], err
}
