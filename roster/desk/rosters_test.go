package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/desk/desktest"
)

func TestImport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	teams, err := o.Teams(o.admin)
	if err != nil || len(teams) != 2 {
		t.Fatalf("%d teams, %v, want 2", len(teams), err)
	}
	v, err := o.Team(o.planner, o.team)
	if err != nil || v.Name != "Small" || len(v.Definition.Shifts) != 3 || v.Source == "" {
		t.Errorf("team %+v, %v", v.Team, err)
	}
	agents, err := o.Agents(o.planner, o.team)
	if err != nil || len(agents) != 3 || agents[0].PayrollID != "1001" || agents[0].Terms[0].From != 0 {
		t.Errorf("agents %+v, %v", agents, err)
	}
	spans, err := o.HistorySpans(o.planner, o.team)
	if err != nil || len(spans) != 1 || spans[0].Points != 42*12 || spans[0].Minutes != 60 {
		t.Errorf("history %+v, %v", spans, err)
	}
	rosters, err := o.Rosters(o.planner, o.team)
	if err != nil || len(rosters) != 1 || rosters[0].State != "published" || rosters[0].Month.String() != "2026-11" {
		t.Errorf("rosters %+v, %v", rosters, err)
	}
	_, err = o.Import(o.admin, desktest.SmallTeam("Small"))
	wantKind(t, "the same team again", err, roster.Conflict)
	broken := desktest.SmallTeam("Broken")
	broken["agents.csv"].Data = []byte("agent_id,name,contract\nx,X,none\n")
	_, err = o.Import(o.admin, broken)
	if wantKind(t, "a broken folder", err, roster.Invalid) && len(err.(*roster.Error).Faults) == 0 {
		t.Error("no fault is located")
	}
}

// Every rule that the checker knows is asked when a cell is edited: here the
// rest between a night and the early shift after it.
func TestEditCell(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 N")
	early := cell(t, "ann 2026-12-02 E") // from 07:00 to 09:00 are two hours
	tried, err := o.TryCell(o.planner, r.ID, early)
	if err != nil {
		t.Fatal(err)
	}
	if len(tried.Worsened) == 0 || tried.Worsened[0].Rule != "min-rest" || tried.Worsened[0].Have != 120 || tried.Version != r.Version {
		t.Errorf("tried %+v", tried)
	}
	_, err = o.EditCell(o.planner, r.ID, r.Version, early)
	if wantKind(t, "two hours of rest", err, roster.Unlawful) && len(err.(*roster.Error).Breaches) == 0 {
		t.Error("no breach is named")
	}
	early.Override = "Ann asked for it"
	edited, err := o.EditCell(o.planner, r.ID, r.Version, early)
	if err != nil || edited.Version != r.Version+1 || edited.Duty == nil || edited.Duty.Span.Minutes() != 540 {
		t.Errorf("edited %+v, %v", edited, err)
	}
	_, err = o.EditCell(o.planner, r.ID, r.Version, cell(t, "bob 2026-12-02 E"))
	wantKind(t, "a version that has moved", err, roster.Conflict)
	for text, bad := range map[string]desk.Cell{
		"a shift there is not": cell(t, "ann 2026-12-05 X"),
		"another month":        cell(t, "ann 2027-01-01 E"),
	} {
		_, err := o.EditCell(o.planner, r.ID, edited.Version, bad)
		wantKind(t, text, err, roster.Invalid)
	}
	_, err = o.EditCell(o.planner, r.ID, edited.Version, cell(t, "zoe 2026-12-05 E"))
	wantKind(t, "an agent there is not", err, roster.NotFound)
	back, err := o.EditCell(o.planner, r.ID, edited.Version, cell(t, "ann 2026-12-02 -"))
	if err != nil || back.Duty != nil || len(back.Worsened) != 0 {
		t.Errorf("a day off %+v, %v", back, err)
	}
}

func TestAbsenceCannotBeOverridden(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft()
	_, err := o.AddAbsence(o.planner, o.team, roster.Absence{Agent: "ann", From: date(t, "2026-12-10"), To: date(t, "2026-12-12"), Kind: "sick"}, "")
	if err != nil {
		t.Fatal(err)
	}
	c := cell(t, "ann 2026-12-11 E")
	c.Override = "we need her"
	_, err = o.EditCell(o.planner, r.ID, r.Version, c)
	wantKind(t, "a duty on a day of absence", err, roster.Unlawful)
	if _, err := o.EditCell(o.planner, r.ID, r.Version, cell(t, "ann 2026-12-12 E")); err != nil {
		t.Errorf("the day after: %v", err)
	}
}

func TestPublish(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 E", "bob 2026-12-01 L", "ann 2026-12-02 E")
	_, err := o.TeamMonth(o.ann, r.ID)
	wantKind(t, "a draft, to an agent", err, roster.NotFound)
	_, err = o.Publish(o.lead, r.ID, r.Version, "")
	wantKind(t, "a lead publishing", err, roster.Forbidden)

	p, err := o.Publish(o.planner, r.ID, r.Version, "")
	if err != nil {
		t.Fatal(err)
	}
	if p.Roster.State != "published" || p.Publication.Number != 1 || p.Roster.Changed {
		t.Errorf("published %+v", p.Roster)
	}
	// On 21 November a Russian schedule for 1 December is not a month ahead.
	if len(p.Publication.Findings) != 2 || p.Publication.Findings[0].Rule != "SHORT_NOTICE" {
		t.Errorf("findings %+v, want one for each of two agents", p.Publication.Findings)
	}
	if got, want := o.inForce(r), "ann 2026-12-01 E, ann 2026-12-02 E, bob 2026-12-01 L"; got != want {
		t.Errorf("in force %s, want %s", got, want)
	}
	_, err = o.Publish(o.planner, r.ID, r.Version, "")
	wantKind(t, "the same version again", err, roster.Conflict)

	// What changes in the draft changes nothing in force until it is published.
	edited, err := o.EditCell(o.planner, r.ID, p.Roster.Version, cell(t, "ann 2026-12-02 L"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := o.inForce(r), "ann 2026-12-01 E, ann 2026-12-02 E, bob 2026-12-01 L"; got != want {
		t.Errorf("in force %s, want %s", got, want)
	}
	head, err := o.DiscardDraft(o.planner, r.ID, edited.Version)
	if err != nil || head.Changed {
		t.Errorf("discarded %+v, %v", head, err)
	}
	grid, err := o.Grid(o.planner, r.ID)
	if err != nil || len(grid.Duties) != 3 || grid.Duties[1].Shift != "E" {
		t.Errorf("grid %+v, %v", grid.Duties, err)
	}
	edited, err = o.EditCell(o.planner, r.ID, head.Version, cell(t, "ann 2026-12-02 L"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.Publish(o.planner, r.ID, edited.Version, "")
	if err != nil || again.Publication.Number != 2 {
		t.Fatalf("%+v, %v", again.Publication, err)
	}
	all, err := o.Publications(o.planner, r.ID)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d publications, %v", len(all), err)
	}
	first, err := o.Publication(o.planner, r.ID, 1)
	if err != nil || len(first.Duties) != 3 || first.Duties[1].Shift != "E" || first.Author != "planner@example.org" {
		t.Errorf("the first publication %+v, %v", first, err)
	}
	if n := o.audited("roster.publish"); n != 4 { // two of imports
		t.Errorf("%d entries of publishing, want 4", n)
	}
}

func TestPublishUnlawful(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 N")
	c := cell(t, "ann 2026-12-02 E")
	c.Override = "for the test"
	edited, err := o.EditCell(o.planner, r.ID, r.Version, c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Publish(o.planner, r.ID, edited.Version, "  ")
	if wantKind(t, "without a reason", err, roster.Unlawful) {
		var rules []string
		for _, b := range err.(*roster.Error).Breaches {
			rules = append(rules, b.Rule)
		}
		if diff := cmp.Diff("min-rest", rules[0]); diff != "" {
			t.Errorf("breaches %v", rules)
		}
	}
	p, err := o.Publish(o.planner, r.ID, edited.Version, "nobody else was there")
	if err != nil || p.Publication.Reason == "" || p.Publication.Hard == 0 {
		t.Errorf("with a reason %+v, %v", p.Publication, err)
	}
}

// One step beyond one hard rule is enough to ask for a reason: a sixth day in a
// row, of five.
func TestPublishBarelyUnlawful(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-07 E", "ann 2026-12-08 E", "ann 2026-12-09 E", "ann 2026-12-10 E", "ann 2026-12-11 E")
	c := cell(t, "ann 2026-12-12 E")
	c.Override = "for the test"
	edited, err := o.EditCell(o.planner, r.ID, r.Version, c)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := o.Assess(o.planner, r.ID); err != nil || a.Hard != 1 {
		t.Fatalf("hard rules are broken by %d, %v: %+v", a.Hard, err, a.Breaches)
	}
	_, err = o.Publish(o.planner, r.ID, edited.Version, "")
	wantKind(t, "without a reason", err, roster.Unlawful)
}

// A night of the month before is remembered at the month's beginning.
func TestLeadIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft()
	// ann has L on 30 November, to 21:00; E at 09:00 on the 1st leaves twelve hours.
	tried, err := o.TryCell(o.planner, r.ID, cell(t, "ann 2026-12-01 E"))
	if err != nil || len(tried.Worsened) != 0 {
		t.Errorf("twelve hours of rest: %+v, %v", tried.Worsened, err)
	}
	november, err := o.Rosters(o.planner, o.team)
	if err != nil {
		t.Fatal(err)
	}
	old := november[len(november)-1]
	c := cell(t, "ann 2026-11-30 N")
	c.Override = "test"
	edited, err := o.EditCell(o.planner, old.ID, old.Version, c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Publish(o.planner, old.ID, edited.Version, "test"); err != nil {
		t.Fatal(err)
	}
	tried, err = o.TryCell(o.planner, r.ID, cell(t, "ann 2026-12-01 E"))
	if err != nil || len(tried.Worsened) == 0 || tried.Worsened[0].Have != 120 {
		t.Errorf("after a night that ends at 07:00: %+v, %v", tried.Worsened, err)
	}
}
