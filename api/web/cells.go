package web

import (
	"fmt"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// cellsPage is what a change of several days came to.
type cellsPage struct {
	Month   *monthView
	Rows    []rowView // of the people it concerns
	Changed int
	Cells   []string // as they were sent, to send them again with a reason
	Refused []roster.Breach
	Names   map[string]string
	Firm    bool // no reason can override the refusal
}

// saveCells changes several days at once, or none: a range that was filled or
// emptied, a paste, an undo. Only scripts send it; without them days are changed
// one by one.
func (s *site) saveCells(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err != nil {
		return err
	}
	cells, err := cellsOf(v.r.Form["cell"])
	if err != nil {
		return err
	}
	done, err := s.desk.EditCells(v.ctx(), id, version, cells, v.text("override"))
	kind := kindOf(err)
	if err != nil && kind != roster.Unlawful && kind != roster.Conflict && kind != roster.Invalid {
		return err
	}
	g, fault := s.desk.Grid(v.ctx(), id)
	if fault != nil {
		return fault
	}
	p := newCellsPage(v.lang, g, cells)
	p.Changed, p.Cells = len(done.Changed), v.r.Form["cell"]
	if err != nil {
		v.status, v.problem = statuses[kind], problemOf(v, err)
		p.Refused, p.Firm = v.problem.Breaches, v.text("override") != ""
	}
	return s.render(v, "cells-part", p)
}

// cellsOf reads days in the form "agent date shift", a blank between; no shift
// is a day off.
func cellsOf(texts []string) ([]desk.Cell, error) {
	var out []desk.Cell
	for _, text := range texts {
		f := strings.SplitN(text, " ", 3)
		if len(f) < 2 {
			return nil, roster.Errorf(roster.Invalid, "%q is no cell; write agent, date and shift", text)
		}
		d, err := roster.ParseDate(f[1])
		if err != nil {
			return nil, err
		}
		c := desk.Cell{Agent: f[0], Date: d}
		if len(f) == 3 {
			c.Shift = f[2]
		}
		out = append(out, c)
	}
	return out, nil
}

func newCellsPage(lang string, g desk.Grid, cells []desk.Cell) *cellsPage {
	p := &cellsPage{Month: newMonthView(lang, g), Names: agentNames(g.Agents)}
	p.Month.OOB = true
	touched := map[string]bool{}
	for _, c := range cells {
		touched[c.Agent] = true
	}
	for _, r := range p.Month.Rows {
		if touched[r.ID] {
			r.OOB = true
			p.Rows = append(p.Rows, r)
		}
	}
	return p
}

// Where is the address that changes several days.
func (p *cellsPage) Where() string { return fmt.Sprintf("/rosters/%d/cells", p.Month.Roster.ID) }
