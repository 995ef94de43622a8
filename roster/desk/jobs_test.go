package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
)

// work runs a worker until the returned function is called or the test ends.
func (o *office) work(name string) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- o.Work(ctx, desk.WorkerOptions{Name: name, Threads: 1, StopAfter: 100 * time.Millisecond})
	}()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			o.t.Errorf("worker %s: %v", name, err)
		}
	}
	o.t.Cleanup(stop)
	return stop
}

// over waits until a job is, and returns what was seen of it.
func (o *office) over(id int64) []desk.Job {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.planner, 5*time.Minute)
	defer cancel()
	var seen []desk.Job
	for j, err := range o.WatchJob(ctx, id) {
		if err != nil {
			o.t.Fatal(err)
		}
		seen = append(seen, j)
	}
	if last := seen[len(seen)-1]; !last.Over() {
		o.t.Fatalf("job %d is still %s", id, last.State)
	}
	return seen
}

func TestSolve(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.work("w")
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	j, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Iterations: 20_000, Seed: 7})
	if err != nil || j.State != postgres.JobQueued {
		t.Fatalf("%+v, %v", j, err)
	}
	_, err = o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Seconds: 1})
	wantKind(t, "solving what is being solved", err, roster.Conflict)
	seen := o.over(j.ID)
	last := seen[len(seen)-1]
	if last.State != postgres.JobDone || last.Share != 1 || last.Author != "planner@example.org" {
		t.Fatalf("%+v", last)
	}
	if last.Cost == nil || last.Missing == nil || last.Bound == nil || !last.Lawful() || *last.Bound > *last.Cost || *last.Missing < 0 {
		t.Errorf("what became of the search was not kept: %+v", last)
	} else if gap := last.Gap(); gap == nil || *gap < 0 || *gap > 1 {
		t.Errorf("gap %v", gap)
	}
	g, err := o.Grid(o.planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Duties) < 30 || g.Roster.Seed != 7 || g.Roster.Forecast == 0 || g.Roster.Version != int(last.Result) || g.Roster.Program != "test" {
		t.Errorf("%d duties, %+v", len(g.Duties), g.Roster)
	}
	if g.Assessment.Hard != 0 || len(g.Assessment.Days) != 31 || len(g.Assessment.Coverage) != 31*12 || len(g.Assessment.Fairness) != 3 {
		t.Errorf("hard %d, %d days, %d intervals, %d shares", g.Assessment.Hard, len(g.Assessment.Days), len(g.Assessment.Coverage), len(g.Assessment.Fairness))
	}
	again, err := o.Grid(o.planner, r.ID)
	if err != nil || !again.Assessment.Made.Equal(g.Assessment.Made) {
		t.Errorf("the check was made anew: %v", err)
	}
	f, err := o.Forecast(o.planner, g.Roster.Forecast)
	if err != nil || len(f.Queues) != 1 || len(f.Needs) != 31*12 || f.Needs[0].Start.Location().String() != "Europe/Moscow" {
		t.Errorf("forecast of %d needs, %v", len(f.Needs), err)
	}
	if _, err := o.Publish(o.planner, r.ID, g.Roster.Version, ""); err != nil {
		t.Errorf("what was solved cannot be published: %v", err)
	}
	_, err = o.CancelJob(o.planner, j.ID)
	wantKind(t, "cancelling what is over", err, roster.Conflict)
}

// A roster that was edited while it was solved keeps the edit.
func TestSolveOfWhatMoved(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	j, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Seconds: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.EditCell(o.planner, r.ID, r.Version, cell(t, "ann 2026-12-01 E")); err != nil {
		t.Fatal(err)
	}
	o.work("w")
	seen := o.over(j.ID)
	if last := seen[len(seen)-1]; last.State != postgres.JobFailed || last.Message == "" {
		t.Errorf("%+v", last)
	}
	if g, err := o.Grid(o.planner, r.ID); err != nil || len(g.Duties) != 1 {
		t.Errorf("%d duties, %v", len(g.Duties), err)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.crowd(30) // whose roster nobody proves to be the best there is
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Seconds: 600})
	if err != nil {
		t.Fatal(err)
	}
	if j, err := o.CancelJob(o.planner, waiting.ID); err != nil || j.State != postgres.JobCancelled {
		t.Errorf("%+v, %v", j, err)
	}
	stop := o.work("w")
	running, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Seconds: 600})
	if err != nil {
		t.Fatal(err)
	}
	o.until(running.ID, func(j desk.Job) bool { return j.Stage == "solve" && j.Share > 0 })
	if _, err := o.CancelJob(o.lead, running.ID); err != nil {
		t.Fatal(err)
	}
	seen := o.over(running.ID)
	if last := seen[len(seen)-1]; last.State != postgres.JobCancelled {
		t.Errorf("%+v", last)
	}
	stop()
	if got, err := o.Roster(o.planner, r.ID); err != nil || got.Version != r.Version {
		t.Errorf("a cancelled solve changed the roster: %+v, %v", got, err)
	}
}

// crowd gives the team so many more people, each with a wish that goes against
// another's: a search among them goes on until it is stopped.
func (o *office) crowd(people int) {
	o.t.Helper()
	for i := range people {
		id := fmt.Sprintf("x%02d", i)
		terms := []roster.Terms{{Contract: "full", From: december.From - 100}}
		if _, err := o.PutAgent(o.planner, o.team, 0, roster.Agent{ID: id, Name: id, Terms: terms, Skills: []string{"phone"}}); err != nil {
			o.t.Fatal(err)
		}
		for day := range roster.Date(10) {
			wish := roster.Request{Agent: id, Date: december.From + day*3 + roster.Date(i%3), Shift: "E", On: i%2 == 0, Weight: 1 + i%9}
			if _, err := o.AddWish(o.planner, o.team, wish); err != nil {
				o.t.Fatal(err)
			}
		}
	}
}

// until waits for a job to come so far.
func (o *office) until(id int64, far func(desk.Job) bool) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.planner, 5*time.Minute)
	defer cancel()
	for j, err := range o.WatchJob(ctx, id) {
		if err != nil {
			o.t.Fatal(err)
		}
		if far(j) {
			return
		}
	}
	o.t.Fatalf("job %d never came so far", id)
}

// A worker that dies says nothing: its lease ends, and another takes over. What
// the dead one writes when it comes back to life is not kept.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	j, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Seconds: 1})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	_, dead, ok, err := o.Store.Claim(ctx, j.ID, "dead", o.Now().Add(-time.Hour), 15*time.Second)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	o.work("alive")
	seen := o.over(j.ID)
	if n := o.audited("job.take_over"); n != 1 {
		t.Errorf("taking the job over is audited %d times", n)
	}
	if last := seen[len(seen)-1]; last.State != postgres.JobDone || last.Attempt != 2 {
		t.Errorf("%+v", last)
	}
	if held, _, err := o.Store.Renew(ctx, dead, postgres.Progress{}, o.Now()); err != nil || held {
		t.Errorf("the dead worker still holds the job: %v", err)
	}
	err = o.Store.Write(ctx, postgres.By{Who: "dead", Now: o.Now()}, func(tx *postgres.Tx) error {
		return tx.Finish(ctx, dead, postgres.JobFailed, "", 0)
	})
	wantKind(t, "the dead worker finishing", err, roster.Conflict)
}

func TestForecastJob(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.work("w")
	j, err := o.StartForecast(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	seen := o.over(j.ID)
	last := seen[len(seen)-1]
	f, err := o.Forecast(o.planner, last.Result)
	if err != nil || f.Month != december || len(f.Queues[0].Values) != 31*12 {
		t.Errorf("%+v, %v", last, err)
	}
	if latest, err := o.LatestForecast(o.lead, o.team, december); err != nil || latest.ID != f.ID {
		t.Errorf("latest %d, %v", latest.ID, err)
	}
	early, err := o.StartForecast(o.planner, o.team, monthOf(roster.NewDate(2020, 1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	seen = o.over(early.ID)
	if last := seen[len(seen)-1]; last.State != postgres.JobFailed || last.Message == "" {
		t.Errorf("a month before all history: %+v", last)
	}
}

// A schedule fires once however many workers look, and then at its next time.
func TestSchedule(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s, err := o.CreateSchedule(o.planner, o.team, desk.NewSchedule{Kind: "solve", Cron: "0 8 * * MON", Zone: "Europe/Berlin", Enabled: true})
	if err != nil || !s.Next.Equal(time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)) {
		t.Fatalf("%+v, %v", s, err)
	}
	*o.clock = s.Next.Add(time.Second)
	o.work("a")
	o.work("b")
	for range 3000 {
		all, err := o.Schedules(o.planner, o.team)
		if err != nil {
			t.Fatal(err)
		}
		if !all[0].Last.IsZero() {
			s = all[0]
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !s.Next.Equal(time.Date(2026, 11, 30, 7, 0, 0, 0, time.UTC)) || s.LastJob == 0 {
		t.Errorf("%+v", s)
	}
	if n := o.audited("schedule.fire"); n != 1 {
		t.Errorf("firing is audited %d times", n)
	}
	jobs, err := o.Jobs(o.planner, o.team, desk.Page{})
	if err != nil || len(jobs) != 1 || jobs[0].Author != "schedule" {
		t.Fatalf("%+v, %v", jobs, err)
	}
	var args struct{ Version int }
	if err := json.Unmarshal(jobs[0].Args, &args); err != nil || args.Version != 1 {
		t.Errorf("%s", jobs[0].Args)
	}
	if _, err := o.CancelJob(o.planner, jobs[0].ID); err != nil && roster.KindOf(err) != roster.Conflict {
		t.Error(err)
	}
	changed, err := o.UpdateSchedule(o.planner, s.ID, s.Version, desk.NewSchedule{Kind: "forecast", Cron: "@monthly", Enabled: false})
	if err != nil || changed.Zone != "Europe/Moscow" || changed.Enabled {
		t.Errorf("%+v, %v", changed, err)
	}
	_, err = o.UpdateSchedule(o.planner, s.ID, s.Version, desk.NewSchedule{Kind: "forecast", Cron: "@monthly"})
	wantKind(t, "a version that has moved", err, roster.Conflict)
	for _, bad := range []string{"", "TZ=0", "TZ=0 0 8 * * *", "CRON_TZ=UTC 0 8 * * *", "0 8 * *", "0 0 31 2 *", "@every 1s", "61 * * * *"} {
		_, err := o.CreateSchedule(o.planner, o.team, desk.NewSchedule{Kind: "solve", Cron: bad})
		wantKind(t, bad, err, roster.Invalid)
	}
	_, err = o.CreateSchedule(o.planner, o.team, desk.NewSchedule{Kind: "solve", Cron: "@daily", Zone: "Mars/Base"})
	wantKind(t, "a zone there is not", err, roster.Invalid)
	if err := o.DeleteSchedule(o.planner, s.ID); err != nil {
		t.Error(err)
	}
}
