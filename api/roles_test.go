package api_test

import (
	"fmt"
	"testing"
)

func newUser(email string) map[string]any {
	return map[string]any{"email": email, "name": "X", "password": "long enough for it", "roles": []string{"payroll"}}
}

// Colleagues see ids and names of each other.
func TestAgentsSeeNamesAlone(t *testing.T) {
	s := start(t)
	for _, a := range s.anna.get(at("/teams/%d/agents", s.team)).items(t) {
		if a["id"] == "anna" {
			continue // herself she sees
		}
		if terms, _ := a["terms"].([]any); len(terms) > 0 || a["name"] == "" || a["hourly_rate"] != nil {
			t.Errorf("anna sees of a colleague %v", a)
		}
	}
	if source := s.anna.get(at("/teams/%d", s.team)).want(t, 200).json(t)["source"]; source != nil {
		t.Errorf("anna sees the definition: %v", source)
	}
	if n := len(s.anna.get("/teams").items(t)); n != 1 {
		t.Errorf("anna sees %d teams, want her own", n)
	}
}

// Ids of others tell nothing: what is not there and what is not yours look alike.
func TestForeignIDs(t *testing.T) {
	s := start(t)
	mine := s.planner.post(at("/teams/%d/rosters", s.team), map[string]any{"month": "2026-12"}).want(t, 201).id(t)
	for _, path := range []string{"/teams/%d", "/rosters/%d", "/rosters/%d/draft", "/rosters/%d/check", "/rosters/%d/versions", "/forecasts/%d", "/jobs/%d", "/swaps/%d", "/pay-periods/%d"} {
		there, nowhere := s.stranger.get(fmt.Sprintf(path, mine)), s.stranger.get(fmt.Sprintf(path, 999_999))
		there.want(t, 404)
		nowhere.want(t, 404)
		a, b := there.json(t), nowhere.json(t)
		if a["title"] != b["title"] || a["type"] != b["type"] {
			t.Errorf("%s: a foreign id answers %v, a missing one %v", path, a, b)
		}
	}
}
