package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestRoles asks for things of the team as everybody. Who may gets anything
// but a refusal: bodies are poor on purpose, so that nothing is changed.
func TestRoles(t *testing.T) {
	s := start(t)
	who := map[string]caller{
		"admin": s.admin, "planner": s.planner, "lead": s.lead, "payroll": s.payroll, "agent": s.anna, "stranger": s.stranger,
	}
	dates := "?from=2026-12-01&to=2027-01-01"
	team := at("/teams/%d", s.team)
	tests := []struct {
		asked string // method and path
		body  any
		may   string
	}{
		{"GET /me", nil, "admin planner lead payroll agent stranger"},
		{"GET /users", nil, "admin"},
		{"POST /users", newUser("x@example.org"), "admin"},
		{"GET /audit?team=" + itoa(s.team), nil, "admin planner"},
		{"GET /audit", nil, "admin"},
		{"GET " + team, nil, "admin planner lead payroll agent"},
		{"GET " + team + "/shift-types", nil, "admin planner lead payroll agent"},
		{"GET " + team + "/policies", nil, "admin planner lead payroll"},
		{"GET " + team + "/agents", nil, "admin planner lead payroll agent"},
		{"POST " + team + "/agents", newAgent("dora"), "admin planner"},
		{"GET " + team + "/balances", nil, "admin planner lead payroll"},
		{"GET " + team + "/history", nil, "admin planner lead"},
		{"GET " + team + "/forecasts", nil, "admin planner lead"},
		{"GET " + team + "/rosters", nil, "admin planner lead payroll agent"},
		{"POST " + team + "/rosters", map[string]any{"month": "2027-03"}, "admin planner lead"},
		{"GET " + team + "/duties" + dates, nil, "admin planner lead payroll agent"},
		{"GET " + team + "/requests" + dates, nil, "admin planner lead agent"},
		{"GET " + team + "/absences" + dates, nil, "admin planner lead agent"},
		{"GET " + team + "/pins" + dates, nil, "admin planner lead"},
		{"GET " + team + "/pay-periods", nil, "admin planner payroll"},
		{"POST " + team + "/pay-periods", map[string]any{"from": "2026-12-01", "to": "2027-01-01"}, "admin payroll"},
		{"GET " + team + "/schedules", nil, "admin planner"},
		{"GET /me/month" + dates, nil, "agent"},
		{"POST /feeds", nil, "agent"},
	}
	for _, tt := range tests {
		method, path, _ := strings.Cut(tt.asked, " ")
		for name, c := range who {
			may := slices.Contains(strings.Fields(tt.may), name)
			r := c.sendJSON(method, path, tt.body)
			refused := r.status == 403 || r.status == 404
			if refused == may || r.status >= 500 {
				t.Errorf("%s as %s: status %d, may is %v\n%s", tt.asked, name, r.status, may, r.body)
			}
			if name == "stranger" && !may && !strings.Contains(path, "/me") && r.status == 403 && strings.HasPrefix(path, team) {
				t.Errorf("%s as a stranger: 403 tells that there is such a team; it must be 404", tt.asked)
			}
		}
	}
}

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
