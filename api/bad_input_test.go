package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestBadInput sends what makes no sense. Every fault is located.
func TestBadInput(t *testing.T) {
	s := start(t)
	team := at("/teams/%d", s.team)
	agent := func(replace string, with string) string {
		text := `{"id": "eve", "name": "Eve", "terms": [{"contract": "full", "from": "2026-01-01"}]}`
		return strings.Replace(text, replace, with, 1)
	}
	tests := map[string]struct {
		asked     string
		body      any
		status    int
		locations []string
	}{
		"unknown field":          {"POST " + team + "/agents", agent(`"name"`, `"nam": 1, "name"`), 422, []string{"body.nam"}},
		"another case":           {"POST " + team + "/agents", agent(`"name"`, `"Name"`), 422, []string{"body", "body.Name"}},
		"unknown field, deep":    {"POST " + team + "/agents", agent(`"from"`, `"until": "2027-01-01", "from"`), 422, []string{"body.terms[0].until"}},
		"wrong type":             {"POST " + team + "/agents", agent(`"Eve"`, `7`), 422, []string{"body.name"}},
		"two faults":             {"POST " + team + "/agents", agent(`"Eve", "terms"`, `7, "tems"`), 422, []string{"body", "body.name", "body.tems"}},
		"out of range":           {"POST " + team + "/agents", agent(`"name"`, `"hourly_rate": -1, "name"`), 422, []string{"body.hourly_rate"}},
		"too large for int64":    {"POST " + team + "/agents", agent(`"name"`, `"hourly_rate": 1e300, "name"`), 422, []string{"body"}},
		"half a cent":            {"POST " + team + "/agents", agent(`"name"`, `"hourly_rate": 0.5, "name"`), 422, []string{"body.hourly_rate"}},
		"no date":                {"POST " + team + "/agents", agent("2026-01-01", "2026-02-30"), 422, []string{"body.terms[0].from"}},
		"no zone":                {"POST " + team + "/agents", agent(`"name"`, `"zone": "Europe/Moskow", "name"`), 422, []string{"body.zone"}},
		"the server's zone":      {"POST " + team + "/agents", agent(`"name"`, `"zone": "Local", "name"`), 422, []string{"body.zone"}},
		"no terms":               {"POST " + team + "/agents", agent(`[{"contract": "full", "from": "2026-01-01"}]`, `[]`), 422, []string{"body.terms"}},
		"null for a list":        {"POST " + team + "/agents", agent(`[{"contract": "full", "from": "2026-01-01"}]`, `null`), 422, []string{"body.terms"}},
		"NUL in a name":          {"POST " + team + "/agents", agent(`Eve`, `E\u0000ve`), 400, []string{"body"}},
		"no JSON":                {"POST " + team + "/agents", `{"id": `, 400, []string{"body"}},
		"a list":                 {"POST " + team + "/agents", `[]`, 422, []string{"body"}},
		"null":                   {"POST " + team + "/agents", `null`, 422, []string{"body"}},
		"nothing":                {"POST " + team + "/agents", ``, 400, nil},
		"id that is no number":   {"GET /teams/abc", nil, 422, []string{"path.team"}},
		"id of 0":                {"GET /teams/0", nil, 422, []string{"path.team"}},
		"id past int64":          {"GET /teams/99999999999999999999", nil, 422, []string{"path.team"}},
		"unknown parameter":      {"GET /swaps?teem=1", nil, 422, []string{"query.teem"}},
		"limit too large":        {"GET /swaps?limit=501", nil, 422, []string{"query.limit"}},
		"no cursor":              {"GET /swaps?cursor=abc", nil, 422, []string{"query.cursor"}},
		"dates missing":          {"GET " + team + "/duties", nil, 422, []string{"query.from", "query.to"}},
		"span backwards":         {"GET " + team + "/duties?from=2026-12-02&to=2026-12-01", nil, 422, []string{"query.to"}},
		"span of years":          {"GET " + team + "/duties?from=2020-01-01&to=2026-12-01", nil, 422, []string{"query.to"}},
		"no month":               {"POST " + team + "/rosters", map[string]any{"month": "2026-13"}, 422, []string{"body.month"}},
		"month of no time":       {"POST " + team + "/rosters", map[string]any{"month": "December"}, 422, []string{"body.month"}},
		"no If-Match":            {"PUT " + team + "/agents/anna", newAgent("anna"), 428, []string{"header.If-Match"}},
		"role that is none":      {"POST /users", map[string]any{"email": "x@example.org", "name": "X", "password": "long enough", "roles": []string{"king"}}, 422, []string{"body.roles[0]"}},
		"password too short":     {"POST /users", map[string]any{"email": "x@example.org", "name": "X", "password": "hunter2", "roles": []string{"payroll"}}, 422, []string{"body.password"}},
		"address that is none":   {"POST /users", map[string]any{"email": "x", "name": "X", "password": "long enough", "roles": []string{"payroll"}}, 422, []string{"body.email"}},
		"absence backwards":      {"POST " + team + "/absences", map[string]any{"agent": "anna", "from": "2026-12-03", "to": "2026-12-03", "kind": "leave"}, 422, []string{"body.to"}},
		"period backwards":       {"POST " + team + "/pay-periods", map[string]any{"from": "2026-12-03", "to": "2026-12-01"}, 422, []string{"body.to"}},
		"work backwards":         {"POST " + team + "/attendance", map[string]any{"agent": "anna", "date": "2026-12-03", "kind": "ordinary", "from": "2026-12-03T16:00:00Z", "to": "2026-12-03T08:00:00Z", "reason": "x"}, 422, []string{"body.to"}},
		"time without an offset": {"POST " + team + "/attendance", map[string]any{"agent": "anna", "date": "2026-12-03", "kind": "ordinary", "from": "2026-12-03T08:00:00", "to": "2026-12-03T16:00:00Z", "reason": "x"}, 422, []string{"body.from"}},
		"weight out of range":    {"POST " + team + "/requests", map[string]any{"agent": "anna", "date": "2026-12-03", "on": true, "weight": 11}, 422, []string{"body.weight"}},
		"format that is none":    {"GET /pay-periods/1/export?format=pdf", nil, 422, []string{"query.format"}},
		"NUL in the address":     {"GET " + team + "/agents/a%00b", nil, 400, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			method, path, _ := strings.Cut(tt.asked, " ")
			r := s.admin.sendJSON(method, path, tt.body).want(t, tt.status)
			got := r.locations(t)
			slices.Sort(got)
			if !slices.Equal(slices.Compact(got), tt.locations) {
				t.Errorf("faults at %v, want %v\n%s", got, tt.locations, r.body)
			}
			for _, word := range []string{"hunter2", "github.com", "Go struct", ".go:", "SQLSTATE"} {
				if strings.Contains(string(r.body), word) {
					t.Errorf("the answer holds %q:\n%s", word, r.body)
				}
			}
		})
	}
}

func TestBodyLimits(t *testing.T) {
	s := bare(t)
	large := `{"language": "` + strings.Repeat("x", 1<<20) + `"}`
	s.admin.put("/me/language", large).want(t, 413).locations(t)
	// The same when the key has the body read beforehand.
	s.admin.send("POST", "/teams", strings.NewReader(strings.Repeat("#", 65<<20)), "Idempotency-Key", "k").want(t, 413)
}

// The team's definition is a document: faults name the line.
func TestDefinitionFaultsAreLocated(t *testing.T) {
	s := bare(t)
	text := strings.Replace(fmt.Sprintf(teamYAML, "Small"), "aht: 5m", "aht: five", 1)
	r := s.admin.send("POST", "/teams", strings.NewReader(text), "Content-Type", "application/yaml").want(t, 422)
	fault := r.json(t)["errors"].([]any)[0].(map[string]any)
	if fault["location"] != "body.queues[0].aht" || fault["line"] != 6.0 || fault["value"] != "five" {
		t.Errorf("fault %v, want queues[0].aht on line 6", fault)
	}
}

// When the database is gone, nothing is said of it.
func TestDatabaseGone(t *testing.T) {
	s := bare(t)
	s.desk.Store.Close()
	for _, path := range []string{"/teams", "/me"} {
		r := s.admin.get(path)
		if r.status < 500 || strings.Contains(strings.ToLower(string(r.body)), "pool") {
			t.Errorf("%s: status %d\n%s", path, r.status, r.body)
		}
	}
	caller{s: s}.get("//readyz").want(t, 503)
	caller{s: s}.get("//healthz").want(t, 200)
}
