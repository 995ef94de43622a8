package api_test

import (
	"slices"
	"strings"
	"testing"
)

// month makes an empty roster of December and returns its address and tag.
func (s *service) month() (path, tag string) {
	s.t.Helper()
	r := s.planner.post(at("/teams/%d/rosters", s.team), map[string]any{"month": "2026-12"}).want(s.t, 201)
	return at("/rosters/%d", r.id(s.t)), r.etag()
}

// cell is a change of the draft.
func cell(agent, date, shift string) map[string]any {
	return map[string]any{"agent": agent, "date": date, "shift": shift}
}

// edit fills a cell, with an override where there must be one.
func (s *service) edit(path, tag string, body map[string]any) (next string) {
	s.t.Helper()
	return s.planner.post(path+"/cells", body, "If-Match", tag).want(s.t, 200).etag()
}

func TestRosterHead(t *testing.T) {
	s := start(t)
	path, tag := s.month()
	s.planner.post(at("/teams/%d/rosters", s.team), map[string]any{"month": "2026-12"}).want(t, 409)
	read := s.planner.get(path).want(t, 200)
	if r := read.json(t); read.etag() != tag || r["month"] != "2026-12" || r["state"] != "draft" {
		t.Errorf("roster %s, ETag %s", read.body, read.etag())
	}
	s.planner.get(path, "If-None-Match", tag).want(t, 304)
	s.anna.get(path).want(t, 404) // not published
	if n := len(s.planner.get(at("/teams/%d/rosters", s.team)).items(t)); n != 1 {
		t.Errorf("%d rosters, want 1", n)
	}
	if n := len(s.anna.get(at("/teams/%d/rosters", s.team)).items(t)); n != 0 {
		t.Errorf("anna sees %d drafts", n)
	}
}

// An early after a late leaves ten hours of rest; the law wants eleven.
func TestEditThatBreaksTheRest(t *testing.T) {
	s := start(t)
	path, tag := s.month()
	tag = s.edit(path, tag, cell("anna", "2026-12-07", "L"))
	early := cell("anna", "2026-12-08", "D")

	trial := s.planner.post(path+"/cells/try", early, "Accept-Language", "ru").want(t, 200).json(t)
	worsened := trial["worsened"].([]any)
	if len(worsened) == 0 || worsened[0].(map[string]any)["rule"] != "min-rest" {
		t.Fatalf("trial %v, want min-rest", trial)
	}
	b := worsened[0].(map[string]any)
	if b["have"] != 600.0 || b["want"] != 660.0 || !strings.Contains(b["text"].(string), "8 дек") {
		t.Errorf("breach %v, want 600 of 660 minutes, in Russian", b)
	}
	if now := s.planner.get(path).etag(); now != tag {
		t.Errorf("a trial moved the version from %s to %s", tag, now)
	}

	refused := s.planner.post(path+"/cells", early, "If-Match", tag).want(t, 422).json(t)
	if refused["type"] != "/docs#unlawful" || len(refused["breaches"].([]any)) == 0 {
		t.Errorf("refused with %v", refused)
	}
	early["override"] = "she asked for it"
	s.edit(path, tag, early)
	s.planner.post(path+"/cells", cell("ben", "2026-12-08", "D"), "If-Match", tag).want(t, 412) // it has moved
	s.planner.post(path+"/cells", cell("ben", "2026-12-08", "X"), "If-Match", s.planner.get(path).etag()).want(t, 422)
	s.planner.post(path+"/cells", cell("nobody", "2026-12-08", "D"), "If-Match", s.planner.get(path).etag()).want(t, 404)

	draft := s.planner.get(path+"/draft").want(t, 200).json(t)
	if n := len(draft["duties"].([]any)); n != 2 {
		t.Errorf("%d duties in the draft, want 2", n)
	}
	check := s.planner.get(path+"/check").want(t, 200).json(t)
	rules := []string{}
	for _, b := range check["breaches"].([]any) {
		rules = append(rules, b.(map[string]any)["rule"].(string))
	}
	if check["hard"].(float64) < 1 || !slices.Contains(rules, "min-rest") {
		t.Errorf("check: hard %v, rules %v", check["hard"], rules)
	}
}

func TestPublish(t *testing.T) {
	s := start(t)
	path, tag := s.month()
	tag = s.edit(path, tag, cell("anna", "2026-12-07", "D"))
	if r := s.lead.post(path+"/publish", map[string]any{}, "If-Match", tag); r.status != 403 {
		t.Errorf("a lead publishes: status %d", r.status)
	}
	s.planner.post(path+"/publish", map[string]any{}).want(t, 428)
	published := s.publish(path, tag)
	if p := published.json(t)["publication"].(map[string]any); p["number"] != 1.0 || p["author"] != "planner@example.org" {
		t.Errorf("publication %v", p)
	}
	s.planner.post(path+"/publish", map[string]any{}, "If-Match", tag).want(t, 412)

	// Everybody in the team sees it; nobody else does.
	if n := len(s.ben.get(path+"/published").want(t, 200).json(t)["duties"].([]any)); n != 1 {
		t.Errorf("ben sees %d duties, want 1", n)
	}
	s.stranger.get(path+"/published").want(t, 404)
	duties := s.ben.get(at("/teams/%d/duties", s.team) + december + "&agent=anna").items(t)
	if len(duties) != 1 || duties[0]["shift"] != "D" || duties[0]["paid_minutes"] != 450.0 || duties[0]["uid"] == "" {
		t.Errorf("duties %v", duties)
	}
	month := s.anna.get("/me/month"+december).want(t, 200).json(t)
	if len(month["duties"].([]any)) != 1 || month["agent"].(map[string]any)["id"] != "anna" {
		t.Errorf("anna's month %v", month)
	}

	// What is edited afterwards is not in force, and can be thrown away.
	tag = s.edit(path, published.etag(), cell("ben", "2026-12-07", "L"))
	if n := len(s.anna.get(path+"/published").want(t, 200).json(t)["duties"].([]any)); n != 1 {
		t.Errorf("a draft shows: %d duties", n)
	}
	back := s.planner.remove(path+"/draft", "If-Match", tag).want(t, 200)
	if back.json(t)["changed"] != false {
		t.Errorf("after setting back %s", back.body)
	}
	versions := s.planner.get(path + "/versions").items(t)
	if len(versions) != 1 || versions[0]["duties"] != nil {
		t.Errorf("versions %v", versions)
	}
	if v := s.planner.get(path+"/versions/1").want(t, 200).json(t); len(v["duties"].([]any)) != 1 {
		t.Errorf("version 1 %v", v)
	}
	s.planner.get(path+"/versions/2").want(t, 404)
}

// publish puts a draft in force, though it leaves people short of hours.
func (s *service) publish(path, tag string) *reply {
	s.t.Helper()
	return s.planner.post(path+"/publish", map[string]any{"reason": "a test"}, "If-Match", tag).want(s.t, 200)
}
