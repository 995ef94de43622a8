package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

func TestShiftsInClosedHoursAreRuledOut(t *testing.T) {
	ws := desk(t)
	built, b := enlisted(t, ws, ask(t, ws))
	closed := map[string][]roster.Date{}
	for _, c := range b.closed {
		r := c.Rule.(*roster.Unavailable)
		closed[r.Shifts[0]] = r.Dates
	}
	// Sundays and the two holidays; nights lie outside of the hours always,
	// but for the last, of whose morning nothing is known.
	want := []roster.Date{day(6), day(13), day(20), day(25), day(26), day(27)}
	if !slices.Equal(closed["E"], want) {
		t.Errorf("E is ruled out on %v, want %v", closed["E"], want)
	}
	if n := len(closed["N"]); n != 30 {
		t.Errorf("N is ruled out on %d days, want 30", n)
	}
	for _, who := range built.Problem.People {
		if !slices.Contains(who.Policies, "closed") {
			t.Errorf("%s is not bound by the opening hours: %v", who.ID, who.Policies)
		}
	}
}

func TestDemandOfTheMinimumIsDearer(t *testing.T) {
	ws := desk(t)
	built, _ := enlisted(t, ws, ask(t, ws))
	for _, d := range built.Problem.Demand.Intervals {
		if d.Missing != binding*ws.Team.Weights.Missing || d.Target != 1 || d.Minutes != 60 {
			t.Fatalf("%+v; want one agent at %d times the usual price", d, binding)
		}
	}
}

// People of one contract share a policy; their hours, leave and wishes are their own.
func TestPoliciesAreShared(t *testing.T) {
	ws := desk(t)
	ws.Absences = []roster.Absence{{Agent: "bob", From: day(7), To: day(9)}}
	built, _ := enlisted(t, ws, nil)
	p := built.Problem
	if len(p.Policies) != 1 || p.Policies[0].ID != "full" {
		t.Fatalf("%d policies, want the contract's alone", len(p.Policies))
	}
	ws.Agents[1].Protected = []string{"no_nights_medical"}
	built, _ = enlisted(t, ws, nil)
	if got := built.Problem.People[1].Policies; !slices.Equal(got, []string{"full-2"}) {
		t.Errorf("who is protected has the policies %v, want one of their own", got)
	}
}

func TestPersonalClauses(t *testing.T) {
	tests := map[string]struct {
		change func(ws *workspace.Workspace)
		rule   string
		want   int
	}{
		"leave in the month": {func(ws *workspace.Workspace) {
			ws.Absences = []roster.Absence{{Agent: "ann", From: day(30), To: day(31) + 9}}
		}, "unavailable", 1},
		"leave after it": {func(ws *workspace.Workspace) {
			ws.Absences = []roster.Absence{{Agent: "ann", From: day(31) + 1, To: day(31) + 9}}
		}, "unavailable", 0},
		"a wish":                  {func(ws *workspace.Workspace) { ws.Requests = []roster.Request{{Agent: "ann", Date: day(3)}} }, "wish", 1},
		"a wish in another month": {func(ws *workspace.Workspace) { ws.Requests = []roster.Request{{Agent: "ann", Date: day(1) - 1}} }, "wish", 0},
		"a wish while on leave": {func(ws *workspace.Workspace) {
			ws.Requests = []roster.Request{{Agent: "ann", Date: day(3)}}
			ws.Absences = []roster.Absence{{Agent: "ann", From: day(3), To: day(4)}}
		}, "wish", 0},
		"a pin":                       {func(ws *workspace.Workspace) { ws.Pins = []roster.Pin{{Agent: "ann", Date: day(3), Shift: "E"}} }, "pinned", 1},
		"the contract's shifts":       {func(ws *workspace.Workspace) { ws.Agents[0].Terms[0].Contract = "half" }, "allowed-shifts", 1},
		"all shifts need no clause":   {func(*workspace.Workspace) {}, "allowed-shifts", 0},
		"days off a week":             {func(*workspace.Workspace) {}, "days-off", 1},
		"leaves on the 14th":          {func(ws *workspace.Workspace) { ws.Agents[0].Terms[0].To = day(14) }, "unavailable", 1},
		"office days":                 {func(ws *workspace.Workspace) { ws.Team.Contracts[0].OfficeDays = 2; ws.Team.Shifts[0].Office = true }, "duties", 1},
		"rotation never goes back":    {func(ws *workspace.Workspace) { ws.Team.Contracts[0].Rotation = []string{"E", "L", "N"} }, "forbidden-succession", 1},
		"and stays at least two days": {func(ws *workspace.Workspace) { ws.Team.Contracts[0].Rotation = []string{"E", "L", "N"} }, "shifts-in-a-row", 3},
		"a clause of the team": {func(ws *workspace.Workspace) {
			ws.Team.Policy = roster.Policy{{Rule: &roster.CompleteWeekends{}, Weight: 5}}
		}, "complete-weekends", 1},
		"a clause of the contract": {func(ws *workspace.Workspace) {
			ws.Team.Contracts[0].Policy = roster.Policy{{Rule: &roster.CompleteWeekends{}, Weight: 5}}
		}, "complete-weekends", 1},
		"no clause of another's": {func(ws *workspace.Workspace) {
			ws.Team.Contracts[1].Policy = roster.Policy{{Rule: &roster.CompleteWeekends{}, Weight: 5}}
		}, "complete-weekends", 0},
		"an override of the pack": {func(ws *workspace.Workspace) {
			ws.Team.Overrides = []roster.Override{{Rule: "min-rest", Drop: true, Reason: "test"}}
		}, "min-rest", 0},
		"without it the pack's clause": {func(*workspace.Workspace) {}, "min-rest", 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws := desk(t)
			tt.change(ws)
			built, _ := enlisted(t, ws, nil)
			if got := clauses(built, "ann", tt.rule); len(got) != tt.want {
				t.Errorf("%d clauses of %s, want %d: %+v", len(got), tt.rule, tt.want, got)
			}
		})
	}
}

// A wish costs its weight times the team's price.
func TestWishPrice(t *testing.T) {
	ws := desk(t)
	ws.Requests = []roster.Request{{Agent: "ann", Date: day(3), Shift: "L", On: true, Weight: 3}}
	built, _ := enlisted(t, ws, nil)
	c := clauses(built, "ann", "wish")[0]
	if r := c.Rule.(*roster.Wish); c.Hard || c.Weight != 3*ws.Team.Weights.Request || r.Off || r.Shift != "L" {
		t.Errorf("%+v %+v; want it soft at %d, for L", c, r, 3*ws.Team.Weights.Request)
	}
}

// Only who can do a kind of work has a fair share of it.
func TestFairShares(t *testing.T) {
	ws := desk(t)
	ws.Agents[1].Terms[0].Contract = "half" // E alone
	built, b := enlisted(t, ws, ask(t, ws))
	if got := b.shares["L"]; got[0] == 0 || got[1] != 0 {
		t.Errorf("shares of late duties %v; want all with ann", got)
	}
	if got := b.shares[nights]; got[0]+got[1] > 1 {
		t.Errorf("shares of nights %v in a team that is closed at night", got)
	}
	if w := b.shares[weekends]; w[0] <= w[1] || w[1] == 0 {
		t.Errorf("shares of weekends %v; want more for who works more", w)
	}
	for _, c := range clauses(built, "bob", "fair-share") {
		if r := c.Rule.(*roster.FairShare); r.Of == "shifts" {
			t.Error("bob is asked for a share of shifts that his contract does not allow")
		}
	}
}

func TestHistory(t *testing.T) {
	worked := func(n int) roster.Duty { return roster.Duty{Agent: "ann", Date: day(1) - roster.Date(n), Shift: "E"} }
	tests := map[string]struct {
		previous roster.Roster
		from     roster.Date
		days     int
		note     bool
	}{
		"none":                   {roster.Roster{}, 0, 0, false},
		"the week before":        {roster.Roster{From: day(1) - 7, To: day(1), Duties: []roster.Duty{worked(7), worked(1)}}, day(1) - 7, 2, false},
		"longer than is looked":  {roster.Roster{From: day(1) - 90, To: day(1), Duties: []roster.Duty{worked(90), worked(36), worked(35)}}, day(1) - 35, 1, false},
		"ends before a weekend":  {roster.Roster{From: day(1) - 9, To: day(1) - 3, Duties: []roster.Duty{worked(4)}}, day(1) - 9, 1, false},
		"ends too early":         {roster.Roster{From: day(1) - 30, To: day(1) - 10, Duties: []roster.Duty{worked(11)}}, 0, 0, true},
		"of the month and later": {roster.Roster{From: day(1), To: day(31), Duties: []roster.Duty{worked(-3)}}, 0, 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws := desk(t)
			ws.Previous = tt.previous
			built, _ := enlisted(t, ws, nil)
			ann := built.Problem.People[0]
			if ann.HistoryFrom != tt.from || len(ann.History) != tt.days {
				t.Errorf("history from %s with %d days, want %s with %d", ann.HistoryFrom, len(ann.History), tt.from, tt.days)
			}
			if got := slices.ContainsFunc(built.Notes, func(n string) bool { return strings.Contains(n, "previous.csv") }); got != tt.note {
				t.Errorf("notes %v; want one of the previous roster: %v", built.Notes, tt.note)
			}
		})
	}
}

func TestNobodyToPlan(t *testing.T) {
	ws := desk(t)
	for i := range ws.Agents {
		ws.Agents[i].Terms[0].To = day(1)
	}
	_, err := Problem(ws, december, nil)
	if roster.KindOf(err) != roster.Invalid {
		t.Errorf("error %v, want an Invalid one", err)
	}
}

func TestUnknownGroup(t *testing.T) {
	ws := desk(t)
	_, err := Problem(ws, december, []Need{{Group: "fr", Agents: 1}})
	if err == nil || !strings.Contains(err.Error(), `"fr"`) || !strings.Contains(err.Error(), "[de]") {
		t.Errorf("error %v, want one that names the group and those there are", err)
	}
}

// A policy is spoken of by its contract, also where one contract makes several.
func TestContractOf(t *testing.T) {
	team := roster.Team{Contracts: []roster.Contract{{ID: "full"}, {ID: "full-2"}, {ID: "night-shift"}}}
	for policy, want := range map[string]string{
		"full": "full", "full-2": "full-2", "full-3": "full", "night-shift": "night-shift", "night-shift-2": "night-shift", "closed": "closed", "-2": "-2", "": "",
	} {
		if got := ContractOf(team, policy); got != want {
			t.Errorf("ContractOf(%q) = %q, want %q", policy, got, want)
		}
	}
}
