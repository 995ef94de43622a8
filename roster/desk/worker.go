package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
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

// running is a job under way.
type running struct {
	w     *worker
	job   Job
	lease postgres.Lease

	mu       sync.Mutex
	progress postgres.Progress
	finished bool // the result is kept, and the job's end with it
}

// beat renews the lease and keeps how far the job is, until it is over.
func (r *running) beat(ctx context.Context, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(renewEach)
	defer tick.Stop()
	heard := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		r.mu.Lock()
		p := r.progress
		r.mu.Unlock()
		held, stop, err := r.w.d.Store.Renew(ctx, r.lease, p, r.w.d.Now().Add(leaseFor))
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && time.Since(heard) < leaseFor:
			continue // the database may come back
		case err != nil || !held:
			cancel(errLost)
			return
		case stop:
			cancel(errCancelled)
			return
		}
		heard = time.Now()
	}
}

// say keeps how far the job is, for the next beat to write down.
func (r *running) say(e plan.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Stage = string(e.Stage)
	if s := e.Solve; s != nil {
		r.progress.Share, r.progress.Cost, r.progress.Hard = s.Share, new(float64(s.Best.Soft)/roster.Scale), new(s.Best.Hard)
		r.progress.Missing, r.progress.Bound = new(s.Missing), s.Bound
	}
}

// found keeps what became of a search, which its last look need not have seen.
func (r *running) found(ctx context.Context, sol *solver.Solution, p *solver.Problem) error {
	r.mu.Lock()
	r.progress.Share, r.progress.Cost, r.progress.Hard = 1, &sol.Cost, &sol.Hard
	r.progress.Missing, r.progress.Bound = new(sol.MissingHours(p)), sol.Bound
	last := r.progress
	r.mu.Unlock()
	_, _, err := r.w.d.Store.Renew(ctx, r.lease, last, r.w.d.Now().Add(leaseFor))
	return err
}

func (r *running) do(ctx context.Context) error {
	switch r.job.Kind {
	case postgres.ForecastJob:
		return r.forecast(ctx)
	case postgres.SolveJob:
		return r.solve(ctx)
	}
	return roster.Errorf(roster.Invalid, "unknown kind of job %q", r.job.Kind)
}

// end writes down how the job ended, unless its result did.
func (r *running) end(err, cause error) error {
	if r.finished || errors.Is(cause, errLost) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	return r.w.d.Store.Write(ctx, r.by(), func(tx *postgres.Tx) error {
		switch {
		case errors.Is(cause, errCancelled):
			return tx.Finish(ctx, r.lease, postgres.JobCancelled, "", 0)
		case cause != nil: // the worker is being stopped
			return tx.HandBack(ctx, r.w.client, r.lease)
		}
		return tx.Finish(ctx, r.lease, postgres.JobFailed, r.message(err), 0)
	})
}

// message is what a person may read of an error.
func (r *running) message(err error) string {
	if roster.KindOf(err) != roster.Internal {
		return err.Error()
	}
	r.w.d.Log.Error("a job failed", "job", r.job.ID, "kind", r.job.Kind, "error", err)
	if errors.Is(err, context.DeadlineExceeded) {
		return "it took too long"
	}
	return "something went wrong on our side; the log says more"
}

// by says in whose name the job's result is written: who asked for it.
func (r *running) by() by { return by{Who: r.job.Author, Now: r.w.d.Now()} }

// besides is how long everything of a job but the search may take.
const besides = 10 * time.Minute

func (r *running) forecast(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, besides)
	defer cancel()
	var args forecastArgs
	if err := json.Unmarshal(r.job.Args, &args); err != nil {
		return err
	}
	f, err := r.w.d.forecastOf(ctx, r.job.Team, args.Month, r.say)
	if err != nil {
		return err
	}
	return r.keep(ctx, func(tx *postgres.Tx) error {
		if f, err = tx.AddForecast(ctx, f); err != nil {
			return err
		}
		if _, err := r.w.d.watch(ctx, tx, f.Team); err != nil {
			return err
		}
		return tx.Finish(ctx, r.lease, postgres.JobDone, "", f.ID)
	})
}

// keep writes a result and the job's end in one transaction.
func (r *running) keep(ctx context.Context, f func(*postgres.Tx) error) error {
	err := r.w.d.Store.Write(ctx, r.by(), f)
	r.finished = err == nil
	return err
}

// defaultSeconds is how long a solve searches that was not told.
const defaultSeconds = 20

func (r *running) solve(ctx context.Context) error {
	var args solveArgs
	if err := json.Unmarshal(r.job.Args, &args); err != nil {
		return err
	}
	if args.Seconds == 0 && args.Iterations == 0 {
		args.Seconds = defaultSeconds
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(args.Seconds)*time.Second+besides)
	defer cancel()
	f, err := r.requirement(ctx, args)
	if err != nil {
		return err
	}
	sol, built, made, err := r.search(ctx, args, f)
	if err != nil {
		return err
	}
	if err := r.found(ctx, sol, built.Problem); err != nil {
		return err
	}
	err = r.keep(ctx, func(tx *postgres.Tx) error {
		after, err := tx.SetDraft(ctx, r.job.Roster, args.Version, built.Roster(sol.Duties).Duties, made)
		if err != nil {
			return err
		}
		return tx.Finish(ctx, r.lease, postgres.JobDone, "", int64(after.Version))
	})
	if err == nil {
		// Made now, the check need not be waited for by whoever looks first.
		if _, err := r.w.d.Assess(System(ctx), r.job.Roster); err != nil && ctx.Err() == nil {
			r.w.d.Log.Warn("checking a solved roster", "roster", r.job.Roster, "error", err)
		}
	}
	return err
}

// requirement returns the forecast to cover: the one named, else the newest of
// the month if it is of the current definition, else a new one.
func (r *running) requirement(ctx context.Context, args solveArgs) (Forecast, error) {
	d := r.w.d
	var month plan.Month
	f, err := read(ctx, d, func(tx *postgres.Tx) (Forecast, error) {
		if args.Forecast != 0 {
			return d.forecast(ctx, tx, args.Forecast)
		}
		ro, err := tx.Roster(ctx, r.job.Roster)
		if err != nil {
			return Forecast{}, err
		}
		month = ro.Month
		t, err := tx.Team(ctx, ro.Team)
		if err != nil {
			return Forecast{}, err
		}
		f, err := tx.LatestForecast(ctx, ro.Team, month)
		if roster.KindOf(err) == roster.NotFound || err == nil && f.PolicyVersion != t.PolicyVersion {
			return Forecast{}, nil
		}
		if err != nil {
			return f, err
		}
		return d.inZone(ctx, tx, f)
	})
	if err != nil || f.ID != 0 {
		return f, err
	}
	if f, err = d.forecastOf(ctx, r.job.Team, month, r.say); err != nil {
		return f, err
	}
	return f, d.Store.Write(ctx, r.by(), func(tx *postgres.Tx) (err error) {
		f, err = tx.AddForecast(ctx, f)
		return err
	})
}

// search makes the roster.
func (r *running) search(ctx context.Context, args solveArgs, f Forecast) (*solver.Solution, *plan.Built, postgres.Made, error) {
	d := r.w.d
	var made postgres.Made
	r.say(plan.Event{Stage: plan.Building})
	c, err := read(ctx, d, func(tx *postgres.Tx) (c checking, err error) {
		return c, d.gather(ctx, tx, r.job.Roster, &c)
	})
	if err != nil {
		return nil, nil, made, err
	}
	if c.roster.Version != args.Version {
		return nil, nil, made, roster.Errorf(roster.Conflict, "the roster was changed before the search began; start it again")
	}
	built, err := plan.Problem(c.ws, c.roster.Month, known(c.ws.Team, f.Needs))
	if err != nil {
		return nil, nil, made, err
	}
	o := solver.Options{
		Seed: cmp.Or(args.Seed, 1), Iterations: args.Iterations, TimeLimit: time.Duration(args.Seconds) * time.Second, Workers: r.w.o.Threads,
	}
	if args.Warm {
		duties, _ := assignable(built.Problem, c.duties)
		o.Start = &solver.Solution{Format: solver.SolutionFormat, Duties: duties}
	}
	sol, err := plan.Solve(ctx, built.Problem, o, r.say)
	if err == nil {
		err = ctx.Err() // what was found in half the time is not what was asked for
	}
	made = postgres.Made{PolicyVersion: max(c.roster.PolicyVersion, f.PolicyVersion), Forecast: f.ID, Seed: o.Seed, Program: d.Version}
	return sol, built, made, err
}
