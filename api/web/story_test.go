package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// work has the office's jobs done until the test is over.
func (o *office) work() {
	o.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- o.Work(ctx, desk.WorkerOptions{Threads: 1, StopAfter: 100 * time.Millisecond}) }()
	o.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			o.t.Errorf("the worker: %v", err)
		}
	})
}

// finished waits until the newest job of the team is over, and wants it done.
func (o *office) finished() desk.Job {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(desk.System(o.t.Context()), 5*time.Minute)
	defer cancel()
	jobs, err := o.Jobs(ctx, o.team, desk.Page{Limit: 1})
	if err != nil || len(jobs) != 1 {
		o.t.Fatalf("jobs %v, %v", jobs, err)
	}
	var last desk.Job
	for j, err := range o.WatchJob(ctx, jobs[0].ID) {
		if err != nil {
			o.t.Fatal(err)
		}
		last = j
	}
	if last.State != "done" {
		o.t.Fatalf("the job is %s: %s", last.State, last.Message)
	}
	return last
}

// came is history of some weeks of December, so many times what October had.
func came(weeks int, times float64) string {
	var out strings.Builder
	out.WriteString("timestamp,queue,volume\n")
	for d := december.From; d < december.From+roster.Date(7*weeks); d++ {
		for hour := 9; hour < 21; hour++ {
			fmt.Fprintf(&out, "%sT%02d:00,phone,%.0f\n", d, hour, times*float64(5+hour%4))
		}
	}
	return out.String()
}

// A month through the pages alone, from the forecast to what came: forecast,
// taken apart, a campaign tried and kept, solved, published, seen by an agent,
// and held against three times as many contacts.
func TestAMonthThroughThePages(t *testing.T) {
	o := newOffice(t)
	o.work()
	p := o.signedIn("planner")
	team, month := fmt.Sprintf("/teams/%d", o.team), fmt.Sprintf("/rosters/%d", o.roster.ID)

	p.get(team+"/forecast?month=2026-12").want(http.StatusOK, "10 Oct 2026 09:00", "20 Nov 2026 20:00")
	p.get(team + "/forecast/explain?month=2026-12").want(http.StatusOK)
	p.post(team+"/forecast", "month", "2026-13").want(http.StatusUnprocessableEntity, "write it as 2026-12")
	p.post(team+"/forecast", "month", "2026-12").want(http.StatusOK, "December 2026")
	o.finished()
	p.get(team+"/forecast?month=2026-12").want(http.StatusOK, "Made 21 Nov 12:00 from history until", "contacts", "Requirement", "agent-hours")
	p.get(team+"/forecast/explain?month=2026-12").want(http.StatusOK, "In use:", "Accuracy by horizon", "Day by day", "31 Dec")
	p.get(team + "/forecast/explain?month=2026-11").want(http.StatusOK) // there is none of it

	campaign := []string{"name", "Campaign", "date", "2026-12-08", "effect", "factor", "size", "50"}
	p.post(team+"/events", append(campaign, "try", "1")...).want(http.StatusOK, "What December 2026 would be", "8 Dec", "+")
	p.get(team+"/events").want(http.StatusOK, "Add a special day")
	if events, err := o.Events(desk.System(t.Context()), o.team); err != nil || len(events) != 0 {
		t.Errorf("trying kept %v, %v", events, err)
	}
	p.post(team+"/events", campaign...).want(http.StatusOK, "Tue 8 Dec 2026", "Campaign")

	p.post(month+"/solve", "version", fmt.Sprint(o.roster.Version), "seconds", "1").want(http.StatusOK, "Making the roster")
	job := o.finished()
	p.get(fmt.Sprintf("/jobs/%d", job.ID)).want(http.StatusOK, "done", "Open the month")
	solved := p.get(month).want(http.StatusOK, "Lawful", "Covered, %")
	if strings.Contains(solved.body, `data-events=`) {
		t.Error("the month still waits for a job that is over")
	}
	p.get(month+"/coverage").want(http.StatusOK, "Uncovered demand", "Fairness", "Costs by rule")
	p.get(month+"/days/2026-12-08").want(http.StatusOK, "Required", "Who works", "break ")
	p.post(month+"/publish", "version", p.get(month+"/publish").version(), "reason", "for a test").want(http.StatusOK, "The month is published.")
	o.signedIn("ann").get("/my?month=2026-12").want(http.StatusOK, "Shifts of the month", "paid hours", "break ")

	p.upload(team+"/history", "december.csv", came(3, 3)).want(http.StatusOK)
	review := p.get(team+"/forecast/review").want(http.StatusOK, "phone", "since", "more has come than was forecast")
	var see string
	for _, n := range find(parse(t, review.body), tag("form")) {
		if strings.HasPrefix(attr(n, "action"), "/alarms/") {
			see = attr(n, "action")
		}
	}
	p.post(see).want(http.StatusOK, "Earlier alarms", "seen by planner@example.org")
	o.signedIn("ann").post(see).want(http.StatusForbidden)
	p.post("/alarms/99/seen").want(http.StatusNotFound)
}
