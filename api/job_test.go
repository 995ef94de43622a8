package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/desk"
)

// work has jobs taken until the test is over, by the real clock.
func (s *service) work() { s.workBy(time.Now) }

// workBy has jobs taken by a clock of the test's own; workers sleep by the real
// one all the same.
func (s *service) workBy(now func() time.Time) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	s.desk.Now = now
	go func() { done <- s.desk.Work(ctx, desk.WorkerOptions{Threads: 1, StopAfter: time.Second}) }()
	s.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil && ctx.Err() == nil {
			s.t.Errorf("worker: %v", err)
		}
	})
}

// event is what a stream tells.
type event struct {
	name string
	job  map[string]any
}

// watch reads a job's events until the stream ends.
func (c caller) watch(path string) []event {
	c.s.t.Helper()
	ctx, cancel := context.WithTimeout(c.s.t.Context(), 60*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", c.s.url+"/api/v1"+path+"/events", nil)
	if err != nil {
		c.s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if ct := resp.Header.Get("Content-Type"); ct != "text/event-stream" {
		c.s.t.Fatalf("Content-Type %q", ct)
	}
	var out []event
	var name string
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			name = rest
		}
		if rest, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			e := event{name: name}
			if err := json.Unmarshal([]byte(rest), &e.job); err != nil {
				c.s.t.Fatal(err)
			}
			out = append(out, e)
		}
	}
	return out
}

// importCalls gives the team nine weeks of twelve calls an hour.
func (s *service) importCalls() {
	s.t.Helper()
	var csv strings.Builder
	csv.WriteString("timestamp,queue,volume\n")
	for d := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC); d.Before(time.Date(2026, 11, 9, 0, 0, 0, 0, time.UTC)); d = d.AddDate(0, 0, 1) {
		for h := 8; h < 22; h++ {
			csv.WriteString(d.Add(time.Duration(h)*time.Hour).Format("2006-01-02T15:04") + ",phone,12\n")
		}
	}
	s.planner.send("POST", at("/teams/%d/history", s.team), strings.NewReader(csv.String()), "Content-Type", "text/csv").want(s.t, 200)
}

func TestSolveRosterAndWatch(t *testing.T) {
	s := start(t)
	path, tag := s.month()
	s.importCalls()
	s.work()
	job := s.planner.post(path+"/solve", map[string]any{"seconds": 2, "seed": 3}, "If-Match", s.planner.get(path).etag()).want(t, 202)
	where := strings.TrimPrefix(job.header.Get("Location"), "/api/v1")
	events := s.planner.watch(where)
	if len(events) < 2 {
		t.Fatalf("%d events, want the beginning and the end: %v", len(events), events)
	}
	last := events[len(events)-1]
	if last.name != "job" || last.job["state"] != "done" || last.job["share"] != 1.0 {
		t.Errorf("the last event is %v", last)
	}
	share := 0.0
	for _, e := range events {
		if e.job["share"].(float64) < share {
			t.Errorf("the share falls to %v", e.job["share"])
		}
		share = e.job["share"].(float64)
	}
	cost, missing := last.job["cost"].(float64), last.job["missing"].(float64)
	if bound, gap := last.job["bound"].(float64), last.job["gap"].(float64); bound > cost || gap < 0 || gap > 1 || missing < 0 {
		t.Errorf("cost %v, bound %v, gap %v, missing %v", cost, bound, gap, missing)
	}
	if n := len(s.planner.get(path+"/draft").want(t, 200).json(t)["duties"].([]any)); n == 0 {
		t.Error("the draft is empty after the solve")
	}
	s.planner.post(path+"/cells", cell("ben", "2026-12-08", "D"), "If-Match", tag).want(t, 412) // the solve moved it
	s.stranger.get(where+"/events").want(t, 404)
	s.anna.get(where).want(t, 403)
	if n := len(s.planner.get(at("/jobs?team=%d", s.team)).items(t)); n != 1 {
		t.Errorf("%d jobs, want 1", n)
	}
	s.planner.post(where+"/cancel", nil).want(t, 409) // it is over
}

func TestCancelQueuedJob(t *testing.T) {
	s := start(t)
	path, tag := s.month()
	job := s.planner.post(path+"/solve", map[string]any{}, "If-Match", tag).want(t, 202)
	where := strings.TrimPrefix(job.header.Get("Location"), "/api/v1")
	s.planner.post(path+"/solve", map[string]any{}, "If-Match", s.planner.get(path).etag()).want(t, 409) // one at a time
	if state := s.planner.post(where+"/cancel", nil).want(t, 200).json(t)["state"]; state != "cancelled" {
		t.Errorf("state %v, want cancelled", state)
	}
	if events := s.planner.watch(where); len(events) != 1 || events[0].job["state"] != "cancelled" {
		t.Errorf("events of a job that is over: %v", events)
	}
}

func TestForecastJob(t *testing.T) {
	s := start(t)
	s.importCalls()
	s.work()
	job := s.planner.post(at("/teams/%d/forecasts", s.team), map[string]any{"month": "2026-12"}).want(t, 202)
	events := s.planner.watch(strings.TrimPrefix(job.header.Get("Location"), "/api/v1"))
	last := events[len(events)-1].job
	if last["state"] != "done" {
		t.Fatalf("the forecast ended %v", last)
	}
	path := at("/forecasts/%d", int64(last["result"].(float64)))
	f := s.planner.get(path).want(t, 200).json(t)
	if f["month"] != "2026-12" || len(f["queues"].([]any)) != 1 {
		t.Errorf("forecast %.300v", f)
	}
	needs := s.planner.get(path + "/requirements").items(t)
	if len(needs) == 0 || needs[0]["agents"].(float64) < 1 {
		t.Errorf("%d needs, first %v", len(needs), needs[:min(1, len(needs))])
	}
	list := s.planner.get(at("/teams/%d/forecasts", s.team)).items(t)
	if len(list) != 1 || list[0]["queues"] != nil && len(list[0]["queues"].([]any)) != 0 {
		t.Errorf("forecasts %.300v", list)
	}
}

func TestSchedules(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/schedules", s.team)
	weekly := map[string]any{"kind": "forecast", "cron": "0 8 * * MON", "zone": "Europe/Berlin", "enabled": true}
	made := s.planner.post(path, weekly).want(t, 201)
	// The clock stands on Tuesday, 10 November; the next Monday 8:00 in Berlin is 7:00 UTC.
	next, err := time.Parse(time.RFC3339, made.json(t)["next"].(string))
	if want := time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC); err != nil || !next.Equal(want) {
		t.Errorf("next %v, want %v", next, want)
	}
	one := at("/schedules/%d", made.id(t))
	weekly["enabled"] = false
	changed := s.planner.put(one, weekly, "If-Match", made.etag()).want(t, 200)
	s.planner.put(one, weekly, "If-Match", made.etag()).want(t, 412)
	if changed.json(t)["enabled"] != false {
		t.Errorf("schedule %s", changed.body)
	}
	for name, cron := range map[string]string{"no cron": "every Monday", "a panic of the parser": "TZ=0", "six fields": "0 0 8 * * MON"} {
		weekly["cron"] = cron
		if r := s.planner.post(path, weekly); r.status != 422 {
			t.Errorf("%s: status %d\n%s", name, r.status, r.body)
		}
	}
	s.stranger.remove(one).want(t, 404)
	s.planner.remove(one).want(t, 204)
}
