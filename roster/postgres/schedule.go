package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Schedule is a job that is started again and again.
type Schedule struct {
	ID      int64     `json:"id"`
	Team    int64     `json:"team"`
	Kind    string    `json:"kind"` // of job
	Cron    string    `json:"cron"` // five fields, or @weekly and the like
	Zone    string    `json:"zone"` // IANA; the clock the expression is read by
	Enabled bool      `json:"enabled"`
	Next    time.Time `json:"next"`
	Last    time.Time `json:"last,omitzero"`
	LastJob int64     `json:"last_job,omitempty"`
	Version int       `json:"version"`
	Created time.Time `json:"created"`
}

const scheduleColumns = `id, team_id, kind, cron, zone, enabled, next_at, last_at, coalesce(last_job, 0), version, created`

func scanSchedule(row pgx.CollectableRow) (s Schedule, err error) {
	var last *time.Time
	err = row.Scan(&s.ID, &s.Team, &s.Kind, &s.Cron, &s.Zone, &s.Enabled, &s.Next, &last, &s.LastJob, &s.Version, &s.Created)
	s.Last = when(last)
	return s, err
}

// Schedules lists a team's schedules.
func (t *Tx) Schedules(ctx context.Context, team int64) ([]Schedule, error) {
	return list(ctx, t, `select `+scheduleColumns+` from schedule where team_id = @team order by id`, args{"team": team}, scanSchedule)
}

// Schedule returns one schedule.
func (t *Tx) Schedule(ctx context.Context, id int64) (Schedule, error) {
	s, err := one(ctx, t, `select `+scheduleColumns+` from schedule where id = @id`, args{"id": id}, scanSchedule)
	return s, found(err, "schedule %d", id)
}

// AddSchedule keeps a schedule.
func (t *Tx) AddSchedule(ctx context.Context, s Schedule) (Schedule, error) {
	const sql = `
		insert into schedule (team_id, kind, cron, zone, enabled, next_at, created)
		values (@team, @kind, @cron, @zone, @enabled, @next, @now)
		returning ` + scheduleColumns
	s, err := one(ctx, t, sql, args{
		"team": s.Team, "kind": s.Kind, "cron": s.Cron, "zone": s.Zone, "enabled": s.Enabled, "next": s.Next, "now": t.Now,
	}, scanSchedule)
	if err != nil {
		return s, err
	}
	return s, t.note(ctx, s.Team, "schedule.create", s.ID, nil, s)
}

// UpdateSchedule keeps a changed schedule. It is a Conflict when its version is
// not the newest.
func (t *Tx) UpdateSchedule(ctx context.Context, s Schedule) (Schedule, error) {
	before, err := t.Schedule(ctx, s.ID)
	if err != nil {
		return before, err
	}
	const sql = `
		update schedule
		   set kind = @kind, cron = @cron, zone = @zone, enabled = @enabled, next_at = @next, version = version + 1
		 where id = @id and version = @version
		returning ` + scheduleColumns
	after, err := one(ctx, t, sql, args{
		"id": s.ID, "version": s.Version, "kind": s.Kind, "cron": s.Cron, "zone": s.Zone, "enabled": s.Enabled, "next": s.Next,
	}, scanSchedule)
	if err != nil {
		return after, moved(err, "schedule")
	}
	return after, t.note(ctx, s.Team, "schedule.update", s.ID, before, after)
}

// DeleteSchedule removes a schedule.
func (t *Tx) DeleteSchedule(ctx context.Context, s Schedule) error {
	if err := t.exec(ctx, `delete from schedule where id = @id`, args{"id": s.ID}); err != nil {
		return err
	}
	return t.note(ctx, s.Team, "schedule.delete", s.ID, s, nil)
}

// DueSchedule returns a schedule whose time has come, and keeps others from
// taking it until the transaction ends. NotFound when there is none.
func (t *Tx) DueSchedule(ctx context.Context) (Schedule, error) {
	const sql = `
		select ` + scheduleColumns + `
		  from schedule
		 where enabled and next_at <= @now
		 order by next_at
		 limit 1
		   for update skip locked`
	s, err := one(ctx, t, sql, args{"now": t.Now}, scanSchedule)
	return s, found(err, "schedule is due")
}

// Fired keeps that a schedule fired, when it will next, and the job it started,
// 0 for none.
func (t *Tx) Fired(ctx context.Context, s Schedule, next time.Time, job int64) error {
	const sql = `
		update schedule set last_at = @now, last_job = nullif(@job::bigint, 0), next_at = @next
		 where id = @id
		returning ` + scheduleColumns
	after, err := one(ctx, t, sql, args{"id": s.ID, "now": t.Now, "next": next, "job": job}, scanSchedule)
	if err != nil {
		return err
	}
	return t.note(ctx, s.Team, "schedule.fire", s.ID, s, after)
}
