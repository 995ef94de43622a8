package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk/desktest"
)

// Duties that no rule can judge are left out of the check and named in its notes.
func TestAssessWhatCannotBeJudged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 N", "bob 2026-12-11 E", "cyd 2026-12-02 E")
	before, err := o.Assess(o.planner, r.ID)
	if err != nil || len(before.Notes) != 0 || len(before.Override) != 0 {
		t.Fatalf("notes %q, overridden %q, %v", before.Notes, before.Override, err)
	}
	team, err := o.Team(o.planner, o.team)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(team.Source, "\n")
	source := strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.Contains(l, "code: N") }), "\n") +
		"overrides: [{rule: max-duty, drop: true, reason: a test}]\n"
	if _, err := o.UpdateTeam(o.planner, o.team, team.PolicyVersion, source); err != nil {
		t.Fatal(err)
	}
	for id, leaves := range map[string]string{"bob": "2026-12-01", "cyd": "2026-12-02"} {
		a, err := o.Agent(o.planner, o.team, id)
		if err != nil {
			t.Fatal(err)
		}
		a.Terms[0].To = date(t, leaves)
		if _, err := o.PutAgent(o.planner, o.team, a.Version, a.Agent); err != nil {
			t.Fatal(err)
		}
	}
	after, err := o.Assess(o.planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(after.Notes)
	if want := []string{
		"ann works N on 2026-12-01, which the team has no longer; the duty was not checked",
		"bob has no contract in 2026-12 and is left out",
		"bob works on 2026-12-11 without a contract; the duty was not checked",
	}; !slices.Equal(after.Notes, want) {
		t.Errorf("the notes are %q, want %q", after.Notes, want)
	}
	if !slices.Equal(after.Override, []string{"max-duty"}) {
		t.Errorf("overridden are %q", after.Override)
	}
	// Who left within the month is judged: nobody works after their last day.
	if !slices.ContainsFunc(after.Breaches, func(b roster.Breach) bool { return b.Agent == "cyd" && b.Hard && b.Date == date(t, "2026-12-02") }) {
		t.Errorf("cyd works after the contract; the breaches are %+v", after.Breaches)
	}
}

// A team without people has nothing to check, and that is said.
func TestAssessNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	empty := desktest.SmallTeam("Empty")["team.yaml"]
	team, err := o.CreateTeam(o.admin, string(empty.Data))
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.CreateRoster(o.admin, team.ID, december)
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.Assess(o.admin, r.ID)
	if err != nil || !slices.Equal(a.Notes, []string{"the team has no agents"}) || a.Hard != 0 || a.Breaches == nil {
		t.Errorf("%+v, %v", a, err)
	}
	_, err = o.EditCell(o.admin, r.ID, r.Version, cell(t, "ann 2026-12-01 E"))
	wantKind(t, "a duty of nobody", err, roster.NotFound)
}
