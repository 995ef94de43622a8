package report

import (
	"github.com/smena-org/smena/roster/locale"
)

const (
	gridTop   = 3 // the row of the weekdays; dates and people follow
	gridFirst = 3 // the column of the first day
)

// rosterSheet writes the month: agents down, days across, totals to the right,
// how many work each shift below, and a legend.
func (v *view) rosterSheet(s *sheet) {
	s.text(1, 1, v.Team.Name+" – "+locale.Month(v.lang, v.Month.From), look{bold: true})
	v.rosterHead(s)
	row := gridTop + 2
	for i := range v.Agents {
		v.rosterRow(s, row, i)
		row++
	}
	row = v.rosterFoot(s, row)
	v.rosterLegend(s, row+1)
	n := len(v.dates)
	s.widths(24, 12)
	s.width(gridFirst, gridFirst+max(n, 1)-1, 4.6)
	s.width(gridFirst+n, gridFirst+n+3, 10)
	s.finish(gridFirst, gridTop+2)
}

// rosterHead writes weekdays above dates. The dates are real ones that show
// only their day, so that formulas can use them.
func (v *view) rosterHead(s *sheet) {
	s.text(1, gridTop+1, v.t("report.agent"), heading)
	s.text(2, gridTop+1, v.t("report.contract"), heading)
	for i, d := range v.dates {
		l := look{bold: true, centre: true, border: true, fill: v.dayFill(i, "E8ECF2")}
		s.text(gridFirst+i, gridTop, locale.Weekday(v.lang, d.Weekday()), look{centre: true, fill: v.dayFill(i, "")})
		l.format = asDay
		s.date(gridFirst+i, gridTop+1, d, l)
	}
	for i, id := range []string{"hours", "duties", "nights", "weekends"} {
		s.text(gridFirst+len(v.dates)+i, gridTop+1, v.t("report."+id), heading)
	}
}

// dayFill shades weekends and holidays; other days get the usual fill.
func (v *view) dayFill(i int, usual string) string {
	switch v.dayClass(v.dates[i]) {
	case "hol":
		return "F7DCE6"
	case "we":
		return "E4E7EC"
	}
	return usual
}

// rosterRow writes one agent. A day away is a neutral dash: the workbook is
// handed around.
func (v *view) rosterRow(s *sheet, row, agent int) {
	a := v.Agents[agent]
	s.text(1, row, a.Name, look{border: true})
	s.text(2, row, a.ContractOn(v.Month.From), look{border: true})
	for i, d := range v.dates {
		at := cell{a.ID, d}
		l := look{centre: true, border: true, fill: v.dayFill(i, "")}
		switch duty, works := v.duties[at]; {
		case works:
			s.text(gridFirst+i, row, duty.Shift, v.shiftLook(duty.Shift))
		case v.away[at]:
			l.fill, l.ink = "EEF1F5", "5B6675"
			s.text(gridFirst+i, row, "–", l)
		default:
			s.paint(gridFirst+i, row, l)
		}
	}
	if agent >= len(v.Fairness) {
		return
	}
	f, col := v.Fairness[agent], gridFirst+len(v.dates)
	s.number(col, row, float64(f.Minutes)/60, look{border: true, format: asHours})
	for i, n := range []int{f.Duties, f.Nights.Count, f.Weekends.Count} {
		s.number(col+1+i, row, float64(n), look{border: true, format: asCount})
	}
}

// rosterFoot counts each shift type a day and returns the next free row.
func (v *view) rosterFoot(s *sheet, row int) int {
	for _, f := range v.headcounts() {
		s.text(1, row, f.Title, look{ink: "5B6675"})
		s.text(2, row, f.Label, v.shiftLook(f.Label))
		for i, n := range f.Counts {
			s.number(gridFirst+i, row, float64(n), look{centre: true, ink: "5B6675", format: asCount, fill: v.dayFill(i, "")})
		}
		row++
	}
	return row
}

func (v *view) rosterLegend(s *sheet, row int) {
	for _, l := range v.legend() {
		s.text(1, row, l.Name, look{})
		s.text(2, row, l.Code, v.shiftLook(l.Code))
		s.text(gridFirst, row, l.Times, look{})
		row++
	}
	s.text(1, row, v.t("report.away"), look{})
	s.text(2, row, "–", look{centre: true, border: true, fill: "EEF1F5", ink: "5B6675"})
}
