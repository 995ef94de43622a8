package desk

import (
	"context"
	"encoding/json"
	"iter"
	"reflect"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

// forecastArgs are the arguments of a forecast.
type forecastArgs struct {
	Month plan.Month `json:"month"`
}

// solveArgs are the arguments of a solve.
type solveArgs struct {
	Version int `json:"version"` // of the roster, when it was asked for
	SolveOptions
}

// queue puts jobs into River's queue. It is made on first use.
type queue struct {
	once   sync.Once
	client *river.Client[pgx.Tx]
	err    error
}

func (d *Desk) jobQueue() (*river.Client[pgx.Tx], error) {
	d.queue.once.Do(func() {
		d.queue.client, d.queue.err = river.NewClient(riverpgxv5.New(d.Store.Pool()), &river.Config{Logger: quiet(d.Log)})
	})
	return d.queue.client, d.queue.err
}

// enqueue keeps a job and queues it.
func (d *Desk) enqueue(ctx context.Context, tx *postgres.Tx, j Job, args any) (Job, error) {
	q, err := d.jobQueue()
	if err != nil {
		return j, err
	}
	if j.Args, err = json.Marshal(args); err != nil {
		return j, err
	}
	return tx.AddJob(ctx, q, j)
}

// Jobs lists jobs of a team, newest first; team 0 is all the actor may see.
func (d *Desk) Jobs(ctx context.Context, team int64, p Page) ([]Job, error) {
	var teams []int64
	if team == everyTeam {
		a, err := signedIn(ctx)
		if err != nil {
			return nil, err
		}
		if teams = a.teams(seePlan); teams != nil && len(teams) == 0 {
			_, err := allow(ctx, seePlan, everyTeam)
			return nil, err
		}
	} else {
		if _, err := allow(ctx, seePlan, team); err != nil {
			return nil, err
		}
		teams = []int64{team}
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Job, error) { return tx.Jobs(ctx, teams, p.Before, p.limit()) })
	return none(all), err
}

// Job returns one job.
func (d *Desk) Job(ctx context.Context, id int64) (Job, error) {
	j, _, err := d.jobFor(ctx, seePlan, id)
	return j, err
}

func (d *Desk) jobFor(ctx context.Context, what act, id int64) (Job, Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return Job{}, a, err
	}
	j, err := d.Store.Job(ctx, id)
	if err != nil {
		return j, a, err
	}
	if _, err := allow(ctx, what, j.Team); err != nil {
		return Job{}, a, hidden(err, "job", id)
	}
	return j, a, nil
}

// lookEvery is how often a watched job is looked at.
const lookEvery = 250 * time.Millisecond

// WatchJob yields a job now and whenever it has changed, until it is over or
// ctx is done. An error is the last thing yielded.
func (d *Desk) WatchJob(ctx context.Context, id int64) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) {
		last, _, err := d.jobFor(ctx, seePlan, id)
		if !yield(last, err) || err != nil {
			return
		}
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for !last.Over() {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			j, err := d.Store.Job(ctx, id)
			if ctx.Err() != nil {
				return
			}
			if (err != nil || !reflect.DeepEqual(j, last)) && !yield(j, err) || err != nil {
				return
			}
			last = j
		}
	}
}

// CancelJob asks a job to stop. One that is queued stops at once, one that
// runs within seconds; a solve then throws its roster away. One that is over
// is a Conflict.
func (d *Desk) CancelJob(ctx context.Context, id int64) (Job, error) {
	j, a, err := d.jobFor(ctx, doPlan, id)
	if err != nil {
		return j, err
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		j, err = tx.CancelJob(ctx, j)
		return err
	})
	return j, err
}

// forecastOf makes the forecast of a month and the requirement from it.
func (d *Desk) forecastOf(ctx context.Context, team int64, month plan.Month, progress func(plan.Event)) (Forecast, error) {
	f := Forecast{Team: team, Month: month, Program: d.Version}
	type input struct {
		checking
		policy int
		layers []int64
	}
	in, err := read(ctx, d, func(tx *postgres.Tx) (in input, err error) {
		t, err := tx.Team(ctx, team)
		if err != nil {
			return in, err
		}
		in.policy = t.PolicyVersion
		if in.ws, err = d.workspace(ctx, tx, team, need{month: month, history: true}); err != nil {
			return in, err
		}
		in.layers, err = tx.LayersBefore(ctx, team, month.From.At(0, in.ws.Team.Zone))
		return in, err
	})
	if err != nil {
		return f, err
	}
	if len(in.ws.History) == 0 {
		return f, roster.Errorf(roster.Invalid, "there is no contact history before %s; import some weeks first", month)
	}
	for _, s := range in.ws.History {
		if last := s.Points[len(s.Points)-1].Start; last.After(f.HistoryUntil) {
			f.HistoryUntil = last
		}
	}
	if f.Queues, err = plan.Forecast(in.ws, month, nil, progress); err != nil {
		return f, err
	}
	if err := ctx.Err(); err != nil {
		return f, err
	}
	f.PolicyVersion, f.Layers = in.policy, in.layers
	f.Needs, err = plan.Requirement(in.ws.Team, month, f.Queues)
	return f, err
}
