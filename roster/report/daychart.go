package report

import (
	"fmt"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// A day's chart is chartW wide, whether the day has 23, 24 or 25 hours, and chartH high.
const (
	chartW = 96
	chartH = 40
)

// dayChart is one day of a coverage chart, as paths of an SVG: the people on
// duty as an area, the requirement as a line of steps, and what is missing
// filled between the two.
type dayChart struct {
	Label, Class, Title string
	Value               string // share covered
	Level               int
	OnDuty, Required    string
	Missing             string
}

// dayChart draws the intervals of one date by elapsed time, so that an hour that
// comes twice in autumn is drawn twice.
func (v *view) dayChart(d roster.Date, peak float64, of func(plan.Cover) stage) dayChart {
	c := dayChart{Label: locale.Date(v.lang, d), Class: v.dayClass(d), Title: locale.Date(v.lang, d) + ": " + v.t("report.closed")}
	midnight := d.At(0, v.Team.Zone)
	unit := (d+1).At(0, v.Team.Zone).Sub(midnight).Minutes() / chartW
	var onDuty, required, missing path
	var asked, short float64
	for _, cover := range v.coverOf(d) {
		s := of(cover)
		x := cover.Start.Sub(midnight).Minutes() / unit
		w := s.minutes / unit
		onDuty.bar(x, w, 0, s.served/peak)
		required.step(x, w, s.required/peak)
		if s.missing > 0.01 {
			missing.bar(x, w, max(s.required-s.missing, 0)/peak, s.required/peak)
		}
		asked, short = asked+s.required*s.minutes, short+s.missing*s.minutes
	}
	if asked == 0 {
		return c
	}
	c.OnDuty, c.Required, c.Missing = onDuty.String(), required.String(), missing.String()
	c.Value, c.Level = v.number(100*(1-short/asked), 0), level(short/asked)
	c.Title = locale.T(v.lang, "report.day", map[string]any{
		"Date": locale.Date(v.lang, d), "Covered": v.percent(1 - short/asked), "Hours": v.hours(short),
	})
	return c
}

// path writes the drawing of an SVG path.
type path struct {
	strings.Builder
	x, y float64 // where the pen is, for steps
	down bool
}

// bar adds a rectangle from one height to another, both shares of the chart.
func (p *path) bar(x, w, from, to float64) {
	if to <= from {
		return
	}
	fmt.Fprintf(p, "M%sV%sh%sV%sz", at(x, from), num(chartH*(1-to)), num(w), num(chartH*(1-from)))
}

// step continues a line of steps, or begins it anew after a gap.
func (p *path) step(x, w, height float64) {
	y := chartH * (1 - height)
	switch {
	case !p.down || x > p.x+0.01 || x < p.x-0.01:
		fmt.Fprintf(p, "M%s", at(x, height))
	case y != p.y:
		fmt.Fprintf(p, "V%s", num(y))
	}
	fmt.Fprintf(p, "h%s", num(w))
	p.x, p.y, p.down = x+w, y, true
}

func at(x, height float64) string { return num(x) + " " + num(chartH*(1-height)) }

// num writes a coordinate with at most one decimal.
func num(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
}
