package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// The definition is changed as a whole: a fault comes back with its line and
// with what was typed, what somebody else changed meanwhile is not overwritten,
// and who may not change it reads it.
func TestDefinitionIsChanged(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	team := fmt.Sprintf("/teams/%d", o.team)
	page := p.get(team).want(http.StatusOK, "Definition and rules v1")
	source := sourceOn(t, page)
	longer := strings.Replace(source, "09:00-21:00", "08:00-21:00", 1)

	faulty := p.post(team, "version", page.version(), "source", strings.Replace(longer, "aht: 3m", "aht: soon", 1)).want(http.StatusUnprocessableEntity, "team.yaml:", "soon")
	if got := sourceOn(t, faulty); !strings.Contains(got, "aht: soon") || !strings.Contains(got, "08:00-21:00") {
		t.Errorf("what was typed is gone:\n%s", got)
	}
	p.post(team, "source", longer).want(http.StatusUnprocessableEntity, "Open the page again and repeat.")
	p.post(team, "version", page.version(), "source", longer).want(http.StatusOK, "Definition and rules v2")
	stale := p.post(team, "version", page.version(), "source", source).want(http.StatusConflict, "This does not fit what is there")
	if got := sourceOn(t, stale); got != source {
		t.Error("what was typed on an old page is gone")
	}
	v, err := o.Team(desk.System(t.Context()), o.team)
	if err != nil || v.PolicyVersion != 2 || !strings.Contains(v.Source, "08:00-21:00") {
		t.Errorf("version %d, %v", v.PolicyVersion, err)
	}
	p.get(team).want(http.StatusOK, "v2: planner@example.org", "v1: system")

	lead := o.signedIn("lead").get(team).want(http.StatusOK)
	if !strings.Contains(lead.body, " readonly>") || strings.Contains(lead.body, "/workspace") {
		t.Error("a lead can write the definition, or take the data along")
	}
}

// sourceOn returns the definition as a page shows it.
func sourceOn(t *testing.T, a answer) string {
	t.Helper()
	for _, n := range find(parse(t, a.body), tag("textarea")) {
		if attr(n, "name") == "source" && n.FirstChild != nil {
			return n.FirstChild.Data
		}
	}
	t.Fatalf("%s shows no definition", a.at.Path)
	return ""
}

// What the head of every page and the page of a team offer is what the role may
// do: nobody is led where they are then refused.
func TestEachRoleIsOfferedItsOwn(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	tests := map[string]struct {
		nav     string
		page    string
		has, no []string
	}{
		"admin":   {"Planning Payroll Audit Users", month, []string{"Publish…", "Repair", "Download this month"}, nil},
		"planner": {"Planning Payroll Audit", month, []string{"Publish…", "Solve", "Versions"}, nil},
		"lead":    {"Planning", month, []string{"Solve", "Coverage"}, []string{"Publish…"}},
		"payroll": {"Payroll", "/pay", []string{"Small", "Open a period"}, []string{"Audit"}},
		"ann":     {"My shifts Team Swaps Wishes Leave Calendar", "/my?month=2026-12", []string{"Nothing is published"}, []string{"Payroll", "Publish"}},
	}
	for name, tt := range tests {
		a := o.signedIn(name).get(tt.page).want(http.StatusOK, tt.has...)
		var nav []string
		for _, n := range find(parse(t, a.body), tag("nav"))[:1] {
			for _, link := range find(n, tag("a")) {
				nav = append(nav, strings.TrimSpace(text(link)))
			}
		}
		if got := strings.Join(nav, " "); got != tt.nav {
			t.Errorf("%s is led to %q, want %q", name, got, tt.nav)
		}
		for _, no := range tt.no {
			if strings.Contains(a.words(), no) {
				t.Errorf("%s is offered %q on %s", name, no, tt.page)
			}
		}
	}
	// Payroll opens periods, planners only look at them.
	if words := o.signedIn("planner").get("/pay").want(http.StatusOK).words(); strings.Contains(words, "Open a period") {
		t.Error("a planner is offered to open a pay period")
	}
}

// The panel of a day says what speaks against it: leave that was asked for or
// granted, with its note, and wishes, in the reader's language.
func TestDayTellsOfLeaveAndWishes(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-05 E")
	system := desk.System(t.Context())
	if _, err := o.AddAbsence(system, o.team, roster.Absence{Agent: "ann", From: december.From + 9, To: december.From + 12, Kind: "sick"}, "with a doctor's note"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.AddAbsence(system, o.team, roster.Absence{Agent: "ann", From: december.From + 19, To: december.From + 20, Kind: "jubilee"}, ""); err != nil {
		t.Fatal(err)
	}
	ann := o.signedIn("ann")
	ann.post("/my/wishes", "date", "2026-12-05", "want", "off", "weight", "3").want(http.StatusOK)
	ann.post("/my/leave", "from", "2026-12-26", "to", "2026-12-28", "kind", "leave", "note", "wedding").want(http.StatusOK)
	p := o.signedIn("planner")
	at := fmt.Sprintf("/rosters/%d/cells/ann/", o.roster.ID)
	for day, says := range map[string][]string{
		"2026-12-05": {"Wish for a day off"},
		"2026-12-10": {"Sick", "10–12 Dec", "with a doctor's note"},
		"2026-12-12": {"Sick"},
		"2026-12-20": {"jubilee"}, // the team's own word
		"2026-12-26": {"Leave", "wedding"},
	} {
		p.get(at+day).want(http.StatusOK, says...)
	}
	if words := p.get(at + "2026-12-13").want(http.StatusOK).words(); strings.Contains(words, "Sick") {
		t.Error("the day after an absence tells of it")
	}
	p.header.Set("Accept-Language", "hu")
	p.get(at+"2026-12-10").want(http.StatusOK, "Betegség", "dec. 10–12.")
}
