package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Every form here is sent as it should be and as it should not, and what became
// of it is read from the desk and not from the page.

// swapsNow tells the team's swaps, newest first: "declined cannot".
func (o *office) swapsNow() (out []string) {
	o.t.Helper()
	all, err := o.Swaps(desk.System(o.t.Context()), desk.SwapFilter{Team: o.team})
	if err != nil {
		o.t.Fatal(err)
	}
	for _, s := range all {
		out = append(out, strings.TrimSpace(fmt.Sprint(s.State, " ", s.Answer)))
	}
	return out
}

// wantSwap checks the newest swap.
func (o *office) wantSwap(want string) (id int64) {
	o.t.Helper()
	if got := o.swapsNow(); len(got) == 0 || got[0] != want {
		o.t.Errorf("the swaps are %q, want %q first", got, want)
	}
	all, err := o.Swaps(desk.System(o.t.Context()), desk.SwapFilter{Team: o.team})
	if err != nil {
		o.t.Fatal(err)
	}
	return all[0].ID
}

func TestSwapForms(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-10 E", "bob 2026-12-12 L")
	o.publish()
	ann, bob, planner := o.signedIn("ann"), o.signedIn("bob"), o.signedIn("planner")
	offer := func() int64 {
		t.Helper()
		ann.post("/my/swaps", "date", "2026-12-10", "other", "bob").want(http.StatusOK)
		return o.wantSwap("offered")
	}
	id := offer()
	bob.post(fmt.Sprintf("/my/swaps/%d/withdraw", id)).want(http.StatusForbidden)
	ann.post(fmt.Sprintf("/my/swaps/%d/decline", id)).want(http.StatusForbidden)
	o.wantSwap("offered")
	bob.post(fmt.Sprintf("/my/swaps/%d/decline", id), "note", "cannot").want(http.StatusOK)
	o.wantSwap("declined cannot")
	bob.post(fmt.Sprintf("/my/swaps/%d/decline", id)).want(http.StatusConflict)
	id = offer()
	ann.post(fmt.Sprintf("/my/swaps/%d/withdraw", id)).want(http.StatusOK)
	o.wantSwap("withdrawn")

	approval := fmt.Sprintf("/teams/%d/swap-approval", o.team)
	planner.post(approval, "approval", "nobody").want(http.StatusUnprocessableEntity)
	bob.post(approval, "approval", "lead").want(http.StatusForbidden)
	o.wantApproval("auto")
	planner.post(approval, "approval", "lead").want(http.StatusOK)
	o.wantApproval("lead")
	for _, tt := range []struct{ answer, want, holder string }{{"decline", "declined", "ann"}, {"approve", "applied", "bob"}} {
		id = offer()
		bob.post(fmt.Sprintf("/my/swaps/%d/accept", id)).want(http.StatusOK)
		o.wantSwap("accepted")
		bob.post(fmt.Sprintf("/swaps/%d/decide", id), "answer", "approve").want(http.StatusForbidden)
		planner.get(fmt.Sprintf("/teams/%d/requests", o.team)).want(http.StatusOK, "Ann Able", "Bob Best")
		planner.post(fmt.Sprintf("/swaps/%d/decide", id), "answer", tt.answer).want(http.StatusOK)
		o.wantSwap(tt.want)
		if got := o.holder("2026-12-10"); got != tt.holder {
			t.Errorf("%s: the shift is %s's, want %s's", tt.answer, got, tt.holder)
		}
	}
}

func (o *office) wantApproval(want string) {
	o.t.Helper()
	if team, err := o.Team(desk.System(o.t.Context()), o.team); err != nil || team.SwapApproval != want {
		o.t.Errorf("swaps are approved by %q, want %q; %v", team.SwapApproval, want, err)
	}
}

// holder is who works on a date.
func (o *office) holder(date string) string {
	o.t.Helper()
	d, err := roster.ParseDate(date)
	if err != nil {
		o.t.Fatal(err)
	}
	duties, err := o.Duties(desk.System(o.t.Context()), o.team, "", d, d+1)
	if err != nil || len(duties) != 1 {
		o.t.Fatalf("duties %v, %v, want one", duties, err)
	}
	return duties[0].Agent
}

func TestOpenShiftForm(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	at := fmt.Sprintf("/rosters/%d/open-shift", o.roster.ID)
	p := o.signedIn("planner")
	p.post(at, "date", "2026-12-05", "shift", "E").want(http.StatusConflict) // a draft
	o.publish()
	for name, fields := range map[string][]string{
		"no date": {"shift", "E"}, "no shift": {"date", "2026-12-05"}, "another month": {"date", "2027-01-01", "shift", "E"}, "words": {"date", "soon", "shift", "E"},
	} {
		if a := p.post(at, fields...); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", name, a.status)
		}
	}
	o.signedIn("ann").post(at, "date", "2026-12-05", "shift", "E").want(http.StatusForbidden)
	if got := o.swapsNow(); len(got) != 0 {
		t.Fatalf("swaps %q", got)
	}
	p.post(at, "date", "2026-12-05", "shift", "E").want(http.StatusOK)
	o.wantSwap("offered")
}

func TestPasswordForm(t *testing.T) {
	o := newOffice(t)
	ann, elsewhere := o.signedIn("ann"), o.signedIn("ann")
	ann.post("/account/password", "old", "a guess", "new", "another long password").want(http.StatusUnprocessableEntity)
	ann.post("/account/password", "old", password, "new", "short").want(http.StatusUnprocessableEntity)
	o.signedIn("ann") // with the password as it was
	ann.post("/account/password", "old", password, "new", " blanks count ").want(http.StatusOK)
	ann.get("/my").want(http.StatusOK, "Your next shift")
	if words := elsewhere.get("/my").words(); strings.Contains(words, "Your next shift") {
		t.Error("the other session goes on")
	}
	o.visitor().post("/sign-in", "email", "ann@example.org", "password", password).want(http.StatusForbidden)
	o.visitor().post("/sign-in", "email", "ann@example.org", "password", "blanks count").want(http.StatusForbidden)
	o.visitor().post("/sign-in", "email", "ann@example.org", "password", " blanks count ").want(http.StatusOK, "Your next shift")
}

func TestUserForms(t *testing.T) {
	o := newOffice(t)
	admin, ann, system := o.signedIn("admin"), o.signedIn("ann"), desk.System(t.Context())
	user, err := o.UserByEmail(system, "ann@example.org")
	if err != nil {
		t.Fatal(err)
	}
	at, version := fmt.Sprintf("/users/%d", user.ID), fmt.Sprint(user.Version)
	ann.post(at+"/disable", "version", version, "disabled", "true").want(http.StatusForbidden)
	ann.post(at+"/tokens", "token", "script").want(http.StatusForbidden)
	admin.post(at+"/tokens", "token", "").want(http.StatusUnprocessableEntity)
	admin.post(at+"/tokens", "token", "script", "expires", "someday").want(http.StatusUnprocessableEntity)
	if made := admin.post(at+"/tokens", "token", "script").want(http.StatusOK, "script"); !strings.Contains(made.body, `value="smena_`) {
		t.Error("the token is not shown")
	}
	if all, err := o.Tokens(system, user.ID); err != nil || len(all) != 1 || all[0].Name != "script" {
		t.Errorf("tokens %+v, %v", all, err)
	}
	admin.post(at+"/disable", "disabled", "true").want(http.StatusUnprocessableEntity)
	admin.post(at+"/disable", "version", version, "disabled", "true").want(http.StatusOK)
	admin.post(at+"/disable", "version", version, "disabled", "false").want(http.StatusConflict)
	if user, err = o.User(system, user.ID); err != nil || !user.Disabled {
		t.Errorf("%+v, %v", user, err)
	}
	if words := ann.get("/my").words(); strings.Contains(words, "Your next shift") {
		t.Error("who is disabled still sees the roster")
	}
	admin.post(at+"/disable", "version", fmt.Sprint(user.Version), "disabled", "false").want(http.StatusOK)
	o.signedIn("ann")
}

func TestTeamForms(t *testing.T) {
	o := newOffice(t)
	admin, planner, system := o.signedIn("admin"), o.signedIn("planner"), desk.System(t.Context())
	team, err := o.Team(system, o.team)
	if err != nil {
		t.Fatal(err)
	}
	source := strings.Replace(team.Source, "name: Small", "name: Second", 1)
	planner.post("/teams", "source", source).want(http.StatusForbidden) // of one team
	admin.post("/teams", "source", "name: Nothing else").want(http.StatusUnprocessableEntity, "name: Nothing else")
	if all, err := o.Teams(system); err != nil || len(all) != 1 {
		t.Errorf("%d teams, %v", len(all), err)
	}
	admin.post("/teams", "source", source).want(http.StatusOK, "Second")
	if all, err := o.Teams(system); err != nil || len(all) != 2 {
		t.Errorf("%d teams, %v", len(all), err)
	}

	at := fmt.Sprintf("/teams/%d", o.team)
	planner.post(at+"/rosters", "month", "13").want(http.StatusUnprocessableEntity)
	planner.post(at+"/rosters", "month", "2026-12").want(http.StatusConflict)
	if a := planner.post(at+"/rosters", "month", "2027-01").want(http.StatusOK); a.at.Path == at+"/rosters" {
		t.Error("the new roster is not shown")
	}
	if all, err := o.Rosters(system, o.team); err != nil || len(all) != 3 || all[0].Month.String() != "2027-01" {
		t.Errorf("%+v, %v", all, err)
	}
	planner.post(at+"/forecast", "month", "next").want(http.StatusUnprocessableEntity)
	if jobs, err := o.running(t); err != nil || len(jobs) != 0 {
		t.Errorf("jobs %+v, %v", jobs, err)
	}
	planner.post(at+"/forecast", "month", "2027-01").want(http.StatusOK)
	jobs, err := o.running(t)
	if err != nil || len(jobs) != 1 || jobs[0].Kind != "forecast" {
		t.Fatalf("jobs %+v, %v", jobs, err)
	}
	o.signedIn("ann").post(fmt.Sprintf("/jobs/%d/cancel", jobs[0].ID)).want(http.StatusForbidden)
	planner.post(fmt.Sprintf("/jobs/%d/cancel", jobs[0].ID)).want(http.StatusOK)
	planner.post(fmt.Sprintf("/jobs/%d/cancel", jobs[0].ID)).want(http.StatusConflict)
	if jobs, err = o.running(t); err != nil || jobs[0].State != "cancelled" {
		t.Errorf("jobs %+v, %v", jobs, err)
	}
}

// What people took back is gone; what belongs to others stays.
func TestRemovals(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	o.publish()
	ann, bob, planner, payroll := o.signedIn("ann"), o.signedIn("bob"), o.signedIn("planner"), o.signedIn("payroll")
	system := desk.System(t.Context())
	first, last := december.From, december.To

	ann.post("/my/wishes", "date", "2026-12-24", "want", "off").want(http.StatusOK)
	ann.post("/my/leave", "from", "2026-12-10", "to", "2026-12-12", "kind", "leave").want(http.StatusOK)
	page := fmt.Sprintf("/teams/%d/people/ann", o.team)
	planner.post(page+"/availability", "day", "MO", "start", "09:00", "end", "09:00", "can", "yes").want(http.StatusOK)
	planner.post(page+"/availability", "day", "MO", "start", "09:00", "end", "17:00", "first", "2026-12-10", "last", "2026-12-09").want(http.StatusUnprocessableEntity)
	period := payroll.post(fmt.Sprintf("/teams/%d/pay", o.team), "from", "2026-12-01", "to", "2026-12-31").want(http.StatusOK).at.Path
	payroll.post(period+"/agents/ann/corrections", "date", "2026-12-01", "kind", "absent", "reason", "ill").want(http.StatusOK)

	wishes, err := o.Wishes(system, o.team, first, last)
	if err != nil || len(wishes) != 1 {
		t.Fatalf("wishes %+v, %v", wishes, err)
	}
	leave, err := o.Absences(system, o.team, first, last)
	if err != nil || len(leave) != 1 {
		t.Fatalf("absences %+v, %v", leave, err)
	}
	rules, err := o.Availability(system, o.team)
	if err != nil || len(rules) != 1 || rules[0].Span != (roster.ClockSpan{From: 9 * 60, To: 33 * 60}) {
		t.Fatalf("availability %+v, %v, want one from nine to nine", rules, err)
	}
	corrections, err := o.Attendance(system, o.team, first, last)
	if err != nil || len(corrections) != 1 || corrections[0].Reason != "ill" {
		t.Fatalf("corrections %+v, %v", corrections, err)
	}
	left := func() string {
		t.Helper()
		w, err1 := o.Wishes(system, o.team, first, last)
		l, err2 := o.Absences(system, o.team, first, last)
		r, err3 := o.Availability(system, o.team)
		c, err4 := o.Attendance(system, o.team, first, last)
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				t.Fatal(err)
			}
		}
		return fmt.Sprintf("%d wishes, %d leaves, %d availabilities, %d corrections", len(w), len(l), len(r), len(c))
	}
	for _, tt := range []struct {
		other, owner *person
		path         string
		refused      int
		left         string
	}{
		{bob, ann, fmt.Sprintf("/my/wishes/%d/remove", wishes[0].ID), http.StatusNotFound, "0 wishes, 1 leaves, 1 availabilities, 1 corrections"},
		{bob, ann, fmt.Sprintf("/my/leave/%d/remove", leave[0].ID), http.StatusNotFound, "0 wishes, 0 leaves, 1 availabilities, 1 corrections"},
		{ann, planner, fmt.Sprintf("/availability/%d/remove", rules[0].ID), http.StatusForbidden, "0 wishes, 0 leaves, 0 availabilities, 1 corrections"},
		{ann, payroll, fmt.Sprintf("%s/agents/ann/corrections/%d/remove", period, corrections[0].ID), http.StatusForbidden, "0 wishes, 0 leaves, 0 availabilities, 0 corrections"},
	} {
		before := left()
		tt.other.post(tt.path).want(tt.refused)
		if after := left(); after != before {
			t.Errorf("%s by others leaves %s, want %s", tt.path, after, before)
		}
		tt.owner.post(tt.path).want(http.StatusOK)
		if after := left(); after != tt.left {
			t.Errorf("%s leaves %s, want %s", tt.path, after, tt.left)
		}
	}
}
