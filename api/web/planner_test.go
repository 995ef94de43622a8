package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// A planner without scripts edits a day, is told which rule stands against it,
// gives a reason, and publishes with another.
func TestPlannerWithoutScripts(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 N")
	p := o.signedIn("planner")
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	p.get(month).want(http.StatusOK, "Ann Able", "Draft")
	at := month + "/cells/ann/2026-12-02"
	day := p.get(at).want(http.StatusOK, "Ann Able", "Wed 2 Dec", "Day off")
	p.post(at+"/try", "shift", "E").want(http.StatusOK, "This would break", "2 h of rest", "11 h are required")
	refused := p.post(at, "shift", "E", "version", day.version()).want(http.StatusUnprocessableEntity, "Not saved", "2 h of rest")
	if !strings.Contains(refused.body, `name="override"`) {
		t.Error("no reason is asked for")
	}
	p.post(at, "shift", "E", "version", day.version(), "override", "nobody else can").want(http.StatusOK, "Saved.")
	p.post(at, "shift", "L", "version", day.version()).want(http.StatusConflict, "This does not fit what is there")

	ask := p.get(month+"/publish").want(http.StatusOK, "Hard rules broken", "2 h of rest")
	p.post(month+"/publish", "version", ask.version()).want(http.StatusUnprocessableEntity, "The rules forbid it")
	p.post(month+"/publish", "version", ask.version(), "reason", "trade fair").want(http.StatusOK, "The month is published.", "trade fair")
	p.get(month+"/versions").want(http.StatusOK, "in force", "trade fair")
	p.get(fmt.Sprintf("/audit?team=%d", o.team)).want(http.StatusOK, "roster.publish")
}

// A change by script answers with what changes on the page, and nothing else.
func TestPartOfAPage(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	p.header = http.Header{"Hx-Request": {"true"}}
	at := fmt.Sprintf("/rosters/%d/cells/ann/2026-12-02", o.roster.ID)
	a := p.post(at, "shift", "E", "version", fmt.Sprint(o.roster.Version)).want(http.StatusOK)
	for _, want := range []string{`<tr id="r-ann" hx-swap-oob="true"`, `id="verdict" hx-swap-oob="true"`, `id="version" hx-swap-oob="true"`, "Saved."} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the part lacks %s", want)
		}
	}
	if strings.Contains(a.body, "<html") {
		t.Error("the part holds a whole page")
	}
}

// A solve is started, seen while it waits, and cancelled.
func TestSolveAndCancel(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	p.post(month+"/solve", "version", fmt.Sprint(o.roster.Version), "seconds", "5").want(http.StatusOK, "Making the roster", "waiting")
	p.post(month+"/solve", "version", fmt.Sprint(o.roster.Version)).want(http.StatusConflict)
	jobs, err := o.running(t)
	if err != nil || len(jobs) != 1 {
		t.Fatalf("jobs %v, %v, want one", jobs, err)
	}
	p.post(fmt.Sprintf("/jobs/%d/cancel", jobs[0].ID)).want(http.StatusOK)
	p.get(fmt.Sprintf("/jobs/%d", jobs[0].ID)).want(http.StatusOK, "cancelled")
}

func TestDiscardDraft(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	o.publish()
	o.put("ann 2026-12-01 L")
	p := o.signedIn("planner")
	versions := fmt.Sprintf("/rosters/%d/versions", o.roster.ID)
	p.get(versions+"/1").want(http.StatusOK, "Compared with the draft", "Tue 1 Dec", "Ann Able", "E", "L")
	p.post(fmt.Sprintf("/rosters/%d/discard", o.roster.ID), "version", p.get(versions).version()).want(http.StatusOK, "The draft was discarded.")
	p.get(versions+"/1").want(http.StatusOK, "No day differs.")
}
