package web

import (
	"strconv"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
)

// problemLine is a breach beside the grid, with a way to its day.
type problemLine struct {
	Agent, Name string
	roster.Breach
}

// layFoot counts the duties of each shift type a day.
func (m *monthView) layFoot() {
	counts := map[string][]int{}
	for _, s := range m.Shifts {
		counts[s.Code] = make([]int, len(m.Days))
	}
	for _, d := range m.Duties {
		if row, ok := counts[d.Shift]; ok && m.Roster.Month.Contains(d.Date) {
			row[d.Date-m.Roster.Month.From]++
		}
	}
	for _, s := range m.Shifts {
		row := footRow{Code: s.Code, Class: s.Class, Name: joined(s.Name, ", ", s.Times)}
		for _, n := range counts[s.Code] {
			text := ""
			if n > 0 {
				text = strconv.Itoa(n)
			}
			row.Counts = append(row.Counts, text)
		}
		m.Foot = append(m.Foot, row)
	}
}

// layStrip shows how each day is staffed, and each interval in a small chart.
func (m *monthView) layStrip() {
	if m.Assessment == nil || len(m.Assessment.Coverage) == 0 {
		return
	}
	charts, peak := report.DayCharts(resultOf(desk.Grid{Team: m.Team, Roster: m.Roster, Assessment: m.Assessment}), m.lang)
	m.Peak = peak
	for i, d := range m.Assessment.Days {
		s := dayStrip{
			Date: d.Date, Required: locale.Number(m.lang, d.Required, 0), OnDuty: locale.Number(m.lang, d.OnDuty, 0), Covered: "–",
		}
		if d.Required > 0 {
			short := d.Missing / d.Required
			s.Covered, s.Level = locale.Number(m.lang, 100*(1-short), 0), report.CoverLevel(short)
		}
		if i < len(charts) {
			s.Chart = charts[i]
		}
		m.Strip = append(m.Strip, s)
	}
}

// layProblems lists breaches: hard ones first, then the dearest.
func (m *monthView) layProblems() {
	if m.Assessment == nil {
		return
	}
	names := agentNames(m.Agents)
	for _, b := range m.Assessment.Breaches {
		if b.Hard {
			m.HardN++
		}
		if len(m.Problems) == listed {
			m.More++
			continue
		}
		m.Problems = append(m.Problems, problemLine{b.Agent, names[b.Agent], b})
	}
}

// agentNames returns names by id.
func agentNames(agents []desk.Agent) map[string]string {
	out := map[string]string{}
	for _, a := range agents {
		out[a.ID] = a.Name
	}
	return out
}

// row returns an agent's row.
func (m *monthView) row(agent string) (rowView, bool) {
	for _, r := range m.Rows {
		if r.ID == agent {
			return r, true
		}
	}
	return rowView{}, false
}

// resultOf gives the report what it needs to draw a grid's sections.
func resultOf(g desk.Grid) *plan.Result {
	r := &plan.Result{Team: g.Team.Definition, Month: g.Roster.Month}
	for _, a := range g.Agents {
		r.Agents = append(r.Agents, a.Agent)
	}
	for _, d := range g.Duties {
		r.Roster.Duties = append(r.Roster.Duties, d.Duty)
	}
	a := g.Assessment
	if a == nil {
		return r
	}
	r.Breaches, r.Gaps, r.Costs, r.Fairness, r.Findings = a.Breaches, a.Gaps, a.ByRule, a.Fairness, a.Findings
	for _, c := range a.Coverage {
		r.Coverage = append(r.Coverage, plan.Cover{
			Start: c.Start, Minutes: c.Minutes, Required: c.Required, OnDuty: c.OnDuty, Missing: c.Missing, Surplus: c.Surplus,
		})
	}
	return r
}
