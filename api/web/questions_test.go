package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/solver"
)

// questionGallery is the pages that answer a planner's questions.
func questionGallery(lang string) map[string]shown {
	g := openGrid()
	who := &candidatesPage{Grid: g, Date: december.From + 10, Shift: "L", Giver: "a004", Names: agentNames(g.Agents)}
	for _, s := range g.Team.Definition.Shifts {
		who.Shifts = append(who.Shifts, newShiftView(s))
	}
	who.rank(lang, []solver.Candidate{
		{Person: "a001", Lawful: true, Effect: solver.Effect{Cost: -120, ByRule: []solver.RuleCost{{Rule: "fair-share", Cost: 15}, {Rule: "missing", Cost: -135}}}},
		{Person: "a002", Lawful: true, Leaves: "E", Effect: solver.Effect{Cost: 33}},
		{Person: "a003", Rule: "unavailable", Reason: "absence"}, {Person: "a005", Rule: "min-rest", Have: 580, Want: 660},
	})
	asked := &repairPage{Roster: g.Roster, Team: g.Team}
	asked.show(lang, sampleRepairs(g.Roster), agentNames(g.Agents))
	return map[string]shown{
		"candidates": {"candidates", who, roster.RolePlanner},
		"repair":     {"repair", asked, roster.RolePlanner},
		"repair-ask": {"repair", &repairPage{Roster: g.Roster, Team: g.Team, From: december.From + 3}, roster.RoleTeamLead},
		"day-open":   {"day", newDayPage(lang, g, december.From+10), roster.RolePlanner},
		"help-ask":   {"help", &helpPage{Roster: g.Roster, Team: g.Team, Agents: g.Agents, Ask: "relax", Search: "/asset/none"}, roster.RolePlanner},
		"help":       {"help", sampleHelp(lang, g), roster.RolePlanner},
		"contracts":  {"contracts", contractsPage{Team: g.Team, People: map[string]int{"full": 12}, Edit: roster.Contract{ID: "half", WeeklyMinutes: 1170, Rotation: []string{"E", "L"}}, Old: "half"}, roster.RolePlanner},
		"swap-ask":   {"swap-new", swapForm{Ask: true, Agents: g.Agents[1:], Other: "a002", Theirs: g.Duties[20:24]}, roster.RoleAgent},
	}
}

// sampleHelp holds both answers, with all that either may say.
func sampleHelp(lang string, g desk.Grid) *helpPage {
	names := agentNames(g.Agents)
	return &helpPage{
		Roster: g.Roster, Team: g.Team, Agents: g.Agents, Ask: "hire", Like: "a003",
		Help: helpInWords(lang, desk.Help{
			Missing: 41.5, Cut: true,
			Conflicts: []solver.Conflict{{Person: "a001", Rules: []solver.ConflictingOf{{Clause: roster.Clause{Rule: &roster.DaysInARow{Max: 5}}}, {Gives: []roster.Breach{sampleRest()}}}}},
			Relaxations: []solver.Relaxation{
				{Kind: solver.LooserRule, Rule: "days-in-a-row", Limit: 5, To: 6, People: []string{"a001", "a002"}, Users: []string{"a002"}, Sources: []string{"works rules 4.2", ""}, Closes: 16, Saves: 320},
				{Kind: solver.LooserRule, Rule: "no-nights", People: []string{"a004"}, Closes: 8, Saves: -20},
				{Kind: solver.MoreSkills, Skills: []string{"de", "l1"}, People: []string{"a005"}, Closes: 4},
				{Kind: solver.MorePeople, Contract: "full", Skills: []string{"hu"}, Closes: 38, Saves: 900},
			},
		}, names),
		Hiring: hiringInWords(lang, desk.Hiring{Cut: true, Hiring: &solver.Hiring{
			Like: "a003", AtLeast: 2, Enough: -1, Beyond: 3, Why: &solver.Shortage{Skills: []string{"de"}, When: "night", Need: 300, Have: 260, Each: 32},
			Tried: []solver.Tried{{People: 2, Hours: 9.5}, {People: 3, Hours: 1}},
		}}, names),
	}
}

// What is open is asked about from the month: the page says at once that it
// searches, and its part has the answer.
func TestPlannerAsksWhatWouldHelp(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "bob 2026-12-03 E")
	p := o.signedIn("planner")
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	p.get(month).want(http.StatusOK, "What would help")
	p.get(month+"/help").want(http.StatusOK, "What could give way", "Ann Able")
	if body := p.get(month+"/help?ask=relax").want(http.StatusOK, "Searching…").body; !strings.Contains(body, `hx-get="/rosters/`) || !strings.Contains(body, "<progress") {
		t.Error("the page does not fetch its answer, or shows no progress")
	}
	p.get(month+"/help?ask=relax&now=1").want(http.StatusOK, "of demand are open.")
	p.get(month+"/help?ask=hire&like=ann&now=1").want(http.StatusOK, "More people like Ann Able", "At least")
	p.get(month + "/help?ask=hire&like=nobody&now=1").want(http.StatusNotFound)
	p.header.Set("HX-Request", "true")
	if part := p.get(month+"/help?ask=relax").want(http.StatusOK, "of demand are open."); strings.Contains(part.body, "<html") {
		t.Error("a part has the frame of a page")
	}
	o.signedIn("ann").get(month + "/help").want(http.StatusForbidden)
}

// openGrid is the sample month with an evening that is explained.
func openGrid() desk.Grid {
	g := sampleGrid(40)
	reasons := []solver.Reason{
		{Rule: "min-rest", People: []string{"a001", "a002"}, Alone: 1, Have: 580, Want: 660, Nearest: &solver.Assigned{Person: "a002", Date: december.From + 10, Shift: "L"}},
		{Rule: "skill", People: []string{"a005"}},
	}
	g.Assessment.Gaps = nil
	for _, hour := range []string{"18", "19", "21"} {
		g.Assessment.Gaps = append(g.Assessment.Gaps, solver.Gap{Start: "2026-12-11T" + hour + ":00:00+01:00", Minutes: 60, Skills: []string{"hu"}, Missing: 2.5, Reasons: reasons})
	}
	g.Assessment.Gaps = append(g.Assessment.Gaps, solver.Gap{Start: "2026-12-11", Shift: "N", Missing: 1}, solver.Gap{Start: "2026-12-12T18:00:00+01:00", Minutes: 60, Missing: 1})
	return g
}

func sampleRepairs(r desk.Roster) desk.Repairs {
	d := december.From + 8
	ill := solver.DutyChanges{Person: "a001", Days: []solver.DayChange{{Date: d, From: "E"}, {Date: d + 1, From: "L"}}}
	out := desk.Repairs{Roster: r, Terms: solver.RepairTerms{From: d, Notice: 4}, Now: solver.Figures{Missing: 16, Cost: 900}}
	for i, goals := range [][]string{{"fewest"}, {"coverage"}, {"cheapest"}} {
		a := desk.Repair{Goals: goals, Touched: []string{"a002"}, Days: i + 1, Short: i, After: solver.Figures{Missing: float64(8 - 4*i), Cost: 700, Hard: i / 2}, Changes: []solver.DutyChanges{ill}}
		for k := range i + 1 {
			a.Changes = append(a.Changes, solver.DutyChanges{Person: fmt.Sprintf("a%03d", k+2), Days: []solver.DayChange{{Date: d, To: "E"}}})
		}
		out.Answers = append(out.Answers, a)
	}
	return out
}

// What is open on a day is told in stretches, with names, and of that day alone.
func TestOpenOn(t *testing.T) {
	for lang, rest := range map[string]string{"en": "11 h are due", "ru": "11 ч", "hu": "11 óra", "de": "11 Std."} {
		lines := openOn(lang, openGrid(), december.From+10)
		var times []string
		for _, l := range lines {
			times = append(times, l.Time)
		}
		if got := strings.Join(times, " "); got != "18:00–20:00 21:00–22:00 N" {
			t.Errorf("%s: open at %s", lang, got)
		}
		if r := lines[0].Reasons[0]; !strings.Contains(r.Words, rest) || r.Names != people[0]+", "+people[1] || r.Who != people[1] {
			t.Errorf("%s: %+v", lang, r)
		}
	}
	if lines := openOn("en", desk.Grid{}, december.From); lines != nil {
		t.Errorf("without a check: %+v", lines)
	}
}

// A planner without scripts asks who can take a duty, gives it to one of them,
// and is refused where a rule was overlooked.
func TestPlannerAsksWhoCan(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 N", "bob 2026-12-02 E")
	p := o.signedIn("planner")
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	p.get(month+"/cells/bob/2026-12-02").want(http.StatusOK, "Who can take this duty instead?")
	at := month + "/candidates?date=2026-12-02&shift=E&instead=bob"
	page := p.get(at).want(http.StatusOK, "Instead of Bob Best", "Can take it 1", "Cyd Cool", "1 is resting: 12 h are due")
	fields := []string{"date", "2026-12-02", "shift", "E", "instead", "bob", "version", page.version()}
	p.post(month+"/assign", append(fields, "agent", "ann")...).want(http.StatusUnprocessableEntity, "2 h of rest", "Reason to do it")
	p.post(month+"/assign", append(fields, "agent", "cyd")...).want(http.StatusOK, "Assigned.", "Cyd Cool")
	p.get(month+"/cells/bob/2026-12-02").want(http.StatusOK, "Day off")
	p.post(month+"/assign", append(fields, "agent", "cyd")...).want(http.StatusConflict, "This does not fit what is there")
	p.get(at).want(http.StatusOK, "Who can take this?") // what was handed on is open
	p.get(month + "/candidates?date=2027-05-01").want(http.StatusNotFound)
	p.get(month + "/candidates?date=2026-12-03&shift=ZZ").want(http.StatusUnprocessableEntity)
	o.signedIn("ann").get(at).want(http.StatusForbidden)
}

// Who grants an absence over published duties is led to the repair, compares
// the answers, takes one over and publishes it.
func TestPlannerRepairs(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "bob 2026-12-03 E")
	o.publish()
	p := o.signedIn("planner")
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	p.post(fmt.Sprintf("/teams/%d/absences", o.team), "agent", "ann", "from", "2026-12-01", "to", "2026-12-02", "kind", "sick", "next", "/").
		want(http.StatusOK, "It falls on published duties", "Find answers")
	p.get(month).want(http.StatusOK, "1 duty falls on a granted absence.")
	p.get(month+"/repair?from=2026-11-01").want(http.StatusUnprocessableEntity, "is over")
	page := p.get(month+"/repair?from=2026-12-01&notice=3").want(http.StatusOK, "fewest people", "Ann Able (cannot keep these duties)", "1 Dec E → Day off")
	fields := []string{"version", page.version()}
	for _, n := range find(parse(t, page.body), tag("input")) {
		switch name := attr(n, "name"); name {
		case "agent", "date", "was", "is":
			fields = append(fields, name, attr(n, "value"))
		}
	}
	p.post(month+"/repair", "version", page.version(), "agent", "ann").want(http.StatusUnprocessableEntity)
	p.post(month+"/repair", fields...).want(http.StatusOK, "The draft is the answer you took over.")
	if body := p.get(month).body; strings.Contains(body, "duty falls on") {
		t.Error("the duty still falls on the absence")
	}
	p.post(month+"/repair", fields...).want(http.StatusConflict, "This does not fit what is there")
	p.get(month+"/publish").want(http.StatusOK, "Ann Able")
	o.signedIn("payroll").get(month + "/repair").want(http.StatusForbidden)
}
