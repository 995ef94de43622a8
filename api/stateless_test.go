package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/solver"
)

func TestSolve(t *testing.T) {
	s := bare(t)
	problem := string(solver.Example())
	one := s.admin.post("/solve?iterations=20000&seed=7&seconds=30", problem).want(t, 200)
	var sol solver.Solution
	if err := json.Unmarshal(one.body, &sol); err != nil {
		t.Fatal(err)
	}
	if sol.Format != solver.SolutionFormat || len(sol.Duties) == 0 || sol.Seed != 7 {
		t.Errorf("solution %.300s", one.body)
	}
	// What came back must stand up to a check of its own.
	p, err := solver.ReadProblem("problem", strings.NewReader(problem))
	if err != nil {
		t.Fatal(err)
	}
	checked, err := solver.Check(p, sol.Duties)
	if err != nil || checked.Hard != sol.Hard || checked.Cost != sol.Cost {
		t.Errorf("checked: hard %d, cost %v, %v; told: hard %d, cost %v", checked.Hard, checked.Cost, err, sol.Hard, sol.Cost)
	}
}

func TestSolveRefuses(t *testing.T) {
	s := bare(t)
	good := string(solver.Example())
	many := make([]string, 2001)
	for i := range many {
		many[i] = fmt.Sprintf(`{"id": "p%d"}`, i)
	}
	tests := map[string]struct {
		query, body string
		status      int
		location    string
	}{
		"misspelt":        {"", strings.Replace(good, `"people"`, `"poeple"`, 1), 422, "body."},
		"wrong type":      {"", strings.Replace(good, `"people"`, `"days": "many", "people"`, 1), 422, "body."},
		"no JSON":         {"", `{`, 422, "body"},
		"two minutes":     {"?seconds=61", good, 422, "query.seconds"},
		"unknown option":  {"?threads=99", good, 422, "query.threads"},
		"too many people": {"", `{"format": "smena/problem/1", "start": "2026-12-01", "days": 7, "shifts": [{"id": "D", "minutes": 480}], "people": [` + strings.Join(many, ",") + `], "demand": {}}`, 422, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := s.admin.post("/solve"+tt.query, tt.body).want(t, tt.status)
			where := r.locations(t)
			if tt.location != "" && (len(where) == 0 || !strings.HasPrefix(where[0], tt.location)) {
				t.Errorf("faults at %v, want %s…\n%s", where, tt.location, r.body)
			}
		})
	}
}

// Only a few compute at a time; who hangs up frees their place.
func TestSolveIsBounded(t *testing.T) {
	s := bare(t)
	stop := make([]func(), 2)
	for i := range stop {
		stop[i] = s.solveSlowly(t)
	}
	refused := func() bool { return s.admin.post("/solve?iterations=10", string(solver.Example())).status == 429 }
	if !eventually(refused) {
		t.Fatal("a third computation was let in")
	}
	for _, hangUp := range stop {
		hangUp()
	}
	if !eventually(func() bool { return !refused() }) {
		t.Error("who hung up still has a place")
	}
}

// solveSlowly begins a solve of a minute and returns how to hang up on it. It
// asks again when it is refused: whoever looks whether a place is free takes one
// for a moment.
func (s *service) solveSlowly(t *testing.T) (hangUp func()) {
	ctx, cancel := context.WithCancel(t.Context())
	transport := new(http.Transport)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			req, err := http.NewRequestWithContext(ctx, "POST", s.url+"/api/v1/solve?seconds=60", strings.NewReader(hardProblem()))
			if err != nil {
				t.Error(err)
				return
			}
			req.Header.Set("Authorization", "Bearer "+s.admin.token)
			if resp, err := transport.RoundTrip(req); err == nil {
				resp.Body.Close()
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// hardProblem is more than can be solved to the end in a minute: thirty people,
// eight weeks, and nobody who wants what is needed.
func hardProblem() string {
	start := time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC)
	p := map[string]any{"format": solver.Format, "start": "2026-12-07", "days": 56,
		"shifts": []any{map[string]any{"id": "E", "start": "06:00", "minutes": 480}, map[string]any{"id": "L", "start": "14:00", "minutes": 480}, map[string]any{"id": "N", "start": "22:00", "minutes": 480}}}
	var people, demand []any
	for i := range 30 {
		var rules []any
		for d := i % 3; d < 56; d += 3 {
			rules = append(rules, map[string]any{"rule": "wish", "weight": 1 + (i+d)%5, "date": start.AddDate(0, 0, d).Format(time.DateOnly), "shift": "ELN"[(i+d)%3 : (i+d)%3+1], "off": (i+d)%2 == 0})
		}
		rules = append(rules, map[string]any{"rule": "min-rest", "hard": true, "minutes": 660}, map[string]any{"rule": "days-in-a-row", "hard": true, "max": 5})
		// Overlapping soft sums keep the bound below the cost: the search cannot
		// prove that it is done.
		rules = append(rules,
			map[string]any{"rule": "hours", "per": "week", "min": 2000, "max": 2100, "weight": 3},
			map[string]any{"rule": "duties", "per": "rolling", "days": 10, "min": 5, "max": 6, "weight": 5},
			map[string]any{"rule": "fair-share", "of": "weekends", "target": 3.5, "weight": 7})
		people = append(people, map[string]any{"id": fmt.Sprintf("p%d", i), "rules": rules})
	}
	for d := range 56 {
		for i, shift := range []string{"E", "L", "N"} {
			demand = append(demand, map[string]any{"date": start.AddDate(0, 0, d).Format(time.DateOnly), "shift": shift, "target": 9 + (d+i)%4, "missing": 10, "surplus": 3})
		}
	}
	p["people"], p["demand"] = people, map[string]any{"shifts": demand}
	text, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// eventually waits for a thing that happens soon, on however slow a machine.
func eventually(ok func() bool) bool {
	for range 1200 {
		if ok() {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// forecastBody is four weeks of a queue that gets 10 an hour from 9 to 17.
func forecastBody() map[string]any {
	var points []map[string]any
	for d := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC); len(points) < 28*8; d = d.AddDate(0, 0, 1) {
		for h := 9; h < 17; h++ {
			points = append(points, map[string]any{"start": d.Add(time.Duration(h) * time.Hour), "volume": 10, "aht": 300})
		}
	}
	return map[string]any{
		"series": map[string]any{"name": "phone", "zone": "UTC", "minutes": 60, "points": points},
		"from":   "2026-11-30T00:00:00Z", "days": 7,
	}
}

func TestForecastOfConstantIsConstant(t *testing.T) {
	s := bare(t)
	got := s.admin.post("/forecast", forecastBody()).want(t, 200).json(t)
	values := got["values"].([]any)
	if len(values) != 7*8 {
		t.Fatalf("%d values, want 8 hours on 7 days", len(values))
	}
	for _, v := range values {
		if mean := v.(map[string]any)["mean"].(float64); mean < 9 || mean > 11 {
			t.Errorf("mean %v, want about 10: %v", mean, v)
		}
	}
}

func TestForecastRefuses(t *testing.T) {
	s := bare(t)
	tests := map[string]struct {
		change   func(body, series map[string]any)
		location string
	}{
		"no zone":             {func(_, s map[string]any) { s["zone"] = "Mars/Olympus" }, "body.series.zone"},
		"no points":           {func(_, s map[string]any) { s["points"] = []any{} }, "body.series.points"},
		"negative volume":     {func(_, s map[string]any) { s["points"].([]map[string]any)[0]["volume"] = -1 }, "body.series.points[0].volume"},
		"years":               {func(b, _ map[string]any) { b["days"] = 401 }, "body.days"},
		"levels that fall":    {func(b, _ map[string]any) { b["quantiles"] = []float64{.9, .1} }, "body.quantiles"},
		"interval of 7":       {func(_, s map[string]any) { s["minutes"] = 7 }, ""},
		"points in confusion": {func(_, s map[string]any) { s["points"].([]map[string]any)[1]["start"] = "2020-01-01T00:00:00Z" }, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			body := forecastBody()
			tt.change(body, body["series"].(map[string]any))
			r := s.admin.post("/forecast", body).want(t, 422)
			where := r.locations(t)
			if tt.location != "" && (len(where) != 1 || where[0] != tt.location) {
				t.Errorf("faults at %v, want %s\n%s", where, tt.location, r.body)
			}
		})
	}
}
