package postgres

import (
	"context"
	"encoding/json"
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

// AddHistory keeps a queue's history. What was there for the same intervals is
// replaced; a queue has one length of interval.
func (t *Tx) AddHistory(ctx context.Context, team int64, s forecast.Series) error {
	minutes := int(s.Interval / time.Minute)
	const series = `
		insert into history_series (team_id, queue, minutes) values ($1, $2, $3)
		on conflict (team_id, queue) do update set queue = excluded.queue
		returning minutes`
	var have int
	if err := t.tx.QueryRow(ctx, series, team, s.Name, minutes).Scan(&have); err != nil {
		return err
	}
	if have != minutes {
		return roster.Errorf(roster.Conflict, "the history of queue %s has intervals of %d minutes, this one of %d; export both at the same interval", s.Name, have, minutes)
	}
	if len(s.Points) == 0 {
		return nil
	}
	for _, sql := range []string{
		`create temporary table incoming (start timestamptz primary key, volume double precision, aht double precision) on commit drop`,
	} {
		if _, err := t.tx.Exec(ctx, sql); err != nil {
			return err
		}
	}
	_, err := t.tx.CopyFrom(ctx, pgx.Identifier{"incoming"}, []string{"start", "volume", "aht"},
		pgx.CopyFromSlice(len(s.Points), func(i int) ([]any, error) {
			p := s.Points[i]
			return []any{p.Start, p.Volume, p.AHT}, nil
		}))
	if err != nil {
		return err
	}
	const merge = `
		insert into history_point (team_id, queue, start, volume, aht)
		select @team, @queue, start, volume, aht from incoming
		on conflict (team_id, queue, start) do update set volume = excluded.volume, aht = excluded.aht`
	if err := t.exec(ctx, merge, args{"team": team, "queue": s.Name}); err != nil {
		return err
	}
	if _, err := t.tx.Exec(ctx, `drop table incoming`); err != nil {
		return err
	}
	return t.note(ctx, team, "history.import", s.Name, nil, map[string]any{
		"points": len(s.Points), "from": s.Points[0].Start, "until": s.Points[len(s.Points)-1].Start,
	})
}

// HistorySpans says what history a team has, by queue.
func (t *Tx) HistorySpans(ctx context.Context, team int64) ([]HistorySpan, error) {
	const sql = `
		select s.queue, s.minutes, count(*)::int, min(p.start), max(p.start), sum(p.volume)
		  from history_series s
		  join history_point p using (team_id, queue)
		 where s.team_id = @team
		 group by s.queue, s.minutes
		 order by s.queue`
	return list(ctx, t, sql, args{"team": team}, pgx.RowToStructByPos[HistorySpan])
}

// History returns the history of some queues in their order, those without any
// left out. A zero instant leaves an end open.
func (t *Tx) History(ctx context.Context, team int64, queues []string, zone *time.Location, from, to time.Time) ([]forecast.Series, error) {
	const sql = `
		select queue, minutes, start, volume, aht
		  from history_series
		  join history_point using (team_id, queue)
		 where team_id = @team and queue = any (@queues)
		   and start >= coalesce(@from, timestamptz '-infinity') and start < coalesce(@to, timestamptz 'infinity')
		 order by array_position(@queues, queue), start`
	rows, err := t.tx.Query(ctx, sql, args{"team": team, "queues": queues, "from": instant(from), "to": instant(to)})
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []forecast.Series
	for rows.Next() {
		var queue string
		var minutes int
		var p forecast.Point
		if err := rows.Scan(&queue, &minutes, &p.Start, &p.Volume, &p.AHT); err != nil {
			return nil, err
		}
		if n := len(out); n == 0 || out[n-1].Name != queue {
			out = append(out, forecast.Series{Name: queue, Zone: zone, Interval: time.Duration(minutes) * time.Minute})
		}
		s := &out[len(out)-1]
		p.Start = p.Start.In(zone)
		s.Points = append(s.Points, p)
	}
	return out, rows.Err()
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
