package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Schedule is a job that is started again and again.
type Schedule struct {
	ID      int64      `json:"id"`
	Team    int64      `json:"team"`
	Kind    string     `json:"kind" enum:"forecast,solve"`
	Cron    string     `json:"cron"`
	Zone    string     `json:"zone"`
	Enabled bool       `json:"enabled"`
	Next    *time.Time `json:"next,omitempty"`
	Last    *time.Time `json:"last,omitempty"`
	LastJob int64      `json:"last_job,omitempty"`
	Version int        `json:"version"`
	Created time.Time  `json:"created"`
}

func scheduleOf(c desk.Schedule) Schedule {
	return Schedule{c.ID, c.Team, c.Kind, c.Cron, c.Zone, c.Enabled, when(c.Next), when(c.Last), c.LastJob, c.Version, c.Created}
}

// NewSchedule is a schedule to be made or changed.
type NewSchedule struct {
	Kind    string `json:"kind" enum:"forecast,solve" doc:"Of the month after the one in which it fires"`
	Cron    string `json:"cron" minLength:"1" maxLength:"200" doc:"Five fields, or @weekly and the like" example:"0 8 * * MON"`
	Zone    string `json:"zone,omitempty" maxLength:"64" doc:"IANA; the clock the expression is read by. Absent is the team's"`
	Enabled bool   `json:"enabled"`
}

type newScheduleInput struct {
	TeamInput
	Body NewSchedule
}

type ScheduleInput struct {
	Schedule int64 `path:"schedule" minimum:"1"`
}

type changeScheduleInput struct {
	ScheduleInput
	VersionInput
	Body NewSchedule
}

func (s *server) registerSchedules(api huma.API) {
	const tag = "Schedules"
	register(api, op("list-schedules", http.MethodGet, "/teams/{team}/schedules", tag, "List a team's schedules", "Planners."), s.listSchedules)
	register(api, making("create-schedule", "/teams/{team}/schedules", tag, "Make a schedule",
		"A time that the clock skips in spring fires at the next that it shows; one shown twice in autumn fires once. Planners."), s.createSchedule)
	register(api, op("update-schedule", http.MethodPut, "/schedules/{schedule}", tag, "Change a schedule", "Planners."), s.updateSchedule)
	register(api, removing("delete-schedule", "/schedules/{schedule}", tag, "Remove a schedule", "Planners."), s.deleteSchedule)
}

func (s *server) listSchedules(ctx context.Context, in *TeamInput) (*answer[list[Schedule]], error) {
	found, err := s.desk.Schedules(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, scheduleOf), nil
}

func (s *server) createSchedule(ctx context.Context, in *newScheduleInput) (*made[Schedule], error) {
	c, err := s.desk.CreateSchedule(ctx, in.Team, desk.NewSchedule(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Schedule]{at("/schedules/%d", c.ID), etag(c.Version), scheduleOf(c)}, nil
}

func (s *server) updateSchedule(ctx context.Context, in *changeScheduleInput) (*versioned[Schedule], error) {
	c, err := s.desk.UpdateSchedule(ctx, in.Schedule, in.IfMatch.n, desk.NewSchedule(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &versioned[Schedule]{etag(c.Version), scheduleOf(c)}, nil
}

func (s *server) deleteSchedule(ctx context.Context, in *ScheduleInput) (*nothing, error) {
	if err := s.desk.DeleteSchedule(ctx, in.Schedule); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
