package report

import (
	"io"
	"strconv"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// XLSX writes the month as a workbook in a language: the grid, the duties,
// coverage by hour, gaps, fairness, breaches and, where it was worked out, pay. Dates, times and hours are
// numbers; what people typed is text and never a formula.
func XLSX(w io.Writer, r *plan.Result, lang string) error {
	v, b := newView(r, lang), newBook()
	v.rosterSheet(b.sheet(v.t("report.sheet.roster")))
	v.dutySheet(b.sheet(v.t("report.sheet.duties")))
	v.coverSheet(b.sheet(v.t("report.sheet.coverage")))
	v.gapSheet(b.sheet(v.t("report.sheet.gaps")))
	v.fairSheet(b.sheet(v.t("report.sheet.fairness")))
	v.breachSheet(b.sheet(v.t("report.sheet.breaches")))
	if len(r.Pay) > 0 {
		v.paySheet(b.sheet(v.t("report.sheet.pay")))
	}
	if b.err != nil {
		return b.err
	}
	if err := b.file.Write(w); err != nil {
		return err
	}
	return b.file.Close()
}

func itoa(n int) string { return strconv.Itoa(n) }

// inks are the colours of the kinds of shift, the same as on the page.
var inks = map[kind][2]string{ // eight hours, twelve hours
	early: {"FDE9A9", "F5CF55"}, day: {"CDEBC5", "93D283"}, late: {"FBD0AD", "F2A566"},
	eve: {"E3CDF4", "C69BE8"}, night: {"3D4A8A", "242D5E"},
}

// shiftLook colours the code of a shift type.
func (v *view) shiftLook(code string) look {
	l := look{bold: true, centre: true, border: true, fill: "DDE2E8"}
	s, ok := v.shifts[code]
	if !ok {
		return l
	}
	k := kindOf(s)
	l.fill = inks[k][0]
	if long(s) {
		l.fill = inks[k][1]
	}
	if k == night {
		l.ink = "FFFFFF"
	}
	return l
}

// dutySheet lists every duty with its times by the clock of the team.
func (v *view) dutySheet(s *sheet) {
	s.head(v.t("report.agent"), "ID", v.t("report.date"), v.t("report.shift"), v.t("report.kind"),
		v.t("report.start"), v.t("report.end"), v.t("report.breaks"), v.t("report.paid"))
	for i, d := range v.Roster.Duties {
		row := i + 2
		s.text(1, row, v.name(d.Agent), look{})
		s.text(2, row, d.Agent, look{})
		s.date(3, row, d.Date, look{format: asDate})
		s.text(4, row, d.Shift, v.shiftLook(d.Shift))
		s.text(5, row, string(d.Kind), look{})
		s.clock(6, row, d.Span.Start.In(v.Team.Zone), look{format: asTime})
		s.clock(7, row, d.Span.End.In(v.Team.Zone), look{format: asTime})
		s.text(8, row, v.breaks(d), look{})
		s.number(9, row, float64(d.PaidMinutes())/60, look{format: asHours})
	}
	s.widths(24, 10, 12, 8, 11, 17, 17, 26, 11)
	s.filter(9, len(v.Roster.Duties))
	s.finish(2, 2)
}

// breaks writes the breaks of a duty as "12:00–12:30", unpaid ones in brackets.
func (v *view) breaks(d roster.Duty) string {
	const clock = "15:04"
	out := ""
	for _, b := range d.Breaks {
		text := b.Start.In(v.Team.Zone).Format(clock) + "–" + b.End.In(v.Team.Zone).Format(clock)
		if !b.Paid {
			text = "(" + text + ")"
		}
		if out != "" {
			out += " "
		}
		out += text
	}
	return out
}

// breachSheet lists every breach, hard ones first.
func (v *view) breachSheet(s *sheet) {
	s.head(v.t("report.hard-soft"), v.t("report.rule"), v.t("report.agent"), "ID", v.t("report.date"),
		v.t("report.shift"), v.t("report.words"), v.t("report.cost"), v.t("report.source"))
	for i, b := range v.Breaches {
		row, l := i+2, look{}
		if b.Hard {
			l.fill = "FDE7E5"
			s.text(1, row, "✕", look{fill: l.fill, centre: true, bold: true})
		}
		s.text(2, row, locale.RuleName(v.lang, b.Rule), l)
		s.text(3, row, v.name(b.Agent), l)
		s.text(4, row, b.Agent, l)
		s.date(5, row, b.Date, look{fill: l.fill, format: asDate})
		s.text(6, row, b.Shift, l)
		s.text(7, row, locale.Sentence(v.lang, b), l)
		s.number(8, row, float64(b.Cost)/roster.Scale, look{fill: l.fill, format: asHours})
		s.text(9, row, locale.SourceText(v.lang, b.Source), l)
	}
	s.widths(8, 24, 24, 10, 12, 8, 80, 10, 24)
	s.filter(9, len(v.Breaches))
	s.finish(2, 2)
}
