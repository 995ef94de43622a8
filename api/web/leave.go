package web

import "github.com/smena-org/smena/roster"

// showLeave lists the agent's absences, with a form to ask for one.
func (s *site) showLeave(v *visit) error {
	mine, err := s.ahead(v)
	if err != nil {
		return err
	}
	return s.render(v, "leave", mine)
}

// askLeave asks for an absence. People name the last day they are away; spans
// inside are half-open.
func (s *site) askLeave(v *visit) error {
	from, err := v.date("from")
	if err != nil {
		return s.again(v, err, (*site).showLeave)
	}
	last, err := v.date("to")
	if err == nil && (from == 0 || last < from) {
		err = roster.Errorf(roster.Invalid, "%s", v.t("error.dates"))
	}
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
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := s.desk.RemoveAbsence(v.ctx(), id); err != nil {
		return s.again(v, err, (*site).showLeave)
	}
	return v.redirect("/my/leave", "leave.removed")
}
