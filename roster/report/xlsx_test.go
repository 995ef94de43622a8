package report_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
)

func TestSheets(t *testing.T) {
	r := sample(3)
	r.Pay = []pay.Line{{Agent: "a01", Category: "BASE", Minutes: 480}}
	f := workbook(t, r)
	want := []string{"Roster", "Duties", "Coverage", "Gaps", "Fairness", "Breaches", "Pay"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("sheets differ (-want +got):\n%s", diff)
	}
	for _, name := range want {
		p, err := f.GetPageLayout(name)
		if err != nil {
			t.Fatal(err)
		}
		if p.Orientation == nil || *p.Orientation != "landscape" || p.FitToWidth == nil || *p.FitToWidth != 1 {
			t.Errorf("%s is not set up for paper", name)
		}
	}
	panes, err := f.GetPanes("Roster")
	if err != nil || !panes.Freeze || panes.TopLeftCell != "C5" {
		t.Errorf("the roster freezes at %q (%v), want C5", panes.TopLeftCell, err)
	}
}

// The grid holds every duty, and its totals are numbers that agree with the result.
func TestRosterSheet(t *testing.T) {
	r := sample(6)
	f := workbook(t, r)
	if got := number(t, f, "Roster", 3, 4); got != 46357 { // 2026-12-01, counted from 1899-12-30
		t.Errorf("the first day is %v, want the number of 2026-12-01", got)
	}
	for i, a := range r.Agents {
		for day := range 31 {
			want := dutyOn(r, a.ID, december.From+roster.Date(day))
			got := value(t, f, "Roster", 3+day, 5+i)
			if got == "–" && want == "" {
				continue // away
			}
			if got != want {
				t.Errorf("%s on day %d: %q, want %q", a.Name, day+1, got, want)
			}
		}
		s := r.Fairness[i]
		want := []float64{float64(s.Minutes) / 60, float64(s.Duties), float64(s.Nights.Count), float64(s.Weekends.Count)}
		for j, w := range want {
			if got := number(t, f, "Roster", 34+j, 5+i); !near(got, w) {
				t.Errorf("%s, total %d: %v, want %v", a.Name, j, got, w)
			}
		}
	}
}

func TestDutySheet(t *testing.T) {
	r := sample(3)
	f := workbook(t, r)
	rows, err := f.GetRows("Duties")
	if err != nil || len(rows) != 1+len(r.Roster.Duties) {
		t.Fatalf("%d rows (%v), want a head and %d duties", len(rows), err, len(r.Roster.Duties))
	}
	for i, d := range r.Roster.Duties {
		// A duty's start is its date plus the share of the day that has passed.
		start := d.Span.Start.In(r.Team.Zone)
		share := float64(start.Hour()*60+start.Minute()) / 1440
		if got, want := number(t, f, "Duties", 6, i+2), number(t, f, "Duties", 3, i+2)+share; !near(got, want) {
			t.Errorf("duty %d starts at %v, want %v", i, got, want)
		}
		if got, want := number(t, f, "Duties", 9, i+2), float64(d.PaidMinutes())/60; !near(got, want) {
			t.Errorf("duty %d has %v paid hours, want %v", i, got, want)
		}
	}
	if got, want := rows[1][5], "2026-12-01 06:00"; got != want {
		t.Errorf("the first start reads %q, want %q", got, want)
	}
}

func TestCoverageSheet(t *testing.T) {
	r := sample(6)
	f := workbook(t, r)
	const height = 31 + 3 // a table of the month, with caption, head and an empty row
	for i, c := range r.Coverage[:48] {
		col, row := 3+i%24, 3+i/24
		if got := number(t, f, "Coverage", col, row); !near(got, c.OnDuty) {
			t.Errorf("%v: %v on duty, want %v", c.Start, got, c.OnDuty)
		}
		if got := number(t, f, "Coverage", col, row+height); !near(got, float64(c.Required)) {
			t.Errorf("%v: %v required, want %v", c.Start, got, c.Required)
		}
		if got := number(t, f, "Coverage", col, row+2*height); !near(got, c.Missing) {
			t.Errorf("%v: %v missing, want %v", c.Start, got, c.Missing)
		}
	}
	rules, err := f.GetConditionalFormats("Coverage")
	if err != nil || len(rules) != 2 {
		t.Errorf("%d conditional colours (%v), want two", len(rules), err)
	}
}

// Every gap is in the workbook: their agent-hours add up to what is missing.
func TestGapSheet(t *testing.T) {
	r := sample(6)
	f := workbook(t, r)
	want, got := 0.0, 0.0
	for _, g := range r.Gaps {
		want += g.Missing * float64(g.Minutes) / 60
	}
	rows, err := f.GetRows("Gaps")
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows (%v), want a head and gaps", len(rows), err)
	}
	for i := range rows[1:] {
		got += number(t, f, "Gaps", 5, i+2)
	}
	if !near(got, want) {
		t.Errorf("the gaps add up to %v agent-hours, want %v", got, want)
	}
}

func TestBreachSheet(t *testing.T) {
	r := sample(6)
	f := workbook(t, r)
	for i, b := range r.Breaches {
		if got := value(t, f, "Breaches", 2, i+2); got != locale.RuleName("en", b.Rule) {
			t.Errorf("row %d is of %q, want %q", i, got, locale.RuleName("en", b.Rule))
		}
		if got, want := value(t, f, "Breaches", 7, i+2), locale.Sentence("en", b); got != want {
			t.Errorf("row %d says %q, want %q", i, got, want)
		}
	}
}

// Pay is summed by person and category: the base first, then by name.
func TestPaySheet(t *testing.T) {
	r := sample(3)
	if sheets := workbook(t, r).GetSheetList(); slices.Contains(sheets, "Pay") || len(sheets) != 6 {
		t.Errorf("without lines the sheets are %q", sheets)
	}
	r.Pay = []pay.Line{
		{Agent: "a01", Category: "HU_NIGHT_15", Minutes: 90}, {Agent: "a01", Category: "BASE", Minutes: 480},
		{Agent: "a01", Category: "BASE", Minutes: 240}, {Agent: "a03", Category: "A_FIRST", Minutes: 60},
	}
	f := workbook(t, r)
	for i, want := range []string{"BASE", "A_FIRST", "HU_NIGHT_15"} {
		if got := value(t, f, "Pay", 3+i, 1); got != want {
			t.Errorf("category %d is %q, want %q", i, got, want)
		}
	}
	if got := number(t, f, "Pay", 3, 2); got != 12 { // (480 + 240) ÷ 60
		t.Errorf("the first person has %v base hours, want 12", got)
	}
	if got := number(t, f, "Pay", 5, 5); got != 1.5 { // the total of 90 minutes
		t.Errorf("the nights add up to %v, want 1.5", got)
	}
}

// What people typed is never run, whatever it begins with.
func TestNoFormulas(t *testing.T) {
	for _, name := range []string{"=cmd()", "+1", "-1", "@SUM(A1)", `=HYPERLINK("http://x")`} {
		r := sample(3)
		r.Agents[0].Name, r.Fairness[0].Name, r.Team.Shifts[0].Name = name, name, name
		f := workbook(t, r)
		if got := value(t, f, "Roster", 1, 5); got != name {
			t.Errorf("the name reads %q, want %q", got, name)
		}
		for _, sheet := range f.GetSheetList() {
			for _, at := range []string{"A1", "A2", "A5", "B2", "C2", "G2"} {
				kind, err := f.GetCellType(sheet, at)
				if err != nil || kind == excelize.CellTypeFormula {
					t.Errorf("%s!%s is a formula (%v)", sheet, at, err)
				}
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s holds the formula %q", sheet, at, formula)
				}
			}
		}
	}
}

func TestWorkbookInEveryLanguage(t *testing.T) {
	for _, lang := range locale.Languages() {
		for _, r := range []*plan.Result{sample(3), {Month: december}} {
			var b bytes.Buffer
			if err := report.XLSX(&b, r, lang); err != nil {
				t.Errorf("%s: %v", lang, err)
				continue
			}
			f, err := excelize.OpenReader(&b)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := f.GetSheetName(0), locale.T(lang, "report.sheet.roster", nil); got != want {
				t.Errorf("%s: the first sheet is %q, want %q", lang, got, want)
			}
		}
	}
}

func workbook(t *testing.T, r *plan.Result) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := report.XLSX(&b, r, locale.Default); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func value(t *testing.T, f *excelize.File, sheet string, col, row int) string {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// number reads a cell that must hold a number, not text that looks like one.
func number(t *testing.T, f *excelize.File, sheet string, col, row int) float64 {
	t.Helper()
	at, _ := excelize.CoordinatesToCellName(col, row)
	if kind, err := f.GetCellType(sheet, at); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("%s!%s holds text (%v), want a number", sheet, at, err)
	}
	x, err := strconv.ParseFloat(value(t, f, sheet, col, row), 64)
	if err != nil {
		t.Errorf("%s!%s: %v", sheet, at, err)
	}
	return x
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }

// Lists can be filtered from their heads on, and whole numbers have no point
// without digits behind it.
func TestWorkbookIsToWorkWith(t *testing.T) {
	r := sample(5)
	f := workbook(t, r)
	var names []string
	for _, d := range f.GetDefinedName() {
		if d.Name == "_xlnm._FilterDatabase" {
			names = append(names, d.Scope+" "+d.RefersTo)
		}
	}
	want := []string{
		"Duties 'Duties'!$A$1:$I$" + strconv.Itoa(len(r.Roster.Duties)+1), "Gaps", "Fairness", "Breaches 'Breaches'!$A$1:$I$" + strconv.Itoa(len(r.Breaches)+1),
	}
	for i, w := range want {
		if i >= len(names) || !strings.HasPrefix(names[i], w) {
			t.Fatalf("filters are %q, want such as %q", names, want)
		}
	}
	for _, at := range []struct {
		sheet, cell, want string
	}{{"Fairness", "D2", strconv.FormatFloat(float64(r.Fairness[0].Minutes)/60, 'f', 2, 64)}, {"Fairness", "G2", strconv.Itoa(r.Fairness[0].Nights.Count)}} {
		if got, err := f.GetCellValue(at.sheet, at.cell); err != nil || got != at.want {
			t.Errorf("%s!%s shows %q, %v, want %q", at.sheet, at.cell, got, err, at.want)
		}
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, shown := range row {
				if head, ok := strings.CutSuffix(shown, "."); ok && head != "" && strings.Trim(head, "0123456789-") == "" {
					t.Errorf("%s, row %d, column %d shows %q", sheet, i+1, j+1, shown)
				}
			}
		}
	}
}
