package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/desk/desktest"
	"github.com/smena-org/smena/solver"
)

// Every method that needs permission is asked by every role. The letters are
// admin, planner, lead, payroll, agent, an agent of another team, and nobody:
// what is allowed, '-', what is forbidden, 'x', and what is hidden, '?'. A
// method that is allowed may still fail for another reason, such as a thing
// that there is not; versions of 99 see to it that nothing is changed.
func TestRoles(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "bob 2026-12-02 L")
	draft, err := o.CreateRoster(o.planner, o.team, monthAfter())
	if err != nil {
		t.Fatal(err)
	}
	period, err := o.CreatePayPeriod(o.payroll, o.team, date(t, "2026-12-01"), date(t, "2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	schedule, err := o.CreateSchedule(o.planner, o.team, desk.NewSchedule{Kind: "forecast", Cron: "0 8 * * MON"})
	if err != nil {
		t.Fatal(err)
	}
	absence, err := o.AddAbsence(o.planner, o.team, roster.Absence{Agent: "ann", From: date(t, "2026-12-20"), To: date(t, "2026-12-22")}, "")
	if err != nil {
		t.Fatal(err)
	}
	correction, err := o.Correct(o.payroll, o.team, desk.Correction{Agent: "ann", Date: date(t, "2026-12-01"), Kind: "absent", Reason: "ill"})
	if err != nil {
		t.Fatal(err)
	}
	swap, err := o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2026-12-02"), Other: "ann"})
	if err != nil {
		t.Fatal(err)
	}
	job, err := o.StartForecast(o.planner, o.team, december)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := o.HistoryLayers(o.planner, o.team, desk.Page{})
	if err != nil || len(layers) != 1 {
		t.Fatal(layers, err)
	}
	layer := layers[0].ID
	team, from, to := o.team, date(t, "2026-12-01"), date(t, "2027-01-01")
	user := func(ctx context.Context) desk.Actor { a, _ := desk.ActorOf(ctx); return a }
	planner := user(o.planner).ID

	tests := []struct {
		method string
		want   string
		call   func(context.Context) error
	}{
		{"Team", "-----?x", func(c context.Context) error { _, err := o.Team(c, team); return err }},
		{"UpdateTeam", "--xxx?x", func(c context.Context) error { _, err := o.UpdateTeam(c, team, 99, "name: x"); return err }},
		{"CreateTeam", "-xxxxxx", func(c context.Context) error { _, err := o.CreateTeam(c, "name: x"); return err }},
		{"SetSwapApproval", "--xxx?x", func(c context.Context) error { _, err := o.SetSwapApproval(c, team, "auto"); return err }},
		{"PolicyVersions", "----x?x", func(c context.Context) error { _, err := o.PolicyVersions(c, team); return err }},
		{"PolicyVersion", "----x?x", func(c context.Context) error { _, err := o.PolicyVersion(c, team, 1); return err }},
		{"ImportArchive", "-xxxxxx", func(c context.Context) error { _, err := o.ImportArchive(c, []byte("no archive")); return err }},
		{"Contracts", "----x?x", func(c context.Context) error { _, err := o.Contracts(c, team); return err }},
		{"PutContract", "--xxx?x", func(c context.Context) error {
			_, err := o.PutContract(c, team, 99, "", roster.Contract{ID: "x"})
			return err
		}},
		{"RemoveContract", "--xxx?x", func(c context.Context) error { _, err := o.RemoveContract(c, team, 99, "full"); return err }},
		{"UndoTeam", "--xxx?x", func(c context.Context) error { _, err := o.UndoTeam(c, team, 99); return err }},
		{"Import", "-xxxxxx", func(c context.Context) error { _, err := o.Import(c, desktest.SmallTeam("Small")); return err }},
		{"ExportTeam", "--xxx?x", func(c context.Context) error { _, err := o.ExportTeam(c, team, december); return err }},
		{"Agents", "-----?x", func(c context.Context) error { _, err := o.Agents(c, team); return err }},
		{"Agent", "-----?x", func(c context.Context) error { _, err := o.Agent(c, team, "ann"); return err }},
		{"PutAgent", "--xxx?x", func(c context.Context) error { _, err := o.PutAgent(c, team, 99, roster.Agent{ID: "ann"}); return err }},
		{"Balances", "----x?x", func(c context.Context) error { _, err := o.Balances(c, team); return err }},
		{"PutBalance", "--xxx?x", func(c context.Context) error { return o.PutBalance(c, team, roster.Balance{Agent: "ann"}) }},
		{"ImportHistory", "--xxx?x", func(c context.Context) error {
			_, err := o.ImportHistory(c, team, "x.csv", strings.NewReader("x"))
			return err
		}},
		{"ImportHistoryAgain", "--xxx?x", func(c context.Context) error {
			_, err := o.ImportHistoryAgain(c, team, "x.csv", strings.NewReader("x"))
			return err
		}},
		{"CheckHistory", "--xxx?x", func(c context.Context) error {
			_, err := o.CheckHistory(c, team, "x.csv", strings.NewReader("x"))
			return err
		}},
		{"HistoryLayers", "---xx?x", func(c context.Context) error { _, err := o.HistoryLayers(c, team, desk.Page{}); return err }},
		{"HistoryLayer", "---xx?x", func(c context.Context) error { _, err := o.HistoryLayer(c, layer); return err }},
		{"HistoryDifferences", "---xx?x", func(c context.Context) error {
			_, err := o.HistoryDifferences(c, layer, "", desk.Page{})
			return err
		}},
		{"UndoHistory", "--xxx?x", func(c context.Context) error { _, err := o.UndoHistory(c, layer, 99); return err }},
		{"RedoHistory", "--xxx?x", func(c context.Context) error { _, err := o.RedoHistory(c, layer, 99); return err }},
		{"HistorySpans", "---xx?x", func(c context.Context) error { _, err := o.HistorySpans(c, team); return err }},
		{"History", "---xx?x", func(c context.Context) error { _, err := o.History(c, team, "phone", from, to); return err }},
		{"Events", "---xx?x", func(c context.Context) error { _, err := o.Events(c, team); return err }},
		{"SetEvents", "--xxx?x", func(c context.Context) error { return o.SetEvents(c, team, []forecast.SpecialDay{{}}) }},
		{"AddEvent", "--xxx?x", func(c context.Context) error { return o.AddEvent(c, team, forecast.SpecialDay{}) }},
		{"UndoEvents", "--xxx?x", func(c context.Context) error { return allowed(o.UndoEvents(c, team)) }},
		{"EventEffect", "---xx?x", func(c context.Context) error { _, err := o.EventEffect(c, team, december, nil); return allowed(err) }},
		{"LeftOut", "---xx?x", func(c context.Context) error { _, err := o.LeftOut(c, team); return err }},
		{"Decide", "--xxx?x", func(c context.Context) error { return o.Decide(c, team, forecast.Verdict{}) }},
		{"ForecastReview", "---xx?x", func(c context.Context) error { _, err := o.ForecastReview(c, team, 0, 0); return err }},
		{"Alarms", "---xx?x", func(c context.Context) error { _, err := o.Alarms(c, team, desk.Page{}); return err }},
		{"StartForecast", "---xx?x", func(c context.Context) error { _, err := o.StartForecast(c, team, december); return err }},
		{"Forecasts", "---xx?x", func(c context.Context) error { _, err := o.Forecasts(c, team, desk.Page{}); return err }},
		{"LatestForecast", "---xx?x", func(c context.Context) error { _, err := o.LatestForecast(c, team, december); return allowed(err) }},
		{"Rosters", "-----?x", func(c context.Context) error { _, err := o.Rosters(c, team); return err }},
		{"Roster", "-----?x", func(c context.Context) error { _, err := o.Roster(c, r.ID); return err }},
		{"Roster, a draft", "---???x", func(c context.Context) error { _, err := o.Roster(c, draft.ID); return err }},
		{"RosterOf", "-----?x", func(c context.Context) error { _, err := o.RosterOf(c, team, december); return err }},
		{"CreateRoster", "---xx?x", func(c context.Context) error { _, err := o.CreateRoster(c, team, december); return err }},
		{"Grid", "---xx?x", func(c context.Context) error { _, err := o.Grid(c, r.ID); return err }},
		{"Assess", "---xx?x", func(c context.Context) error { _, err := o.Assess(c, r.ID); return err }},
		{"TryCell", "---xx?x", func(c context.Context) error { _, err := o.TryCell(c, r.ID, cell(t, "ann 2026-12-03 E")); return err }},
		{"EditCell", "---xx?x", func(c context.Context) error {
			_, err := o.EditCell(c, r.ID, 99, cell(t, "ann 2026-12-03 E"))
			return err
		}},
		{"DiscardDraft", "---xx?x", func(c context.Context) error { _, err := o.DiscardDraft(c, r.ID, 99); return err }},
		{"Candidates", "---xx?x", func(c context.Context) error {
			_, err := o.Candidates(c, r.ID, solver.Opening{Date: from, Shift: "X"})
			return err
		}},
		{"Repair", "---xx?x", func(c context.Context) error { _, err := o.Repair(c, r.ID, desk.RepairOptions{Change: -1}); return err }},
		{"TakeRepair", "---xx?x", func(c context.Context) error { _, err := o.TakeRepair(c, r.ID, 99, nil); return err }},
		{"Publish", "--xxx?x", func(c context.Context) error { _, err := o.Publish(c, r.ID, 99, "x"); return err }},
		{"Publications", "---xx?x", func(c context.Context) error { _, err := o.Publications(c, r.ID); return err }},
		{"ShortNotice", "---xx?x", func(c context.Context) error { _, err := o.ShortNotice(c, r.ID); return err }},
		{"Publication", "---xx?x", func(c context.Context) error { _, err := o.Publication(c, r.ID, 1); return err }},
		{"StartSolve", "---xx?x", func(c context.Context) error { _, err := o.StartSolve(c, r.ID, 99, desk.SolveOptions{}); return err }},
		{"Jobs", "---xx?x", func(c context.Context) error { _, err := o.Jobs(c, team, desk.Page{}); return err }},
		{"Job", "---xx?x", func(c context.Context) error { _, err := o.Job(c, job.ID); return err }},
		{"MyMonth", "xxxx--x", func(c context.Context) error { _, err := o.MyMonth(c, from, to); return err }},
		{"TeamMonth", "-----?x", func(c context.Context) error { _, err := o.TeamMonth(c, r.ID); return err }},
		{"Duties", "-----?x", func(c context.Context) error { _, err := o.Duties(c, team, "", from, to); return err }},
		{"Wishes", "---x-?x", func(c context.Context) error { _, err := o.Wishes(c, team, from, to); return err }},
		{"AddWish of ann", "---x-?x", func(c context.Context) error {
			_, err := o.AddWish(c, team, roster.Request{Agent: "ann", Weight: 99})
			return err
		}},
		{"AddWish of bob", "---xx?x", func(c context.Context) error {
			_, err := o.AddWish(c, team, roster.Request{Agent: "bob", Weight: 99})
			return err
		}},
		{"Absences", "---x-?x", func(c context.Context) error { _, err := o.Absences(c, team, from, to); return err }},
		{"AddAbsence of bob", "---xx?x", func(c context.Context) error {
			_, err := o.AddAbsence(c, team, roster.Absence{Agent: "bob"}, "")
			return err
		}},
		{"DecideAbsence", "---?x?x", func(c context.Context) error { _, err := o.DecideAbsence(c, absence.ID, desk.Decision{}); return err }},
		{"Availability", "---x-?x", func(c context.Context) error { _, err := o.Availability(c, team); return err }},
		{"AddAvailability", "---xx?x", func(c context.Context) error { _, err := o.AddAvailability(c, team, roster.Availability{}); return err }},
		{"Pins", "---xx?x", func(c context.Context) error { _, err := o.Pins(c, team, from, to); return err }},
		{"SetPin", "---xx?x", func(c context.Context) error {
			return o.SetPin(c, team, roster.Pin{Agent: "ann", Date: from, Shift: "X"})
		}},
		{"RemovePin", "---xx?x", func(c context.Context) error { return allowed(o.RemovePin(c, team, "ann", from)) }},
		{"Swaps", "---x-?x", func(c context.Context) error { _, err := o.Swaps(c, desk.SwapFilter{Team: team}); return err }},
		{"Swap", "---?-?x", func(c context.Context) error { _, err := o.Swap(c, swap.ID); return err }},
		{"DecideSwap", "---?x?x", func(c context.Context) error { _, err := o.DecideSwap(c, swap.ID, desk.Decision{}); return err }},
		{"OpenShift", "---xx?x", func(c context.Context) error { _, err := o.OpenShift(c, r.ID, from, "X", ""); return err }},
		{"PayPeriods", "----x?x", func(c context.Context) error { _, err := o.PayPeriods(c, team); return err }},
		{"CreatePayPeriod", "-xx-x?x", func(c context.Context) error { _, err := o.CreatePayPeriod(c, team, from, to); return err }},
		{"PayPeriod", "----x?x", func(c context.Context) error { _, err := o.PayPeriod(c, period.ID); return err }},
		{"PayLines", "--x-x?x", func(c context.Context) error { _, err := o.PayLines(c, period.ID); return err }},
		{"PayDetail of ann", "--x--?x", func(c context.Context) error { _, err := o.PayDetail(c, period.ID, "ann"); return err }},
		{"PayDetail of bob", "--x-x?x", func(c context.Context) error { _, err := o.PayDetail(c, period.ID, "bob"); return err }},
		{"ExportPay", "-xx-x?x", func(c context.Context) error { _, err := o.ExportPay(c, period.ID, "csv"); return err }},
		{"LockPayPeriod", "-xx-x?x", func(c context.Context) error { _, err := o.LockPayPeriod(c, period.ID, 99); return err }},
		{"Attendance", "-----?x", func(c context.Context) error { _, err := o.Attendance(c, team, from, to); return err }},
		{"Correct", "----x?x", func(c context.Context) error { _, err := o.Correct(c, team, desk.Correction{}); return err }},
		{"Schedules", "--xxx?x", func(c context.Context) error { _, err := o.Schedules(c, team); return err }},
		{"CreateSchedule", "--xxx?x", func(c context.Context) error { _, err := o.CreateSchedule(c, team, desk.NewSchedule{}); return err }},
		{"UpdateSchedule", "--xxx?x", func(c context.Context) error {
			_, err := o.UpdateSchedule(c, schedule.ID, 99, desk.NewSchedule{})
			return err
		}},
		{"CreateFeed", "xxxx--x", func(c context.Context) error { _, _, err := o.CreateFeed(c); return err }},
		{"Feeds", "xxxx--x", func(c context.Context) error { _, err := o.Feeds(c); return err }},
		{"Audit of the team", "--xxx?x", func(c context.Context) error { _, err := o.Audit(c, desk.AuditFilter{Team: team}); return err }},
		{"Audit", "-xxxxxx", func(c context.Context) error { _, err := o.Audit(c, desk.AuditFilter{}); return err }},
		{"Users", "-xxxxxx", func(c context.Context) error { _, err := o.Users(c); return err }},
		{"User", "--????x", func(c context.Context) error { _, err := o.User(c, planner); return err }},
		{"UserByEmail", "-xxxxxx", func(c context.Context) error { _, err := o.UserByEmail(c, "ann@example.org"); return err }},
		{"CreateUser", "-xxxxxx", func(c context.Context) error { _, err := o.CreateUser(c, desk.NewUser{}); return err }},
		{"UpdateUser", "-xxxxxx", func(c context.Context) error { _, err := o.UpdateUser(c, planner, 99, desk.UserChange{}); return err }},
		{"CreateToken", "--????x", func(c context.Context) error { _, _, err := o.CreateToken(c, planner, "", time.Time{}); return err }},
		{"Tokens", "--????x", func(c context.Context) error { _, err := o.Tokens(c, planner); return err }},
		{"Me", "------x", func(c context.Context) error { _, err := o.Me(c); return err }},
		{"Teams", "------x", func(c context.Context) error { _, err := o.Teams(c); return err }},
		{"Demo", "-xxxxxx", func(c context.Context) error { _, err := o.Demo(c); return err }},
	}
	roles := []context.Context{o.admin, o.planner, o.lead, o.payroll, o.ann, o.stranger, o.nobody}
	for _, tt := range tests {
		got := ""
		for _, ctx := range roles {
			got += verdict(tt.call(ctx))
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.method, got, tt.want)
		}
	}
	for i, ctx := range []context.Context{o.ann, o.stranger, o.nobody} {
		if err := o.RemoveCorrection(ctx, correction.ID); err == nil {
			t.Errorf("agent %d removed a correction", i)
		}
	}
	if err := o.RemoveCorrection(o.lead, correction.ID); err != nil {
		t.Error(err)
	}
}

// verdict is one letter of the table.
func verdict(err error) string {
	switch roster.KindOf(err) {
	case roster.Forbidden:
		return "x"
	case roster.NotFound:
		return "?"
	}
	return "-"
}

// allowed turns the NotFound of somebody who was let through into nothing.
func allowed(err error) error {
	if err != nil && roster.KindOf(err) == roster.NotFound && !strings.Contains(err.Error(), "no team") {
		return nil
	}
	return err
}

// Agents of a team learn of each other only what is on the roster.
func TestAgentsSeeLittle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "bob 2026-12-02 L")
	if _, err := o.AddAbsence(o.planner, o.team, roster.Absence{Agent: "ann", From: date(t, "2026-12-20"), To: date(t, "2026-12-22"), Kind: "sick"}, ""); err != nil {
		t.Fatal(err)
	}
	m, err := o.TeamMonth(o.bob, r.ID)
	if err != nil || len(m.Duties) != 2 || len(m.Agents) != 3 {
		t.Fatalf("%+v, %v", m, err)
	}
	if s := fmt.Sprintf("%+v", m); strings.Contains(s, "sick") || strings.Contains(s, "1001") || strings.Contains(s, "full") {
		t.Errorf("the team's month tells too much: %s", s)
	}
	agents, err := o.Agents(o.bob, o.team)
	if err != nil || agents[0].PayrollID != "" || agents[0].Terms != nil || agents[1].PayrollID != "1002" {
		t.Errorf("agents %+v, %v", agents, err)
	}
	away, err := o.Absences(o.bob, o.team, r.Month.From, r.Month.To)
	if err != nil || len(away) != 0 {
		t.Errorf("bob sees absences of others: %+v, %v", away, err)
	}
	if _, err := o.Correct(o.payroll, o.team, desk.Correction{Agent: "ann", Date: date(t, "2026-12-01"), Kind: "absent", Reason: "ill"}); err != nil {
		t.Fatal(err)
	}
	for name, who := range map[string]struct {
		ctx  context.Context
		sees int
	}{"ann": {o.ann, 1}, "bob": {o.bob, 0}, "the lead": {o.lead, 1}, "payroll": {o.payroll, 1}} {
		if all, err := o.Attendance(who.ctx, o.team, r.Month.From, r.Month.To); err != nil || len(all) != who.sees {
			t.Errorf("%s sees %d corrections, want %d; %v", name, len(all), who.sees, err)
		}
	}
	own, err := o.MyMonth(o.ann, r.Month.From, r.Month.To)
	if err != nil || len(own.Duties) != 1 || len(own.Absences) != 1 || own.Absences[0].Kind != "sick" || own.Team.Source != "" {
		t.Errorf("ann's own month %+v, %v", own, err)
	}
}

// Which teams a role reaches that names none: planners and payroll all, leads
// and agents none.
func TestRolesWithoutTeams(t *testing.T) {
	for role, all := range map[roster.Role]bool{
		roster.RoleAdmin: true, roster.RolePlanner: true, roster.RolePayroll: true, roster.RoleTeamLead: false, roster.RoleAgent: false,
	} {
		a := desk.Actor{User: roster.User{Roles: []roster.Role{role}}}
		if got := a.May("see", 7); got != all {
			t.Errorf("%s sees team 7: %t, want %t", role, got, all)
		}
		if a.Teams = []int64{8}; role != roster.RoleAdmin && a.May("see", 7) {
			t.Errorf("%s of team 8 sees team 7", role)
		}
		if got := a.May("see", 8); got != (role != roster.RoleAgent) {
			t.Errorf("%s of team 8 sees it: %t", role, got)
		}
		if a.May("fly", 8) {
			t.Errorf("%s may do what there is not", role)
		}
	}
}
