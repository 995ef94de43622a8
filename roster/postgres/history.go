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

// HistorySpans says what history a team has that counts, by queue.
func (t *Tx) HistorySpans(ctx context.Context, team int64) ([]HistorySpan, error) {
	const sql = `
		select queue, minutes, count(*)::int, min(start), max(start), sum(volume)
		  from history
		 where team_id = @team
		 group by queue, minutes
		 order by queue`
	return list(ctx, t, sql, args{"team": team}, pgx.RowToStructByPos[HistorySpan])
}

// History returns the history of some queues in their order, those without any
// left out. A zero instant leaves an end open. One queue is read after the
// other, so that the database sorts no more than one.
func (t *Tx) History(ctx context.Context, team int64, queues []string, zone *time.Location, from, to time.Time) ([]forecast.Series, error) {
	var out []forecast.Series
	for _, q := range queues {
		s, err := t.historyOf(ctx, team, q, zone, from, to)
		if err != nil {
			return nil, err
		}
		if len(s.Points) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// historyOf reads one queue's history.
func (t *Tx) historyOf(ctx context.Context, team int64, queue string, zone *time.Location, from, to time.Time) (forecast.Series, error) {
	const sql = `
		select minutes, start, volume, aht
		  from history
		 where team_id = @team and queue = @queue
		   and start >= coalesce(@from, timestamptz '-infinity') and start < coalesce(@to, timestamptz 'infinity')
		 order by start`
	s := forecast.Series{Name: queue, Zone: zone}
	rows, err := t.tx.Query(ctx, sql, args{"team": team, "queue": queue, "from": instant(from), "to": instant(to)})
	if err != nil {
		return s, err
	}
	defer rows.Close()
	var minutes int
	for rows.Next() {
		var p forecast.Point
		if err := rows.Scan(&minutes, &p.Start, &p.Volume, &p.AHT); err != nil {
			return s, err
		}
		p.Start = p.Start.In(zone)
		s.Points = append(s.Points, p)
	}
	s.Interval = time.Duration(minutes) * time.Minute
	return s, rows.Err()
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
