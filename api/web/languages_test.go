package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// screen is a language and a size in which the main ways are walked.
type screen struct {
	lang          string
	width, height int
	rest          string // the eleven hours that the rule asks for
}

var screens = []screen{{"en", 1440, 900, "11 h"}, {"ru", 390, 844, "11 ч"}}

// speaks signs a user in with a browser in their language.
func (o *office) speaks(b tab, name, lang string) {
	o.signedIn(name).post("/account/language", "language", lang).want(http.StatusOK)
	b.open(o.server.URL + "/sign-in")
	b.fill("email", name+"@example.org")
	b.fill("password", password)
	b.click("main form button", "")
	b.until(fmt.Sprintf(`document.querySelector("header .who a") && document.documentElement.lang === %q`, lang))
}

// choose picks an option as a person does.
func (b tab) choose(selector, value string) {
	b.Helper()
	b.until(fmt.Sprintf("document.querySelector(%q)", selector))
	b.js(fmt.Sprintf(`(e => { e.value = %q; e.dispatchEvent(new Event("change", {bubbles: true})) })(document.querySelector(%q))`, value, selector))
}

// A planner has a month solved and watches, breaks the rest rule and reads why,
// and publishes: in two languages, at a desk and on a phone.
func TestPlannerInLanguages(t *testing.T) {
	for _, s := range screens {
		t.Run(s.lang, func(t *testing.T) {
			o := newOffice(t)
			done := make(chan error, 1)
			go func() {
				done <- o.Work(t.Context(), desk.WorkerOptions{Name: "test", Threads: 1, StopAfter: time.Second})
			}()
			t.Cleanup(func() { <-done })
			b := browser(t, s.width, s.height)
			o.speaks(b, "planner", s.lang)
			b.open(fmt.Sprintf("%s/rosters/%d", o.server.URL, o.roster.ID))
			b.click(".menu summary", "")
			b.js(`document.querySelector("[name=seconds]").value = 5`)
			b.click(".menu button", "")
			b.until(`document.querySelector(".job progress") && document.querySelector(".job button")`)
			b.until(`!document.querySelector(".job") && document.querySelector("#month td[class*=k-]")`)
			o.night(t)
			b.open(fmt.Sprintf("%s/rosters/%d", o.server.URL, o.roster.ID))
			b.js(`document.querySelector('#r-ann td a[href$="2026-12-02"]').click()`)
			b.choose("#cell-form select", "E")
			b.until(`document.querySelector("#tried .problem")`)
			if why := b.text("#tried .problem"); !strings.Contains(why, s.rest) {
				t.Errorf("before it is saved the panel says %q, want %s of rest", why, s.rest)
			}
			b.click("#cell-form .acts button", "")
			b.until(`document.querySelector("#cell-form [name=override]")`)
			if why := b.text("#panel .problem"); !strings.Contains(why, s.rest) {
				t.Errorf("the refusal says %q, want %s of rest", why, s.rest)
			}
			keep(b, "journey-refused-"+s.lang)
			b.open(fmt.Sprintf("%s/rosters/%d/publish", o.server.URL, o.roster.ID))
			b.js(`(e => { if (e) e.value = "a month for a test" })(document.querySelector("[name=reason]"))`)
			b.click("main form button", "")
			b.until(`document.querySelector("#flash .flash") && location.pathname.endsWith("/versions/1")`)
			keep(b, "journey-published-"+s.lang)
		})
	}
}

// night puts Ann on a night with the next day off, whatever was rostered.
func (o *office) night(t *testing.T) {
	t.Helper()
	system := desk.System(t.Context())
	r, err := o.Roster(system, o.roster.ID)
	if err != nil {
		t.Fatal(err)
	}
	cells := []desk.Cell{{Agent: "ann", Date: december.From, Shift: "N"}, {Agent: "ann", Date: december.From + 1}}
	if _, err := o.EditCells(system, r.ID, r.Version, cells, "a test"); err != nil {
		t.Fatal(err)
	}
}

// An agent's swap is refused with the reason on the page; another one passes
// when the colleague accepts it.
func TestAgentInLanguages(t *testing.T) {
	for _, s := range screens {
		t.Run(s.lang, func(t *testing.T) {
			o := newOffice(t)
			o.put("ann 2026-12-02 E", "ann 2026-12-10 E", "bob 2026-12-01 N", "bob 2026-12-12 L")
			o.publish()
			b := browser(t, s.width, s.height)
			o.speaks(b, "ann", s.lang)
			b.open(o.server.URL + "/my/swaps/new?date=2026-12-02&other=bob")
			b.click("form[method=post] button", words(s.lang, "swaps.offer"))
			b.until(`document.querySelector("#problem")`)
			if why := b.text("#problem"); !strings.Contains(why, s.rest) {
				t.Errorf("the refusal says %q, want %s of rest", why, s.rest)
			}
			b.open(o.server.URL + "/my/swaps/new?date=2026-12-10&other=bob")
			b.choose("[name=back]", "2026-12-12")
			b.click("form[method=post] button", words(s.lang, "swaps.offer"))
			b.until(`document.querySelector("#flash .flash") && document.querySelector(".state.offered")`)
			o.signedIn("bob").post(fmt.Sprintf("/my/swaps/%d/accept", o.swap())).want(http.StatusOK)
			if x, err := o.Swap(desk.System(t.Context()), o.swap()); err != nil || x.State != roster.Applied {
				t.Errorf("the swap is %s, %v", x.State, err)
			}
			b.open(o.server.URL + "/my?month=2026-12")
			b.until(`document.querySelector(".duties") && document.querySelector(".duties").textContent.includes("12:00–21:00")`)
			keep(b, "journey-agent-"+s.lang)
		})
	}
}

// Payroll opens a period, looks one person's night up and takes the file away.
func TestPayrollInLanguages(t *testing.T) {
	for _, s := range screens {
		t.Run(s.lang, func(t *testing.T) {
			o := newOffice(t)
			o.put("ann 2026-12-02 N", "bob 2026-12-01 E")
			o.publish()
			b := browser(t, s.width, s.height)
			o.speaks(b, "payroll", s.lang)
			b.open(o.server.URL + "/pay")
			b.fill("from", "2026-12-01")
			b.fill("to", "2026-12-31")
			b.click("main form button", "")
			b.until(`document.querySelector("#pay tbody tr")`)
			keep(b, "journey-pay-"+s.lang)
			const fetched = `window.file = "", fetch(document.querySelector('a[href*="format=csv"]').href).then(r => r.text()).then(t => window.file = t)`
			b.js(fetched)
			b.until(`window.file.startsWith("agent_id,payroll_id,date,category") && window.file.includes("1001")`)
			b.click("#pay tbody a", "Ann")
			b.until(`document.querySelector("#d-2026-12-02")`)
			if day := b.text("#d-2026-12-02"); !strings.Contains(day, "21:00–07:00") {
				t.Errorf("the day says %q, want its span", day)
			}
			keep(b, "journey-pay-detail-"+s.lang)
		})
	}
}

// No page is wider than a phone in any language; long words must break.
func TestPagesFitInEveryLanguage(t *testing.T) {
	b := browser(t, 360, 800)
	for _, lang := range locale.Languages() {
		server := serveGallery(t, lang)
		for name, p := range gallery(lang) {
			if strings.HasSuffix(p.name, "-part") {
				continue
			}
			b.open(server.URL + "/page/" + name)
			if got := b.js("document.documentElement.scrollWidth"); got != "360" {
				t.Errorf("%s: %s is %s wide, want 360: %s", lang, name, got, b.js(widest))
				keep(b, "wide-"+lang+"-"+name)
			}
		}
	}
}

// widest names what reaches beyond the page.
const widest = `[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > 360 && !e.closest(".scroll, .cal-scroll, nav")).slice(0, 3).map(e => e.tagName + "." + e.className + " " + e.textContent.slice(0, 30)).join("; ")`
