package web

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// at is an address of the office's team.
func (o *office) at(path string) string { return fmt.Sprintf("/teams/%d%s", o.team, path) }

// A planner takes somebody on, changes them, says when they cannot work and
// lets them go; faults stand beside their fields.
func TestPeople(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	p.get(o.at("/people")).want(http.StatusOK, "Ann Able", "nights")
	made := p.post(o.at("/people"), "agent_id", "dan", "name", "Dan Deep", "contract", "full", "from", "2026-12-01", "last", "", "skill", "phone", "skills", "de", "consent", "night", "rate", "12,50")
	made.want(http.StatusOK, "Saved.", "Dan Deep")
	if made.at.Path != o.at("/people/dan") || !strings.Contains(made.body, `value="12.50"`) || !strings.Contains(made.body, `value="de" checked`) {
		t.Errorf("the page %s is not Dan's", made.at)
	}
	p.post(o.at("/people"), "agent_id", "dan", "name", "Another Dan", "contract", "full").want(http.StatusConflict)
	wrong := p.post(o.at("/people/dan"), "version", made.version(), "name", "Dan Deeper", "zone", "Mars/Base", "contract", "full").want(http.StatusUnprocessableEntity, "No such time zone")
	if !strings.Contains(wrong.body, `value="Dan Deeper"`) || !strings.Contains(wrong.body, `class="wrong"`) {
		t.Error("what was typed is gone, or the fault is not beside its field")
	}
	p.post(o.at("/people/dan"), "version", made.version(), "name", "Dan", "contract", "full", "from", "2026-12-05", "last", "2026-12-01").want(http.StatusUnprocessableEntity, "last day that is not before it")
	p.post(o.at("/people/dan"), "version", made.version(), "name", "Dan Deeper", "contract", "full", "from", "2026-12-01", "last", "2026-12-20", "consent", "night").want(http.StatusOK, "Saved.", "Dan Deeper")
	p.post(o.at("/people/dan"), "version", made.version(), "name", "Dan", "contract", "full").want(http.StatusConflict, "This does not fit what is there")
	p.post(o.at("/people/dan/availability"), "can", "no", "start", "08:00", "end", "12:00").want(http.StatusUnprocessableEntity, "Choose at least one day.")
	p.post(o.at("/people/dan/availability"), "can", "no", "day", "MO", "day", "WE", "start", "08:00", "end", "12:00", "last", "2026-12-31").want(http.StatusOK, "cannot work: Mon, Wed 08:00–12:00, until 31 Dec")
	p.post(o.at("/people/dan/balance"), "as_of", "2026-12-01", "hours", "−7,5", "nights", "3").want(http.StatusOK, "Saved.")
	balances, err := o.Balances(desk.System(t.Context()), o.team)
	if b := balances["dan"]; err != nil || b.HoursBalance != -450 || b.Nights != 3 {
		t.Errorf("the balance is %+v, %v", b, err)
	}
	p.post(o.at("/people/dan/balance"), "as_of", "2026-12-01", "hours", "many").want(http.StatusUnprocessableEntity, "Write hours such as 7.5.")
	o.signedIn("lead").post(o.at("/people/dan"), "version", "2", "name", "X", "contract", "full").want(http.StatusForbidden)
}

// Leave that a planner enters is granted at once; taken back it is history. A
// clash is told on the page where it happened.
func TestAbsencesOfATeam(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("lead")
	grant := []string{"agent", "ann", "from", "2026-12-10", "to", "2026-12-12", "kind", "leave", "next", o.at("/absences?month=2026-12")}
	p.post(o.at("/absences"), grant...).want(http.StatusOK, "entered and granted", "Ann Able", "10–12 Dec")
	p.post(o.at("/absences"), grant...).want(http.StatusConflict, "This does not fit what is there")
	all, err := o.Absences(desk.System(t.Context()), o.team, december.From, december.To)
	if err != nil || len(all) != 1 {
		t.Fatalf("absences %v, %v", all, err)
	}
	at := fmt.Sprintf("/absences/%d/", all[0].ID)
	p.post(at+"decide", "answer", "decline", "next", o.at("/requests")).want(http.StatusOK, "This does not fit what is there", "Leave to decide")
	p.post(at+"remove", "next", o.at("/absences?month=2026-12")).want(http.StatusOK, "taken back", "withdrawn")
	p.post(at+"remove", "next", "https://elsewhere.example/").want(http.StatusOK, "This does not fit what is there")
}

// A shift type is made, changed and removed; comments of the definition stay.
func TestShiftTypes(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	page := p.get(o.at("/shifts")).want(http.StatusOK, "Early", "09:00–18:00", "13:00 1 h")
	p.post(o.at("/shifts"), "version", page.version(), "code", "M", "name", "Middle", "start", "10:00", "end", "19:00", "break_at", "14:00", "break_minutes", "45", "break_paid", "0", "break_at", "", "break_minutes", "").
		want(http.StatusOK, "saved as a new version", "Middle", "14:00 45 min (paid)")
	page = p.get(o.at("/shifts?edit=M"))
	p.post(o.at("/shifts?edit=M"), "version", page.version(), "old", "M", "code", "M", "start", "22:00", "end", "06:00", "office", "true").want(http.StatusOK, "22:00–06:00", "8 h")
	page = p.get(o.at("/shifts?edit=M"))
	p.post(o.at("/shifts?edit=M"), "version", page.version(), "old", "M", "code", "M", "start", "10:00", "end", "19:00",
		"break_at", "14:00", "break_minutes", "45", "break_earliest", "13:00", "break_latest", "15:30", "break_every", "30m", "break_apart", "").
		want(http.StatusOK, "14:00 45 min", "earliest 13:00, latest 15:30")
	page = p.get(o.at("/shifts?edit=M")).want(http.StatusOK)
	if !strings.Contains(page.body, `name="break_latest" value="15:30"`) || !strings.Contains(page.body, `name="break_every" value="30m"`) {
		t.Error("the form does not show the window")
	}
	p.post(o.at("/shifts?edit=M"), "version", page.version(), "old", "M", "code", "M", "start", "10:00", "end", "19:00",
		"break_at", "14:00", "break_minutes", "45", "break_earliest", "14:30", "break_latest", "15:30").want(http.StatusUnprocessableEntity, "the break itself is not between earliest and latest")
	page = p.get(o.at("/shifts"))
	p.post(o.at("/shifts"), "version", page.version(), "code", "E", "start", "10:00", "end", "19:00").want(http.StatusUnprocessableEntity, "stands on line")
	p.post(o.at("/shifts"), "version", page.version(), "code", "X", "start", "ten", "end", "19:00").want(http.StatusUnprocessableEntity, "Write a time such as 09:30.")
	p.post(o.at("/shifts"), "version", "1", "code", "X", "start", "10:00", "end", "19:00").want(http.StatusConflict)
	p.post(o.at("/shifts/remove"), "version", page.version(), "code", "M").want(http.StatusOK, "saved as a new version")
	team, err := o.Team(desk.System(t.Context()), o.team)
	if err != nil || len(team.Definition.Shifts) != 3 {
		t.Errorf("shifts %+v, %v, want the three of before", team.Definition.Shifts, err)
	}
}

// A contract is made, changed, given a rule, had back and removed; one that people
// stand under stays.
func TestContractsOfATeam(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	page := p.get(o.at("/contracts")).want(http.StatusOK, "full", "40 h", "New contract")
	half := func(version string, change ...string) []string {
		return append([]string{"version", version, "pack", "ru", "nights", "never", "pay_type", "hourly", "shift", "E", "rotation", "E L", "days_off", "3", "reference", "0", "office_days", "0"}, change...)
	}
	wrong := p.post(o.at("/contracts"), half(page.version(), "id", "half", "hours", "100")...).want(http.StatusUnprocessableEntity, "Write hours from 1 to 84.")
	if !strings.Contains(wrong.body, `value="half"`) || !strings.Contains(wrong.body, `value="E" checked`) {
		t.Error("what was typed is gone")
	}
	p.post(o.at("/contracts"), half(page.version(), "hours", "20")...).want(http.StatusUnprocessableEntity, "Fill this in.")
	p.post(o.at("/contracts"), half(page.version(), "id", "full", "hours", "20")...).want(http.StatusUnprocessableEntity, "full")
	page = p.post(o.at("/contracts"), half(page.version(), "id", "half", "hours", "19,5")...).want(http.StatusOK, "saved as a new version", "19 h 30 min", "never")
	p.post(o.at("/contracts?edit=half"), half("1", "old", "half", "id", "half", "hours", "20")...).want(http.StatusConflict)
	page = p.post(o.at("/contracts?edit=half"), half(page.version(), "old", "half", "id", "part", "hours", "20")...).want(http.StatusOK, "part", "20 h")
	p.post(o.at("/contracts/remove"), "version", page.version(), "id", "full").want(http.StatusUnprocessableEntity, "This cannot be")

	p.post(o.at("/rules"), "version", page.version(), "contract", "part", "rule", "days-in-a-row", "numbers", "mux: 3", "hard", "1").want(http.StatusUnprocessableEntity, "unknown field")
	page = p.post(o.at("/rules"), "version", page.version(), "contract", "part", "rule", "days-in-a-row", "numbers", "max: 3", "weight", "7").want(http.StatusOK, "at most: 3", "should, weight 7")
	page = p.post(o.at("/rules/change"), "version", page.version(), "contract", "part", "index", "0", "rule", "days-in-a-row", "weight", "0").want(http.StatusOK, "at most: 3")
	page = p.post(o.at("/undo"), "version", page.version(), "next", o.at("/rules")).want(http.StatusOK, "The last change is undone", "should, weight 7")
	if page.at.Path != o.at("/rules") {
		t.Errorf("undoing leads to %s", page.at)
	}
	page = p.post(o.at("/undo"), "version", page.version(), "next", o.at("/contracts")).want(http.StatusOK, "part")
	p.post(o.at("/contracts/remove"), "version", page.version(), "id", "part").want(http.StatusOK, "saved as a new version")
	team, err := o.Team(desk.System(t.Context()), o.team)
	if err != nil || len(team.Definition.Contracts) != 1 || len(team.Definition.Contracts[0].Policy) == 0 {
		t.Errorf("contracts %+v, %v, want the one of before with its rules", team.Definition.Contracts, err)
	}
	o.signedIn("lead").post(o.at("/contracts"), half("9", "id", "x", "hours", "20")...).want(http.StatusForbidden)
}

// The rules are read in plain words; one is added, weighed and taken out.
func TestRulesOfATeam(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	page := p.get(o.at("/rules")).want(http.StatusOK, "without a day off", "at most: 5", "length: 11 h", "works rules", "The team has no rules of its own.")
	p.post(o.at("/rules"), "version", page.version(), "rule", "days-off-in-a-row", "numbers", "mni: 2", "weight", "20").want(http.StatusUnprocessableEntity, "unknown field")
	p.post(o.at("/rules"), "version", page.version(), "rule", "days-off-in-a-row", "numbers", "min: [", "weight", "20").want(http.StatusUnprocessableEntity, "Write the numbers as")
	page = p.post(o.at("/rules"), "version", page.version(), "rule", "days-off-in-a-row", "numbers", "min: 2", "weight", "20", "source", "house").want(http.StatusOK, "should, weight 20", "house")
	p.post(o.at("/rules/change"), "version", page.version(), "index", "1", "rule", "days-off-in-a-row", "weight", "5").want(http.StatusConflict)
	page = p.post(o.at("/rules/change"), "version", page.version(), "index", "0", "rule", "days-off-in-a-row", "weight", "0").want(http.StatusOK, "Days off together must")
	p.post(o.at("/rules/change"), "version", page.version(), "index", "0", "rule", "days-off-in-a-row", "remove", "1").want(http.StatusOK, "The team has no rules of its own.")
	page = p.get(o.at("/rules"))
	prices := []string{"version", page.version(), "missing", "150", "surplus", "2", "request", "20", "fairness", "15", "office", "30", "hours", "10"}
	p.post(o.at("/rules/weights"), prices...).want(http.StatusOK, "saved as a new version")
	team, err := o.Team(desk.System(t.Context()), o.team)
	if err != nil || team.Definition.Weights.Missing != 150 || len(team.Definition.Policy) != 0 {
		t.Errorf("definition %+v, %v", team.Definition.Weights, err)
	}
	prices[3] = "dear"
	p.post(o.at("/rules/weights"), prices...).want(http.StatusUnprocessableEntity, "Write a whole number")
}

// A schedule says when it fires next by its own clock; it rests, resumes, goes.
func TestSchedules(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	p.get(o.at("/schedules")).want(http.StatusOK, "Nothing runs by itself yet")
	p.post(o.at("/schedules"), "kind", "forecast", "preset", "0 8 * * MON", "cron", "", "zone", "Europe/Berlin").want(http.StatusOK, "every Monday at 08:00", "23 Nov 08:00")
	p.post(o.at("/schedules"), "kind", "solve", "cron", "8 o'clock", "zone", "Europe/Berlin").want(http.StatusUnprocessableEntity, "is no schedule")
	all, err := o.Schedules(desk.System(t.Context()), o.team)
	if err != nil || len(all) != 1 {
		t.Fatalf("schedules %v, %v", all, err)
	}
	one := o.at(fmt.Sprintf("/schedules/%d", all[0].ID))
	p.post(one, "version", "1", "kind", "forecast", "cron", "0 8 * * MON", "zone", "Europe/Berlin", "enabled", "false").want(http.StatusOK, "rests")
	p.post(one+"/remove").want(http.StatusOK, "The schedule is removed.")
}

// A day is fixed and freed again.
func TestPin(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	p := o.signedIn("lead")
	at := fmt.Sprintf("/rosters/%d/cells/ann/2026-12-01", o.roster.ID)
	p.post(at+"/pin").want(http.StatusOK, "The day is fixed.", "Fixed by the planner")
	pins, err := o.Pins(desk.System(t.Context()), o.team, december.From, december.To)
	if err != nil || len(pins) != 1 || pins[0].Shift != "E" {
		t.Errorf("pins %+v, %v", pins, err)
	}
	p.post(at+"/pin").want(http.StatusOK, "The day is free.")
}

// A lead, who sees no pay, corrects what was worked.
func TestAttendanceByALead(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	o.publish()
	p := o.signedIn("lead")
	p.get(o.at("/attendance?date=2026-12-01")).want(http.StatusOK, "Ann Able 09:00–18:00", "Everybody worked as published.")
	entry := []string{"date", "2026-12-01", "agent", "ann", "kind", "ordinary", "from", "09:00", "to", "19:00", "reason", "long call"}
	p.post(o.at("/attendance"), entry...).want(http.StatusOK, "The correction is entered.", "09:00–19:00", "long call")
	entry[7] = "nine"
	p.post(o.at("/attendance"), entry...).want(http.StatusUnprocessableEntity, "Write a time such as 09:30.")
	all, err := o.Attendance(desk.System(t.Context()), o.team, december.From, december.To)
	if err != nil || len(all) != 1 {
		t.Fatalf("attendance %v, %v", all, err)
	}
	p.post(fmt.Sprintf("/attendance/%d/remove", all[0].ID), "next", o.at("/attendance?date=2026-12-01")).want(http.StatusOK, "The correction is removed.")
}

// An admin invites somebody with a password that is shown once, and gives them
// a token; both work until they are taken away.
func TestInviteAndTokens(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("admin")
	made := p.post("/users", "name", "Nora", "email", "nora@example.org", "role", "planner", "team", fmt.Sprint(o.team)).want(http.StatusOK, "nora@example.org can sign in")
	secret := regexp.MustCompile(`readonly value="([a-z2-7]{16})"`).FindStringSubmatch(made.body)
	if secret == nil {
		t.Fatal("no password is shown")
	}
	nora := o.visitor()
	nora.post("/sign-in", "email", "nora@example.org", "password", secret[1]).want(http.StatusOK, "Teams")
	token := nora.post("/account/tokens", "token", "export", "expires", "2027-01-31").want(http.StatusOK, "shown this once", "export")
	if !strings.Contains(token.body, `value="smena_`) || strings.Contains(nora.get("/account").body, `value="smena_`) {
		t.Error("the token is not shown once")
	}
	nora.post("/account/tokens", "token", "late", "expires", "2020-01-31").want(http.StatusUnprocessableEntity, "This day is over already.")
	user, err := o.UserByEmail(desk.System(t.Context()), "nora@example.org")
	if err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("/users/%d", user.ID)
	p.post(at, "version", fmt.Sprint(user.Version), "name", "Nora N.", "role", "team_lead", "team", fmt.Sprint(o.team)).want(http.StatusOK, "Nora N.")
	if user, err = o.User(desk.System(t.Context()), user.ID); err != nil || !user.Has(roster.RoleTeamLead) || user.Has(roster.RolePlanner) {
		t.Errorf("user %+v, %v", user, err)
	}
	tokens, err := o.Tokens(desk.System(t.Context()), user.ID)
	if err != nil || len(tokens) != 1 {
		t.Fatalf("tokens %v, %v", tokens, err)
	}
	p.post(fmt.Sprintf("/tokens/%d/revoke", tokens[0].ID), "next", at).want(http.StatusOK, "revoked")
	p.post(at+"/password", "version", p.get(at).version()).want(http.StatusOK, "shown this once")
	nora.get("/account").want(http.StatusOK, "Sign in") // the session ended with the password
}

// upload sends a file as a browser does.
func (p *person) upload(path, name, content string, fields ...string) answer {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			p.t.Fatal(err)
		}
	}
	f, err := w.CreateFormFile("file", name)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := f.Write([]byte(content)); err != nil {
		p.t.Fatal(err)
	}
	w.Close()
	p.header.Set("Content-Type", w.FormDataContentType())
	defer p.header.Del("Content-Type")
	return p.send(http.MethodPost, path, body.String())
}
