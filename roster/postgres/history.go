package postgres

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// HistorySpan says what history of a queue there is.
type HistorySpan struct {
	Queue   string    `json:"queue"`
	Minutes int       `json:"minutes"` // of an interval
	Points  int       `json:"points"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"` // start of the last interval
	Volume  float64   `json:"volume"`
}

// HistoryPoint is one interval of a queue's history, or what came in on a day.
type HistoryPoint struct {
	Start  time.Time   `json:"start"`
	Date   roster.Date `json:"date"` // the team's
	Volume float64     `json:"volume"`
	AHT    float64     `json:"aht"` // seconds, 0 unknown
}

// HistorySpans says what history a team has that counts, by queue.
func (t *Tx) HistorySpans(ctx context.Context, team int64) ([]HistorySpan, error) {
	all, err := t.activeParts(ctx, team, nil)
	if err != nil {
		return nil, err
	}
	var out []HistorySpan
	for _, parts := range all {
		span, apart := joined(parts)
		if !apart {
			if span, err = t.countHistory(ctx, team, parts, span); err != nil {
				return nil, err
			}
		}
		out = append(out, span)
	}
	return out, nil
}

// joined adds up what the layers of a queue hold. Where they lie apart in time,
// that is what counts.
func joined(parts []activePart) (span HistorySpan, apart bool) {
	span = HistorySpan{Queue: parts[0].Queue, Minutes: parts[0].Minutes, From: parts[0].From, Until: parts[0].Until}
	apart = true
	for i, p := range parts { // by their beginnings
		apart = apart && (i == 0 || p.From.After(span.Until))
		span.Points, span.Volume = span.Points+p.Rows, span.Volume+p.Volume
		if p.Until.After(span.Until) {
			span.Until = p.Until
		}
	}
	return span, apart
}

// countHistory counts what layers that overlap come to.
func (t *Tx) countHistory(ctx context.Context, team int64, parts []activePart, span HistorySpan) (HistorySpan, error) {
	const sql = `
		select count(*)::int, sum(volume)
		  from (select distinct on (start) volume
		          from history_point
		         where team_id = @team and queue = @queue and layer_id = any (@layers)
		         order by start, layer_id desc) counting`
	rows, err := t.tx.Query(ctx, sql, args{"team": team, "queue": span.Queue, "layers": layersOf(parts)})
	if err != nil {
		return span, err
	}
	_, err = pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (struct{}, error) {
		return struct{}{}, row.Scan(&span.Points, &span.Volume)
	})
	return span, err
}

// History returns the history of some queues in their order, those without any
// left out. A zero instant leaves an end open. One queue is read after the
// other, so that the database sorts no more than one; and its layers are found
// first, so that no join depends on statistics that an import has made old.
func (t *Tx) History(ctx context.Context, team int64, queues []string, zone *time.Location, from, to time.Time) ([]forecast.Series, error) {
	all, err := t.activeParts(ctx, team, queues)
	if err != nil {
		return nil, err
	}
	var out []forecast.Series
	for _, q := range queues {
		at := slices.IndexFunc(all, func(p []activePart) bool { return p[0].Queue == q })
		if at < 0 {
			continue
		}
		s, err := t.historyOf(ctx, team, all[at], zone, from, to)
		if err != nil {
			return nil, err
		}
		if len(s.Points) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// historyOf reads one queue's history: of every interval the newest layer.
func (t *Tx) historyOf(ctx context.Context, team int64, parts []activePart, zone *time.Location, from, to time.Time) (forecast.Series, error) {
	const sql = `
		select distinct on (start) start, volume, aht
		  from history_point
		 where team_id = @team and queue = @queue and layer_id = any (@layers)
		   and start >= coalesce(@from, timestamptz '-infinity') and start < coalesce(@to, timestamptz 'infinity')
		 order by start, layer_id desc`
	s := forecast.Series{Name: parts[0].Queue, Zone: zone, Interval: time.Duration(parts[0].Minutes) * time.Minute}
	rows, err := t.tx.Query(ctx, sql, args{"team": team, "queue": s.Name, "layers": layersOf(parts), "from": instant(from), "to": instant(to)})
	if err != nil {
		return s, err
	}
	defer rows.Close()
	if from.IsZero() { // nearly all of it: in one piece, since to grow takes it twice
		s.Points = make([]forecast.Point, 0, most(parts))
	}
	for rows.Next() {
		var p forecast.Point
		if err := rows.Scan(&p.Start, &p.Volume, &p.AHT); err != nil {
			return s, err
		}
		p.Start = p.Start.In(zone)
		s.Points = append(s.Points, p)
	}
	return s, rows.Err()
}

// most is at least how many intervals the layers of a queue have together, and
// not many more.
func most(parts []activePart) int {
	span, _ := joined(parts)
	step := time.Duration(span.Minutes) * time.Minute
	return min(span.Points, int(span.Until.Sub(span.From)/step)+2) // a day may have an hour more
}

// activePart is what an active layer holds of a queue.
type activePart struct {
	HistoryPart
	layer int64
}

func layersOf(parts []activePart) []int64 {
	out := make([]int64, len(parts))
	for i, p := range parts {
		out[i] = p.layer
	}
	return out
}

// activeParts returns what the active layers hold of some queues, nil for all,
// by queue and in order of their beginnings.
func (t *Tx) activeParts(ctx context.Context, team int64, queues []string) ([][]activePart, error) {
	const sql = `
		select layer_id, queue, minutes, rows, starts, until, volume
		  from history_part
		 where team_id = @team and active and (@queues::text[] is null or queue = any (@queues))
		 order by queue, starts`
	all, err := list(ctx, t, sql, args{"team": team, "queues": queues}, func(row pgx.CollectableRow) (p activePart, err error) {
		err = row.Scan(&p.layer, &p.Queue, &p.Minutes, &p.Rows, &p.From, &p.Until, &p.Volume)
		return p, err
	})
	var out [][]activePart
	for _, p := range all {
		if n := len(out); n > 0 && out[n-1][0].Queue == p.Queue {
			out[n-1] = append(out[n-1], p)
		} else {
			out = append(out, []activePart{p})
		}
	}
	return out, err
}

// Events lists a team's special days.
func (t *Tx) Events(ctx context.Context, team int64) ([]forecast.SpecialDay, error) {
	const sql = `select value from event where team_id = @team order by position`
	return list(ctx, t, sql, args{"team": team}, pgx.RowTo[forecast.SpecialDay])
}

// SetEvents replaces a team's special days.
func (t *Tx) SetEvents(ctx context.Context, team int64, events []forecast.SpecialDay) error {
	before, err := t.Events(ctx, team)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, `delete from event where team_id = @team`, args{"team": team}); err != nil {
		return err
	}
	for i, e := range events {
		value, err := json.Marshal(e)
		if err != nil {
			return err
		}
		const sql = `insert into event (team_id, position, value) values (@team, @position, @value)`
		if err := t.exec(ctx, sql, args{"team": team, "position": i, "value": value}); err != nil {
			return err
		}
	}
	if err := t.touch(ctx, team); err != nil {
		return err
	}
	return t.note(ctx, team, "event.set", team, before, events)
}
