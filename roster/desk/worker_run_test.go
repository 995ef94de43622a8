package desk_test

import (
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
)

// What broke inside is for the log: who asked is told that it was not them.
func TestBrokenJob(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	j, err := o.StartForecast(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.Pool().Exec(t.Context(), `update job set args = '["a secret"]' where id = $1`, j.ID); err != nil {
		t.Fatal(err)
	}
	o.work("w")
	seen := o.over(j.ID)
	if last := seen[len(seen)-1]; last.State != postgres.JobFailed || last.Message != "something went wrong on our side; the log says more" {
		t.Errorf("%s: %q", last.State, last.Message)
	}
}

// A solve covers the forecast it was told, which must be of its team and month.
func TestSolveForAForecast(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.work("w")
	forecast := func(team int64, m desk.Roster) int64 {
		t.Helper()
		j, err := o.StartForecast(o.admin, team, m.Month)
		if err != nil {
			t.Fatal(err)
		}
		seen := o.over(j.ID)
		return seen[len(seen)-1].Result
	}
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	later, err := o.CreateRoster(o.planner, o.team, monthAfter())
	if err != nil {
		t.Fatal(err)
	}
	first := forecast(o.team, r)
	newest := forecast(o.team, r)
	for name, id := range map[string]int64{"of another month": forecast(o.team, later), "that there is not": newest + 1000} {
		_, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Forecast: id, Seconds: 1})
		if k := roster.KindOf(err); err == nil || k != roster.Invalid && k != roster.NotFound {
			t.Errorf("a forecast %s: %v", name, err)
		}
	}
	j, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Forecast: first, Iterations: 1000})
	if err != nil {
		t.Fatal(err)
	}
	o.over(j.ID)
	if got, err := o.Roster(o.planner, r.ID); err != nil || got.Forecast != first || first == newest {
		t.Errorf("forecast %d was covered, want %d; %v", got.Forecast, first, err)
	}
}

// A schedule leaves alone what is published, and says that it fired.
func TestScheduledSolveOfWhatIsPublished(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-01 E")
	s, err := o.CreateSchedule(o.planner, o.team, desk.NewSchedule{Kind: "solve", Cron: "0 8 * * MON", Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	*o.clock = s.Next.Add(time.Second)
	o.work("w")
	for range 3000 {
		all, err := o.Schedules(o.planner, o.team)
		if err != nil {
			t.Fatal(err)
		}
		if s = all[0]; !s.Last.IsZero() {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	jobs, err := o.Jobs(o.planner, o.team, desk.Page{})
	if err != nil || s.Last.IsZero() || s.LastJob != 0 || len(jobs) != 0 {
		t.Errorf("fired at %s, job %d; %d jobs, %v", s.Last, s.LastJob, len(jobs), err)
	}
}
