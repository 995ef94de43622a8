package api_test

import "testing"

const december = "?from=2026-12-01&to=2027-01-01"

func TestRequests(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/requests", s.team)
	wish := map[string]any{"agent": "anna", "date": "2026-12-24", "on": false, "weight": 9}
	s.anna.post(path, wish).want(t, 201)
	wish["weight"] = 5
	s.anna.post(path, wish).want(t, 201)
	wish["agent"] = "ben"
	if r := s.anna.post(path, wish); r.status != 403 && r.status != 404 {
		t.Errorf("anna wishes for ben: status %d\n%s", r.status, r.body)
	}
	s.ben.post(path, wish).want(t, 201)
	if got := s.anna.get(path + december).items(t); len(got) != 1 || got[0]["weight"] != 5.0 {
		t.Errorf("anna's wishes %v, want the one of weight 5", got)
	}
	if n := len(s.planner.get(path + december).items(t)); n != 2 {
		t.Errorf("the planner sees %d wishes, want 2", n)
	}
	wish["shift"] = "X"
	if r := s.ben.post(path, wish); r.status != 404 && r.status != 422 && r.status != 409 {
		t.Errorf("a wish for a shift that is none: status %d\n%s", r.status, r.body)
	}
	first := at("/requests/%d", int64(s.anna.get(path + december).items(t)[0]["id"].(float64)))
	s.ben.remove(first).want(t, 404)
	s.anna.remove(first).want(t, 204)
	s.anna.remove(first).want(t, 404)
}

func TestAbsences(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/absences", s.team)
	leave := map[string]any{"agent": "anna", "from": "2026-12-21", "to": "2026-12-25", "kind": "leave", "note": "family"}
	asked := s.anna.post(path, leave).want(t, 201)
	if state := asked.json(t)["state"]; state != "requested" {
		t.Errorf("state %v, want requested", state)
	}
	s.anna.post(path, leave).want(t, 409) // overlaps
	decision := at("/absences/%d/decision", asked.id(t))
	if r := s.anna.post(decision, map[string]any{"approve": true}); r.status != 403 {
		t.Errorf("anna grants herself leave: status %d", r.status)
	}
	s.stranger.post(decision, map[string]any{"approve": true}).want(t, 404)
	if state := s.lead.post(decision, map[string]any{"approve": true, "note": "enjoy"}).want(t, 200).json(t)["state"]; state != "approved" {
		t.Errorf("state %v, want approved", state)
	}
	if n := len(s.ben.get(path + december).items(t)); n != 0 {
		t.Errorf("ben sees %d absences of anna", n)
	}
	if got := s.planner.get(path + december).items(t); len(got) != 1 || got[0]["kind"] != "leave" {
		t.Errorf("the planner sees %v", got)
	}
	s.planner.remove(at("/absences/%d", asked.id(t))).want(t, 204)
}

func TestAvailability(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/availability", s.team)
	rule := map[string]any{"agent": "anna", "rule": "FREQ=WEEKLY;BYDAY=WE", "from": "2026-12-01", "start": "00:00", "end": "24:00", "can": false}
	made := s.planner.post(path, rule).want(t, 201)
	if got := s.anna.get(path).items(t); len(got) != 1 || got[0]["rule"] != "FREQ=WEEKLY;BYDAY=WE" || got[0]["end"] != "24:00" {
		t.Errorf("availability %v", got)
	}
	if r := s.anna.post(path, rule); r.status != 403 {
		t.Errorf("anna sets her availability: status %d", r.status)
	}
	rule["rule"] = "FREQ=SOMETIMES"
	s.planner.post(path, rule).want(t, 422)
	s.planner.remove(at("/availability/%d", made.id(t))).want(t, 204)
}

func TestPins(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/pins", s.team)
	s.planner.put(path, map[string]any{"agent": "anna", "date": "2026-12-24", "shift": "D"}).want(t, 200)
	s.planner.put(path, map[string]any{"agent": "anna", "date": "2026-12-24", "shift": ""}).want(t, 200)
	if got := s.planner.get(path + december).items(t); len(got) != 1 || got[0]["shift"] != "" {
		t.Errorf("pins %v, want a day off", got)
	}
	s.planner.remove(path+"/anna/2026-12-24").want(t, 204)
	s.planner.remove(path+"/anna/never").want(t, 422)
	if n := len(s.planner.get(path + december).items(t)); n != 0 {
		t.Errorf("%d pins left", n)
	}
}
