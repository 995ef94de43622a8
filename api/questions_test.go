package api_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// solvedExample is the example and a roster of it.
func solvedExample(t testing.TB) (*solver.Problem, []solver.Assigned) {
	t.Helper()
	p, err := solver.ReadProblem("example", bytes.NewReader(solver.Example()))
	if err != nil {
		t.Fatal(err)
	}
	sol, err := solver.Solve(t.Context(), p, solver.Options{Seed: 1, Iterations: 5000})
	if err != nil {
		t.Fatal(err)
	}
	return p, sol.Duties
}

// questionBody asks something of the example and a roster of it.
func questionBody(t testing.TB, more map[string]any) string {
	t.Helper()
	_, duties := solvedExample(t)
	q := map[string]any{"problem": json.RawMessage(solver.Example()), "duties": duties}
	for k, v := range more {
		q[k] = v
	}
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// withSomebodyAway is the example with somebody gone ill on a day that they work
// in its roster.
func withSomebodyAway(t *testing.T) json.RawMessage {
	t.Helper()
	p, duties := solvedExample(t)
	tuesday := p.Start + 1
	works := func(who solver.Person) bool {
		return slices.ContainsFunc(duties, func(d solver.Assigned) bool { return d.Person == who.ID && d.Date == tuesday })
	}
	who := slices.IndexFunc(p.People, works)
	if who < 0 {
		t.Fatal("nobody works on Tuesday")
	}
	p.People[who].Rules = append(p.People[who].Rules, roster.Clause{Rule: &roster.Unavailable{From: tuesday, To: tuesday, Reason: "absence"}, Hard: true})
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestQuestions(t *testing.T) {
	s := bare(t)
	terms, ill := map[string]any{"from": "2026-12-08", "notice_days": 2}, withSomebodyAway(t)
	for name, tt := range map[string]struct {
		path string
		more map[string]any
		want []string
	}{
		"explain":    {"/explain", nil, []string{`"missing_hours":`, `"conflicts":[]`, `"relaxations":[]`}},
		"relax":      {"/explain", map[string]any{"relax": 2}, []string{`"relaxations":[`}},
		"candidates": {"/candidates", map[string]any{"opening": map[string]any{"date": "2026-12-08", "shift": "E"}}, []string{`"person":"`, `"text":"`}},
		"repair":     {"/repair", map[string]any{"terms": terms, "problem": ill}, []string{`"unrepaired":`, `"fewest"`, `"coverage"`, `"cheapest"`}},
		"no repair":  {"/repair", map[string]any{"terms": terms}, []string{`"unrepaired":`, `"answers":[]`}},
		"compare":    {"/compare", map[string]any{"other": []solver.Assigned{}}, []string{`"before":`, `"people":[`}},
		"hire":       {"/hire", map[string]any{"like": "csilla"}, []string{`"atleast":`, `"enough":`}},
	} {
		t.Run(name, func(t *testing.T) {
			got := string(s.admin.post(tt.path, questionBody(t, tt.more)).want(t, 200).body)
			for _, w := range tt.want {
				if !strings.Contains(got, w) {
					t.Errorf("no %s in %.400s", w, got)
				}
			}
		})
	}
}

func TestQuestionsRefuse(t *testing.T) {
	s := bare(t)
	for name, tt := range map[string]struct{ path, body string }{
		"no JSON":        {"/explain", `{`},
		"no problem":     {"/explain", `{}`},
		"unknown field":  {"/explain", questionBody(t, map[string]any{"colour": "red"})},
		"too many":       {"/explain", questionBody(t, map[string]any{"relax": 1000})},
		"a stranger":     {"/hire", questionBody(t, map[string]any{"like": "zoe"})},
		"no such shift":  {"/candidates", questionBody(t, map[string]any{"opening": map[string]any{"date": "2026-12-08", "shift": "?"}})},
		"another's duty": {"/compare", questionBody(t, map[string]any{"other": []map[string]any{{"person": "zoe", "date": "2026-12-08", "shift": "E"}}})},
	} {
		t.Run(name, func(t *testing.T) {
			r := s.admin.post(tt.path, tt.body)
			if name == "a stranger" {
				r.want(t, 404)
				return
			}
			r.want(t, 422)
		})
	}
}

// askedOf asks something of the example and a roster without duties.
func askedOf(more string) string {
	return `{"problem": ` + exampleProblem() + `, "duties": []` + more + `}`
}
