package desk_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

func TestWishes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	w, err := o.AddWish(o.ann, o.team, roster.Request{Agent: "ann", Date: date(t, "2026-12-24")})
	if err != nil || w.Weight != 1 {
		t.Fatalf("%+v, %v", w, err)
	}
	same, err := o.AddWish(o.planner, o.team, roster.Request{Agent: "ann", Date: date(t, "2026-12-24"), On: true, Weight: 5})
	if err != nil || same.ID != w.ID {
		t.Errorf("%+v, %v", same, err)
	}
	_, err = o.AddWish(o.ann, o.team, roster.Request{Agent: "ann", Date: date(t, "2026-12-24"), Shift: "X"})
	wantKind(t, "a shift there is not", err, roster.Invalid)
	wantKind(t, "removing another's", o.RemoveWish(o.bob, w.ID), roster.NotFound)
	all, err := o.Wishes(o.bob, o.team, december.From, december.To)
	if err != nil || len(all) != 0 {
		t.Errorf("bob sees %+v, %v", all, err)
	}
	all, err = o.Wishes(o.ann, o.team, december.From, december.To)
	if err != nil || len(all) != 1 || all[0].Weight != 5 {
		t.Errorf("ann sees %+v, %v", all, err)
	}
	if err := o.RemoveWish(o.ann, w.ID); err != nil {
		t.Error(err)
	}
	if o.audited("wish.create") != 2 || o.audited("wish.remove") != 1 {
		t.Error("the audit lacks an entry of a wish")
	}
}

func TestAbsences(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	leave := roster.Absence{Agent: "ann", From: date(t, "2026-12-10"), To: date(t, "2026-12-15")}
	asked, err := o.AddAbsence(o.ann, o.team, leave, "a wedding")
	if err != nil || asked.State != "requested" || asked.Kind != "leave" {
		t.Fatalf("%+v, %v", asked, err)
	}
	_, err = o.AddAbsence(o.planner, o.team, roster.Absence{Agent: "ann", From: date(t, "2026-12-14"), To: date(t, "2026-12-16")}, "")
	wantKind(t, "an absence that overlaps", err, roster.Conflict)
	r := o.draft("ann 2026-12-10 E") // not granted yet
	granted, err := o.DecideAbsence(o.lead, asked.ID, desk.Decision{Approve: true, Note: "enjoy"})
	if err != nil || granted.State != "approved" || granted.Note != "enjoy" {
		t.Fatalf("%+v, %v", granted, err)
	}
	a, err := o.Assess(o.planner, r.ID)
	if err != nil || a.Hard == 0 {
		t.Errorf("a duty on leave is lawful: %+v, %v", a.Breaches, err)
	}
	_, err = o.DecideAbsence(o.lead, asked.ID, desk.Decision{})
	wantKind(t, "deciding twice", err, roster.Conflict)
	wantKind(t, "an agent taking back what was granted", o.RemoveAbsence(o.ann, asked.ID), roster.Forbidden)
	wantKind(t, "taking back another's", o.RemoveAbsence(o.bob, asked.ID), roster.NotFound)
	if err := o.RemoveAbsence(o.planner, asked.ID); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "taking back twice", o.RemoveAbsence(o.planner, asked.ID), roster.Conflict)
	if a, err = o.Assess(o.planner, r.ID); err != nil || a.Hard != 0 {
		t.Errorf("the leave is over and counts: %+v, %v", a.Breaches, err)
	}
	if _, err := o.AddAbsence(o.ann, o.team, leave, ""); err != nil {
		t.Errorf("the same days again: %v", err)
	}
	_, err = o.AddAbsence(o.ann, o.team, roster.Absence{Agent: "ann", From: leave.To, To: leave.From}, "")
	wantKind(t, "an end before the beginning", err, roster.Invalid)
}

func TestAvailabilityAndPins(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft()
	v, err := o.AddAvailability(o.planner, o.team, roster.Availability{Agent: "cyd", Rule: "rrule:freq=weekly;byday=mo", Span: roster.ClockSpan{From: 0, To: 24 * 60}})
	if err != nil {
		t.Fatal(err)
	}
	tried, err := o.TryCell(o.planner, r.ID, cell(t, "cyd 2026-12-07 E")) // a Monday
	if err != nil || len(tried.Worsened) == 0 {
		t.Errorf("cyd works on a Monday: %+v, %v", tried, err)
	}
	if all, err := o.Availability(o.cyd, o.team); err != nil || len(all) != 1 || all[0].Rule != "FREQ=WEEKLY;BYDAY=MO" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := o.RemoveAvailability(o.planner, v.ID); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []roster.Availability{
		{Rule: "every monday"}, {Rule: "FREQ=HOURLY"}, {Rule: "FREQ=WEEKLY;INTERVAL=2"},
		{Rule: "FREQ=WEEKLY", Span: roster.ClockSpan{From: 600, To: 500}},
	} {
		bad.Agent = "cyd"
		_, err := o.AddAvailability(o.planner, o.team, bad)
		wantKind(t, bad.Rule, err, roster.Invalid)
	}
	if err := o.SetPin(o.planner, o.team, roster.Pin{Agent: "cyd", Date: date(t, "2026-12-08"), Shift: "L"}); err != nil {
		t.Fatal(err)
	}
	tried, err = o.TryCell(o.planner, r.ID, cell(t, "cyd 2026-12-08 L"))
	if err != nil || len(tried.Worsened) != 0 || len(tried.Before) == 0 {
		t.Errorf("a pin is not asked for: %+v, %v", tried, err)
	}
	if pins, err := o.Pins(o.planner, o.team, december.From, december.To); err != nil || len(pins) != 1 {
		t.Errorf("%+v, %v", pins, err)
	}
	if err := o.RemovePin(o.planner, o.team, "cyd", date(t, "2026-12-08")); err != nil {
		t.Error(err)
	}
	wantKind(t, "a pin there is not", o.RemovePin(o.planner, o.team, "cyd", date(t, "2026-12-08")), roster.NotFound)
}

func TestPutAgent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	dan := roster.Agent{ID: "dan", Name: "Dan", Terms: []roster.Terms{{Contract: "full", From: date(t, "2026-12-01")}}, Skills: []string{"phone"}}
	a, err := o.PutAgent(o.planner, o.team, 0, dan)
	if err != nil || a.Version != 1 || a.Terms[0].From != dan.Terms[0].From || a.Terms[0].To != 0 {
		t.Fatalf("%+v, %v", a, err)
	}
	_, err = o.PutAgent(o.planner, o.team, 0, dan)
	wantKind(t, "an id in use", err, roster.Conflict)
	dan.Name = "Daniel"
	if a, err = o.PutAgent(o.planner, o.team, 1, dan); err != nil || a.Version != 2 || a.Name != "Daniel" {
		t.Errorf("%+v, %v", a, err)
	}
	_, err = o.PutAgent(o.planner, o.team, 1, dan)
	wantKind(t, "a version that has moved", err, roster.Conflict)
	for name, change := range map[string]func(*roster.Agent){
		"no name":                func(a *roster.Agent) { a.Name = "" },
		"an id of two words":     func(a *roster.Agent) { a.ID = "dan brown" },
		"no contract":            func(a *roster.Agent) { a.Terms = nil },
		"an unknown contract":    func(a *roster.Agent) { a.Terms = []roster.Terms{{Contract: "none"}} },
		"contracts that overlap": func(a *roster.Agent) { a.Terms = []roster.Terms{{Contract: "full"}, {Contract: "full", From: 20000}} },
		"an unknown consent":     func(a *roster.Agent) { a.Consents = []string{"everything"} },
	} {
		bad := dan
		change(&bad)
		_, err := o.PutAgent(o.planner, o.team, 2, bad)
		wantKind(t, name, err, roster.Invalid)
	}
	if err := o.PutBalance(o.planner, o.team, roster.Balance{Agent: "dan", AsOf: date(t, "2026-11-30"), HoursBalance: -60}); err != nil {
		t.Fatal(err)
	}
	if all, err := o.Balances(o.payroll, o.team); err != nil || all["dan"].HoursBalance != -60 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestUpdateTeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v, err := o.Team(o.planner, o.team)
	if err != nil {
		t.Fatal(err)
	}
	source := strings.Replace(v.Source, "name: Small", "name: Smaller", 1)
	after, err := o.UpdateTeam(o.planner, o.team, 1, source)
	if err != nil || after.PolicyVersion != 2 || after.Name != "Smaller" {
		t.Fatalf("%+v, %v", after.Team, err)
	}
	_, err = o.UpdateTeam(o.planner, o.team, 1, source)
	wantKind(t, "a version that has moved", err, roster.Conflict)
	_, err = o.UpdateTeam(o.planner, o.team, 2, strings.Replace(source, "id: full", "id: part", 1))
	wantKind(t, "taking a contract away that people have", err, roster.Invalid)
	_, err = o.UpdateTeam(o.planner, o.team, 2, strings.Replace(source, "zone:", "zoone:", 1))
	if wantKind(t, "a key there is not", err, roster.Invalid) && err.(*roster.Error).Faults[0].Line == 0 {
		t.Error("the fault is not located")
	}
	_, err = o.UpdateTeam(o.planner, o.team, 2, strings.Replace(source, "Smaller", "Other", 1))
	wantKind(t, "the name of another team", err, roster.Conflict)
	all, err := o.PolicyVersions(o.planner, o.team)
	if err != nil || len(all) != 2 || all[0].Author != "planner@example.org" {
		t.Errorf("%+v, %v", all, err)
	}
	if old, err := o.PolicyVersion(o.planner, o.team, 1); err != nil || old.Source != v.Source {
		t.Errorf("%+v, %v", old, err)
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	text := "timestamp,queue,volume\n2026-11-20T09:00,phone,99\n2026-11-21T09:00,phone,7\n"
	in, err := o.ImportHistory(o.planner, o.team, "new.csv", strings.NewReader(text))
	if err != nil || in.Points != 2 || in.Queues[0].Points != 42*12+1 {
		t.Fatalf("%+v, %v", in, err)
	}
	points, err := o.History(o.planner, o.team, "phone", date(t, "2026-11-20"), date(t, "2026-11-22"))
	if err != nil || len(points) != 13 || points[0].Volume != 99 || points[12].Date != date(t, "2026-11-21") {
		t.Errorf("%+v, %v", points, err)
	}
	_, err = o.ImportHistory(o.planner, o.team, "new.csv", strings.NewReader("timestamp,queue,volume\n2026-11-20T09:00,fax,1\n"))
	wantKind(t, "a queue there is not", err, roster.Invalid)
	_, err = o.ImportHistory(o.planner, o.team, "new.csv", strings.NewReader("timestamp,queue,volume\n2026-11-20T09:00,phone,1\n2026-11-20T09:15,phone,1\n"))
	wantKind(t, "quarters among hours", err, roster.Conflict)
	fair := []forecast.SpecialDay{{Date: "2026-12-12", Name: "fair", Kind: "event", Factor: 2}}
	if err := o.SetEvents(o.planner, o.team, fair); err != nil {
		t.Fatal(err)
	}
	if all, err := o.Events(o.lead, o.team); err != nil || len(all) != 1 || all[0] != fair[0] {
		t.Errorf("%+v, %v", all, err)
	}
}
