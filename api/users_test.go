package api_test

import (
	"strings"
	"testing"
)

func TestUsers(t *testing.T) {
	s := start(t)
	made := s.admin.post("/users", newUser("new@example.org")).want(t, 201)
	if strings.Contains(string(made.body), "long enough") || strings.Contains(string(made.body), "assword") {
		t.Errorf("the answer holds a password: %s", made.body)
	}
	s.admin.post("/users", newUser("new@example.org")).want(t, 409)
	path := at("/users/%d", made.id(t))
	change := func(tag string, body map[string]any) *reply {
		return s.admin.sendJSON("PATCH", path, body, "If-Match", tag)
	}
	next := change(made.etag(), map[string]any{"name": "Newer", "teams": []int64{s.team}}).want(t, 200)
	if u := next.json(t); u["name"] != "Newer" || u["email"] != "new@example.org" || len(u["teams"].([]any)) != 1 {
		t.Errorf("user %s", next.body)
	}
	change(made.etag(), map[string]any{"name": "Newest"}).want(t, 412)
	s.payroll.get(path).want(t, 404)
	s.payroll.get(at("/users/%d", s.payroll.id)).want(t, 200)
}

func TestMe(t *testing.T) {
	s := start(t)
	me := s.anna.get("/me").want(t, 200).json(t)
	if me["agent"] != "anna" || me["email"] != "anna@example.org" {
		t.Errorf("me %v", me)
	}
	s.anna.put("/me/language", map[string]any{"language": "ru"}).want(t, 204)
	if got := s.anna.get("/me").want(t, 200).json(t)["language"]; got != "ru" {
		t.Errorf("language %v, want ru", got)
	}
	wrong := s.anna.put("/me/password", map[string]any{"old": "hunter2 hunter2", "new": "a long new password"})
	if wrong.status < 400 || wrong.status >= 500 || strings.Contains(string(wrong.body), "hunter2") {
		t.Errorf("a wrong old password: status %d\n%s", wrong.status, wrong.body)
	}
	s.anna.put("/me/password", map[string]any{"old": "correct horse battery", "new": "a long new password"}).want(t, 204)
}

func TestAudit(t *testing.T) {
	s := start(t)
	first := s.admin.get("/audit?limit=3").want(t, 200)
	items, next := first.items(t), first.json(t)["next"]
	if len(items) != 3 || next == nil {
		t.Fatalf("audit %s", first.body)
	}
	seen := map[float64]bool{}
	for _, e := range items {
		seen[e["id"].(float64)] = true
	}
	for next != nil {
		page := s.admin.get("/audit?limit=3&cursor="+next.(string)).want(t, 200)
		for _, e := range page.items(t) {
			id := e["id"].(float64)
			if seen[id] {
				t.Fatalf("entry %v stands on two pages", id)
			}
			seen[id] = true
		}
		next = page.json(t)["next"]
	}
	if len(seen) < 10 {
		t.Errorf("%d entries, want everything that was made", len(seen))
	}
	for _, e := range s.planner.get(at("/audit?team=%d&what=agent", s.team)).items(t) {
		if e["team"] != float64(s.team) || !strings.HasPrefix(e["action"].(string), "agent.") {
			t.Errorf("entry %v", e)
		}
	}
}
