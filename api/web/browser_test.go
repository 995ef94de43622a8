package web

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/smena-org/smena/roster/report"
)

// browser returns a tab of a headless Chromium. Without one the test is left
// out, except where it must not be: on CI.
func browser(t *testing.T, width, height int) tab {
	t.Helper()
	path, err := findBrowser()
	if err != nil {
		if os.Getenv("CI") == "true" || os.Getenv("SMENA_REQUIRE_BROWSER") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	profile, err := os.MkdirTemp("", "smena-browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) }) // the browser may still be writing
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(width, height),
		chromedp.Flag("hide-scrollbars", true), chromedp.UserDataDir(profile), chromedp.WSURLReadTimeout(time.Minute),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	quiet := func(string, ...any) {} // of events newer than the library
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithErrorf(quiet))
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	watch(t, ctx)
	if err := chromedp.Run(ctx, chromedp.EmulateViewport(int64(width), int64(height))); err != nil {
		t.Fatal(err)
	}
	return tab{t, ctx}
}

func findBrowser() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on the PATH")
}

// watch fails the test on what the scripts of a page throw or complain of.
func watch(t *testing.T, ctx context.Context) {
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("a script threw: %s", e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError && len(e.Args) > 0 {
				t.Errorf("a script complained: %s %s", e.Args[0].Value, e.Args[0].Description)
			}
		}
	})
}

// tab is an open page. It is driven by scripts alone: the browser may be newer
// than the library, whose own waiting for elements then waits for ever.
type tab struct {
	*testing.T
	ctx context.Context
}

// open opens an address and waits until its scripts have run.
func (b tab) open(url string) {
	b.Helper()
	b.run(chromedp.Navigate(url))
	b.until(`document.readyState === "complete"`)
}

func (b tab) run(actions ...chromedp.Action) {
	b.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// js runs a script and returns what it comes to, as text.
func (b tab) js(script string) (out string) {
	b.Helper()
	b.run(chromedp.Evaluate("String("+script+")", &out))
	return out
}

// until waits for a condition to hold; what the page says instead is shown.
func (b tab) until(condition string) {
	b.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		var ok bool
		if err := chromedp.Run(b.ctx, chromedp.Evaluate("Boolean("+condition+")", &ok)); err == nil && ok {
			return
		}
	}
	keep(b, "failed")
	b.Fatalf("never: %s\non the page:\n%s", condition, b.js("location.href + document.body.innerText.slice(0, 2000)"))
}

// press sends keys to what has the focus.
func (b tab) press(keys ...string) {
	b.Helper()
	for _, k := range keys {
		b.run(chromedp.KeyEvent(k))
	}
}

// click clicks on the first element of a selector whose words contain some.
func (b tab) click(selector, words string) {
	b.Helper()
	find := fmt.Sprintf("[...document.querySelectorAll(%q)].find(e => e.textContent.includes(%q))", selector, words)
	b.until(find)
	b.js(find + ".click()")
}

// fill types into a field of a form by its name.
func (b tab) fill(name, value string) {
	b.Helper()
	b.js(fmt.Sprintf("document.querySelector(%q).value = %q", "[name="+name+"]:not([type=hidden])", value))
}

// text returns the words of the first element of a selector.
func (b tab) text(selector string) string {
	b.Helper()
	return b.js(fmt.Sprintf("(document.querySelector(%q) || {}).innerText", selector))
}

// keep saves a picture of the page in the folder that SMENA_SHOTS names, for
// people to look at.
func keep(b tab, name string) {
	dir := os.Getenv("SMENA_SHOTS")
	if dir == "" {
		return
	}
	var png []byte
	b.run(chromedp.FullScreenshot(&png, 100))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.Fatal(err)
	}
}

// Pages scroll down and not sideways; only tables scroll by themselves. For
// phones see TestPagesFitInEveryLanguage.
func TestPagesFit(t *testing.T) {
	server := serveGallery(t, "en")
	b := browser(t, 1440, 900)
	for name, p := range gallery("en") {
		if strings.HasSuffix(p.name, "-part") {
			continue
		}
		b.open(server.URL + "/page/" + name)
		if got := b.js("document.documentElement.scrollWidth"); got != "1440" {
			t.Errorf("%s is %s wide, want 1440", name, got)
		}
		keep(b, "desk-"+name)
	}
}

// On a phone what stopped people wraps instead of scrolling sideways, as do tables
// of few columns and the captions of many; a row's cells end on one line.
func TestTablesReadOnAPhone(t *testing.T) {
	server := serveGallery(t, "de")
	b := browser(t, 390, 844)
	for name, tests := range map[string]map[string]string{
		"coverage": {
			"reasons beyond the edge": `[...document.querySelectorAll("#gaps td, #gaps summary")].filter(e => e.getBoundingClientRect().right > 390).length`,
			"uneven rows":             `[...document.querySelectorAll(".fair tbody tr")].filter(r => new Set([...r.cells].filter(c => c.offsetWidth).map(c => Math.round(c.getBoundingClientRect().bottom))).size > 1).length`,
		},
		"rules":      {"tabs out of sight": `[...document.querySelectorAll(".tabs [aria-current]")].map(e => e.getBoundingClientRect()).filter(r => r.left < 0 || r.right > 390).length + (document.querySelector(".tabs [aria-current]") ? 0 : 1)`},
		"team-new":   {"wrapped lines": `(t => { t.value = "key: value ".repeat(50); return Number(t.scrollWidth < 1000) })(document.querySelector("textarea"))`},
		"publish":    {"changes beyond the edge": `[...document.querySelectorAll(".list")].filter(e => e.getBoundingClientRect().right > 390).length + (document.querySelector(".list") ? 0 : 1)`},
		"pay":        {"lists beyond the edge": `[...document.querySelectorAll(".list")].filter(e => e.getBoundingClientRect().right > 390).length`},
		"pay-period": {"captions beyond the edge": `[...document.querySelectorAll("caption > *")].filter(e => e.getBoundingClientRect().right > 390).length + (document.querySelector("caption > *") ? 0 : 1)`},
	} {
		b.open(server.URL + "/page/" + name)
		for what, script := range tests {
			if got := b.js(script); got != "0" {
				t.Errorf("%s: %s: %s, want 0", name, what, got)
			}
		}
		keep(b, "phone-"+name)
	}
}

// A month of the report, its longest codes and the sums beside it, fits a laptop.
func TestReportFitsALaptop(t *testing.T) {
	g := sampleGrid(40)
	for i := range g.Team.Definition.Shifts {
		if shift := &g.Team.Definition.Shifts[i]; shift.Code == "D12" {
			shift.Code = "DO12"
		}
	}
	for i := range g.Duties {
		if g.Duties[i].Shift == "D12" || i%9 == 0 {
			g.Duties[i].Shift = "DO12"
		}
	}
	file := filepath.Join(t.TempDir(), "report.html")
	w, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(report.HTML(w, resultOf(g), "de"), w.Close()); err != nil {
		t.Fatal(err)
	}
	b := browser(t, 1280, 900)
	b.open("file://" + file)
	if got := b.js(`[document.documentElement.scrollWidth, ...[...document.querySelectorAll("#grid .scroll")].map(e => e.scrollWidth - e.clientWidth)]`); got != "1280,0" {
		t.Errorf("page, and month beyond it: %s, want 1280,0", got)
	}
	if got := b.js(`[...document.querySelectorAll("#grid td")].filter(e => e.textContent.includes("DO12")).length > 20`); got != "true" {
		t.Error("the month has no long codes")
	}
	keep(b, "report-laptop")
}

// The grid by keyboard: arrows, a code, a refusal read, undo, help, problems.
func TestGridByKeyboard(t *testing.T) {
	server := serveGallery(t, "en")
	b := browser(t, 1440, 900)
	b.open(server.URL + "/page/month")
	b.js(`document.querySelector('#month tbody td a[tabindex="0"]').focus()`)
	at := func() string { return b.js("document.activeElement.pathname || document.activeElement.tagName") }
	b.press(kb.ArrowRight, kb.ArrowDown, kb.ArrowDown, kb.End, kb.Home, kb.ArrowRight, kb.ArrowUp)
	const day = "/rosters/12/cells/a002/2026-12-02"
	if got := at(); got != day {
		t.Errorf("the arrows led to %s, want %s", got, day)
	}
	b.press("d")
	b.until(`document.querySelector("td.chosen a").textContent === "D12"`)
	b.until(`document.querySelector("#version").value === "42"`)
	if got := at(); got != day {
		t.Errorf("after the change the focus is on %s, want %s", got, day)
	}
	if got := b.js(`[document.querySelectorAll("#month tbody").length, document.querySelectorAll("#month tbody > tr").length, document.querySelectorAll("#verdict").length, document.querySelector("#r-a002").cells[5].offsetLeft - document.querySelector("#r-a003").cells[5].offsetLeft]`); got != "1,40,1,0" {
		t.Errorf("after the change the table is %s, want 1 body, 40 rows, 1 verdict, columns in line", got)
	}
	b.press("e")
	b.until(`document.querySelector("#panel .problem")`)
	if why := b.text("#panel .problem"); !strings.Contains(why, "9 h 40 min") || !strings.Contains(why, "11 h") {
		t.Errorf("the refusal says %q, want the hours of rest", why)
	}
	keep(b, "desk-refused-in-grid")
	b.js(`document.querySelector('#month tbody td a[tabindex="0"]').focus()`)
	b.press("?")
	b.until(`document.querySelector("dialog#keys[open]")`)
	keep(b, "desk-keys")
	b.press(kb.Escape)
	b.until(`!document.querySelector("dialog#keys[open]")`)
	b.press("]")
	if got := at(); got != "/rosters/12/cells/a002/2026-12-13" {
		t.Errorf("] led to %s, want the next problem", got)
	}
}
