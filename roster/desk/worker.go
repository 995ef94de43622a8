package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/smena-org/smena/roster/postgres"
)

// WorkerOptions say how a worker works.
type WorkerOptions struct {
	Name      string        // in jobs and logs; "" is made of host and process
	Jobs      int           // at once; 0 is 1
	Threads   int           // of one solve; 0 is all cores
	StopAfter time.Duration // how long running jobs may go on once asked to stop; 0 is 8 seconds
}

const (
	leaseFor  = 15 * time.Second // a worker not heard of for so long is taken for dead
	renewEach = time.Second
	tickEach  = 5 * time.Second // between looks for dead workers and due schedules
)

var (
	errCancelled = errors.New("somebody cancelled the job")
	errLost      = errors.New("another worker took the job over")
)

// Work takes jobs, fires schedules and takes over the jobs of workers that
// died, until ctx is done. Jobs that then still run are handed back. Any
// number of workers, in any number of processes, may work at the same time.
func (d *Desk) Work(ctx context.Context, o WorkerOptions) error {
	host, _ := os.Hostname()
	o.Name = cmp.Or(o.Name, fmt.Sprintf("%s-%d-%d", host, os.Getpid(), d.Now().UnixNano()))
	o.Jobs, o.StopAfter = cmp.Or(o.Jobs, 1), cmp.Or(o.StopAfter, 8*time.Second)
	w := &worker{d: d, o: o}
	workers := river.NewWorkers()
	river.AddWorker(workers, w)
	client, err := river.NewClient(riverpgxv5.New(d.Store.Pool()), &river.Config{
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.Jobs}},
		Workers: workers,
		Logger:  quiet(d.Log),
		// Our own lease and timeouts do what these are for.
		JobTimeout: -1, RescueStuckJobsAfter: 24 * time.Hour,
	})
	if err != nil {
		return err
	}
	w.client = client
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	w.tick(ctx)
	return w.stop()
}

// quiet lets only what goes wrong through: River tells of every start and stop.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(atLeast{log.Handler(), slog.LevelWarn})
}

type atLeast struct {
	slog.Handler
	level slog.Level
}

func (h atLeast) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= h.level && h.Handler.Enabled(ctx, l)
}

// worker takes River's tickets, each for one of our jobs.
type worker struct {
	river.WorkerDefaults[postgres.Call]
	d      *Desk
	o      WorkerOptions
	client *river.Client[pgx.Tx]
}

// Timeout is none: every job has its own.
func (w *worker) Timeout(*river.Job[postgres.Call]) time.Duration { return -1 }

// stop lets jobs go on for a while, and then hands them back.
func (w *worker) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), w.o.StopAfter)
	defer cancel()
	if err := w.client.Stop(ctx); err == nil {
		return nil
	}
	ctx, cancel = context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return w.client.StopAndCancel(ctx)
}

// tick looks after what no single job does, until ctx is done.
func (w *worker) tick(ctx context.Context) {
	for {
		if err := w.lookAfter(ctx); err != nil && ctx.Err() == nil {
			w.d.Log.Error("looking after jobs and schedules", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tickEach):
		}
	}
}

func (w *worker) lookAfter(ctx context.Context) error {
	err := w.d.Store.Write(ctx, by{Who: "system", Now: w.d.Now()}, func(tx *postgres.Tx) error {
		ids, err := tx.TakeOver(ctx, w.client)
		if len(ids) > 0 {
			w.d.Log.Warn("taking over jobs of workers that died", "jobs", ids)
		}
		if err != nil {
			return err
		}
		if err := tx.ForgetKeys(ctx); err != nil {
			return err
		}
		return tx.EndSwaps(ctx, 0)
	})
	if err != nil {
		return err
	}
	return w.d.fireSchedules(ctx)
}

// Work does one job. Its errors are the job's, not River's: a ticket is used up
// in any case.
func (w *worker) Work(ctx context.Context, ticket *river.Job[postgres.Call]) error {
	j, lease, ok, err := w.d.Store.Claim(ctx, ticket.Args.Job, w.o.Name, w.d.Now(), leaseFor)
	if err != nil || !ok {
		return err
	}
	run := &running{w: w, job: j, lease: lease}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	beat := make(chan struct{})
	go func() { defer close(beat); run.beat(ctx, cancel) }()
	err = run.do(ctx)
	cause := context.Cause(ctx)
	cancel(nil)
	<-beat
	return run.end(err, cause)
}
