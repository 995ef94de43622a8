package plan

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// example makes one of the example workspaces as of 21 November 2026.
func example(t testing.TB, name string) *workspace.Workspace {
	t.Helper()
	dir := t.TempDir()
	if err := workspace.WriteExample(name, dir, roster.NewDate(2026, 11, 21), 1); err != nil {
		t.Fatal(err)
	}
	ws, err := workspace.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

func planned(t testing.TB, ws *workspace.Workspace, iterations int64) *Result {
	t.Helper()
	r, err := Run(context.Background(), ws, december, Options{Version: "test", Solver: solver.Options{Seed: 1, Iterations: iterations}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The whole pipeline on the smallest example: lawful, complete, and its numbers
// agree with each other however they are counted.
func TestRun(t *testing.T) {
	ws := example(t, "berlin-desk")
	r := planned(t, ws, 200_000)
	if r.Solution.Hard != 0 {
		t.Errorf("hard is %d: %+v", r.Solution.Hard, r.Breaches[0])
	}
	if len(r.Forecasts) != len(ws.Team.Queues) || len(r.Fairness) != len(ws.Agents) || len(r.Pay) == 0 {
		t.Errorf("%d forecasts, %d shares, %d pay lines", len(r.Forecasts), len(r.Fairness), len(r.Pay))
	}
	if len(r.Roster.Duties) != len(r.Solution.Duties) {
		t.Errorf("%d duties in the roster, %d in the solution", len(r.Roster.Duties), len(r.Solution.Duties))
	}
	t.Run("coverage agrees with the solver's", func(t *testing.T) { coverageAgrees(t, r) })
	t.Run("pay adds up to the roster", func(t *testing.T) { payAddsUp(t, r) })
	t.Run("shares add up to the roster", func(t *testing.T) { sharesAddUp(t, r) })
	t.Run("closed days stay free", func(t *testing.T) {
		for _, d := range r.Roster.Duties {
			if d.Date.Weekday() == 0 || d.Date == day(25) || d.Date == day(26) {
				t.Errorf("%s works on %s, on which the team is closed", d.Agent, d.Date)
			}
		}
	})
}

// coverageAgrees holds the count of instants against the solver's cells.
func coverageAgrees(t *testing.T, r *Result) {
	byStart := map[string]float64{}
	for _, g := range r.Gaps {
		byStart[g.Start] += g.Missing * float64(g.Minutes) / 60
	}
	solved, counted := 0.0, 0.0
	for _, v := range byStart {
		solved += v
	}
	for _, c := range r.Coverage {
		counted += c.Missing * float64(c.Minutes) / 60
	}
	if math.Abs(solved-counted) > 0.01 {
		t.Errorf("%.2f agent-hours missing by the duties' instants, %.2f by the solver", counted, solved)
	}
}

func payAddsUp(t *testing.T, r *Result) {
	base, paid := 0, 0
	for _, l := range r.Pay {
		if l.Category == "BASE" {
			base += l.Minutes
		}
	}
	for _, d := range r.Roster.Duties {
		paid += d.PaidMinutes()
	}
	if base != paid {
		t.Errorf("%d minutes of base pay for %d paid minutes", base, paid)
	}
}

func sharesAddUp(t *testing.T, r *Result) {
	duties, minutes, paid := 0, 0, 0
	for _, s := range r.Fairness {
		duties, minutes = duties+s.Duties, minutes+s.Minutes
		if s.Minutes > s.Most {
			t.Errorf("%s works %d minutes of at most %d", s.Agent, s.Minutes, s.Most)
		}
	}
	for _, d := range r.Roster.Duties {
		paid += d.PaidMinutes()
	}
	if duties != len(r.Roster.Duties) || minutes != paid {
		t.Errorf("shares of %d duties and %d minutes, the roster has %d and %d", duties, minutes, len(r.Roster.Duties), paid)
	}
}

// With a budget of iterations the result depends on nothing but the input.
func TestRunIsDeterministic(t *testing.T) {
	ws := example(t, "travel-9-21")
	var texts [2]bytes.Buffer
	for i := range texts {
		r := planned(t, ws, 20_000)
		r.Solution.Seconds = 0
		if err := json.NewEncoder(&texts[i]).Encode([]any{r.Problem, r.Solution, r.Requirement, r.Fairness, r.Pay}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0].Bytes(), texts[1].Bytes()) {
		t.Error("two runs of the same input differ")
	}
}

// A roster read back is judged as it was when it was made.
func TestAssignedReadsTheRosterBack(t *testing.T) {
	ws := example(t, "travel-9-21")
	r := planned(t, ws, 20_000)
	built, err := Problem(ws, december, r.Requirement)
	if err != nil {
		t.Fatal(err)
	}
	duties, err := built.Assigned(r.Roster)
	if err != nil {
		t.Fatal(err)
	}
	s, err := solver.Check(built.Problem, duties)
	if err != nil {
		t.Fatal(err)
	}
	if s.Cost != r.Solution.Cost || s.Hard != r.Solution.Hard {
		t.Errorf("cost %v and hard %d, made with %v and %d", s.Cost, s.Hard, r.Solution.Cost, r.Solution.Hard)
	}
}

func TestAssignedRefusesForeignDuties(t *testing.T) {
	ws := desk(t)
	built, _ := enlisted(t, ws, nil)
	for name, d := range map[string]roster.Duty{
		"another month": {Agent: "ann", Date: day(31) + 1, Shift: "E"},
		"a stranger":    {Agent: "eve", Date: day(3), Shift: "E"},
	} {
		if _, err := built.Assigned(roster.Roster{Duties: []roster.Duty{d}}); roster.KindOf(err) != roster.Invalid {
			t.Errorf("%s: error %v, want an Invalid one", name, err)
		}
	}
}

// Who stops a run while it solves gets the best roster so far; before that
// there is nothing to get.
func TestRunStopped(t *testing.T) {
	ws := example(t, "travel-9-21")
	ctx, cancel := context.WithCancel(context.Background())
	o := Options{Solver: solver.Options{TimeLimit: 10 * time.Second}}
	r, err := Run(ctx, ws, december, o, func(e Event) {
		if e.Solve != nil {
			cancel()
		}
	})
	if err != nil || len(r.Coverage) == 0 {
		t.Errorf("stopped while solving: error %v, want a result", err)
	}
	if _, err := Run(ctx, ws, december, o, nil); err == nil {
		t.Error("stopped before it solved: want an error")
	}
}

func TestHistoryMustBeginBeforeTheMonth(t *testing.T) {
	ws := example(t, "travel-9-21")
	early := Month{roster.NewDate(2020, 1, 1), roster.NewDate(2020, 2, 1)}
	if _, err := Forecast(ws, early, nil, nil); roster.KindOf(err) != roster.Invalid {
		t.Errorf("error %v, want an Invalid one", err)
	}
}

func TestParseMonth(t *testing.T) {
	for text, ok := range map[string]bool{"2026-12": true, "2026-13": false, "12/2026": false, "2026-12-01": false, "": false} {
		m, err := ParseMonth(text)
		if (err == nil) != ok {
			t.Errorf("%q: error %v", text, err)
		}
		if ok && m != december {
			t.Errorf("%q is %v, want %v", text, m, december)
		}
	}
}
