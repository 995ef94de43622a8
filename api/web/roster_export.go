package web

import (
	"bytes"
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/report"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// exportRoster sends the draft of a month as roster.csv, in the form that a
// workspace reads, or as a workbook for people.
func (s *site) exportRoster(v *visit) error {
	g, err := s.grid(v)
	if err != nil {
		return err
	}
	e, err := exportOf(g, v.lang, v.text("format"))
	if err != nil {
		return err
	}
	v.download(e)
	return nil
}

func exportOf(g desk.Grid, lang, format string) (desk.Export, error) {
	var b bytes.Buffer
	r := resultOf(g)
	r.Problem = absencesOf(g)
	e := desk.Export{Name: fmt.Sprintf("%s-%s.%s", g.Team.Name, g.Roster.Month, format)}
	var err error
	switch format {
	case "csv":
		e.Type, err = "text/csv; charset=utf-8", workspace.WriteRoster(&b, r.Team, r.Agents, r.Roster)
	case "xlsx":
		e.Type, err = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report.XLSX(&b, r, lang)
	default:
		err = roster.Errorf(roster.Invalid, "a roster cannot be exported as %q; use csv or xlsx", format)
	}
	e.Data = b.Bytes()
	return e, err
}

// absencesOf is the part of a problem in which the report looks for who is away.
func absencesOf(g desk.Grid) *solver.Problem {
	p := &solver.Problem{}
	for _, a := range g.Absences {
		if a.State == "approved" {
			away := &roster.Unavailable{From: a.From, To: a.To - 1}
			p.People = append(p.People, solver.Person{ID: a.Agent, Rules: roster.Policy{{Rule: away, Hard: true}}})
		}
	}
	return p
}
