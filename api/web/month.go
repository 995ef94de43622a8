package web

import (
	"html/template"

	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/report"
)

// grid reads the roster of the address.
func (s *site) grid(v *visit) (desk.Grid, error) {
	id, err := v.id("id")
	if err != nil {
		return desk.Grid{}, err
	}
	return s.desk.Grid(v.ctx(), id)
}

// showMonth is the planner's grid.
func (s *site) showMonth(v *visit) error {
	g, err := s.grid(v)
	if err != nil {
		return err
	}
	m := newMonthView(v.lang, g)
	if m.Job, err = s.jobOf(v, g.Roster); err != nil {
		return err
	}
	return s.render(v, "month", m)
}

// jobOf returns the newest job of a roster while it runs or waits, and after
// that when it failed and nobody has changed the draft since; else nil.
func (s *site) jobOf(v *visit, r desk.Roster) (*desk.Job, error) {
	jobs, err := s.desk.Jobs(v.ctx(), r.Team, desk.Page{Limit: 20})
	for i, j := range jobs { // newest first
		if j.Roster != r.ID {
			continue
		}
		if !j.Over() || j.State == "failed" && j.Finished.After(r.Modified) {
			return &jobs[i], err
		}
		return nil, err
	}
	return nil, err
}

// showCoverage is all that the report knows of a draft: coverage by interval,
// gaps and why, fairness, costs by rule, what the law says besides.
func (s *site) showCoverage(v *visit) error {
	g, err := s.grid(v)
	if err != nil {
		return err
	}
	var sections []template.HTML
	for _, name := range []string{"coverage", "gaps", "fairness", "soft", "law"} {
		section, err := report.Section(resultOf(g), v.lang, name)
		if err != nil {
			return err
		}
		sections = append(sections, section)
	}
	return s.render(v, "coverage", map[string]any{"Grid": g, "Sections": sections})
}
