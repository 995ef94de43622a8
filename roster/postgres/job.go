package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/smena-org/smena/roster"
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
	Missing  *float64        `json:"missing,omitempty"` // agent-hours of demand it leaves open
	Bound    *float64        `json:"bound,omitempty"`   // no roster costs less; absent while nothing is proven
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

// Gap is the share of its cost, 0 to 1, that the best roster so far may at most
// be away from the best possible; nil while nothing is proven of it.
func (j Job) Gap() *float64 {
	if !j.Lawful() || j.Cost == nil || j.Bound == nil {
		return nil
	}
	if *j.Cost <= *j.Bound {
		return new(0.0)
	}
	return new((*j.Cost - max(*j.Bound, 0)) / *j.Cost)
}

const jobColumns = `
	id, kind, state, team_id, coalesce(roster_id, 0), args, author, share, stage, cost, hard, missing, bound, message,
	coalesce(result, 0), attempt, cancel, created, started, finished`

func scanJob(row pgx.CollectableRow) (j Job, err error) {
	var started, finished *time.Time
	err = row.Scan(&j.ID, &j.Kind, &j.State, &j.Team, &j.Roster, &j.Args, &j.Author, &j.Share, &j.Stage, &j.Cost, &j.Hard, &j.Missing, &j.Bound,
		&j.Message, &j.Result, &j.Attempt, &j.Cancel, &j.Created, &started, &finished)
	j.Started, j.Finished = when(started), when(finished)
	return j, err
}

// Queue puts a job into the queue that workers take from. River's client is one.
type Queue interface {
	InsertTx(ctx context.Context, tx pgx.Tx, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
}

// Call is what stands in River's queue: a ticket for one of our jobs. A second
// ticket for a job does nothing.
type Call struct {
	Job int64 `json:"job"`
}

// Kind is River's name of the job.
func (Call) Kind() string { return "smena" }

// AddJob keeps a job and queues it.
func (t *Tx) AddJob(ctx context.Context, q Queue, j Job) (Job, error) {
	const sql = `
		insert into job (kind, team_id, roster_id, args, author, created)
		values (@kind, @team, nullif(@roster::bigint, 0), @args, @who, @now)
		returning ` + jobColumns
	j, err := one(ctx, t, sql, args{"kind": j.Kind, "team": j.Team, "roster": j.Roster, "args": j.Args, "who": t.Who, "now": t.Now}, scanJob)
	if err != nil {
		return j, err
	}
	if err := t.call(ctx, q, j.ID); err != nil {
		return j, err
	}
	return j, t.note(ctx, j.Team, "job.create", j.ID, nil, j)
}

func (t *Tx) call(ctx context.Context, q Queue, id int64) error {
	_, err := q.InsertTx(ctx, t.tx, Call{Job: id}, nil)
	return err
}

// Jobs lists jobs of some teams, newest first; nil is every team.
func (t *Tx) Jobs(ctx context.Context, teams []int64, before int64, limit int) ([]Job, error) {
	const sql = `
		select ` + jobColumns + `
		  from job
		 where (@teams::bigint[] is null or team_id = any (@teams)) and (@before::bigint = 0 or id < @before)
		 order by id desc
		 limit @limit`
	return list(ctx, t, sql, args{"teams": teams, "before": before, "limit": limit}, scanJob)
}

// Job returns one job.
func (s *Store) Job(ctx context.Context, id int64) (Job, error) {
	rows, err := s.pool.Query(ctx, `select `+jobColumns+` from job where id = @id`, args{"id": id})
	if err != nil {
		return Job{}, explain(err)
	}
	j, err := pgx.CollectExactlyOneRow(rows, scanJob)
	return j, explain(found(err, "job %d", id))
}

// CancelJob asks a job to stop: at once when it is queued, soon when it runs.
func (t *Tx) CancelJob(ctx context.Context, before Job) (Job, error) {
	const sql = `
		update job
		   set cancel = true,
		       state = case state when 'queued' then 'cancelled' else state end,
		       finished = case state when 'queued' then @now::timestamptz else finished end
		 where id = @id and state in ('queued', 'running')
		returning ` + jobColumns
	after, err := one(ctx, t, sql, args{"id": before.ID, "now": t.Now}, scanJob)
	if errors.Is(err, pgx.ErrNoRows) {
		return before, roster.Errorf(roster.Conflict, "the job is over already")
	}
	if err != nil {
		return after, err
	}
	return after, t.note(ctx, before.Team, "job.cancel", before.ID, before, after)
}

// Lease is a worker's hold on a job, for as long as it is renewed.
type Lease struct {
	Job     int64
	Worker  string
	Attempt int
}

// Claim takes a queued job until a lease ends. ok is false when it is not
// queued any more.
func (s *Store) Claim(ctx context.Context, id int64, worker string, now time.Time, lease time.Duration) (j Job, l Lease, ok bool, err error) {
	const sql = `
		update job
		   set state = 'running', worker = @worker, lease = @lease, attempt = attempt + 1, started = @now,
		       share = 0, stage = '', cost = null, hard = null, missing = null, bound = null, message = ''
		 where id = @id and state = 'queued'
		returning ` + jobColumns
	rows, err := s.pool.Query(ctx, sql, args{"id": id, "worker": worker, "lease": now.Add(lease), "now": now})
	if err != nil {
		return j, l, false, explain(err)
	}
	j, err = pgx.CollectExactlyOneRow(rows, scanJob)
	if errors.Is(err, pgx.ErrNoRows) {
		return j, l, false, nil
	}
	return j, Lease{id, worker, j.Attempt}, err == nil, explain(err)
}

// Progress says how far a job is.
type Progress struct {
	Share   float64
	Stage   string
	Cost    *float64
	Hard    *int
	Missing *float64
	Bound   *float64
}

// Renew keeps how far a job is and renews its lease. held is false when the
// lease was lost to another worker; cancel is true when somebody asked the job
// to stop.
func (s *Store) Renew(ctx context.Context, l Lease, p Progress, until time.Time) (held, cancel bool, err error) {
	const sql = `
		update job
		   set lease = @until, share = @share, stage = @stage, cost = @cost, hard = @hard, missing = @missing, bound = @bound
		 where id = @id and state = 'running' and worker = @worker and attempt = @attempt
		returning cancel`
	err = s.pool.QueryRow(ctx, sql, args{
		"id": l.Job, "worker": l.Worker, "attempt": l.Attempt, "until": until,
		"share": p.Share, "stage": p.Stage, "cost": p.Cost, "hard": p.Hard, "missing": p.Missing, "bound": p.Bound,
	}).Scan(&cancel)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, false, nil
	}
	return err == nil, cancel, explain(err)
}

// Finish ends a job in the transaction that keeps its result. It is a Conflict
// when the lease was lost meanwhile, so that two workers cannot both finish.
func (t *Tx) Finish(ctx context.Context, l Lease, state, message string, result int64) error {
	const sql = `
		update job
		   set state = @state, message = @message, result = nullif(@result::bigint, 0), finished = @now, lease = null,
		       share = case @state::text when 'done' then 1 else share end
		 where id = @id and state = 'running' and worker = @worker and attempt = @attempt
		returning ` + jobColumns
	j, err := one(ctx, t, sql, args{
		"id": l.Job, "worker": l.Worker, "attempt": l.Attempt, "state": state, "message": message, "result": result, "now": t.Now,
	}, scanJob)
	if err != nil {
		return moved(err, "job")
	}
	return t.note(ctx, j.Team, "job."+state, j.ID, nil, j)
}

// HandBack queues a job again that its worker cannot finish.
func (t *Tx) HandBack(ctx context.Context, q Queue, l Lease) error {
	const sql = `
		update job set state = 'queued', worker = '', lease = null
		 where id = @id and state = 'running' and worker = @worker and attempt = @attempt
		returning ` + jobColumns
	back, err := list(ctx, t, sql, args{"id": l.Job, "worker": l.Worker, "attempt": l.Attempt}, scanJob)
	if err != nil {
		return err
	}
	return t.again(ctx, q, "job.hand_back", back)
}

// again queues jobs for the next worker.
func (t *Tx) again(ctx context.Context, q Queue, why string, jobs []Job) error {
	for _, j := range jobs {
		if err := t.call(ctx, q, j.ID); err != nil {
			return err
		}
		if err := t.note(ctx, j.Team, why, j.ID, nil, j); err != nil {
			return err
		}
	}
	return nil
}

// mostAttempts is how often a job may be begun: one that takes its workers with
// it is given up.
const mostAttempts = 5

// TakeOver queues the jobs again whose workers have not been heard of since
// their leases ended, and returns their ids.
func (t *Tx) TakeOver(ctx context.Context, q Queue) ([]int64, error) {
	if err := t.giveUp(ctx); err != nil {
		return nil, err
	}
	const sql = `
		update job set state = 'queued', worker = '', lease = null
		 where id in (select id from job where state = 'running' and lease < @now for update skip locked)
		returning ` + jobColumns
	taken, err := list(ctx, t, sql, args{"now": t.Now}, scanJob)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, j := range taken {
		ids = append(ids, j.ID)
	}
	return ids, t.again(ctx, q, "job.take_over", taken)
}

// giveUp ends the jobs that have taken too many workers with them.
func (t *Tx) giveUp(ctx context.Context) error {
	const sql = `
		update job set state = 'failed', finished = @now, lease = null, message = 'its workers died, time after time'
		 where state = 'running' and lease < @now and attempt >= @most
		returning ` + jobColumns
	given, err := list(ctx, t, sql, args{"now": t.Now, "most": mostAttempts}, scanJob)
	if err != nil {
		return err
	}
	for _, j := range given {
		if err := t.note(ctx, j.Team, "job.failed", j.ID, nil, j); err != nil {
			return err
		}
	}
	return nil
}

// Solving reports whether a roster is being solved, or about to be.
func (t *Tx) Solving(ctx context.Context, id int64) (busy bool, err error) {
	const sql = `select exists (select from job where roster_id = $1 and kind = 'solve' and state in ('queued', 'running'))`
	err = t.tx.QueryRow(ctx, sql, id).Scan(&busy)
	return busy, err
}
