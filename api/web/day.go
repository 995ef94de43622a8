package web

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// dayPage is one date of a month: how each interval is staffed, and by whom.
type dayPage struct {
	Month     *monthView
	Date      roster.Date
	Strip     *dayStrip // nil without a forecast
	Intervals []intervalLine
	OnDuty    []dutyLine
	Open      []openLine // what is open, and why
}

// intervalLine is one interval of the day. Shares are of the day's highest bar,
// in percent.
type intervalLine struct {
	Clock, Required, OnDuty, Missing string
	Need, Have                       int
}

// dutyLine is somebody's duty of the day.
type dutyLine struct {
	Agent, Name, Shift, Class, Times, Breaks string
}

// showDay is a date of the draft, as a page or as the panel beside the grid.
func (s *site) showDay(v *visit) error {
	g, err := s.grid(v)
	if err != nil {
		return err
	}
	d, err := roster.ParseDate(v.r.PathValue("date"))
	if err != nil || !g.Roster.Month.Contains(d) {
		return roster.Errorf(roster.NotFound, "%s", v.t("error.no-page"))
	}
	if v.part() {
		return s.render(v, "day-part", newDayPage(v.lang, g, d))
	}
	return s.render(v, "day", newDayPage(v.lang, g, d))
}

func newDayPage(lang string, g desk.Grid, d roster.Date) *dayPage {
	p := &dayPage{Month: newMonthView(lang, g), Date: d}
	for i, s := range p.Month.Strip {
		if s.Date == d {
			p.Strip = &p.Month.Strip[i]
		}
	}
	p.layIntervals(lang, g)
	p.Open = openOn(lang, g, d)
	names := agentNames(g.Agents)
	for _, x := range g.Duties {
		if x.Date == d {
			p.OnDuty = append(p.OnDuty, dutyLine{
				x.Agent, nameOf(names, x.Agent), x.Shift, cmp.Or(p.Month.classes[x.Shift], "k-other"), p.Month.times(x.Duty), breakWords(lang, x.Duty, g.Team.Definition.Zone),
			})
		}
	}
	slices.SortStableFunc(p.OnDuty, func(a, b dutyLine) int {
		return cmp.Or(cmp.Compare(a.Times, b.Times), cmp.Compare(a.Shift, b.Shift), cmp.Compare(a.Name, b.Name))
	})
	return p
}

// layIntervals draws the day's intervals against the busiest of them.
func (p *dayPage) layIntervals(lang string, g desk.Grid) {
	if g.Assessment == nil {
		return
	}
	zone, peak := g.Team.Definition.Zone, 1.0
	var mine []desk.Cover
	for _, c := range g.Assessment.Coverage {
		if roster.DateOf(c.Start.In(zone)) == p.Date {
			mine = append(mine, c)
			peak = max(peak, float64(c.Required), c.OnDuty)
		}
	}
	for _, c := range mine {
		l := intervalLine{
			Clock: clock(c.Start, zone), Required: locale.Number(lang, float64(c.Required), 0), OnDuty: locale.Number(lang, c.OnDuty, 1),
			Need: int(100 * float64(c.Required) / peak), Have: int(100 * c.OnDuty / peak),
		}
		if c.Missing > 0.005 {
			l.Missing = "−" + locale.Number(lang, c.Missing, 1)
		}
		p.Intervals = append(p.Intervals, l)
	}
}
