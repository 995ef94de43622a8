package report_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
	"github.com/smena-org/smena/solver"
)

// The grid shows every duty once, on its person's row and its day.
func TestGridShowsTheRoster(t *testing.T) {
	r := sample(6)
	rows := all(find(t, page(t, r, "en"), "table", "month"), "tr")
	body := rows[1 : 1+len(r.Agents)]
	shown := 0
	for i, row := range body {
		if got, want := text(all(row, "th")[0]), r.Agents[i].Name; got != want {
			t.Errorf("row %d is of %q, want %q", i, got, want)
		}
		cells := all(row, "td")
		if len(cells) != 31+2 {
			t.Fatalf("%s has %d cells, want 31 days and two totals", r.Agents[i].Name, len(cells))
		}
		for day, c := range cells[:31] {
			want := dutyOn(r, r.Agents[i].ID, december.From+roster.Date(day))
			if got := strings.TrimSpace(text(c)); got != want {
				t.Errorf("%s on day %d: %q, want %q", r.Agents[i].Name, day+1, got, want)
			}
			if want != "" {
				shown++
			}
		}
	}
	if shown != len(r.Roster.Duties) {
		t.Errorf("%d duties shown, want %d", shown, len(r.Roster.Duties))
	}
}

func dutyOn(r *plan.Result, agent string, d roster.Date) string {
	for _, duty := range r.Roster.Duties {
		if duty.Agent == agent && duty.Date == d {
			return duty.Shift
		}
	}
	return ""
}

// A breach stands on its day as a link, with its words as a tooltip and in the list below.
func TestHardBreachIsMarkedAndSaid(t *testing.T) {
	r := sample(6)
	doc := page(t, r, "en")
	words := "9 h 40 min of rest before the E duty on Tue 8 Dec; 11 h are required"
	said := find(t, doc, "section", "alarm")
	if got := text(said); !strings.Contains(got, words) || !strings.Contains(got, "Mt. 104(1)") || !strings.Contains(got, r.Agents[0].Name) {
		t.Errorf("the list of hard breaches lacks who, why or the article: %s", got)
	}
	day := all(all(find(t, doc, "table", "month"), "tr")[1], "td")[7]
	if !strings.Contains(attr(day, "class"), "br hard") || !strings.Contains(attr(day, "title"), words) {
		t.Errorf("8 December is not marked: class %q, title %q", attr(day, "class"), attr(day, "title"))
	}
	link := all(day, "a")
	if len(link) != 1 || byID(doc, strings.TrimPrefix(attr(link[0], "href"), "#")) == nil {
		t.Error("the mark does not lead to the words")
	}
}

func TestVerdict(t *testing.T) {
	r := sample(3)
	if got := text(find(t, page(t, r, "en"), "p", "verdict")); !strings.Contains(got, "Not lawful") || !strings.Contains(got, "2 places") {
		t.Errorf("verdict %q, want two breaches", got)
	}
	r.Breaches, r.Solution.Hard = nil, 0
	doc := page(t, r, "en")
	if got := text(find(t, doc, "p", "verdict")); !strings.Contains(got, "Lawful") {
		t.Errorf("verdict %q, want lawful", got)
	}
	if byID(doc, "hard") != nil {
		t.Error("a lawful roster has a section of hard breaches")
	}
}

// The headline numbers follow from the result by sums made here anew.
func TestCards(t *testing.T) {
	r := sample(6)
	required, missing, asked, granted := 0.0, 0.0, 0, 0
	for _, c := range r.Coverage {
		required, missing = required+float64(c.Required), missing+c.Missing // hours, as intervals are
	}
	for _, s := range r.Fairness {
		asked, granted = asked+s.WishesAsked, granted+s.WishesGranted
	}
	got := text(find(t, page(t, r, "en"), "section", "cards"))
	for _, want := range []string{
		locale.Percent("en", 1-missing/required, 1), locale.Number("en", missing, 1),
		"10,400", "within 3.8%", // (10400 − 10000) ÷ 10400
		locale.T("en", "report.granted-of", map[string]any{"Granted": granted, "Asked": asked}),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the cards lack %q: %s", want, got)
		}
	}
}

func TestMarksOfADay(t *testing.T) {
	r := sample(3) // the third is away from the 6th to the 12th
	rows := all(find(t, page(t, r, "en"), "table", "month"), "tr")
	if c := all(rows[3], "td")[6]; !strings.Contains(attr(c, "class"), "away") || !strings.HasPrefix(attr(c, "title"), "Away") {
		t.Errorf("7 December of the third person: class %q, title %q, want away", attr(c, "class"), attr(c, "title"))
	}
	if c := all(rows[1], "td")[9]; len(all(c, "i")) == 0 || !strings.Contains(attr(c, "title"), "Fixed by the planner") {
		t.Errorf("10 December of the first person is not marked as fixed: %q", attr(c, "title"))
	}
	if c := all(rows[1], "td")[24]; !strings.Contains(attr(c, "class"), "hol") {
		t.Errorf("Christmas has class %q, want hol", attr(c, "class"))
	}
	if c := all(rows[1], "td")[0]; !strings.Contains(attr(c, "title"), "Wish to work: granted") {
		t.Errorf("1 December of the first person has title %q, want a granted wish", attr(c, "title"))
	}
}

// Why somebody is away is nobody's business.
func TestNoPersonalReason(t *testing.T) {
	r := sample(12)
	for i := range r.Problem.People {
		for j := range r.Problem.People[i].Rules {
			if r.Problem.People[i].Rules[j].Source == "absences.csv" {
				r.Problem.People[i].Rules[j].Source = "sick-note-7"
			}
		}
	}
	if b := render(t, r, "en"); bytes.Contains(b, []byte("sick")) {
		t.Error("the page tells why somebody is away")
	}
}

func TestEscaping(t *testing.T) {
	r := sample(3)
	evil := `<script>alert("x")</script>`
	r.Agents[0].Name, r.Fairness[0].Name, r.Team.Name = evil, evil, evil
	r.Team.Shifts[0].Name, r.Notes = evil, []string{evil}
	doc := page(t, r, "en")
	if n := len(all(doc, "script")); n != 1 {
		t.Errorf("%d scripts, want the page's own alone", n)
	}
	if got := text(all(find(t, doc, "table", "month"), "th")[34]); got != evil {
		t.Errorf("the name is shown as %q, want it as typed", got)
	}
}

// The page needs nothing besides itself.
func TestSelfContained(t *testing.T) {
	doc := page(t, sample(3), "en")
	for _, n := range all(doc, "*") {
		for _, name := range []string{"src", "href", "action", "data", "srcset"} {
			v := attr(n, name)
			if v != "" && !strings.HasPrefix(v, "#") && v != "data:," {
				t.Errorf("<%s %s=%q> reaches outside", n.Data, name, v)
			}
		}
	}
	if css := text(find(t, doc, "style", "")); strings.Contains(css, "url(") || strings.Contains(css, "@import") {
		t.Error("the style reaches outside")
	}
}

// Tables name their rows and columns, drawings say what they show, ids are unique
// and every link of the page leads somewhere.
func TestSemantics(t *testing.T) {
	doc := page(t, sample(12), "en")
	ids := map[string]bool{}
	for _, n := range all(doc, "*") {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the id %q stands twice", id)
			}
			ids[id] = true
		}
	}
	for _, a := range all(doc, "a") {
		if to := strings.TrimPrefix(attr(a, "href"), "#"); !ids[to] {
			t.Errorf("a link leads to %q, which is not there", to)
		}
	}
	for _, table := range all(doc, "table") {
		if len(all(table, "caption")) != 1 {
			t.Errorf("a table of class %q has no caption", attr(table, "class"))
		}
		for _, th := range all(table, "th") {
			if attr(th, "scope") == "" {
				t.Errorf("th %q has no scope", text(th))
			}
		}
	}
	for _, svg := range all(doc, "svg") {
		if attr(svg, "role") != "img" || attr(svg, "aria-label") == "" {
			t.Error("a drawing does not say what it shows")
		}
	}
}

var leak = regexp.MustCompile(`report\.[a-z]|breach\.[a-z]|law\.[a-z]|<no value>|ZgotmplZ|%!|NaN|Inf\b`)

func TestEveryLanguage(t *testing.T) {
	r := sample(6)
	for _, lang := range locale.Languages() {
		b := render(t, r, lang)
		doc := parse(t, b)
		if got := attr(all(doc, "html")[0], "lang"); got != lang {
			t.Errorf("lang is %q, want %q", got, lang)
		}
		if m := leak.FindString(visible(doc)); m != "" {
			t.Errorf("%s: %q leaks", lang, m)
		}
	}
	if got, want := attr(all(page(t, r, "de-AT"), "html")[0], "lang"), "de"; got != want {
		t.Errorf("de-AT gives %q, want %q", got, want)
	}
}

// Articles are cited with their sign, what the program knows by itself is said
// in the reader's words without it; on the page as in the workbook.
func TestSourcesOfBreaches(t *testing.T) {
	r := sample(6)
	r.Breaches[0].Source, r.Breaches[0].Hard = "Mt. 104(1); contract full: rotation", true
	for lang, want := range map[string]string{"en": "contract full", "ru": "договор full", "hu": "szerződés: full", "de": "Vertrag full"} {
		doc := page(t, r, lang)
		signs := map[string]bool{}
		for _, c := range all(doc, "cite") {
			signs[strings.TrimSpace(visible(c))] = attr(c, "class") == ""
		}
		if own, said := signs[want]; !said || own || !signs["Mt. 104(1)"] {
			t.Errorf("%s: the page cites %v, want %q without and Mt. 104(1) with a sign", lang, signs, want)
		}
		if words := visible(doc); strings.Contains(words, "requests.csv") || strings.Contains(words, ": rotation") {
			i := max(strings.Index(words, "requests.csv"), strings.Index(words, ": rotation"))
			t.Errorf("%s: a file or the inner name of a rule leaks: %s", lang, words[max(i-200, 0):i+20])
		}
	}
	if got := value(t, workbook(t, r), "Breaches", 9, 2); got != "Mt. 104(1); contract full" {
		t.Errorf("the workbook says the rule stands in %q", got)
	}
}

// A result with nothing in it gives a page that says so.
func TestEmptyStates(t *testing.T) {
	r := &plan.Result{Month: december}
	for _, lang := range locale.Languages() {
		doc := page(t, r, lang)
		for _, id := range []string{"grid", "coverage", "gaps", "forecast", "fairness", "soft", "law"} {
			section := byID(doc, id)
			if section == nil {
				t.Fatalf("%s: no section %s", lang, id)
			}
			if len(byClass(section, "p", "empty")) == 0 {
				t.Errorf("%s: the empty section %s says nothing", lang, id)
			}
		}
		if m := leak.FindString(visible(doc)); m != "" {
			t.Errorf("%s: %q leaks", lang, m)
		}
	}
}

func TestSize(t *testing.T) {
	if n := len(render(t, sample(48), "ru")); n > 1_500_000 {
		t.Errorf("48 people × 31 days take %d bytes, want less than 1.5 MB", n)
	}
}

// Gaps that follow each other are one line, with the sum of their hours and
// the reasons of the worst hour.
func TestGapsAreJoined(t *testing.T) {
	r := sample(3)
	at := func(hour int) string {
		return time.Date(2026, 12, 8, hour, 0, 0, 0, r.Team.Zone).Format(time.RFC3339)
	}
	r.Gaps = []solver.Gap{
		{Start: at(18), Minutes: 60, Skills: []string{"en"}, Missing: 1},
		{Start: at(19), Minutes: 60, Skills: []string{"en", "hu"}, Missing: 3, Reasons: []solver.Reason{{Rule: "skill", People: []string{"a01", "a02"}}}},
		{Start: at(23), Minutes: 60, Skills: []string{"hu"}, Missing: 1},
	}
	rows := all(byID(page(t, r, "en"), "gaps"), "tr")[1:]
	if len(rows) != 2 {
		t.Fatalf("%d lines, want two stretches", len(rows))
	}
	first := text(rows[0])
	for _, want := range []string{"Tue 8 Dec", "18:00–20:00", "all groups", "2.0", "4.0", "2 lack the skills", r.Agents[1].Name} {
		if !strings.Contains(first, want) { // (1 + 3) hours over two hours: two people on average
			t.Errorf("the first stretch lacks %q: %s", want, first)
		}
	}
	if got := text(rows[1]); !strings.Contains(got, "23:00–24:00") {
		t.Errorf("the second stretch ends wrongly: %s", got)
	}
}

// In the month the clocks go back a day has 25 hours, all of them in its chart.
func TestChartOfALongDay(t *testing.T) {
	r := sample(3)
	day := roster.NewDate(2026, 10, 25)
	r.Month = plan.Month{From: day.MonthStart(), To: day.NextMonth()}
	r.Coverage = nil
	for at := day.At(0, r.Team.Zone); at.Before((day + 1).At(0, r.Team.Zone)); at = at.Add(time.Hour) {
		r.Coverage = append(r.Coverage, plan.Cover{Start: at, Minutes: 60, Required: 2, OnDuty: 2})
	}
	if len(r.Coverage) != 25 {
		t.Fatalf("the day has %d hours, want 25", len(r.Coverage))
	}
	drawn := byClass(find(t, page(t, r, "en"), "details", "panel"), "path", "need")
	if len(drawn) != 1 {
		t.Fatalf("%d days drawn, want one", len(drawn))
	}
	// 25 hours fill a width of 96: 3.84 each, written as 3.8.
	if got := strings.Count(attr(drawn[0], "d"), "h3.8"); got != 25 {
		t.Errorf("%d hours drawn in %q, want 25", got, attr(drawn[0], "d"))
	}
}

// The average weighs each gap by what is missing: of four missing hours, three
// stop two people by skill and one stops four by rest.
func TestTypicalReasons(t *testing.T) {
	r := sample(3)
	at := func(hour int) string {
		return december.From.At(roster.Clock(hour*60), r.Team.Zone).Format(time.RFC3339)
	}
	r.Gaps = []solver.Gap{
		{Start: at(9), Minutes: 60, Missing: 3, Reasons: []solver.Reason{{Rule: "skill", People: []string{"a01", "a02"}}}},
		{Start: at(12), Minutes: 60, Missing: 1, Reasons: []solver.Reason{{Rule: "min-rest", People: []string{"a01", "a02", "a03", "a03"}}}},
	}
	got := text(find(t, page(t, r, "en"), "ul", "typical"))
	if want := "2 lack the skills1 is resting"; got != want { // 6 ÷ 4 = 1.5, rounded up; 4 ÷ 4 = 1
		t.Errorf("got %q, want %q", got, want)
	}
}

// SMENA_REPORT=DIR go test -run TestLook writes the big sample there, to be looked at.
func TestLook(t *testing.T) {
	dir := os.Getenv("SMENA_REPORT")
	if dir == "" {
		dir = t.TempDir()
	}
	var b bytes.Buffer
	if err := report.XLSX(&b, sample(48), locale.Default); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"report.html": render(t, sample(48), "en"), "roster.xlsx": b.Bytes()} {
		if err := os.WriteFile(dir+"/"+name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
