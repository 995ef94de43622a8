package report

import (
	"bytes"
	"html/template"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
)

// Pieces of the report for pages that show a roster otherwise: the look, single
// sections, the small charts of days.

// Style is the style sheet of the report.
func Style() string {
	data, err := templates.ReadFile("template/style.css")
	if err != nil {
		panic("report: " + err.Error()) // it is embedded
	}
	return string(data)
}

// Sections are the parts of the report that Section knows.
var Sections = []string{"coverage", "gaps", "forecast", "fairness", "soft", "law"}

// Section is one section of the HTML report. The result needs only what the
// section shows; a section that is not listed is a mistake of the program.
func Section(r *plan.Result, lang, name string) (template.HTML, error) {
	if !slices.Contains(Sections, name) {
		panic("report: there is no section " + name)
	}
	v := newView(r, lang)
	t, err := pages.Clone()
	if err != nil {
		return "", err
	}
	t.Funcs(words(v.lang))
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, name, v.page()); err != nil {
		return "", err
	}
	return template.HTML(out.String()), nil
}

// DayChart is the coverage of one date as paths of an SVG that is 96 wide and
// 40 high.
type DayChart = dayChart

// DayCharts draws one chart a date of the month from the result's coverage, all
// on one scale, whose height stands for peak people.
func DayCharts(r *plan.Result, lang string) (days []DayChart, peak int) {
	v := newView(r, lang)
	p := v.panel("", func(c plan.Cover) stage {
		return stage{float64(c.Minutes), float64(c.Required), c.OnDuty, c.Missing}
	})
	return p.Days, p.Peak
}

// ShiftClass is the CSS class that gives a shift type its colour.
func ShiftClass(s roster.ShiftType) string {
	class := "k-" + string(kindOf(s))
	if long(s) {
		class += " long"
	}
	return class
}

// CoverLevel sorts a share of missing people into the classes h0 (fine) to h4.
func CoverLevel(short float64) string { return "h" + string(rune('0'+level(short))) }
