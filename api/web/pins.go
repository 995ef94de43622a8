package web

import (
	"fmt"

	"github.com/smena-org/smena/roster"
)

// pinCell fixes a day as it stands in the draft, or frees it: the solver leaves
// fixed days alone.
func (s *site) pinCell(v *visit) error {
	p, err := s.cellPage(v)
	if err != nil {
		return err
	}
	at := fmt.Sprintf("/rosters/%d/cells/%s/%s", p.Month.Roster.ID, p.Agent.ID, p.Date)
	said := "cell.pinned"
	if p.Mark.Pinned() {
		said, err = "cell.freed", s.desk.RemovePin(v.ctx(), p.Month.Team.ID, p.Agent.ID, p.Date)
	} else {
		err = s.desk.SetPin(v.ctx(), p.Month.Team.ID, roster.Pin{Agent: p.Agent.ID, Date: p.Date, Shift: p.Shift})
	}
	if err != nil {
		return s.again(v, err, (*site).showCell)
	}
	if !v.part() {
		return v.redirect(at, said)
	}
	if p, err = s.cellPage(v); err != nil {
		return err
	}
	p.Said, p.Month.OOB, p.Row.OOB = v.t(said), true, true
	return s.render(v, "saved-part", p)
}
