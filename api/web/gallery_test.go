package web

import (
	"encoding/json"
	"html/template"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
	"github.com/smena-org/smena/roster/workspace"
)

// shown is a page of the gallery: a template, its data, and who looks.
type shown struct {
	name string
	data any
	role roster.Role
}

// gallery is every page once, from values made by hand.
func gallery(lang string) map[string]shown {
	g := sampleGrid(40)
	month := newMonthView(lang, g)
	solving := newMonthView(lang, g)
	job := sampleJob()
	solving.Job = &job
	cell, _ := newCellPage(lang, g, "a001", "2026-12-08")
	refused, _ := newCellPage(lang, g, "a001", "2026-12-08")
	refused.Shift, refused.Refused = "E", []roster.Breach{sampleRest()}
	team := sampleTeam()
	next := plan.Month{From: december.To, To: december.To.NextMonth()}
	empty := newMonthView(lang, desk.Grid{Roster: desk.Roster{ID: 13, Team: 1, Month: next, State: "draft", Version: 1}, Team: team, Agents: g.Agents})
	sections := []template.HTML{}
	for _, name := range []string{"coverage", "gaps", "fairness", "soft", "law"} {
		html, err := report.Section(resultOf(g), lang, name)
		if err != nil {
			panic(err)
		}
		sections = append(sections, html)
	}
	mine := desk.MyMonth{Team: team, Agent: g.Agents[0], From: december.From, To: december.To, Absences: g.Absences[:1], Wishes: g.Wishes[:1]}
	mine.Duties = g.Duties[:20]
	all := map[string]shown{
		"sign-in": {"sign-in", map[string]string{"Next": "/", "Email": ""}, ""},
		"setup":   {"setup", nil, ""},
		"account": {"account", accountPage{User: desk.User{Email: "anna@example.org", Name: "Anna", Language: "ru"}, Tokens: sampleTokens(), Secret: "smena_abcdefghijklmnop", Now: now}, roster.RoleAgent},
		"home": {"home", []homeTeam{
			{Team: team.Team, Next: december, Roster: &g.Roster, Jobs: []desk.Job{job}},
			{Team: desk.Team{ID: 2, Name: "Travel 9–21", Zone: "Europe/Moscow"}, Next: december},
		}, roster.RolePlanner},
		"home-empty": {"home", []homeTeam{}, roster.RoleAdmin},
		"team": {"team", teamPage{Team: team, Rosters: []desk.Roster{g.Roster}, Next: next, Source: team.Source,
			Versions: []desk.PolicyVersion{{Version: 3, Author: "p@example.org"}, {Version: 2}}}, roster.RolePlanner},
		"team-new":        {"team-new", newTeamPage{Examples: workspace.Examples()}, roster.RolePlanner},
		"people":          {"people", peoplePage{Team: team, Agents: g.Agents, Today: december.From}, roster.RolePlanner},
		"people-empty":    {"people", peoplePage{Team: team}, roster.RolePlanner},
		"person":          {"person", samplePerson(team, g), roster.RolePlanner},
		"person-new":      {"person", &personPage{Team: team, New: true, Terms: make([]roster.Terms, 1), Skills: ticked(skillsOf(team.Definition), nil)}, roster.RolePlanner},
		"absences":        {"absences", absencesPage{Team: team, Month: december, States: []string{"requested"}, Absences: g.Absences, Agents: g.Agents, Names: agentNames(g.Agents)}, roster.RolePlanner},
		"attendance":      {"attendance", attendancePage{Team: team, Month: december, Before: next, After: next, Date: december.From, Agents: g.Agents, Names: agentNames(g.Agents), Entries: samplePayDetail().Attendance, Duties: g.Duties[:5], Zone: budapest}, roster.RoleTeamLead},
		"shifts":          {"shifts", shiftsPage{Team: team, Shifts: team.Definition.Shifts, Edit: team.Definition.Shifts[2], Old: "N"}, roster.RolePlanner},
		"rules":           {"rules", sampleRules(lang, team), roster.RolePlanner},
		"schedules":       {"schedules", schedulesPage{team, []desk.Schedule{{ID: 1, Kind: "forecast", Cron: "0 8 * * MON", Zone: "Europe/Budapest", Enabled: true, Next: now, Last: now, LastJob: 3}, {ID: 2, Kind: "solve", Cron: "5 4 * * *", Zone: "UTC"}}}, roster.RolePlanner},
		"schedules-empty": {"schedules", schedulesPage{Team: team}, roster.RolePlanner},
		"month":           {"month", month, roster.RolePlanner},
		"month-solve":     {"month", solving, roster.RolePlanner},
		"month-empty":     {"month", empty, roster.RolePlanner},
		"cell":            {"cell", cell, roster.RolePlanner},
		"refused":         {"cell", refused, roster.RolePlanner},
		"day":             {"day", newDayPage(lang, g, december.From+10), roster.RolePlanner},
		"cells-part":      {"cells-part", newCellsPage(lang, g, []desk.Cell{{Agent: "a002", Date: december.From}}), roster.RolePlanner},
		"coverage":        {"coverage", map[string]any{"Grid": g, "Sections": sections}, roster.RolePlanner},
		"job":             {"job", job, roster.RolePlanner},
		"publish": {"publish", func() publishPage {
			p := newPublishPage(g)
			p.Changes = []change{{"a001", people[0], december.From + 3, "E", ""}}
			return p
		}(), roster.RolePlanner},
		"versions": {"versions", map[string]any{"Roster": g.Roster, "Team": team, "All": []desk.Publication{{Number: 2, Author: "p@example.org", Cost: 10412}, {Number: 1, Hard: 1, Reason: "nobody else"}}}, roster.RolePlanner},
		"version": {"version", map[string]any{"Grid": g, "This": desk.Publication{Number: 2, Author: "p@example.org", Findings: sampleFindings()}, "With": "1", "Others": []int{1},
			"Changes": []change{{"a001", people[0], december.From + 3, "E", "N"}}}, roster.RolePlanner},
		"forecast": {"forecast", sampleForecastPage(lang), roster.RolePlanner},
		"requests": {"requests", requestsPage{Team: team, Names: agentNames(g.Agents), Absences: g.Absences[1:], Swaps: []desk.Swap{sampleSwaps()[2].Swap}, Open: []desk.Swap{sampleSwaps()[1].Swap}, Wishes: g.Wishes}, roster.RoleTeamLead},
		"audit": {"audit", map[string]any{"Teams": []desk.Team{team.Team}, "Filter": desk.AuditFilter{Team: 1}, "Next": "/audit?before=1",
			"Entries": []desk.Entry{{ID: 1, At: now, Who: "p@example.org", Action: "roster.publish", What: "roster", Thing: "12", After: json.RawMessage(`{"number":2}`)}}}, roster.RoleAdmin},
		"users":      {"users", usersPage{Users: []desk.User{{ID: 1, Email: "p@example.org", Name: "Petra", Roles: []roster.Role{roster.RolePlanner}, Teams: []int64{1}}, {ID: 2, Email: "x@example.org", Name: "Xaver", Disabled: true}}, Teams: []desk.Team{team.Team}, Roles: roster.Roles, Email: "new@example.org", Password: "abcdefghijklmnop", TeamNames: map[int64]string{1: team.Name}}, roster.RoleAdmin},
		"user":       {"user", userPage{User: desk.User{ID: 1, Email: "p@example.org", Name: "Petra", Roles: []roster.Role{roster.RolePlanner}}, Teams: []desk.Team{team.Team}, Roles: roster.Roles, Tokens: sampleTokens(), Now: now}, roster.RoleAdmin},
		"my":         {"my", newMyPage(lang, mine, december, december.From+2, now), roster.RoleAgent},
		"my-empty":   {"my", newMyPage(lang, desk.MyMonth{Team: team, Agent: g.Agents[0]}, next, december.From+2, now), roster.RoleAgent},
		"team-month": {"team-month", teamMonthPage{Month: december, Before: next, After: next, Me: "a002", View: newTeamView(lang, desk.TeamMonth{Roster: g.Roster, Team: g.Team, Agents: g.Agents, Duties: g.Duties})}, roster.RoleAgent},
		"team-none":  {"team-month", teamMonthPage{Month: next, Before: december, After: next}, roster.RoleAgent},
		"swaps":      {"swaps", map[string]any{"Open": sampleSwaps(), "Over": []swapLine{{Swap: roster.Swap{Kind: roster.GiveAway, State: roster.Declined, Answer: "no"}}}}, roster.RoleAgent},
		"swap-new":   {"swap-new", swapForm{Date: december.From + 1, Mine: mine.Duties[:4], Agents: g.Agents[1:], Other: "a002", Theirs: g.Duties[20:24]}, roster.RoleAgent},
		"wishes":     {"wishes", mine, roster.RoleAgent},
		"leave":      {"leave", leavePage{g.Absences[:1], g.Absences[1:]}, roster.RoleAgent},
		"feeds":      {"feeds", map[string]any{"Feeds": []desk.Feed{{ID: 1, Created: now}}, "Address": "https://smena.example.org/calendar/abc.ics", "Zone": "Europe/Budapest"}, roster.RoleAgent},
		"pay":        {"pay", []payTeam{{Team: team.Team, Periods: []desk.PayPeriod{samplePay().PayPeriod}, First: december.To, Last: next.To - 1}}, roster.RolePayroll},
		"pay-period": {"pay-period", map[string]any{"Pay": samplePay(), "Total": totalOf(samplePay())}, roster.RolePayroll},
		"pay-detail": {"pay-detail", samplePayDetail(), roster.RolePayroll},
		"error":      {"error", nil, roster.RoleAgent},
		"try-part":   {"try-part", &desk.Edited{Worsened: []roster.Breach{sampleRest()}, After: []roster.Breach{sampleRest()}}, roster.RolePlanner},
		"saved-part": {"saved-part", cell, roster.RolePlanner},
	}
	maps.Copy(all, forecastGallery(lang))
	maps.Copy(all, questionGallery(lang))
	maps.Copy(all, historyGallery(lang))
	return all
}

func sampleTokens() []desk.Token {
	return []desk.Token{{ID: 1, Name: "nightly export", Created: now, Used: now, Expires: now.AddDate(1, 0, 0)}, {ID: 2, Name: "old", Created: now, Expires: now}, {ID: 3, Name: "lost", Created: now, Revoked: now}}
}

func samplePerson(team desk.TeamView, g desk.Grid) *personPage {
	agent := g.Agents[0]
	agent.Consents, agent.HourlyRate = []string{"night"}, 1250
	p := newPersonPage(team, agent)
	p.Today, p.Absences, p.Wishes = december.From, g.Absences, g.Wishes[:1]
	p.Availability = []desk.Availability{{ID: 1, Availability: roster.Availability{Agent: "a001", Rule: "FREQ=WEEKLY;BYDAY=MO,WE", Span: roster.ClockSpan{From: 480, To: 720}, From: december.From, To: december.To}}}
	return p
}

func sampleRules(lang string, team desk.TeamView) rulesPage {
	team.Definition.Policy = roster.Policy{{Rule: &roster.DaysInARow{Max: 5}, Weight: 30, Source: "works agreement 3"}, {Rule: &roster.MinRest{Minutes: 660}, Hard: true}}
	team.Definition.Contracts = []roster.Contract{{ID: "full", WeeklyMinutes: 2400, Pack: "hu", OfficeDays: 2, Nights: "volunteers", Policy: team.Definition.Policy}}
	p, err := newRulesPage(lang, team, december.From)
	if err != nil {
		panic(err)
	}
	return p
}

func sampleForecastPage(lang string) forecastPage {
	f, needs := sampleForecast()
	p := forecastPage{}
	p.Team, p.Month, p.Forecast = sampleTeam(), december, &desk.Forecast{ID: 1, Created: now, HistoryUntil: now, Queues: []plan.QueueForecast{f}, Needs: needs}
	p.Before, p.After = around(december)
	p.Team.Definition.Queues[0].Skills = []string{"hu"}
	p.History = []desk.HistorySpan{{Queue: "calls", Minutes: 60, Points: 100, From: now, Until: now, Volume: 12345}}
	if err := p.draw(lang); err != nil {
		panic(err)
	}
	return p
}

// testSite is the pages over a desk without a database: good for all that does
// not ask it.
func testSite(t testing.TB) *site {
	t.Helper()
	d := desk.New(nil)
	d.Now = func() time.Time { return now }
	s := &site{desk: d, Options: Options{Log: slog.New(slog.DiscardHandler)}}
	s.assets, s.names = loadAssets()
	s.pages = parsePages(s)
	return s
}

// as is a user with one role.
func as(role roster.Role) desk.Actor {
	return desk.Actor{User: roster.User{ID: 1, Name: "Petra Planner", Email: "p@example.org", Roles: []roster.Role{role}, AgentTeam: 1, Agent: "a001"}}
}

// serveGallery shows /page/<name> and the assets, as the real site would.
func serveGallery(t testing.TB, lang string) *httptest.Server {
	s := testSite(t)
	pages := gallery(lang)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /asset/{file...}", s.serveAsset)
	mux.HandleFunc("GET /page/{name}", func(w http.ResponseWriter, r *http.Request) {
		p := pages[r.PathValue("name")]
		v := &visit{w: w, r: r, lang: lang}
		if p.role != "" {
			v.signedIn, v.actor = true, as(p.role)
		}
		if p.name == "error" {
			v.problem = problemOf(v, roster.Errorf(roster.NotFound, "no such page"))
		}
		if err := s.render(v, p.name, p.data); err != nil {
			t.Errorf("%s: %v", r.PathValue("name"), err)
		}
	})
	// A day of the grid, refused when it is set to E.
	mux.HandleFunc("/rosters/12/cells/{agent}/{date}", func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r, lang: lang, signedIn: true, actor: as(roster.RolePlanner)}
		cell, err := newCellPage(lang, sampleGrid(40), r.PathValue("agent"), r.PathValue("date"))
		if err != nil {
			t.Error(err)
			return
		}
		if name := "cell-part"; r.Method == http.MethodGet {
			err = s.render(v, name, cell)
		} else if shift := v.text("shift"); strings.EqualFold(shift, "E") && v.text("override") == "" {
			cell.Shift, cell.Refused, v.status = "E", []roster.Breach{sampleRest()}, http.StatusUnprocessableEntity
			err = s.render(v, name, cell)
		} else {
			err = s.render(v, "saved-part", edited(cell, shift))
		}
		if err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer(s.guard(mux))
	t.Cleanup(server.Close)
	return server
}

// edited is a cell page after its shift was changed.
func edited(p *cellPage, shift string) *cellPage {
	g := p.Month.Grid
	var kept []desk.Duty
	for _, d := range g.Duties {
		if d.Agent != p.Agent.ID || d.Date != p.Date {
			kept = append(kept, d)
		}
	}
	if s, ok := g.Team.Definition.Shift(shift); ok {
		kept = append(kept, desk.Duty{Duty: s.On(p.Agent.ID, p.Date, budapest)})
	}
	g.Duties, g.Roster.Version = kept, g.Roster.Version+1
	out, err := newCellPage(p.Month.lang, g, p.Agent.ID, p.Date.String())
	if err != nil {
		panic(err)
	}
	out.Said, out.Month.OOB, out.Row.OOB = "Saved.", true, true
	return out
}
