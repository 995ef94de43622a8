package report

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
)

// hourly sums the intervals of one hour of one date.
type hourly struct{ minutes, onDuty, required, missing float64 }

// coverSheet writes three tables of date × hour, below each other: who is on
// duty, who is required, who is missing. A number of people is a mean over the
// hour; too few on duty turn red by a rule that follows edits.
func (v *view) coverSheet(s *sheet) {
	hours := v.hourly()
	height := len(v.dates) + 3
	tables := []struct {
		caption string
		of      func(hourly) float64
	}{
		{"report.on-duty", func(h hourly) float64 { return h.onDuty }},
		{"report.required", func(h hourly) float64 { return h.required }},
		{"report.missing", func(h hourly) float64 { return h.missing }},
	}
	for i, t := range tables {
		v.coverTable(s, 1+i*height, v.t(t.caption), func(day, hour int) (float64, bool) {
			h := hours[day][hour]
			if h.minutes == 0 {
				return 0, false
			}
			return t.of(h) / h.minutes, true
		})
	}
	s.shade(3, height)
	s.shadeMissing(3+2*height, 3+2*height+len(v.dates)-1)
	s.widths(12, 7)
	s.width(3, 26, 5.5)
	s.finish(3, 3)
}

// hourly adds intervals of any length to hours, weighed by their minutes. The
// hour that comes twice in autumn is one row of both.
func (v *view) hourly() [][24]hourly {
	out := make([][24]hourly, len(v.dates))
	add := func(c plan.Cover) {
		t := c.Start.In(v.Team.Zone)
		d := int(roster.DateOf(t) - v.Month.From)
		if d < 0 || d >= len(out) {
			return
		}
		h, m := &out[d][t.Hour()], float64(c.Minutes)
		h.minutes += m
		h.onDuty += c.OnDuty * m
		h.required += float64(c.Required) * m
		h.missing += c.Missing * m
	}
	for _, c := range v.Coverage {
		add(c)
	}
	return out
}

// coverTable writes one table; closed hours stay empty.
func (v *view) coverTable(s *sheet, top int, caption string, value func(day, hour int) (float64, bool)) {
	s.text(1, top, caption, look{bold: true})
	s.text(1, top+1, v.t("report.date"), heading)
	s.text(2, top+1, "", heading)
	for h := range 24 {
		s.number(3+h, top+1, float64(h), look{bold: true, fill: "E8ECF2", centre: true, border: true, format: asCount})
	}
	for i, d := range v.dates {
		row := top + 2 + i
		fill := v.dayFill(i, "")
		s.date(1, row, d, look{format: asDate, fill: fill})
		s.text(2, row, v.gridDay(d).Weekday, look{fill: fill})
		for h := range 24 {
			if x, open := value(i, h); open {
				s.number(3+h, row, x, look{centre: true, format: asHeads})
			}
		}
	}
}

// shade turns the hours red in which fewer are on duty than required, by
// comparing the first table with the second.
func (s *sheet) shade(top, height int) {
	bad, err := s.file.NewConditionalStyle(&excelize.Style{
		Font: &excelize.Font{Color: "B3261E", Bold: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FAD2A8"}},
	})
	s.keep(err)
	area := ref(3, top) + ":" + ref(26, top+height-4)
	s.keep(s.file.SetConditionalFormat(s.name, area, []excelize.ConditionalFormatOptions{{
		Type: "formula", Criteria: fmt.Sprintf("AND(%s<>\"\",%s<%s)", ref(3, top), ref(3, top), ref(3, top+height)), Format: &bad,
	}}))
}

// shadeMissing grades the missing from white to red.
func (s *sheet) shadeMissing(top, bottom int) {
	if bottom < top {
		return
	}
	s.keep(s.file.SetConditionalFormat(s.name, ref(3, top)+":"+ref(26, bottom), []excelize.ConditionalFormatOptions{{
		Type: "2_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "max", MinColor: "#FFFFFF", MaxColor: "#E5484D",
	}}))
}

// gapSheet lists all uncovered demand with what stopped the others.
func (v *view) gapSheet(s *sheet) {
	s.head(v.t("report.start"), v.t("report.end"), v.t("report.group"), v.t("report.people-short"), v.t("report.agent-hours"), v.t("report.why"))
	for i, g := range v.stretches() {
		row, line := i+2, v.gapLine(g)
		s.clock(1, row, g.start, look{format: asTime})
		s.clock(2, row, g.end, look{format: asTime})
		s.text(3, row, line.Group, look{})
		s.number(4, row, g.people(), look{format: asHours})
		s.number(5, row, g.minutes/60, look{format: asHours})
		words := make([]string, len(line.Reasons))
		for j, r := range line.Reasons {
			words[j] = r.Words
		}
		s.text(6, row, strings.Join(words, "; "), look{})
	}
	s.widths(17, 17, 24, 10, 10, 110)
	s.filter(6, len(v.stretches()))
	s.finish(2, 2)
}
