package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// calls is history of so many days from a date on, so many an hour from 9 to 18.
func calls(from string, days, hourly int) string {
	d, err := time.Parse(time.DateOnly, from)
	if err != nil {
		panic(err)
	}
	var out strings.Builder
	out.WriteString("timestamp,queue,volume\n")
	for range days {
		for h := 9; h < 18; h++ {
			fmt.Fprintf(&out, "%sT%02d:00,phone,%d\n", d.Format(time.DateOnly), h, hourly)
		}
		d = d.AddDate(0, 0, 1)
	}
	return out.String()
}

func (s *service) importHistory(text string) {
	s.t.Helper()
	s.planner.send("POST", at("/teams/%d/history?name=calls.csv", s.team), strings.NewReader(text), "Content-Type", "text/csv").want(s.t, 200)
}

// A forecast is made, other numbers come, and the alarm is raised, read and seen.
func TestForecastReview(t *testing.T) {
	s := start(t)
	s.importHistory(calls("2026-08-31", 63, 12)) // to 1 November
	team := func(path string) string { return at("/teams/%d"+path, s.team) }
	if got := s.planner.get(team("/forecast-review")).items(t); len(got) != 0 {
		t.Errorf("before any forecast: %v", got)
	}
	event := map[string]any{"date": "2026-11-02", "until": "2026-11-03", "name": "mailing", "kind": "event", "cap": 54}
	s.workBy(s.clock.Now)
	job := s.planner.post(team("/forecasts"), map[string]any{"month": "2026-11"}).want(t, 202).json(t)
	if !eventually(func() bool { return s.planner.get(at("/jobs/%v", job["id"])).json(t)["state"] == "done" }) {
		t.Fatal("the forecast is not made")
	}
	id := s.planner.get(at("/jobs/%v", job["id"])).json(t)["result"]
	f := s.planner.get(at("/forecasts/%v", id)).want(t, 200).json(t)
	q := f["queues"].([]any)[0].(map[string]any)
	if n := len(q["days"].([]any)); n != 30 || len(q["ahead"].([]any)) == 0 || len(q["sums"].([]any)) < 30 {
		t.Errorf("%d days, ahead %v", n, q["ahead"])
	}
	effect := s.planner.post(team("/special-days/effect"), map[string]any{"month": "2026-11", "items": []any{event}}).want(t, 200).items(t)
	days := effect[0]["days"].([]any)
	for i, want := range []bool{false, true, true, false} {
		d := days[i].(map[string]any)
		if capped := d["after"].(float64) < 54.01 && d["before"].(float64) > 100; capped != want {
			t.Errorf("effect on %v", d)
		}
	}
	s.importHistory(calls("2026-11-02", 28, 24))
	review := s.planner.get(team("/forecast-review?from=2026-11-02&to=2026-11-30")).want(t, 200).items(t)
	if len(review) != 1 || review[0]["queue"] != "phone" || len(review[0]["days"].([]any)) != 28 || len(review[0]["drift"].([]any)) == 0 {
		t.Fatalf("review %v", review)
	}
	if w := review[0]["ahead"].([]any)[0].(map[string]any); w["bias"].(float64) > -0.4 || w["wape"].(float64) < 0.4 {
		t.Errorf("half of what came was forecast: %v", w)
	}
	alarms := s.lead.get(team("/alarms")).want(t, 200).items(t)
	if len(alarms) == 0 || alarms[0]["more"] != true || alarms[0]["seen"] != nil {
		t.Fatalf("alarms %v", alarms)
	}
	seen := s.lead.post(at("/alarms/%v/seen", alarms[0]["id"]), nil).want(t, 200).json(t)
	if seen["seen"] == nil || seen["seen_by"] != "lead@example.org" {
		t.Errorf("seen %v", seen)
	}
	s.stranger.post(at("/alarms/%v/seen", alarms[0]["id"]), nil).want(t, 404)
	s.planner.get(team("/forecast-review?from=2026-11-02&to=2026-11-01")).want(t, 422)
}

func TestSpecialDaysCanBeUndone(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/special-days", s.team)
	event := map[string]any{"date": "2026-12-10", "until": "2026-12-14", "name": "campaign", "kind": "event", "factor": 1.2, "cap": 900, "queue": "phone"}
	s.planner.post(path+"/undo", nil).want(t, 409)
	s.planner.put(path, map[string]any{"items": []any{event}}).want(t, 200)
	got := s.planner.get(path).items(t)
	if len(got) != 1 || got[0]["until"] != "2026-12-14" || got[0]["cap"] != 900.0 {
		t.Errorf("special days %v", got)
	}
	if n := len(s.planner.post(path+"/undo", nil).want(t, 200).items(t)); n != 0 {
		t.Errorf("%d special days after undoing", n)
	}
	if n := len(s.planner.post(path+"/undo", nil).want(t, 200).items(t)); n != 1 {
		t.Errorf("%d special days after undoing that", n)
	}
	event["target"] = 300
	s.planner.put(path, map[string]any{"items": []any{event}}).want(t, 422)
	s.planner.post(path+"/effect", map[string]any{"month": "2026-12", "items": []any{}}).want(t, 404)
}

func TestLeftOut(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/left-out", s.team)
	span := map[string]any{"queue": "phone", "from": "2026-11-02T08:00:00+01:00", "to": "2026-11-02T12:00:00+01:00", "reason": "test calls"}
	s.planner.put(path, map[string]any{"items": []any{span}}).want(t, 200)
	got := s.lead.get(path).want(t, 200).items(t)
	if len(got) != 1 || got[0]["reason"] != "test calls" || got[0]["keep"] != nil {
		t.Errorf("left out %v", got)
	}
	span["to"] = span["from"]
	s.planner.put(path, map[string]any{"items": []any{span}}).want(t, 422)
	s.lead.put(path, map[string]any{"items": []any{}}).want(t, 403)
	if n := len(s.planner.post(path+"/undo", nil).want(t, 200).items(t)); n != 0 {
		t.Errorf("%d after undoing", n)
	}
}

// A queue without history has the course of another, at its own level.
func TestForecastOfALoan(t *testing.T) {
	s := bare(t)
	body := forecastBody()
	body["lend"] = map[string]any{"name": "chat", "weekly": 560}
	body["special_days"] = []any{map[string]any{"date": "2026-11-30", "name": "told", "kind": "event", "target": 16, "queue": "chat"}}
	got := s.admin.post("/forecast", body).want(t, 200).json(t)
	values := got["values"].([]any)
	sum := 0.0
	for i, v := range values {
		if m := v.(map[string]any); i < 8 {
			sum += m["mean"].(float64)
		} else if mean := m["mean"].(float64); mean < 9.5 || mean > 10.5 || m["unseen"] != true {
			t.Errorf("%v, want 560 a week over 56 hours", m)
		}
	}
	if got["queue"] != "chat" || got["model"] != "borrowed" || sum < 15.9 || sum > 16.1 {
		t.Errorf("%v of %v: %.1f on the first day", got["model"], got["queue"], sum)
	}
	body["lend"] = map[string]any{"name": "chat", "weekly": 0}
	s.admin.post("/forecast", body).want(t, 422)
}

// The night, at which the queue was never open, is estimated when asked for.
func TestForecastOfNewHours(t *testing.T) {
	s := bare(t)
	body := forecastBody()
	body["new_hours"] = true
	unseen := 0
	for _, v := range s.admin.post("/forecast", body).want(t, 200).json(t)["values"].([]any) {
		if v.(map[string]any)["unseen"] == true {
			unseen++
		}
	}
	if unseen != 7*16 {
		t.Errorf("%d hours are marked as never seen, want the 16 of each day at which it was closed", unseen)
	}
}
