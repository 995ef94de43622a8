package plan

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// movable puts every break of a team's shifts at half past one, and gives it a
// window of an hour and a half to either side.
func movable(ws *workspace.Workspace) {
	for i := range ws.Team.Shifts {
		s := &ws.Team.Shifts[i]
		for k := range s.Breaks {
			b := &s.Breaks[k]
			b.After = 13*60 + 30 - int(s.Start)
			b.Window = roster.Window{From: max(b.After-90, 0), To: min(b.After+90, s.Length-b.Minutes), Step: 30}
		}
	}
}

// A month whose breaks move: coverage by instants agrees with the solver's,
// nobody is paid another minute than with the breaks of the shifts, no law is
// broken by it, and the roster as a file is the same roster at the same cost.
func TestMovedBreaksAllTheWay(t *testing.T) {
	ws := example(t, "berlin-desk")
	movable(ws)
	r := planned(t, ws, 60_000)
	built, err := Problem(ws, december, r.Requirement)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for i, d := range r.Solution.Duties {
		shift, _ := ws.Team.Shift(d.Shift)
		usual := shift.On(d.Person, d.Date, ws.Team.Zone)
		if r.Roster.Duties[i].PaidMinutes() != usual.PaidMinutes() {
			t.Errorf("%s on %s is paid %d minutes, not %d", d.Person, d.Date, r.Roster.Duties[i].PaidMinutes(), usual.PaidMinutes())
		}
		if len(d.Breaks) > 0 {
			moved++
		}
	}
	if moved == 0 {
		t.Error("no break moved")
	}
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Rule, "DE_ARBZG_4") {
			t.Errorf("%s on %s: %s", f.Agent, f.Date, f.Rule)
		}
	}
	coverageAgrees(t, r)
	var file bytes.Buffer
	if err := workspace.WriteRoster(&file, ws.Team, ws.Agents, r.Roster); err != nil {
		t.Fatal(err)
	}
	var faults roster.Faults
	ro, _ := workspace.ReadRoster("roster.csv", &file, ws.Team, ws.Agents, &faults)
	if misfits := built.Misfits(ro); len(faults) > 0 || len(misfits) > 0 {
		t.Fatalf("%v %v", faults, misfits)
	}
	duties, err := built.Assigned(ro)
	if err != nil {
		t.Fatal(err)
	}
	sol, err := solver.Check(built.Problem, duties)
	if err != nil {
		t.Fatal(err)
	}
	if sol.Cost != r.Solution.Cost || sol.Hard != r.Solution.Hard {
		t.Errorf("read back it costs %v and hard %d, solved %v and %d", sol.Cost, sol.Hard, r.Solution.Cost, r.Solution.Hard)
	}
}

// The German law allows six hours of work without a break; a shift with its
// break after four must not have it moved to the seventh.
func TestLawBoundsMovedBreaks(t *testing.T) {
	ws := desk(t)
	ws.Team.Shifts[0].Breaks[0].Window = roster.Window{From: 0, To: 480, Step: 30}
	built, _ := enlisted(t, ws, nil)
	if got := built.Problem.Places[0].Unbroken; got != 360 {
		t.Errorf("the place allows %d minutes without a break, want 360", got)
	}
	// 8:00 to 16:30 is 510 minutes, the break 30: from minute 120 at the earliest, 360 at the latest.
	for after, ok := range map[int]bool{90: false, 120: true, 360: true, 390: false} {
		duty := ws.Team.Shifts[0].Placed([]int{after}).On("ann", day(3), ws.Team.Zone)
		if got := built.Misfits(roster.Roster{Duties: []roster.Duty{duty}}); (len(got) == 0) != ok {
			t.Errorf("a break after %d minutes: %v", after, got)
		}
	}
	ws.Team.Shifts[0].Breaks[0].Window = roster.Window{}
	if built, _ := enlisted(t, ws, nil); built.Problem.Places[0].Unbroken != 0 {
		t.Error("a problem without windows says how long work may last")
	}
}

// A duty whose break is where the shift may not have it is no duty of the plan.
func TestMisfitsOfBreaks(t *testing.T) {
	ws := desk(t)
	built, _ := enlisted(t, ws, nil)
	duty := placed(t, ws, 3, "E", 0, 0)
	at := duty.Span.Start.Add(time.Hour)
	duty.Breaks = []roster.BreakSpan{{Span: roster.Span{Start: at, End: at.Add(30 * time.Minute)}}}
	got := built.Misfits(roster.Roster{Duties: []roster.Duty{duty}})
	want := []Misfit{{Field: "breaks", Value: "09:00–09:30", Problem: "the breaks of shift E cannot be moved on 2026-12-03",
		Cure: "move the breaks, leave start and end empty for those of the shift, or give the shift's breaks in team.yaml a wider window"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("misfits differ (-want +got):\n%s", diff)
	}
	if _, err := built.Assigned(roster.Roster{Duties: []roster.Duty{duty}}); roster.KindOf(err) != roster.Invalid {
		t.Errorf("assigned: %v", err)
	}
}
