package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/desk"
)

// Breaks that the search moved are kept, published and checked where they are;
// a repair leaves those of the duties that stay; and a team that takes their
// windows away is told that they no longer fit.
func TestMovedBreaksAreKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before, err := o.Team(o.planner, o.team)
	if err != nil {
		t.Fatal(err)
	}
	source := strings.NewReplacer(
		"{at: 13:00, minutes: 60}", "{at: 13:00, minutes: 60, earliest: 11:00, latest: 16:00, every: 30m}",
		"{at: 16:00, minutes: 60}", "{at: 16:00, minutes: 60, earliest: 13:00, latest: 19:00}",
	).Replace(before.Source)
	team, err := o.UpdateTeam(o.planner, o.team, before.PolicyVersion, source)
	if err != nil {
		t.Fatal(err)
	}
	r := o.solvedDecember()
	g, err := o.Grid(o.planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for _, d := range g.Duties {
		shift, _ := team.Definition.Shift(d.Shift)
		usual := shift.On(d.Agent, d.Date, team.Definition.Zone)
		if d.PaidMinutes() != usual.PaidMinutes() || len(d.Breaks) != 1 {
			t.Errorf("%s on %s has %v", d.Agent, d.Date, d.Breaks)
		} else if !d.Breaks[0].Start.Equal(usual.Breaks[0].Start) {
			moved++
		}
	}
	if moved == 0 {
		t.Fatal("no break moved")
	}
	jobs, err := o.Jobs(o.planner, o.team, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	if cost := jobs[0].Cost; cost == nil || *cost != g.Assessment.Cost {
		t.Errorf("the search says %v, the check of what was kept %v", cost, g.Assessment.Cost)
	}
	*o.clock = time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC)
	idle, err := o.Repair(o.planner, r.ID, desk.RepairOptions{Iterations: 2000})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range idle.Answers {
		if a.Days == 0 || a.After.Cost >= idle.Now.Cost && a.After.Missing >= idle.Now.Missing {
			t.Errorf("nothing happened, and %v changes %d days to make nothing better: %+v after %+v", a.Goals, a.Days, a.After, idle.Now)
		}
	}
	o.away("ann", "2026-12-09", "2026-12-19")
	got, err := o.Repair(o.planner, r.ID, desk.RepairOptions{Iterations: 2000})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range got.Answers {
		o.wantMended(r, got, a)
	}
	if _, err := o.UpdateTeam(o.planner, o.team, team.PolicyVersion, before.Source); err != nil {
		t.Fatal(err)
	}
	after, err := o.Assess(o.planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(after.Notes, "; "); !strings.Contains(notes, "duties have breaks where their shifts no longer may") {
		t.Errorf("notes: %s", notes)
	}
}
