package api_test

import (
	"strings"
	"testing"
)

func TestHistory(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/history", s.team)
	send := func(text string) *reply {
		return s.planner.send("POST", path+"?name=calls.csv", strings.NewReader(text), "Content-Type", "text/csv")
	}
	// 9:00 in Berlin is 8:00 UTC in November.
	got := send("timestamp,queue,volume,aht_seconds\n2026-11-02T09:00,phone,4,300\n2026-11-02T09:30,phone,6,310\n").want(t, 200).json(t)
	if got["points"] != 2.0 {
		t.Errorf("imported %v", got)
	}
	spans := s.planner.get(path).items(t)
	if len(spans) != 1 || spans[0]["queue"] != "phone" || spans[0]["volume"] != 10.0 || spans[0]["minutes"] != 30.0 {
		t.Errorf("spans %v", spans)
	}
	points := s.planner.get(path + "/phone?from=2026-11-02&to=2026-11-03").items(t)
	if len(points) != 2 || !strings.HasPrefix(points[0]["start"].(string), "2026-11-02T0") || points[1]["aht"] != 310.0 {
		t.Errorf("points %v", points)
	}
	bad := send("timestamp,queue,volume\n2026-11-02T09:00,phone,many\n2026-11-02T09:30,fax,1\n").want(t, 422)
	if n := len(bad.locations(t)); n < 2 {
		t.Errorf("%d faults, want both\n%s", n, bad.body)
	}
	if v := s.planner.get(path).items(t)[0]["volume"]; v != 10.0 {
		t.Errorf("a refused import left a volume of %v", v)
	}
}

func TestSpecialDays(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/special-days", s.team)
	day := map[string]any{"date": "2026-12-24", "name": "Christmas Eve", "kind": "event", "factor": 0.5, "from": "14:00", "to": "20:00"}
	s.planner.put(path, map[string]any{"items": []any{day}}).want(t, 200)
	got := s.planner.get(path).items(t)
	if len(got) != 1 || got[0]["name"] != "Christmas Eve" || got[0]["from"] != "14:00" {
		t.Errorf("special days %v", got)
	}
	day["from"] = "25:00"
	s.planner.put(path, map[string]any{"items": []any{day}}).want(t, 422)
	s.planner.put(path, map[string]any{"items": []any{}}).want(t, 200)
	if n := len(s.planner.get(path).items(t)); n != 0 {
		t.Errorf("%d special days left", n)
	}
}
