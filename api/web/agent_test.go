package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/desk"
)

// running returns the jobs of the team.
func (o *office) running(t testing.TB) ([]desk.Job, error) {
	return o.Jobs(desk.System(t.Context()), o.team, desk.Page{})
}

// An agent proposes a swap that breaks the rest rule and reads why, then one
// that passes, which the other accepts.
func TestSwapWithoutScripts(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-02 E", "ann 2026-12-10 E", "bob 2026-12-01 N", "bob 2026-12-12 L")
	o.publish()
	ann, bob := o.signedIn("ann"), o.signedIn("bob")
	ann.get("/my?month=2026-12").want(http.StatusOK, "Wed 2 Dec", "09:00–18:00")
	ann.get("/my/team?month=2026-12").want(http.StatusOK, "Bob Best")
	ann.get("/my/swaps/new?date=2026-12-10&other=bob").want(http.StatusOK, "Sat 12 Dec, L")
	// Bob works the night of the 1st until 07:00: two hours of rest before 09:00.
	ann.post("/my/swaps", "date", "2026-12-02", "other", "bob").want(http.StatusUnprocessableEntity, "The rules forbid it", "Bob Best", "2 h of rest", "11 h are required")
	ann.post("/my/swaps", "date", "2026-12-10", "other", "bob", "back", "2026-12-12", "note", "Dentist").want(http.StatusOK, "The shift is on offer.", "Dentist")
	bob.get("/my/swaps").want(http.StatusOK, "The rules let you take it.", "Dentist")
	id := o.swap()
	a := bob.post(fmt.Sprintf("/my/swaps/%d/accept", id)).want(http.StatusOK)
	if !strings.Contains(a.words(), "Done: the shift is yours.") && !strings.Contains(a.words(), "It waits for a lead") {
		t.Errorf("the page does not say what became of it:\n%s", a.words())
	}
	bob.post(fmt.Sprintf("/my/swaps/%d/accept", id)).want(http.StatusConflict, "This does not fit what is there")
}

// What the desk refuses is said in the reader's language.
func TestRefusalsInTheReadersLanguage(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-10 E", "bob 2026-12-12 L")
	o.publish()
	ann, planner := o.signedIn("ann"), o.signedIn("planner")
	for lang, says := range map[string][]string{
		"en": {"the team has no shift \"X\"", "the note is longer than 500 letters", "the roster was changed by somebody else"},
		"ru": {"В команде нет смены «X»", "Заметка длиннее 500 знаков", "График изменил кто-то другой: сейчас версия"},
		"hu": {"A csapatnak nincs „X” műszakja", "A megjegyzés hosszabb 500 betűnél", "A beosztást valaki más módosította"},
		"de": {"Das Team hat keine Schicht „X“", "Die Notiz ist länger als 500 Zeichen", "Jemand anderes hat den Dienstplan geändert"},
	} {
		ann.post("/account/language", "language", lang).want(http.StatusOK)
		planner.post("/account/language", "language", lang).want(http.StatusOK)
		ann.post("/my/wishes", "date", "2026-12-24", "want", "on", "shift", "X").want(http.StatusUnprocessableEntity, says[0])
		ann.post("/my/swaps", "date", "2026-12-10", "other", "bob", "note", strings.Repeat("x", 501)).want(http.StatusUnprocessableEntity, says[1])
		planner.post(fmt.Sprintf("/rosters/%d/publish", o.roster.ID), "version", "1", "reason", "x").want(http.StatusConflict, says[2])
	}
}

// swap returns the id of the only swap.
func (o *office) swap() int64 {
	o.t.Helper()
	all, err := o.Swaps(desk.System(context.Background()), desk.SwapFilter{Team: o.team})
	if err != nil || len(all) != 1 {
		o.t.Fatalf("swaps %v, %v, want one", all, err)
	}
	return all[0].ID
}

func TestWishAndLeave(t *testing.T) {
	o := newOffice(t)
	ann, planner := o.signedIn("ann"), o.signedIn("planner")
	ann.post("/my/wishes", "date", "2026-12-24", "want", "off", "weight", "10").want(http.StatusOK, "Your wish is noted.", "Thu 24 Dec")
	ann.post("/my/wishes", "date", "soon").want(http.StatusUnprocessableEntity, "This cannot be")
	ann.post("/my/leave", "from", "2026-12-10", "to", "2026-12-09", "kind", "leave").want(http.StatusUnprocessableEntity, "last day")
	ann.post("/my/leave", "from", "2026-12-10", "to", "2026-12-12", "kind", "sick", "note", "operation").want(http.StatusOK, "Your request is sent.", "10–12 Dec")
	requests := fmt.Sprintf("/teams/%d/requests", o.team)
	planner.get(requests).want(http.StatusOK, "Ann Able", "10–12 Dec", "operation", "Thu 24 Dec")
	absences, err := o.Absences(desk.System(t.Context()), o.team, december.From, december.To)
	if err != nil || len(absences) != 1 {
		t.Fatalf("absences %v, %v, want one", absences, err)
	}
	planner.post(fmt.Sprintf("/absences/%d/decide", absences[0].ID), "answer", "approve").want(http.StatusOK, "Decided.", "Nothing waits for you.")
	ann.get("/my/leave").want(http.StatusOK, "granted")
	o.put("bob 2026-12-01 E")
	o.publish()
	// Colleagues see no reasons.
	if words := o.signedIn("bob").get("/my/team?month=2026-12").want(http.StatusOK, "Ann Able").body; strings.Contains(words, "Sick") || strings.Contains(words, "away") {
		t.Error("a colleague sees the absence")
	}
}

// The address of a calendar is shown once, and can be revoked.
func TestCalendarFeed(t *testing.T) {
	o := newOffice(t)
	ann := o.signedIn("ann")
	made := ann.post("/my/calendar").want(http.StatusOK, "shown this once", "Made ")
	if strings.Contains(made.body, " UTC") {
		t.Error("an address of the agent is dated by another clock than theirs")
	}
	if !strings.Contains(made.body, "/calendar/") || !strings.Contains(made.body, ".ics") {
		t.Error("the address is not shown")
	}
	if again := ann.get("/my/calendar").want(http.StatusOK); strings.Contains(again.body, ".ics") {
		t.Error("the address is shown a second time")
	}
	ann.post("/my/calendar/1/revoke").want(http.StatusOK, "does not work any more", "revoked")
}
