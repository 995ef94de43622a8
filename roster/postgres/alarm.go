package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// Alarm says that a queue's forecasts have erred in one direction for weeks.
type Alarm struct {
	ID     int64       `json:"id"`
	Team   int64       `json:"team"`
	Queue  string      `json:"queue"`
	Week   roster.Date `json:"week"`   // Monday of the last week it took
	Since  roster.Date `json:"since"`  // of the first
	More   bool        `json:"more"`   // more came than was forecast
	OffBy  float64     `json:"off_by"` // (came − said) ÷ said over these weeks
	Found  time.Time   `json:"found"`
	Seen   time.Time   `json:"seen,omitzero"`
	SeenBy string      `json:"seen_by,omitempty"`
}

const alarmColumns = `id, team_id, queue, week, since, more, off_by, found, seen, seen_by`

func scanAlarm(row pgx.CollectableRow) (a Alarm, err error) {
	var seen *time.Time
	err = row.Scan(&a.ID, &a.Team, &a.Queue, &a.Week, &a.Since, &a.More, &a.OffBy, &a.Found, &seen, &a.SeenBy)
	a.Seen = when(seen)
	return a, err
}

// AddAlarm keeps an alarm, unless the queue's alarm of that week is known.
func (t *Tx) AddAlarm(ctx context.Context, a Alarm) error {
	const sql = `
		insert into drift_alarm (team_id, queue, week, since, more, off_by, found)
		values (@team, @queue, @week, @since, @more, @off, @now)
		on conflict (team_id, queue, week) do nothing
		returning ` + alarmColumns
	got, err := list(ctx, t, sql, args{
		"team": a.Team, "queue": a.Queue, "week": a.Week, "since": a.Since, "more": a.More, "off": a.OffBy, "now": t.Now,
	}, scanAlarm)
	if err != nil || len(got) == 0 {
		return err
	}
	return t.note(ctx, a.Team, "drift_alarm.raise", got[0].ID, nil, got[0])
}

// Alarms lists a team's alarms, newest first.
func (t *Tx) Alarms(ctx context.Context, team, before int64, limit int) ([]Alarm, error) {
	const sql = `
		select ` + alarmColumns + `
		  from drift_alarm
		 where team_id = @team and (@before::bigint = 0 or id < @before)
		 order by id desc
		 limit @limit`
	return list(ctx, t, sql, args{"team": team, "before": before, "limit": limit}, scanAlarm)
}

// Alarm returns one alarm.
func (t *Tx) Alarm(ctx context.Context, id int64) (Alarm, error) {
	a, err := one(ctx, t, `select `+alarmColumns+` from drift_alarm where id = @id`, args{"id": id}, scanAlarm)
	return a, found(err, "alarm %d", id)
}

// SeeAlarm keeps that somebody has seen an alarm. The first one counts.
func (t *Tx) SeeAlarm(ctx context.Context, a Alarm) (Alarm, error) {
	const sql = `
		update drift_alarm
		   set seen = @now, seen_by = @who
		 where id = @id and seen is null`
	if err := t.exec(ctx, sql, args{"id": a.ID, "now": t.Now, "who": t.Who}); err != nil {
		return a, err
	}
	after, err := t.Alarm(ctx, a.ID)
	if err != nil || !a.Seen.IsZero() {
		return after, err
	}
	return after, t.note(ctx, a.Team, "drift_alarm.see", a.ID, a, after)
}
