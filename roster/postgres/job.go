package postgres

import (
	"encoding/json"
	"time"
)

// The kinds of jobs.
const (
	ForecastJob = "forecast"
	SolveJob    = "solve"
)

// The states of a job.
const (
	JobQueued    = "queued"
	JobRunning   = "running"
	JobDone      = "done"
	JobFailed    = "failed"
	JobCancelled = "cancelled"
)

// Job is work done in the background, and how far it is.
type Job struct {
	ID       int64           `json:"id"`
	Kind     string          `json:"kind"`
	State    string          `json:"state"`
	Team     int64           `json:"team"`
	Roster   int64           `json:"roster,omitempty"`
	Args     json.RawMessage `json:"args"`
	Author   string          `json:"author"`
	Share    float64         `json:"share"`             // of the work done, 0 to 1
	Stage    string          `json:"stage,omitempty"`   // of plan.Run: "forecast", "requirement", "problem", "solve"
	Cost     *float64        `json:"cost,omitempty"`    // of the best roster so far
	Hard     *int            `json:"hard,omitempty"`    // steps by which it breaks hard rules; 0 is lawful
	Message  string          `json:"message,omitempty"` // why it failed
	Result   int64           `json:"result,omitempty"`  // the forecast made, or the roster's version
	Attempt  int             `json:"attempt"`           // how often a worker began it
	Cancel   bool            `json:"cancel,omitempty"`  // somebody asked it to stop
	Created  time.Time       `json:"created"`
	Started  time.Time       `json:"started,omitzero"`
	Finished time.Time       `json:"finished,omitzero"`
}

// Over reports whether nothing will happen to the job any more.
func (j Job) Over() bool {
	return j.State == JobDone || j.State == JobFailed || j.State == JobCancelled
}

// Lawful reports whether the best roster so far breaks no hard rule.
func (j Job) Lawful() bool { return j.Hard != nil && *j.Hard == 0 }
