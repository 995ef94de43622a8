package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// with presses a key while others are held down.
func (b tab) with(held input.Modifier, key string) {
	b.Helper()
	b.run(chromedp.KeyEvent(key, chromedp.KeyModifiers(held)))
}

// codes are an agent's first days as the grid shows them, "·" for a day off.
func (b tab) codes(agent string) string {
	b.Helper()
	return b.js(fmt.Sprintf(`[...document.querySelectorAll("#r-%s td a")].slice(0, 6).map(a => a.textContent).join("")`, agent))
}

// paste puts a text into the grid as the clipboard does.
func (b tab) paste(text string) {
	b.Helper()
	b.js(fmt.Sprintf(`(t => { const d = new DataTransfer(); d.setData("text/plain", t); document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})) })(%q)`, text))
}

// copied is what the grid puts into the clipboard.
func (b tab) copied() string {
	b.Helper()
	return b.js(`(d => { document.activeElement.dispatchEvent(new ClipboardEvent("copy", {clipboardData: d, bubbles: true, cancelable: true})); return JSON.stringify(d.getData("text/plain")) })(new DataTransfer())`)
}

// wantRow waits until an agent's first days are these.
func (b tab) wantRow(agent, codes string) {
	b.Helper()
	b.until(fmt.Sprintf(`[...document.querySelectorAll("#r-%s td a")].slice(0, 6).map(a => a.textContent).join("") === %q && !document.querySelector("#month .busy")`, agent, codes))
}

// A range is filled, copied, pasted as a spreadsheet has it, emptied; undone and
// done again. What a rule forbids is refused as a whole, with the reason.
func TestRangesInABrowser(t *testing.T) {
	o := newOffice(t)
	b := browser(t, 1440, 900)
	b.signIn(o, "planner")
	b.open(fmt.Sprintf("%s/rosters/%d", o.server.URL, o.roster.ID))
	b.until(`window.smenaGrid && document.querySelector('#month[role=grid]')`)
	b.js(`document.querySelector("#r-ann td a").focus()`)
	b.with(input.ModifierShift, kb.ArrowRight)
	b.with(input.ModifierShift, kb.ArrowDown)
	if n := b.js(`document.querySelectorAll("#month td.sel[aria-selected=true]").length`); n != "4" {
		t.Errorf("%s days are marked, want 4", n)
	}
	b.press("e")
	b.wantRow("ann", "EE····")
	b.wantRow("bob", "EE····")
	if got := b.copied(); got != `"E\tE\nE\tE"` {
		t.Errorf("the clipboard has %s", got)
	}
	b.js(`document.querySelectorAll("#r-ann td a")[3].focus()`)
	b.paste("L\t-\r\nl\tL\r\n")
	b.wantRow("ann", "EE·L··")
	b.wantRow("bob", "EE·LL·")
	b.paste("XX")
	b.until(`document.getElementById("flash").textContent.includes("XX")`)
	b.with(input.ModifierCtrl, "z")
	b.wantRow("bob", "EE····")
	b.with(input.ModifierCtrl, "y")
	b.wantRow("bob", "EE·LL·")
	keep(b, "real-range")

	// A night before an early shift: two hours of rest. Nothing of it is done.
	b.js(`document.querySelectorAll("#r-cyd td a")[0].focus()`)
	b.paste("E\tN\tE")
	b.until(`document.querySelector("#panel #cells-form")`)
	if got := b.codes("cyd"); got != "······" {
		t.Errorf("Cyd's days are %s though the change was refused", got)
	}
	keep(b, "real-range-refused")
	b.fill("override", "nobody else can")
	b.click("#cells-form button", "Save all the same")
	b.wantRow("cyd", "ENE···")
	b.js(`document.querySelectorAll("#r-cyd td a")[0].focus()`)
	b.with(input.ModifierCtrl, "z")
	b.wantRow("cyd", "······")
}

// A range that is drawn with the mouse, people put in order, a day looked at.
func TestGridByMouse(t *testing.T) {
	server := serveGallery(t, "en")
	b := browser(t, 1440, 900)
	b.open(server.URL + "/page/month")
	b.until(`window.smenaGrid`)
	center := func(row, column int) (x, y float64) {
		fmt.Sscan(b.js(fmt.Sprintf(`(r => (r.x + r.width / 2) + " " + (r.y + r.height / 2))(smenaGrid.body.rows[%d].cells[%d].getBoundingClientRect())`, row, column)), &x, &y)
		return x, y
	}
	x, y := center(1, 2)
	b.run(chromedp.MouseEvent(input.MousePressed, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	x, y = center(3, 4)
	b.run(chromedp.MouseEvent(input.MouseMoved, x, y, chromedp.ButtonLeft), chromedp.MouseEvent(input.MouseReleased, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	if n := b.js(`document.querySelectorAll("#month td.sel").length`); n != "9" {
		t.Errorf("%s days are marked, want 3 × 3", n)
	}
	b.js(`(s => { s.value = "name"; s.dispatchEvent(new Event("change")) })(document.getElementById("sort"))`)
	if got := b.js(`smenaGrid.body.rows[0].cells[0].textContent`); got != "Balogh Hunor" {
		t.Errorf("%s comes first by name", got)
	}
	b.js(`(s => { s.value = "kiss"; s.dispatchEvent(new Event("input")) })(document.getElementById("find"))`)
	if got := b.js(`[...smenaGrid.body.rows].filter(r => !r.hidden).length`); got != "5" {
		t.Errorf("%s people are found, want 5 of 40", got)
	}
}
