package desk

import (
	"context"
	"iter"
	"time"
)

// Jobs lists jobs of a team, newest first; team 0 is all the actor may see.
func (d *Desk) Jobs(ctx context.Context, team int64, p Page) ([]Job, error) { return nil, errNotBuilt }

// Job returns one job.
func (d *Desk) Job(ctx context.Context, id int64) (Job, error) { return Job{}, errNotBuilt }

// WatchJob yields a job now and whenever it has changed, until it is over or
// ctx is done. An error is the last thing yielded.
func (d *Desk) WatchJob(ctx context.Context, id int64) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) { yield(Job{}, errNotBuilt) }
}

// CancelJob asks a job to stop. One that is queued stops at once, one that
// runs within seconds; a solve then throws its roster away. One that is over
// is a Conflict.
func (d *Desk) CancelJob(ctx context.Context, id int64) (Job, error) { return Job{}, errNotBuilt }

// WorkerOptions say how a worker works.
type WorkerOptions struct {
	Name      string        // in jobs and logs; "" is made of host and process
	Jobs      int           // at once; 0 is 1
	Threads   int           // of one solve; 0 is all cores
	StopAfter time.Duration // how long running jobs may go on once asked to stop; 0 is 8 seconds
}

// Work takes jobs, fires schedules and takes over the jobs of workers that
// died, until ctx is done. Jobs that then still run are handed back. Any
// number of workers, in any number of processes, may work at the same time.
func (d *Desk) Work(ctx context.Context, o WorkerOptions) error { return errNotBuilt }
