package postgres

import "time"

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
