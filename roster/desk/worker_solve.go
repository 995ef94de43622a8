package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

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
