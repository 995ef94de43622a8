package api

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Job is work done in the background, and how far it is.
type Job struct {
	ID       int64      `json:"id"`
	Kind     string     `json:"kind" enum:"forecast,solve"`
	State    string     `json:"state" enum:"queued,running,done,failed,cancelled"`
	Team     int64      `json:"team"`
	Roster   int64      `json:"roster,omitempty"`
	Author   string     `json:"author"`
	Share    float64    `json:"share" doc:"Of the work done, 0 to 1"`
	Stage    string     `json:"stage,omitempty" doc:"forecast, requirement, problem, solve"`
	Cost     *float64   `json:"cost,omitempty" doc:"Of the best roster so far"`
	Hard     *int       `json:"hard,omitempty" doc:"Steps by which it breaks hard rules; 0 is lawful"`
	Missing  *float64   `json:"missing,omitempty" doc:"Agent-hours of demand it leaves open"`
	Bound    *float64   `json:"bound,omitempty" doc:"No roster costs less; absent while nothing is proven"`
	Gap      *float64   `json:"gap,omitempty" doc:"Share of its cost, 0 to 1, by which the best roster so far is at most away from the best possible; absent while nothing is proven or it is unlawful"`
	Message  string     `json:"message,omitempty" doc:"Why it failed"`
	Result   int64      `json:"result,omitempty" doc:"The forecast made, or the roster's version"`
	Attempt  int        `json:"attempt" doc:"How often a worker began it"`
	Cancel   bool       `json:"cancel,omitempty" doc:"Somebody asked it to stop"`
	Created  time.Time  `json:"created"`
	Started  *time.Time `json:"started,omitempty"`
	Finished *time.Time `json:"finished,omitempty"`
}

func jobOf(j desk.Job) Job {
	return Job{
		ID: j.ID, Kind: j.Kind, State: j.State, Team: j.Team, Roster: j.Roster, Author: j.Author, Share: j.Share, Stage: j.Stage,
		Cost: j.Cost, Hard: j.Hard, Missing: j.Missing, Bound: j.Bound, Gap: j.Gap(), Message: j.Message, Result: j.Result, Attempt: j.Attempt, Cancel: j.Cancel,
		Created: j.Created, Started: when(j.Started), Finished: when(j.Finished),
	}
}

func jobMade(j desk.Job) *made[Job] {
	return &made[Job]{Location: at("/jobs/%d", j.ID), Body: jobOf(j)}
}

type jobsInput struct {
	Team int64 `query:"team" minimum:"1" doc:"Absent is all you may see"`
	PageInput
}

type jobInput struct {
	Job int64 `path:"job" minimum:"1"`
}

func (s *server) registerJobs(api huma.API) {
	const tag = "Jobs"
	register(api, op("list-jobs", http.MethodGet, "/jobs", tag, "List jobs", ""), s.listJobs)
	register(api, op("get-job", http.MethodGet, "/jobs/{job}", tag, "Read a job", ""), s.getJob)
	register(api, op("cancel-job", http.MethodPost, "/jobs/{job}/cancel", tag, "Ask a job to stop",
		"One that is queued stops at once, one that runs within seconds; a solve then throws its roster away."), s.cancelJob)
}

func (s *server) listJobs(ctx context.Context, in *jobsInput) (*answer[list[Job]], error) {
	found, err := s.desk.Jobs(ctx, in.Team, in.page())
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return part(in.PageInput, found, jobOf, func(j desk.Job) int64 { return j.ID }), nil
}

func (s *server) getJob(ctx context.Context, in *jobInput) (*answer[Job], error) {
	j, err := s.desk.Job(ctx, in.Job)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Job]{jobOf(j)}, nil
}

func (s *server) cancelJob(ctx context.Context, in *jobInput) (*answer[Job], error) {
	j, err := s.desk.CancelJob(ctx, in.Job)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Job]{jobOf(j)}, nil
}

// reflectJob names the schema of the stream's data.
var reflectJob = reflect.TypeFor[Job]()
