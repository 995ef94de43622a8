package web

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"testing"
)

// hidden returns a hidden field of a page, the first of its name.
func hidden(t *testing.T, a answer, name string) string {
	t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]+)"`).FindStringSubmatch(a.body)
	if found == nil {
		t.Fatalf("there is no field %q", name)
	}
	return html.UnescapeString(found[1])
}

// A planner writes a campaign down, changes it, removes it and takes that back.
func TestPlannerKeepsSpecialDays(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	at := fmt.Sprintf("/teams/%d/events", o.team)
	p.get(at).want(http.StatusOK, "Special days", "None.")
	campaign := []string{"name", "Campaign", "date", "2026-12-10", "until", "2026-12-14", "effect", "factor", "size", "20"}
	p.post(at, append(campaign, "try", "1")...).want(http.StatusOK, "There is no forecast yet", "None.")
	p.post(at, campaign...).want(http.StatusOK, "Saved. It takes effect", "Campaign", "+20")
	p.post(at, campaign...).want(http.StatusConflict, "is there already")
	p.post(at, "name", "Campaign", "date", "2026-12-10", "effect", "target", "size", "none").want(http.StatusUnprocessableEntity, "Write how much")
	form := p.get(at+"?edit=0").want(http.StatusOK, "Change a special day")
	p.post(at, "old", hidden(t, form, "old"), "name", "Campaign", "date", "2026-12-10", "effect", "cap", "size", "90").want(http.StatusOK, "at most 90 a day")
	list := p.get(at)
	p.post(at+"/remove", "event", hidden(t, list, "event")).want(http.StatusOK, "Removed.", "None.")
	p.post(at+"/remove", "event", hidden(t, list, "event")).want(http.StatusConflict, "somebody has changed")
	p.post(at+"/undo").want(http.StatusOK, "The last change is undone.", "at most 90 a day")
}

// Hours are left out by hand, the decision is forgotten, and that is undone.
func TestPlannerDecidesOnHours(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	at := fmt.Sprintf("/teams/%d/left-out", o.team)
	p.get(at).want(http.StatusOK, "There is no forecast yet", "No decisions.")
	p.post(at, "from", "2026-11-02T09:00", "to", "2026-11-02T12:00", "queue", "phone", "decision", "leave_out", "reason", "test calls").want(http.StatusOK, "test calls", "Leave out")
	p.post(at, "from", "2026-11-02T12:00", "to", "2026-11-02T09:00").want(http.StatusUnprocessableEntity, "must end behind its beginning")
	p.post(at, "from", "soon", "to", "").want(http.StatusUnprocessableEntity, "Write day and time.")
	list := p.get(at)
	p.post(at+"/forget", "span", hidden(t, list, "span")).want(http.StatusOK, "No decisions.")
	p.post(at+"/undo").want(http.StatusOK, "test calls")
}

// Without forecasts the other pages say what to do.
func TestForecastPagesOfANewTeam(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	p.get(fmt.Sprintf("/teams/%d/forecast/review", o.team)).want(http.StatusOK, "Nothing to compare yet")
	p.get(fmt.Sprintf("/teams/%d/forecast/explain", o.team)).want(http.StatusOK, "No forecast of this month")
	p.post("/alarms/1/seen").want(http.StatusNotFound)
}
