package web

import (
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// leavePage is an agent's absences: ahead, and what became of earlier ones.
type leavePage struct{ Ahead, Earlier []desk.Absence }

// showLeave lists the agent's absences, with a form to ask for one.
func (s *site) showLeave(v *visit) error {
	today := roster.DateOf(s.desk.Now())
	mine, err := s.desk.MyMonth(v.ctx(), today-150, today+250)
	if err != nil {
		return err
	}
	return s.render(v, "leave", newLeavePage(mine.Absences, today))
}

func newLeavePage(all []desk.Absence, today roster.Date) (p leavePage) {
	for _, a := range all {
		if a.To <= today || a.State == "declined" || a.State == "withdrawn" {
			p.Earlier = append(p.Earlier, a)
		} else {
			p.Ahead = append(p.Ahead, a)
		}
	}
	slices.Reverse(p.Earlier) // the newest first
	return p
}

// askLeave asks for an absence. People name the last day they are away; spans
// inside are half-open.
func (s *site) askLeave(v *visit) error {
	from, last, err := v.firstAndLast()
	if err == nil {
		_, err = s.desk.AddAbsence(v.ctx(), v.actor.AgentTeam, roster.Absence{
			Agent: v.actor.Agent, From: from, To: last + 1, Kind: v.text("kind"),
		}, v.text("note"))
	}
	if err != nil {
		return s.again(v, err, (*site).showLeave)
	}
	return v.redirect("/my/leave", "leave.asked")
}

// removeLeave takes back what was not decided yet.
func (s *site) removeLeave(v *visit) error {
	return s.remove(v, s.desk.RemoveAbsence, (*site).showLeave, "/my/leave", "leave.removed")
}
