package report

import (
	"strconv"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// grid is the month: agents down, days across.
type grid struct {
	Days   []gridDay
	Rows   []gridRow
	Foot   []gridFoot // how many work each shift type
	Legend []legend
}

// gridDay is the head of a column.
type gridDay struct {
	Weekday, Day, Title string
	Class               string // "we", "hol" or ""
	Week                bool   // a week begins
}

type gridRow struct {
	ID, Name, Note string
	Cells          []gridCell
	Hours, Diff    string
	Short          bool // fewer hours than agreed
}

// gridCell is one person's day: a shift's code or nothing, with marks.
type gridCell struct {
	Text, Class, Title string
	Wish               string // "yes", "no" or ""
	Pinned             bool
	Breach             string // the anchor of the sentence, if a rule gave way
}

// gridFoot counts one shift type day by day.
type gridFoot struct {
	Label, Class, Title string
	Counts              []int
}

type legend struct{ Code, Class, Name, Times string }

// grid lays the month out: a row an agent, a cell a day.
func (v *view) grid() grid {
	g := grid{Legend: v.legend(), Foot: v.headcounts()}
	for _, d := range v.dates {
		g.Days = append(g.Days, v.gridDay(d))
	}
	marks := v.marks()
	for i, a := range v.Agents {
		row := gridRow{ID: a.ID, Name: a.Name, Note: a.ContractOn(v.Month.From)}
		for _, d := range v.dates {
			row.Cells = append(row.Cells, v.gridCell(a, d, marks[cell{a.ID, d}]))
		}
		if i < len(v.Fairness) {
			s := v.Fairness[i]
			row.Hours, row.Diff = v.hours(float64(s.Minutes)), v.signed(s.Minutes-s.Target)
			row.Short = s.Minutes < s.Target
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (v *view) gridDay(d roster.Date) gridDay {
	day := gridDay{
		Weekday: locale.Weekday(v.lang, d.Weekday()), Day: strconv.Itoa(d.Time().Day()),
		Title: locale.Date(v.lang, d), Class: v.dayClass(d), Week: d == d.Monday(),
	}
	if h := v.holidays[d]; h != "" {
		day.Title += " – " + h
	}
	return day
}

// dayClass shades weekends and holidays.
func (v *view) dayClass(d roster.Date) string {
	switch {
	case v.holidays[d] != "":
		return "hol"
	case v.free(d):
		return "we"
	}
	return ""
}

// gridCell shows a day. The marks of a breach come with its words, for the
// tooltip, and with an anchor, for who has no pointer to hover with.
func (v *view) gridCell(a roster.Agent, d roster.Date, m mark) gridCell {
	at := cell{a.ID, d}
	c := gridCell{Class: v.dayClass(d), Pinned: v.pinned[at]}
	duty, works := v.duties[at]
	switch {
	case works:
		c.Text, c.Class = duty.Shift, v.class(duty.Shift)
		if len(duty.Shift) > 3 {
			c.Class += " tight"
		}
		c.Title = v.dutyTitle(a, duty)
	case v.away[at]:
		c.Class, c.Title = "away", v.t("report.away")
	case a.ContractOn(d) == "" && len(a.Terms) > 0:
		c.Class, c.Title = "gone", v.t("report.gone")
	}
	if w, ok := v.wishes[at]; ok {
		c.Wish = map[bool]string{true: "yes", false: "no"}[w.granted]
		c.Title = lines(c.Title, w.words)
	}
	if c.Pinned {
		c.Title = lines(c.Title, v.t("report.pinned"))
	}
	if c.Wish != "" || c.Pinned {
		c.Class += " m"
	}
	if m.words != "" {
		c.Breach, c.Title = m.anchor, lines(c.Title, m.words)
		c.Class += " br " + m.class
	}
	return c
}

// dutyTitle gives the times of a duty by the clock of the team and, if the
// agent lives by another, by theirs.
func (v *view) dutyTitle(a roster.Agent, d roster.Duty) string {
	if d.Span.Start.IsZero() {
		return d.Shift
	}
	const clock = "15:04"
	s, e := d.Span.Start.In(v.Team.Zone), d.Span.End.In(v.Team.Zone)
	title := s.Format(clock) + "–" + e.Format(clock)
	if a.Zone == nil {
		return title
	}
	if own := d.Span.Start.In(a.Zone); own.Format(clock) != s.Format(clock) {
		title = lines(title, own.Format(clock)+"–"+d.Span.End.In(a.Zone).Format(clock)+" "+a.Zone.String())
	}
	return title
}

// lines joins what is not empty, one a line.
func lines(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

// mark is what the grid shows of the breaches of one day.
type mark struct{ words, anchor, class string }

// marks finds the days on which a rule gave way. Rules that count over a span
// mark no day, except hard ones, which mark the first.
func (v *view) marks() map[cell]mark {
	out := map[cell]mark{}
	for i, b := range v.Breaches {
		if b.Rule == "wish" || !b.Hard && b.Until != 0 {
			continue
		}
		at := cell{b.Agent, b.Date}
		m := out[at]
		m.words = lines(m.words, locale.Hint(v.lang, b))
		if m.anchor == "" {
			m.anchor, m.class = anchor(i), "soft"
		}
		if b.Hard {
			m.class = "hard"
		}
		out[at] = m
	}
	return out
}

func anchor(breach int) string { return "b" + strconv.Itoa(breach) }

// headcounts counts the duties of each shift type a day.
func (v *view) headcounts() []gridFoot {
	var out []gridFoot
	for _, s := range v.Team.Shifts {
		f := gridFoot{Label: s.Code, Class: v.class(s.Code), Title: s.Name, Counts: make([]int, len(v.dates))}
		for _, d := range v.Roster.Duties {
			if d.Shift == s.Code && v.Month.Contains(d.Date) {
				f.Counts[d.Date-v.Month.From]++
			}
		}
		out = append(out, f)
	}
	return out
}

// legend explains the codes. A name that only repeats the code is left out.
func (v *view) legend() []legend {
	var out []legend
	for _, s := range v.Team.Shifts {
		name := s.Name
		if name == s.Code {
			name = ""
		}
		out = append(out, legend{
			Code: s.Code, Class: v.class(s.Code), Name: name,
			Times: s.Start.String() + "–" + (s.End() % (24 * 60)).String(),
		})
	}
	return out
}

// signed writes minutes as hours with a sign, "+1.5", and nothing as "0".
func (v *view) signed(minutes int) string {
	text := v.hours(float64(minutes))
	if minutes > 0 {
		return "+" + text
	}
	return text
}
