package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// solvedDecember is December, solved in a few moves and published.
func (o *office) solvedDecember() desk.Roster {
	o.t.Helper()
	stop := o.work("w")
	r := o.draft()
	j, err := o.StartSolve(o.planner, r.ID, r.Version, desk.SolveOptions{Iterations: 3000, Seed: 7})
	if err != nil {
		o.t.Fatal(err)
	}
	seen := o.over(j.ID)
	stop()
	if last := seen[len(seen)-1]; last.State != postgres.JobDone {
		o.t.Fatalf("%+v", last)
	}
	if r, err = o.Roster(o.planner, r.ID); err != nil {
		o.t.Fatal(err)
	}
	p, err := o.Publish(o.planner, r.ID, r.Version, "a month for a test, full of gaps")
	if err != nil {
		o.t.Fatal(err)
	}
	return p.Roster
}

// away grants an agent leave.
func (o *office) away(agent, from, to string) {
	o.t.Helper()
	if _, err := o.AddAbsence(o.planner, o.team, roster.Absence{Agent: agent, From: date(o.t, from), To: date(o.t, to), Kind: "sick"}, ""); err != nil {
		o.t.Fatal(err)
	}
}

// draftOf tells what a draft has, as inForce does.
func (o *office) draftOf(r desk.Roster) string {
	o.t.Helper()
	g, err := o.Grid(o.planner, r.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, d := range g.Duties {
		out = append(out, fmt.Sprintf("%s %s %s", d.Agent, d.Date, d.Shift))
	}
	return strings.Join(out, ", ")
}

// A published month is mended after somebody fell ill: what is over stays, the
// ill one is free, no answer is worse by hard rules than the duties that are
// left, and each can be taken over and is then what it said it is.
func TestRepair(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.solvedDecember()
	*o.clock = time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC)
	o.away("ann", "2026-12-09", "2026-12-19")
	before := o.inForce(r)
	notice := 3
	got, err := o.Repair(o.planner, r.ID, desk.RepairOptions{Notice: &notice, Iterations: 3000})
	if err != nil {
		t.Fatal(err)
	}
	if got.Terms.From != date(t, "2026-12-08") || got.Terms.Notice != 3 || got.Roster.Version != r.Version || got.Cut {
		t.Errorf("terms %+v of version %d, cut %v", got.Terms, got.Roster.Version, got.Cut)
	}
	if after := o.inForce(r); after != before {
		t.Error("a repair changed what is in force")
	}
	var goals []string
	for _, a := range got.Answers {
		goals = append(goals, a.Goals...)
		o.wantMended(r, got, a)
	}
	slices.Sort(goals)
	if !slices.Equal(goals, []string{"cheapest", "coverage", "fewest"}) {
		t.Errorf("the answers serve %v", goals)
	}
}

// wantMended checks one answer, takes it over, and sets the draft back.
func (o *office) wantMended(r desk.Roster, of desk.Repairs, a desk.Repair) {
	o.t.Helper()
	if a.After.Hard > of.Now.Hard {
		o.t.Errorf("%v breaks %d hard steps, the duties that are left %d", a.Goals, a.After.Hard, of.Now.Hard)
	}
	short := map[string]bool{}
	for _, c := range a.Changes {
		for _, day := range c.Days {
			if day.Date < of.Terms.From {
				o.t.Errorf("%v changes %s, which is over", a.Goals, day.Date)
			}
			if c.Person == "ann" && day.Date >= date(o.t, "2026-12-09") && day.Date < date(o.t, "2026-12-19") && day.To != "" {
				o.t.Errorf("%v has ann work on %s, when she is ill", a.Goals, day.Date)
			}
			short[fmt.Sprintf("%s %s", c.Person, day.Date)] = day.Date < of.Terms.From+roster.Date(of.Terms.Notice)
		}
	}
	if a.Short > len(short) || a.Days > len(short) || a.Short > a.Days {
		o.t.Errorf("%v: %d days, %d at short notice, of %d", a.Goals, a.Days, a.Short, len(short))
	}
	now, err := o.Roster(o.planner, r.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	taken, err := o.TakeRepair(o.planner, r.ID, now.Version, a.Changes)
	if err != nil {
		o.t.Fatalf("%v cannot be taken over: %v", a.Goals, err)
	}
	if !taken.Changed || taken.State != postgres.Published {
		o.t.Errorf("after taking over: %+v", taken)
	}
	checked, err := o.Assess(o.planner, r.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	missing := 0.0
	for _, g := range checked.Gaps {
		missing += g.Missing * float64(g.Minutes) / 60
	}
	if d := missing - a.After.Missing; d > 1e-6 || d < -1e-6 || checked.Hard != a.After.Hard {
		o.t.Errorf("%v promised %.3f h open and %d hard steps, the draft has %.3f and %d", a.Goals, a.After.Missing, a.After.Hard, missing, checked.Hard)
	}
	if n := strings.Count(o.draftOf(r), " "); n/3+1 < a.After.Duties {
		o.t.Errorf("%v has %d duties, the draft only %s", a.Goals, a.After.Duties, o.draftOf(r))
	}
	if _, err := o.DiscardDraft(o.planner, r.ID, taken.Version); err != nil {
		o.t.Fatal(err)
	}
}

// What is taken over stands on what people were told: other edits of the draft
// are gone, other duties stay, and it is published like any draft.
func TestTakeRepair(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "bob 2026-12-02 L", "cyd 2026-12-03 E")
	edited, err := o.EditCell(o.planner, r.ID, r.Version, cell(t, "ann 2026-12-10 E"))
	if err != nil {
		t.Fatal(err)
	}
	o.away("bob", "2026-12-02", "2026-12-03")
	mend := []solver.DutyChanges{
		{Person: "bob", Days: []solver.DayChange{{Date: date(t, "2026-12-02"), From: "L"}}},
		{Person: "ann", Days: []solver.DayChange{{Date: date(t, "2026-12-02"), To: "L"}}},
	}
	audited := o.audited("roster.draft")
	taken, err := o.TakeRepair(o.lead, r.ID, edited.Version, mend)
	if err != nil {
		t.Fatal(err)
	}
	const want = "ann 2026-12-01 E, ann 2026-12-02 L, cyd 2026-12-03 E"
	if got := o.draftOf(r); got != want {
		t.Errorf("the draft has %s, want %s", got, want)
	}
	if _, err := o.Publish(o.planner, r.ID, taken.Version, "full of gaps"); err != nil {
		t.Fatal(err)
	}
	if got := o.inForce(r); got != want {
		t.Errorf("in force is %s, want %s", got, want)
	}
	if n := o.audited("roster.draft") - audited; n != 1 {
		t.Errorf("%d entries in the audit, want 1", n)
	}
}

func TestTakeRepairRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 L", "bob 2026-12-02 L")
	o.away("cyd", "2026-12-05", "2026-12-06")
	day := func(person, on, from, to string) solver.DutyChanges {
		return solver.DutyChanges{Person: person, Days: []solver.DayChange{{Date: date(t, on), From: from, To: to}}}
	}
	for name, tt := range map[string]struct {
		version int
		changes []solver.DutyChanges
		want    roster.Kind
	}{
		"nothing":               {r.Version, nil, roster.Invalid},
		"no day":                {r.Version, []solver.DutyChanges{{Person: "ann"}}, roster.Invalid},
		"a version that moved":  {r.Version - 1, []solver.DutyChanges{day("ann", "2026-12-01", "L", "")}, roster.Conflict},
		"what is not there":     {r.Version, []solver.DutyChanges{day("ann", "2026-12-01", "E", "")}, roster.Conflict},
		"another month":         {r.Version, []solver.DutyChanges{day("ann", "2027-01-01", "", "E")}, roster.Invalid},
		"a stranger":            {r.Version, []solver.DutyChanges{day("zoe", "2026-12-04", "", "E")}, roster.NotFound},
		"no such shift":         {r.Version, []solver.DutyChanges{day("ann", "2026-12-04", "", "X")}, roster.Invalid},
		"somebody twice":        {r.Version, []solver.DutyChanges{day("ann", "2026-12-04", "", "E"), day("ann", "2026-12-05", "", "E")}, roster.Invalid},
		"a day twice":           {r.Version, []solver.DutyChanges{{Person: "ann", Days: []solver.DayChange{{Date: date(t, "2026-12-04")}, {Date: date(t, "2026-12-04")}}}}, roster.Invalid},
		"rest":                  {r.Version, []solver.DutyChanges{day("ann", "2026-12-02", "", "E"), day("bob", "2026-12-01", "", "N")}, roster.Unlawful},
		"a duty in one's leave": {r.Version, []solver.DutyChanges{day("cyd", "2026-12-05", "", "E")}, roster.Unlawful},
	} {
		before := o.draftOf(r)
		_, err := o.TakeRepair(o.planner, r.ID, tt.version, tt.changes)
		wantKind(t, name, err, tt.want)
		if after := o.draftOf(r); after != before {
			t.Errorf("%s: refused, and the draft changed to %s", name, after)
		}
	}
}

func TestRepairTerms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E")
	*o.clock = time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC)
	long, less := 367, -1
	for name, bad := range map[string]desk.RepairOptions{
		"a day that is over": {From: date(t, "2026-12-06")},
		"after the month":    {From: date(t, "2027-01-01")},
		"too long a notice":  {Notice: &long},
		"a negative notice":  {Notice: &less},
		"a negative price":   {Change: -1},
		"and of short ones":  {Short: -1},
		"too many moves":     {Iterations: 2_000_001},
	} {
		_, err := o.Repair(o.planner, r.ID, bad)
		wantKind(t, name, err, roster.Invalid)
	}
	got, err := o.Repair(o.planner, r.ID, desk.RepairOptions{From: date(t, "2026-12-07"), Iterations: 100})
	if err != nil || got.Terms.Notice < 28 || got.Terms.Notice > 31 { // TK RF 103: a month before
		t.Errorf("notice of %d days, %v, want the month that the law asks for", got.Terms.Notice, err)
	}
	if len(got.Answers) > 0 {
		t.Errorf("without demand and absences there is something to mend: %+v", got.Answers)
	}
	*o.clock = time.Date(2027, 1, 2, 9, 0, 0, 0, time.UTC)
	_, err = o.Repair(o.planner, r.ID, desk.RepairOptions{})
	wantKind(t, "a month that is over", err, roster.Invalid)
}

// Questions, checks and edits of one roster may happen at once.
func TestRepairBesidesEdits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "bob 2026-12-02 L")
	done := make(chan error, 4)
	for range 2 {
		go func() {
			_, err := o.Repair(o.planner, r.ID, desk.RepairOptions{Iterations: 2000})
			done <- err
		}()
		go func() {
			_, err := o.Candidates(o.planner, r.ID, solver.Opening{Date: december.From + 4, Shift: "E"})
			done <- err
		}()
	}
	edited, err := o.EditCell(o.planner, r.ID, r.Version, cell(t, "cyd 2026-12-03 E"))
	if err != nil {
		t.Error(err)
	}
	if _, err := o.Assess(o.planner, r.ID); err != nil {
		t.Error(err)
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	_, err = o.TakeRepair(o.planner, r.ID, edited.Version-1, nil)
	wantKind(t, "taking over what was read before an edit", err, roster.Conflict)
}
