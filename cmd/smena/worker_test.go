package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/postgres/pgtest"
	"github.com/smena-org/smena/roster/workspace"
)

// startSolve begins a solve of a small team's next month.
func startSolve(t *testing.T, ctx context.Context, d *desk.Desk, seconds int) desk.Job {
	t.Helper()
	today := roster.DateOf(time.Now())
	dir := filepath.Join(t.TempDir(), "team")
	if err := workspace.WriteExample("berlin-desk", dir, today, 1); err != nil {
		t.Fatal(err)
	}
	imported, err := d.Import(ctx, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	next := today.NextMonth()
	r, err := d.CreateRoster(ctx, imported.Team.ID, plan.Month{From: next, To: next.NextMonth()})
	if err != nil {
		t.Fatal(err)
	}
	job, err := d.StartSolve(ctx, r.ID, r.Version, desk.SolveOptions{Seconds: seconds})
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// searching waits until a worker has begun to search, for so many attempts.
func searching(t *testing.T, ctx context.Context, d *desk.Desk, id int64, attempt int, patience time.Duration) {
	t.Helper()
	until(t, patience, "the solve is under way", func() error {
		j, err := d.Job(ctx, id)
		if err == nil && (j.State != postgres.JobRunning || j.Attempt < attempt || j.Share <= 0) {
			err = roster.Errorf(roster.Conflict, "state %s, attempt %d, share %.2f", j.State, j.Attempt, j.Share)
		}
		return err
	})
}

// A solve whose worker was killed is taken over by another within a minute,
// and finishes.
func TestSolveOutlivesItsWorker(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	ctx, d := deskAt(t, url)
	job := startSolve(t, ctx, d, 5)
	first := begin(t, "worker", "--database-url", url)
	searching(t, ctx, d, job.ID, 1, 60*time.Second)
	first.kill()
	killed := time.Now()
	begin(t, "worker", "--database-url", url)
	searching(t, ctx, d, job.ID, 2, 70*time.Second)
	taken := time.Since(killed)
	until(t, 60*time.Second, "the solve finishes", func() error {
		j, err := d.Job(ctx, job.ID)
		if err == nil && j.State != postgres.JobDone {
			err = roster.Errorf(roster.Conflict, "state %s %s", j.State, j.Message)
		}
		return err
	})
	t.Logf("taken over after %s", taken.Round(time.Second))
	if taken > 60*time.Second {
		t.Errorf("taken over only after %s", taken)
	}
	grid, err := d.Grid(ctx, job.Roster)
	if err != nil || len(grid.Duties) == 0 {
		t.Errorf("%d duties, %v", len(grid.Duties), err)
	}
}

// A worker that is asked to stop hands its solve back within ten seconds, and
// the next takes it at once.
func TestWorkerHandsBack(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	ctx, d := deskAt(t, url)
	job := startSolve(t, ctx, d, 600)
	first := begin(t, "worker", "--database-url", url)
	searching(t, ctx, d, job.ID, 1, 60*time.Second)
	code, took := first.stop()
	if code != 0 || took > 10*time.Second {
		t.Errorf("stopped with code %d after %s", code, took)
	}
	j, err := d.Job(ctx, job.ID)
	if err != nil || j.State != postgres.JobQueued {
		t.Errorf("handed back it is %s, %v", j.State, err)
	}
	begin(t, "worker", "--database-url", url)
	searching(t, ctx, d, job.ID, 2, 15*time.Second)
	if _, err := d.CancelJob(ctx, job.ID); err != nil {
		t.Fatal(err)
	}
	until(t, 15*time.Second, "the solve is cancelled", func() error {
		j, err := d.Job(ctx, job.ID)
		if err == nil && j.State != postgres.JobCancelled {
			err = errNotYet
		}
		return err
	})
}

// A worker needs a database that runs.
func TestWorkerAlone(t *testing.T) {
	t.Parallel()
	o := smena(t, "worker", "--data-dir", dataFolder(t))
	if o.code != 2 || !strings.Contains(o.stderr, "no database is running for") {
		t.Errorf("code %d: %s", o.code, o.stderr)
	}
	o = smena(t, "worker", "--database-url", "postgres://nobody@127.0.0.1:1/none?connect_timeout=1")
	if o.code != 1 || !strings.Contains(o.stderr, "the database does not answer") {
		t.Errorf("code %d: %s", o.code, o.stderr)
	}
}
