package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/smena-org/smena/roster/desk"
)

// signIn signs in through the form.
func (b tab) signIn(o *office, name string) {
	b.Helper()
	b.open(o.server.URL + "/sign-in")
	b.fill("email", name+"@example.org")
	b.fill("password", password)
	b.click("button", "Sign in")
	b.until(`document.querySelector("header .who a")`)
}

// A planner opens the month, types a shift that breaks the rest rule, reads
// why, takes a lawful one, takes it back, overrides with a reason, publishes.
func TestPlannerInABrowser(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 N", "bob 2026-12-03 E")
	b := browser(t, 1440, 900)
	b.signIn(o, "planner")
	keep(b, "real-home")
	b.click("a.btn", "Open the month")
	b.until(`document.querySelector('#month[role=grid]')`)
	cell := func(date string) string {
		return fmt.Sprintf(`document.querySelector('#r-ann td a[href$="%s"]')`, date)
	}
	b.js(cell("2026-12-02") + ".focus()")
	b.press("e")
	b.until(`document.querySelector("#panel .problem")`)
	if why := b.text("#panel .problem"); !strings.Contains(why, "2 h of rest") || !strings.Contains(why, "11 h") {
		t.Errorf("the panel says %q, want the hours of rest", why)
	}
	keep(b, "real-refused")
	b.js(cell("2026-12-04") + ".focus()")
	b.press("l")
	b.until(cell("2026-12-04") + `.textContent === "L"`)
	b.until("document.activeElement === " + cell("2026-12-04"))
	b.run(chromedp.KeyEvent("z", chromedp.KeyModifiers(input.ModifierCtrl)))
	b.until(cell("2026-12-04") + `.textContent !== "L"`)
	b.js(cell("2026-12-02") + ".focus()")
	b.press("e")
	b.until(`document.querySelector("#panel [name=override]")`)
	b.fill("override", "nobody else can")
	b.click("#panel button", "Save all the same")
	b.until(cell("2026-12-02") + `.textContent === "E"`)
	b.until(`document.querySelector("#verdict.bad")`)
	keep(b, "real-month")
	b.js(cell("2026-12-02") + ".click()")
	b.until(`document.querySelector("#panel .why")`)
	b.click("a.btn", "Publish…")
	b.until(`document.querySelector("[name=reason]")`)
	keep(b, "real-publish")
	b.fill("reason", "trade fair")
	b.click("button", "Publish")
	b.until(`document.querySelector(".flash") && document.querySelector(".flash").textContent.includes("published")`)
}

// An agent proposes a swap and is told which rule forbids it; another one passes.
func TestAgentInABrowser(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-02 E", "ann 2026-12-10 E", "bob 2026-12-01 N", "bob 2026-12-12 L")
	o.publish()
	b := browser(t, 390, 844)
	b.signIn(o, "ann")
	b.open(o.server.URL + "/my?month=2026-12")
	keep(b, "real-my")
	b.click(".duties a.btn", "Swap")
	b.until(`document.querySelector("[name=other]")`)
	b.choose("select[name=other]", "bob")
	b.until(`document.querySelector("[name=back]")`)
	b.click("button", "Offer")
	b.until(`document.querySelector("#problem")`)
	if why := b.text("#problem"); !strings.Contains(why, "2 h of rest") {
		t.Errorf("the refusal says %q, want the hours of rest", why)
	}
	keep(b, "real-swap-refused")
	b.open(o.server.URL + "/my/swaps/new?date=2026-12-10&other=bob")
	b.js(`document.querySelector("[name=back]").value = "2026-12-12"`)
	b.click("button", "Offer")
	b.until(`document.querySelector(".flash")`)
	keep(b, "real-swaps")
}

// On a phone: an agent gives a shift away to whoever wants it and asks a
// colleague for one, who reads of both and takes the first and hands over the
// second. What the rules forbid is refused with their words.
func TestCoverInABrowser(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-02 E", "ann 2026-12-10 E", "bob 2026-12-01 N", "bob 2026-12-12 L")
	o.publish()
	ann, bob := browser(t, 390, 844), browser(t, 390, 844)
	ann.signIn(o, "ann")
	ann.open(o.server.URL + "/my/team?month=2026-12")
	ann.click("table.month th a", "Bob Best")
	ann.until(`document.querySelector("select[name=back]")`)
	ann.choose("select[name=date]", "")
	ann.until(`document.querySelector("h1").textContent === "Ask for a shift"`)
	keep(ann, "real-ask")
	ann.js(`document.querySelector("select[name=back]").value = "2026-12-01"`) // until 07:00 on the 2nd, when she begins at 09:00
	ann.click("button", "Ask")
	ann.until(`document.querySelector("#problem")`)
	if why := ann.text("#problem"); !strings.Contains(why, "2 h of rest") {
		t.Errorf("the refusal says %q, want the hours of rest", why)
	}
	keep(ann, "real-ask-refused")
	ann.open(o.server.URL + "/my/swaps")
	ann.click("a.btn", "Ask for a shift")
	ann.until(`document.querySelector("h1").textContent === "Ask for a shift"`)
	ann.choose("select[name=other]", "bob")
	ann.until(`document.querySelector("select[name=back]")`)
	ann.js(`document.querySelector("select[name=back]").value = "2026-12-12"`)
	ann.click("button", "Ask")
	ann.until(`document.querySelector(".flash") && document.querySelector(".flash").textContent.includes("Bob Best has been asked")`)
	ann.open(o.server.URL + "/my/swaps/new?date=2026-12-10")
	ann.click("button", "Offer") // to anybody
	ann.until(`document.querySelectorAll(".cards li").length === 2`)
	keep(ann, "real-cover")

	bob.signIn(o, "bob")
	bob.open(o.server.URL + "/my/swaps")
	keep(bob, "real-cover-asked")
	bob.click(".cards button", "Hand it over")
	bob.until(`document.querySelector(".flash") && document.querySelector(".flash").textContent.includes("Ann Able works the shift")`)
	bob.click(".cards button", "Take it")
	bob.until(`document.querySelector(".flash") && document.querySelector(".flash").textContent.includes("the shift is yours")`)
	if got := bob.js("document.documentElement.scrollWidth"); got != "390" {
		t.Errorf("the page is %s wide, want 390", got)
	}
	duties, err := o.Duties(desk.System(t.Context()), o.team, "", o.roster.Month.From, o.roster.Month.To)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range duties {
		got = append(got, fmt.Sprint(d.Agent, " ", d.Date, " ", d.Shift))
	}
	if want := "ann 2026-12-02 E, ann 2026-12-12 L, bob 2026-12-01 N, bob 2026-12-10 E"; strings.Join(got, ", ") != want {
		t.Errorf("in force %v, want %s", got, want)
	}
}

// From the month a planner asks what would help: the page says that it searches,
// and its answer takes the place of that.
func TestHelpInABrowser(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	b := browser(t, 390, 844)
	b.signIn(o, "planner")
	b.open(fmt.Sprintf("%s/rosters/%d", o.server.URL, o.roster.ID))
	b.click("a.btn", "What would help")
	b.until(`document.querySelector("[name=like]")`)
	b.click("main button", "Find answers")
	b.until(`document.querySelector("#answer h2") && !document.querySelector("#answer progress")`)
	if says := b.text("#answer"); !strings.Contains(says, "of demand are open") {
		t.Errorf("the answer says %q", says)
	}
	keep(b, "real-help")
}

// A solve shows how far it is, and by itself the month when it is over; three
// people may be rostered before the first second is.
func TestSolveInABrowser(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	done := make(chan error, 1)
	go func() {
		done <- o.Work(ctx, desk.WorkerOptions{Name: "test", Threads: 1, StopAfter: time.Second})
	}()
	t.Cleanup(func() { <-done })
	b := browser(t, 1440, 900)
	b.signIn(o, "planner")
	b.open(fmt.Sprintf("%s/rosters/%d", o.server.URL, o.roster.ID))
	b.click("summary", "Solve")
	b.js(`document.querySelector("[name=seconds]").value = 8`)
	b.click(".menu button", "Start")
	b.until(`document.querySelector(".job progress")`)
	keep(b, "real-solving")
	b.until(`!document.querySelector(".job") && document.querySelector("#month td[class*=k-]")`)
	keep(b, "real-solved")
}
