package web

import (
	"cmp"
	"html"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
)

// monthView lays a month out for its template: agents down, days across.
type monthView struct {
	desk.Grid
	Days     []dayHead
	Rows     []rowView
	Foot     []footRow
	Strip    []dayStrip // coverage by day; empty without a forecast
	Peak     int        // what the height of a day's chart stands for
	Shifts   []shiftView
	Problems []problemLine
	Links    bool // days lead to their details
	OOB      bool // its pieces take the place of those on the page, wherever they stand
	More     int  // problems that are not listed
	HardN    int  // breaches of hard rules
	Job      *desk.Job

	lang     string
	holidays map[roster.Date]string
	classes  map[string]string // of shift types, by code
	types    map[string]roster.ShiftType
	marks    marks
}

// dayHead is the head of a column.
type dayHead struct {
	Date                roster.Date
	Weekday, Day, Title string
	Class               string // "we", "hol", "wk": a week begins
	shade               string // the same without "wk"
	iso                 string // the date in addresses
}

// rowView is one agent's month.
type rowView struct {
	ID, Name, Note string
	Cells          template.HTML // a <td> a day, see writeCell
	Words          string        // besides the name, by which the row is found
	Hours, Diff    string
	Minutes, Off   int  // the same, to sort by
	Short          bool // fewer hours than agreed
	OOB            bool // see monthView
}

// cellMark is one person's day as it shows in the grid.
type cellMark struct{ Text, Class, Title string }

// footRow counts a shift type day by day.
type footRow struct {
	Code, Class, Name string
	Counts            []string
}

// dayStrip is how a day is staffed, in hours of people, and its chart.
type dayStrip struct {
	Date             roster.Date
	Required, OnDuty string
	Covered, Level   string
	Chart            report.DayChart
}

// shiftView is a shift type for legends and choices.
type shiftView struct{ Code, Class, Name, Times string }

// listed is how many problems stand beside the grid.
const listed = 80

// newMonthView lays a planner's grid out in a language.
func newMonthView(lang string, g desk.Grid) *monthView { return layMonth(lang, g, true) }

// newTeamView lays a published month out for the team: nothing leads anywhere,
// and nobody's absences or wishes are in it.
func newTeamView(lang string, t desk.TeamMonth) *monthView {
	return layMonth(lang, desk.Grid{Roster: t.Roster, Team: t.Team, Agents: t.Agents, Duties: t.Duties}, false)
}

func layMonth(lang string, g desk.Grid, links bool) *monthView {
	m := &monthView{Grid: g, Links: links, lang: lang, holidays: map[roster.Date]string{}, classes: map[string]string{}, types: map[string]roster.ShiftType{}}
	month, def := g.Roster.Month, g.Team.Definition
	for _, h := range law.HolidaysOf(def.Country, def.Region, month.From, month.To) {
		m.holidays[h.Date] = h.Local
	}
	for _, s := range def.Shifts {
		m.classes[s.Code], m.types[s.Code] = report.ShiftClass(s), s
		m.Shifts = append(m.Shifts, newShiftView(s))
	}
	m.marks = newMarks(lang, g)
	for d := month.From; d < month.To; d++ {
		m.Days = append(m.Days, m.dayHead(d))
	}
	m.layRows()
	m.layFoot()
	m.layStrip()
	m.layProblems()
	return m
}

func newShiftView(s roster.ShiftType) shiftView {
	name := s.Name
	if name == s.Code {
		name = "" // it would only repeat the code
	}
	return shiftView{s.Code, report.ShiftClass(s), name, s.Start.String() + "–" + (s.End() % (24 * 60)).String()}
}

func (m *monthView) dayHead(d roster.Date) dayHead {
	h := dayHead{Date: d, Weekday: locale.Weekday(m.lang, d.Weekday()), Day: strconv.Itoa(d.Time().Day()), Title: locale.Date(m.lang, d), Class: m.dayClass(d), shade: m.dayClass(d), iso: d.String()}
	if name := m.holidays[d]; name != "" {
		h.Title += " – " + name
	}
	if d == d.Monday() {
		h.Class += " wk"
	}
	return h
}

// dayClass shades weekends and holidays.
func (m *monthView) dayClass(d roster.Date) string {
	switch w := d.Weekday(); {
	case m.holidays[d] != "":
		return "hol"
	case w == time.Saturday || w == time.Sunday:
		return "we"
	}
	return ""
}

// layRows makes a row an agent.
func (m *monthView) layRows() {
	targets := map[string]plan.Share{}
	if m.Assessment != nil {
		for _, s := range m.Assessment.Fairness {
			targets[s.Agent] = s
		}
	}
	for _, a := range m.Agents {
		row := rowView{ID: a.ID, Name: a.Name, Note: a.ContractOn(m.Roster.Month.From), Words: strings.Join(a.Skills, " ")}
		row.Cells = m.cells(a)
		minutes := m.marks.minutes[a.ID]
		row.Minutes = minutes
		row.Hours = locale.Number(m.lang, float64(minutes)/60, 1)
		if s, ok := targets[a.ID]; ok {
			row.Off, row.Diff, row.Short = minutes-s.Target, signedHours(m.lang, minutes-s.Target), minutes < s.Target
		}
		m.Rows = append(m.Rows, row)
	}
}

// cells writes a row's days. A month of 200 people has 6200 of them: written
// here, they take a tenth of the time that a template does. All that is not
// ours is escaped.
func (m *monthView) cells(a desk.Agent) template.HTML {
	var out strings.Builder
	at := ""
	if m.Links {
		at = `<a href="/rosters/` + strconv.FormatInt(m.Roster.ID, 10) + "/cells/" + html.EscapeString(url.PathEscape(a.ID)) + "/"
	}
	for _, h := range m.Days {
		writeCell(&out, m.cell(a, h), at, h.iso)
	}
	return template.HTML(out.String())
}

// writeCell writes one day, as a link where at begins one. The next <td> ends
// it, as HTML allows: that spares a large month 30 kB.
func writeCell(out *strings.Builder, c cellMark, at, date string) {
	out.WriteString("<td")
	attribute(out, "class", c.Class)
	attribute(out, "title", c.Title)
	out.WriteString(">")
	if at == "" {
		out.WriteString(html.EscapeString(c.Text))
		return
	}
	out.WriteString(at + date + `">` + html.EscapeString(cmp.Or(c.Text, "·")) + "</a>")
}

// attribute writes an attribute that is not empty.
func attribute(out *strings.Builder, name, value string) {
	if value != "" {
		out.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
}

// cell shows a day of an agent: the shift's code or nothing, and marks.
func (m *monthView) cell(a desk.Agent, h dayHead) cellMark {
	d := h.Date
	c := cellMark{Class: h.shade}
	mark := m.marks.at(a.ID, d)
	switch {
	case mark.duty != nil:
		c.Text, c.Class, c.Title = mark.duty.Shift, m.classes[mark.duty.Shift], m.unusual(mark.duty.Duty)
		if c.Class == "" {
			c.Class = "k-other"
		}
		if len(c.Text) > 3 {
			c.Class += " tight"
		}
	case mark.away != "":
		c.Class = "away"
	case a.ContractOn(d) == "" && len(a.Terms) > 0:
		c.Class, c.Title = "gone", locale.T(m.lang, "report.gone", nil)
	}
	c.Class, c.Title = joined(c.Class, " ", mark.class), joined(c.Title, "\n", mark.title)
	return c
}

// unusual gives the times of a duty that are not those of its type, which stand
// in the legend: a month of 200 people says them 4000 times otherwise.
func (m *monthView) unusual(d roster.Duty) string {
	if s, ok := m.types[d.Shift]; ok {
		zone := m.Team.Definition.Zone
		if d.Span.Start.Equal(d.Date.At(s.Start, zone)) && d.Span.End.Equal(d.Date.At(s.End(), zone)) {
			return ""
		}
	}
	return m.times(d)
}

// times gives a duty's times by the clock of the team.
func (m *monthView) times(d roster.Duty) string {
	zone := m.Team.Definition.Zone
	return clock(d.Span.Start, zone) + "–" + clock(d.Span.End, zone)
}

// signedHours writes minutes as hours with a sign, "+1.5".
func signedHours(lang string, minutes int) string {
	text := locale.Number(lang, float64(minutes)/60, 1)
	if minutes > 0 {
		return "+" + text
	}
	return text
}

// joined puts a separator between two texts where both are there.
func joined(a, separator, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + separator + b
}
