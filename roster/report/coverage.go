package report

import (
	"strconv"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// coverage shows how the demand is met, day by day.
type coverage struct {
	Strip  strip
	Panels []panel // for everybody, then by group
}

// strip is a few rows of numbers under the grid, one column a day.
type strip struct {
	Required, OnDuty []string
	Covered          []heat
}

// heat is a number on a coloured ground, from 0 (fine) to 4 (bad).
type heat struct {
	Text, Title string
	Level       int
}

// panel is the chart of one group of queues.
type panel struct {
	Title, Note string
	Peak        int // what the height of each day stands for
	Lead        int // columns before the first day, so that Mondays stand below each other
	Days        []dayChart
}

// stage is one interval of a chart: what is asked and who is there.
type stage struct {
	minutes, required, served float64
	missing                   float64
}

// coverage draws everybody first and then each group. A single group would only
// repeat the first chart.
func (v *view) coverage() coverage {
	out := coverage{Strip: v.strip()}
	if len(v.Coverage) == 0 {
		return out
	}
	out.Panels = append(out.Panels, v.panel(v.t("report.everybody"), func(c plan.Cover) stage {
		return stage{float64(c.Minutes), float64(c.Required), c.OnDuty, c.Missing}
	}))
	if len(v.Groups) < 2 {
		return out
	}
	for i, g := range v.Groups {
		out.Panels = append(out.Panels, v.panel(g.ID, func(c plan.Cover) stage {
			if i >= len(c.Groups) {
				return stage{minutes: float64(c.Minutes)}
			}
			s := c.Groups[i]
			return stage{float64(c.Minutes), float64(s.Required), s.Able, max(float64(s.Required)-s.Served, 0)}
		}))
	}
	return out
}

// totals returns the agent-minutes required and missing in the month.
func (v *view) totals() (required, missing float64) {
	for _, c := range v.Coverage {
		required += float64(c.Required * c.Minutes)
		missing += c.Missing * float64(c.Minutes)
	}
	return required, missing
}

// strip sums the intervals of each day to agent-hours.
func (v *view) strip() strip {
	var s strip
	for _, d := range v.dates {
		var required, onDuty, missing float64
		for _, c := range v.coverOf(d) {
			required += float64(c.Required * c.Minutes)
			onDuty += c.OnDuty * float64(c.Minutes)
			missing += c.Missing * float64(c.Minutes)
		}
		s.Required = append(s.Required, v.number(required/60, 0))
		s.OnDuty = append(s.OnDuty, v.number(onDuty/60, 0))
		s.Covered = append(s.Covered, v.heat(required, missing))
	}
	return s
}

// heat returns the share covered of a day without its percent sign, which a
// narrow column has no room for.
func (v *view) heat(required, missing float64) heat {
	if required == 0 {
		return heat{Text: "–", Title: v.t("report.closed")}
	}
	short := missing / required
	return heat{
		Text: v.number(100*(1-short), 0), Level: level(short),
		Title: locale.T(v.lang, "report.missing-hours", map[string]any{"Hours": v.hours(missing)}),
	}
}

// level sorts a share of missing people into colours.
func level(short float64) int {
	for i, most := range []float64{0.005, 0.02, 0.05, 0.1} {
		if short <= most {
			return i
		}
	}
	return 4
}

// coverOf returns the intervals of a date; they are in order.
func (v *view) coverOf(d roster.Date) []plan.Cover {
	return v.byDate()[d]
}

// byDate sorts the intervals by the date of the team; made once, as each of the
// charts asks for every date.
func (v *view) byDate() map[roster.Date][]plan.Cover {
	if v.covers == nil {
		v.covers = map[roster.Date][]plan.Cover{}
		for _, c := range v.Coverage {
			d := roster.DateOf(c.Start.In(v.Team.Zone))
			v.covers[d] = append(v.covers[d], c)
		}
	}
	return v.covers
}

// panel draws one chart a day, all on one scale.
func (v *view) panel(title string, of func(plan.Cover) stage) panel {
	p := panel{Title: title, Lead: (int(v.Month.From.Weekday())+6)%7 + 1}
	var required, missing, peak float64
	for _, c := range v.Coverage {
		s := of(c)
		required, missing = required+s.required*s.minutes, missing+s.missing*s.minutes
		peak = max(peak, s.required, s.served)
	}
	p.Peak = int(peak + 0.999)
	for _, d := range v.dates {
		p.Days = append(p.Days, v.dayChart(d, peak, of))
	}
	p.Note = locale.T(v.lang, "report.panel", map[string]any{
		"Covered": v.percent(1 - share(missing, required)), "Hours": v.hours(missing), "Peak": strconv.Itoa(p.Peak),
	})
	return p
}
