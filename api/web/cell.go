package web

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// cellPage is one agent's day in a planner's hands.
type cellPage struct {
	Month    *monthView
	Agent    desk.Agent
	Date     roster.Date
	Mark     mark
	Shift    string // chosen, "" for a day off
	Shifts   []shiftView
	Absences []desk.Absence  // that touch the day
	Wishes   []desk.Wish     // of the day
	Breaches []roster.Breach // that concern the day
	Tried    *desk.Edited    // what the choice would do
	Refused  []roster.Breach // why it was not saved
	Firm     bool            // no reason can override the refusal
	Said     string          // what was just done
	Row      rowView
}

// showCell is a day's details, with the form to change it.
func (s *site) showCell(v *visit) error {
	p, err := s.cellPage(v)
	if err != nil {
		return err
	}
	return s.renderCell(v, p)
}

// renderCell shows the day as a page, or as the panel beside the grid.
func (s *site) renderCell(v *visit, p *cellPage) error {
	if v.part() {
		return s.render(v, "cell-part", p)
	}
	return s.render(v, "cell", p)
}

// cellPage reads a day of the grid.
func (s *site) cellPage(v *visit) (*cellPage, error) {
	g, err := s.grid(v)
	if err != nil {
		return nil, err
	}
	return newCellPage(v.lang, g, v.r.PathValue("agent"), v.r.PathValue("date"))
}

func newCellPage(lang string, g desk.Grid, agent, date string) (*cellPage, error) {
	d, err := roster.ParseDate(date)
	if err != nil || !g.Roster.Month.Contains(d) {
		return nil, roster.Errorf(roster.NotFound, "%s", words(lang, "error.no-page"))
	}
	m := newMonthView(lang, g)
	p := &cellPage{Month: m, Date: d, Mark: m.marks.at(agent, d), Shifts: m.Shifts}
	var ok bool
	if p.Row, ok = m.row(agent); !ok {
		return nil, roster.Errorf(roster.NotFound, "%s", words(lang, "error.no-page"))
	}
	for _, a := range g.Agents {
		if a.ID == agent {
			p.Agent = a
		}
	}
	if p.Mark.duty != nil {
		p.Shift = p.Mark.duty.Shift
	}
	p.gather(g)
	return p, nil
}

// gather picks what of the grid concerns the day.
func (p *cellPage) gather(g desk.Grid) {
	for _, a := range g.Absences {
		if a.Agent == p.Agent.ID && a.From <= p.Date && p.Date < a.To {
			p.Absences = append(p.Absences, a)
		}
	}
	for _, w := range g.Wishes {
		if w.Agent == p.Agent.ID && w.Date == p.Date {
			p.Wishes = append(p.Wishes, w)
		}
	}
	if g.Assessment != nil {
		p.Breaches = breachesOn(g.Assessment.Breaches, p.Agent.ID, p.Date)
	}
}

// Duty is what stands in the cell, nil for a day off.
func (p *cellPage) Duty() *desk.Duty { return p.Mark.duty }

// Times are those of the duty.
func (p *cellPage) Times() string { return p.Month.times(p.Mark.duty.Duty) }

// ShiftClass is the colour of the duty.
func (p *cellPage) ShiftClass() string { return p.Month.classes[p.Mark.duty.Shift] }

// Kind names a kind of absence, and Wish a wish, in the reader's words.
func (p *cellPage) Kind(kind string) string { return absenceKind(p.Month.lang, kind) }

// Wish says what was asked for.
func (p *cellPage) Wish(w desk.Wish) string { return wishWords(p.Month.lang, w) }

// Where is the address of the cell.
func (p *cellPage) Where() string {
	return fmt.Sprintf("/rosters/%d/cells/%s/%s", p.Month.Roster.ID, p.Agent.ID, p.Date)
}

// cellOf reads the change from the form.
func cellOf(v *visit) (id int64, c desk.Cell, err error) {
	if id, err = v.id("id"); err != nil {
		return id, c, err
	}
	d, err := roster.ParseDate(v.r.PathValue("date"))
	if err != nil {
		return id, c, err
	}
	return id, desk.Cell{
		Agent: v.r.PathValue("agent"), Date: d, Shift: v.text("shift"),
		Kind: roster.DutyKind(v.text("kind")), Override: v.text("override"),
	}, nil
}

// tryCell says what a choice would do, before it is saved.
func (s *site) tryCell(v *visit) error {
	id, c, err := cellOf(v)
	if err != nil {
		return err
	}
	tried, err := s.desk.TryCell(v.ctx(), id, c)
	if err != nil {
		return err
	}
	if v.part() {
		return s.render(v, "try-part", &tried)
	}
	p, err := s.cellPage(v)
	if err != nil {
		return err
	}
	p.Tried, p.Shift = &tried, c.Shift
	return s.renderCell(v, p)
}

// saveCell changes a day. What the rules forbid comes back with the sentences,
// and a field for the reason to do it all the same.
func (s *site) saveCell(v *visit) error {
	id, c, err := cellOf(v)
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.EditCell(v.ctx(), id, version, c)
	}
	if err != nil {
		return s.refuseCell(v, c, err)
	}
	if !v.part() {
		return v.redirect(fmt.Sprintf("/rosters/%d/cells/%s/%s", id, c.Agent, c.Date), "cell.saved")
	}
	p, err := s.cellPage(v)
	if err != nil {
		return err
	}
	p.Said, p.Month.OOB, p.Row.OOB = v.t("cell.saved"), true, true
	return s.render(v, "saved-part", p)
}

// refuseCell shows why a change was not made, the choice still standing.
func (s *site) refuseCell(v *visit, c desk.Cell, err error) error {
	e, ok := errors.AsType[*roster.Error](err)
	if !ok || e.Kind == roster.Internal || e.Kind == roster.NotFound || e.Kind == roster.Forbidden {
		return err
	}
	p, fault := s.cellPage(v)
	if fault != nil {
		return fault
	}
	p.Shift = c.Shift
	v.status = statuses[e.Kind]
	if e.Kind == roster.Unlawful {
		v.status = http.StatusUnprocessableEntity
		p.Refused = e.Breaches
		p.Firm = c.Override != "" || len(e.Breaches) == 0
	}
	v.problem = problemOf(v, err)
	return s.renderCell(v, p)
}
