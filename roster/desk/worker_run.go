package desk

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

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

// keep writes a result and the job's end in one transaction.
func (r *running) keep(ctx context.Context, f func(*postgres.Tx) error) error {
	err := r.w.d.Store.Write(ctx, r.by(), f)
	r.finished = err == nil
	return err
}

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
		if err := r.w.d.watch(ctx, tx, f.Team); err != nil {
			return err
		}
		return tx.Finish(ctx, r.lease, postgres.JobDone, "", f.ID)
	})
}
