package web

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// show renders one page of the gallery.
func show(t testing.TB, s *site, lang, name string, p shown) string {
	t.Helper()
	w := httptest.NewRecorder()
	v := &visit{w: w, r: httptest.NewRequest("GET", "/"+name, nil), lang: lang}
	if p.role != "" {
		v.signedIn, v.actor = true, as(p.role)
	}
	if p.name == "error" {
		v.problem = problemOf(v, roster.Errorf(roster.NotFound, "no such page"))
	}
	if err := s.render(v, p.name, p.data); err != nil {
		t.Fatalf("%s %s: %v", lang, name, err)
	}
	return w.Body.String()
}

// Every page has words for everything in every language, labels for its fields,
// and nothing that the content policy would stop.
func TestEveryPageInEveryLanguage(t *testing.T) {
	s := testSite(t)
	for _, lang := range locale.Languages() {
		for name, p := range gallery(lang) {
			body := show(t, s, lang, name, p)
			root := parse(t, body)
			if i := strings.Index(body, "web."); i >= 0 {
				t.Errorf("%s %s: no words for %q", lang, name, body[i:min(i+30, len(body))])
			}
			if strings.Contains(body, "&lt;no value") || strings.Contains(body, "%!") || strings.Contains(body, "ZgotmplZ") {
				t.Errorf("%s %s: a value is missing", lang, name)
			}
			checkPolicy(t, lang+" "+name, root)
			checkLabels(t, lang+" "+name, root)
		}
	}
}

// The page says how good the roster is so far, and never that it is better than
// is proven: 2.97 % is at most 3 %.
func TestJobTellsHowGoodItIs(t *testing.T) {
	s := testSite(t)
	job := sampleJob()
	body := show(t, s, "en", "job", shown{"job", job, roster.RolePlanner})
	for _, want := range []string{"Agent-hours missing <b>31</b>", "At most 3% from the best possible"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in the page", want)
		}
	}
	*job.Hard = 2
	if body = show(t, s, "en", "job", shown{"job", job, roster.RolePlanner}); strings.Contains(body, "best possible") {
		t.Error("an unlawful roster has a distance from the best possible")
	}
}

// checkPolicy finds scripts and styles in the page, and addresses elsewhere.
func checkPolicy(t *testing.T, name string, root *html.Node) {
	t.Helper()
	for _, n := range find(root, func(*html.Node) bool { return true }) {
		if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
			t.Errorf("%s: <%s> in the page", name, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: %s=%q in the page", name, a.Key, a.Val)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "?") {
				t.Errorf("%s: %s=%q leads elsewhere", name, a.Key, a.Val)
			}
		}
	}
}

// checkLabels finds fields that a screen reader has no name for.
func checkLabels(t *testing.T, name string, root *html.Node) {
	t.Helper()
	for _, n := range find(root, func(n *html.Node) bool { return n.Data == "input" || n.Data == "select" || n.Data == "textarea" }) {
		labelled := attr(n, "type") == "hidden" || attr(n, "aria-label") != "" || attr(n, "autocomplete") == "username" && attr(n, "name") == ""
		for p := n.Parent; p != nil && !labelled; p = p.Parent {
			labelled = p.Data == "label"
		}
		if !labelled {
			t.Errorf("%s: %s %q has no label", name, n.Data, attr(n, "name"))
		}
	}
}

// The gallery misses no page.
func TestGalleryIsWhole(t *testing.T) {
	files, err := filepath.Glob("template/view/*.gohtml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	var has []string
	for _, p := range gallery("en") {
		has = append(has, strings.TrimSuffix(p.name, "-part"))
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".gohtml"); !slices.Contains(has, name) {
			t.Errorf("the gallery does not show %s", name)
		}
	}
}

// Handlers name templates that exist, and messages that have words.
func TestHandlersNameWhatThereIs(t *testing.T) {
	s := testSite(t)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	render := regexp.MustCompile(`\.render\(v, "([^"]+)"`)
	say := regexp.MustCompile(`(?:v\.t\(|redirect\([^\n]*, )"([a-z-]+(?:\.[a-z-]+)+)"`)
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range render.FindAllStringSubmatch(string(source), -1) {
			if s.pages["en"][strings.TrimSuffix(m[1], "-part")] == nil {
				t.Errorf("%s: there is no template %s", f, m[1])
			}
		}
		for _, m := range say.FindAllStringSubmatch(string(source), -1) {
			if !locale.Has("en", "web."+m[1]) {
				t.Errorf("%s: no words for %s", f, m[1])
			}
		}
	}
}

// What people type is shown as they typed it, and never runs.
func TestEscaping(t *testing.T) {
	s := testSite(t)
	const evil = `"><script>alert(1)</script>`
	g := sampleGrid(2)
	g.Agents[0].Name, g.Agents[0].ID = evil, `a"/../x`
	g.Team.Name = evil
	g.Absences[0].Note, g.Duties[0].Shift, g.Duties[0].Agent = evil, evil, g.Agents[0].ID
	body := show(t, s, "en", "month", shown{"month", newMonthView("en", g), roster.RolePlanner})
	for _, n := range find(parse(t, body), tag("script")) {
		if n.FirstChild != nil {
			t.Errorf("a script came in: %s", n.FirstChild.Data)
		}
	}
	if !strings.Contains(body, "&lt;script&gt;") {
		t.Error("the name is not shown")
	}
	swaps := sampleSwaps()
	swaps[0].Note, swaps[0].AgentName = evil, evil
	body = show(t, s, "en", "swaps", shown{"swaps", map[string]any{"Open": swaps, "Over": nil}, roster.RoleAgent})
	if strings.Contains(body, "<script>") {
		t.Error("a script came in with a swap")
	}
}

// The month of 200 people stays below half a megabyte before compression.
func TestMonthOf200IsSmall(t *testing.T) {
	s := testSite(t)
	body := show(t, s, "en", "month", shown{"month", newMonthView("en", sampleGrid(200)), roster.RolePlanner})
	if len(body) > 500_000 {
		t.Errorf("the page has %d bytes, want at most 500 kB", len(body))
	}
	t.Logf("%d bytes, %d compressed", len(body), len(squeeze([]byte(body))))
}

func BenchmarkMonthOf200(b *testing.B) {
	s := testSite(b)
	g := sampleGrid(200)
	for b.Loop() {
		body := show(b, s, "en", "month", shown{"month", newMonthView("en", g), roster.RolePlanner})
		b.ReportMetric(float64(len(body)), "bytes")
	}
}
