package web

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// historyGallery is the page of contact history: full, empty, and with what a
// file would do.
func historyGallery(lang string) map[string]shown {
	team := sampleTeam()
	part := desk.HistoryPart{Queue: "calls", Minutes: 30, Rows: 17520, From: now.AddDate(-1, 0, 0), Until: now, Volume: 123456, New: 17000, Changed: 520}
	layer := desk.HistoryLayer{ID: 3, Team: 1, Name: "corrections-of-november-2026-second-delivery.csv", Rows: 17520, Created: now, Author: "planner@example.org", Active: true, Version: 3, Changed: now, ChangedBy: "p@example.org", Parts: []desk.HistoryPart{part}}
	undone := layer
	undone.ID, undone.Active, undone.Name = 2, false, ""
	for _, q := range []string{"chat", "mail", "social", "tickets"} {
		more := part
		more.Queue = q
		undone.Parts = append(undone.Parts[:len(undone.Parts):len(undone.Parts)], more)
	}
	c := forecast.Correction{Series: "calls", Rows: 600, New: 70, Changed: 520, Same: 10, Before: 12345, After: 6172, Largest: []forecast.Difference{{Start: now, Before: 90, After: 4}}}
	for _, code := range []string{"less", "more", "emptied", "no-aht", "gap", "future"} {
		c.Doubts = append(c.Doubts, forecast.Doubt{Code: code, Ratio: 0.5, Count: 24})
	}
	c.Doubts = append(c.Doubts, forecast.Doubt{Code: "shifted", Shift: time.Hour}, forecast.Doubt{Code: "shifted", Shift: -90 * time.Minute})
	checked := desk.ImportedHistory{Points: 600, Same: &undone, Warnings: []roster.Fault{{File: "h.csv", Line: 7, Problem: "out of order", Warning: true}}}
	full := historyPage{
		Team: team, Layers: []historyLayer{historyLayerOf(lang, team, layer), historyLayerOf(lang, team, undone)}, Older: 2,
		History: []historySpan{{desk.HistorySpan{Queue: "calls", Minutes: 30, Points: 17520, From: part.From, Until: now, Volume: 123456}, "Calls", years(team, part.From, now)}},
		Shown: &layerChanges{historyLayerOf(lang, team, layer), []historyDifference{
			differenceOf(lang, team, desk.HistoryDifference{Queue: "calls", Start: now, Before: 3, After: 30, Overridden: true}),
			differenceOf(lang, team, desk.HistoryDifference{Queue: "calls", Start: now, Before: 30, After: 30, BeforeAHT: 181, AfterAHT: 0}),
		}},
	}
	tried := full
	tried.Shown, tried.Checked, tried.Changes = nil, &checked, historyChanges(lang, team, []forecast.Correction{c, {Series: "chat", Rows: 1, Same: 1}})
	beside := historyPage{Team: team, Checked: &desk.ImportedHistory{Points: 600}, Changes: tried.Changes, Part: true}
	same := historyPage{Team: team, Checked: &desk.ImportedHistory{Points: 600, Same: &layer}, Part: true}
	return map[string]shown{
		"history":            {"history", full, roster.RolePlanner},
		"history-none":       {"history", historyPage{Team: team, Shown: &layerChanges{historyLayer: full.Layers[1]}}, roster.RolePlanner},
		"history-of-a-lead":  {"history", full, roster.RoleTeamLead},
		"history-preview":    {"history", tried, roster.RolePlanner},
		"history-beside":     {"history-part", beside, roster.RolePlanner},
		"history-known-file": {"history-part", same, roster.RolePlanner},
	}
}

// Every doubt that can be raised has words in every language.
func TestDoubtsHaveWords(t *testing.T) {
	source, err := os.ReadFile("../../forecast/doubt.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := []string{"future"} // the desk's
	for _, m := range regexp.MustCompile(`Code: "([a-z-]+)"`).FindAllStringSubmatch(string(source), -1) {
		codes = append(codes, m[1])
	}
	if len(codes) < 7 {
		t.Fatalf("found only %v", codes)
	}
	for _, lang := range locale.Languages() {
		for _, code := range codes {
			d := forecast.Doubt{Code: code, Count: 24, Ratio: 0.5}
			if code == "shifted" {
				d.Shift = -time.Hour
			}
			if text := doubtWords(lang, d); strings.Contains(text, "web.") || strings.Contains(text, "<no value>") || len(text) < 20 {
				t.Errorf("%s: %s says %q", lang, code, text)
			}
		}
	}
}

// A difference says what differs: contacts, or else the handle time.
func TestDifferenceWords(t *testing.T) {
	tests := map[string]struct {
		d             desk.HistoryDifference
		before, after string
	}{
		"contacts":         {desk.HistoryDifference{Before: 3, After: 3000}, "3", "3000"},
		"parts of them":    {desk.HistoryDifference{Before: 2.5, After: 2.25}, "2.5", "2.2"},
		"both":             {desk.HistoryDifference{Before: 3, After: 4, BeforeAHT: 100, AfterAHT: 120}, "3", "4"},
		"handle time":      {desk.HistoryDifference{Before: 3, After: 3, BeforeAHT: 181.4, AfterAHT: 59.6}, "3, 3:01", "3, 1:00"},
		"handle time lost": {desk.HistoryDifference{Before: 3, After: 3, BeforeAHT: 60}, "3, 1:00", "3, handle time unknown"},
	}
	for name, tt := range tests {
		if got := differenceOf("en", sampleTeam(), tt.d); got.Before != tt.before || got.After != tt.after {
			t.Errorf("%s: %q and %q, want %q and %q", name, got.Before, got.After, tt.before, tt.after)
		}
	}
}

const correction = "timestamp,queue,volume\n2026-11-20T09:00,phone,60\n2026-11-21T09:00,phone,5\n"

// Without scripts: a file is looked at, read in, found to be known, undone and
// done again; a lead only looks on.
func TestPlannerKeepsHistory(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	at := o.at("/history")
	p.get(at).want(http.StatusOK, "Contact history", "history/all.csv", "Counts")
	p.upload(at, "late.csv", correction, "dry", "1").want(http.StatusOK, "Intervals in it: 2", "1 new, 1 changed, 0 the same", "6 → 60", "Nothing was stored.")
	p.upload(at, "late.csv", correction).want(http.StatusOK, "Intervals read in: 2", "late.csv", "new then: 1, changed: 1")
	p.upload(at, "copy.csv", correction).want(http.StatusOK, "Nothing was stored: this very file is import")
	p.upload(at, "copy.csv", correction, "dry", "1").want(http.StatusOK, "This very file is import")
	list := p.get(at)
	form := regexp.MustCompile(`action="(/history-layers/\d+/undo)"><input type="hidden" name="version" value="(\d+)"`).FindStringSubmatch(list.body)
	if form == nil {
		t.Fatalf("there is nothing to undo:\n%s", list.body)
	}
	id := strings.Split(form[1], "/")[2]
	p.get(at+"?layer="+id).want(http.StatusOK, "What import "+id+" changed", "60")
	p.post(form[1], "version", form[2]).want(http.StatusOK, "Import "+id+" is undone.", "Undone by planner@example.org")
	p.post(form[1], "version", form[2]).want(http.StatusConflict, "changed by somebody else")
	p.post(form[1]).want(http.StatusUnprocessableEntity)
	p.upload(at, "late.csv", correction).want(http.StatusConflict, "do that import again")
	p.post(strings.Replace(form[1], "undo", "redo", 1), "version", "2").want(http.StatusOK, "Import "+id+" counts again.", "Done again by")
	p.upload(at, "late.csv", correction, "again", "1").want(http.StatusOK, "Intervals read in: 2")
	p.upload(at, "late.csv", "timestamp,queue,volume\n2026-11-21T09:00,phone,many\n").want(http.StatusUnprocessableEntity, "late.csv:2")
	p.post(at).want(http.StatusUnprocessableEntity, "Choose a file.")
	p.get(at + "?layer=999999").want(http.StatusNotFound)
	lead := o.signedIn("lead")
	if seen := lead.get(at).want(http.StatusOK, "late.csv", "What it changed"); strings.Contains(seen.body, "history-layers/") || strings.Contains(seen.body, `type="file"`) {
		t.Error("a lead is shown what they may not do")
	}
	lead.post(form[1], "version", "3").want(http.StatusForbidden)
	lead.upload(at, "x.csv", correction).want(http.StatusForbidden)
}

// choosesFile puts a file into a field as a person does who picks one.
func (b tab) choosesFile(selector, name, text string) {
	b.Helper()
	file := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	b.until(fmt.Sprintf("document.querySelector(%q)", selector))
	var field *runtime.RemoteObject
	b.run(chromedp.Evaluate(fmt.Sprintf("document.querySelector(%q)", selector), &field))
	b.run(dom.SetFileInputFiles([]string{file}).WithObjectID(field.ObjectID))
}

// In a browser the preview appears beside the file, which stays chosen and is
// read in with the next press: at a desk and on a phone.
func TestHistoryInABrowser(t *testing.T) {
	for _, s := range screens {
		t.Run(s.lang, func(t *testing.T) {
			o := newOffice(t)
			b := browser(t, s.width, s.height)
			o.speaks(b, "planner", s.lang)
			b.open(o.server.URL + o.at("/history"))
			b.choosesFile("#upload input[type=file]", "late.csv", correction)
			b.click("#upload button[name=dry]", "")
			b.until(`document.querySelector("#checked table td b")`)
			if text := b.text("#checked"); !strings.Contains(text, words(s.lang, "history.counts-of", "New", 1, "Changed", 1, "Same", 0)) {
				t.Errorf("the preview says %q", text)
			}
			keep(b, "history-preview-"+s.lang)
			b.choosesFile("#upload input[type=file]", "bad.csv", "timestamp,queue,volume\n2026-11-21T09:00,phone,many\n")
			b.click("#upload button[name=dry]", "")
			b.until(`document.querySelector("#preview .problem") && document.querySelector("#preview .problem").innerText.includes("bad.csv:2")`)
			b.choosesFile("#upload input[type=file]", "late.csv", correction)
			b.click("#upload button[name=dry]", "")
			b.until(`document.querySelector("#checked button")`)
			b.click("#checked button", "")
			b.until(`document.querySelectorAll("#layers > li").length === 2 && document.querySelector("#flash .flash")`)
			b.click("#layers > li form button", words(s.lang, "history.undo"))
			b.until(`document.querySelectorAll("#layers .state.done").length === 1`)
			if got := b.js("document.documentElement.scrollWidth"); got != fmt.Sprint(s.width) {
				t.Errorf("the page is %s wide, want %d", got, s.width)
			}
			keep(b, "history-undone-"+s.lang)
			b.click("#layers > li form button", words(s.lang, "history.redo"))
			b.until(`document.querySelectorAll("#layers .state.done").length === 2`)
			b.choosesFile("#upload input[type=file]", "copy.csv", correction)
			b.click("#upload button[name=dry]", "")
			b.click("#checked button[name=again]", "")
			b.until(`document.querySelectorAll("#layers > li").length === 3`)
		})
	}
}
