package api_test

import "testing"

func TestAgents(t *testing.T) {
	s := start(t)
	agents := at("/teams/%d/agents", s.team)
	body := newAgent("dora")
	body["zone"], body["skills"], body["hourly_rate"] = "Asia/Tbilisi", []string{"de"}, 1850
	made := s.planner.post(agents, body).want(t, 201)
	if loc := made.header.Get("Location"); loc != "/api/v1"+agents+"/dora" {
		t.Errorf("Location %s", loc)
	}
	read := s.payroll.get(agents+"/dora").want(t, 200)
	if a := read.json(t); a["zone"] != "Asia/Tbilisi" || a["hourly_rate"] != 1850.0 || read.etag() != made.etag() {
		t.Errorf("agent %s, ETag %s", read.body, read.etag())
	}
	s.planner.get(agents+"/nobody").want(t, 404)

	body["name"] = "Dora Maar"
	changed := s.planner.put(agents+"/dora", body, "If-Match", read.etag()).want(t, 200)
	if changed.json(t)["name"] != "Dora Maar" || changed.etag() == read.etag() {
		t.Errorf("agent %s, ETag %s", changed.body, changed.etag())
	}
	s.planner.put(agents+"/dora", body, "If-Match", read.etag()).want(t, 412)
	s.planner.put(agents+"/anna", body, "If-Match", `"1"`).want(t, 422) // another id than in the address
	s.planner.post(agents, body).want(t, 409)                           // there is one already
}

func TestBalances(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/balances", s.team)
	balance := map[string]any{"agent": "anna", "as_of": "2026-11-01", "hours_balance": -90, "overtime_year": 60, "nights": 1, "weekends": 2, "holidays": 3, "owed_rest_days": 0}
	s.planner.put(path, balance).want(t, 200)
	got := s.planner.get(path).items(t)
	if len(got) != 1 || got[0]["hours_balance"] != -90.0 || got[0]["as_of"] != "2026-11-01" {
		t.Errorf("balances %v", got)
	}
	balance["agent"] = "nobody"
	if r := s.planner.put(path, balance); r.status != 404 && r.status != 422 {
		t.Errorf("a balance of nobody: status %d\n%s", r.status, r.body)
	}
}
