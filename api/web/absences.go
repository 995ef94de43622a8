package web

import (
	"fmt"

	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// absencesPage is who is away in a month, and who asked to be.
type absencesPage struct {
	Team     desk.TeamView
	Month    plan.Month
	State    string // shown alone; "" is all
	States   []string
	Absences []desk.Absence
	Agents   []desk.Agent
	Names    map[string]string
}

// showAbsences lists a team's absences of a month.
func (s *site) showAbsences(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	p := absencesPage{Team: team, States: []string{"requested", "approved", "declined", "withdrawn"}}
	if v.r.Method == "GET" {
		p.State = v.text("state")
	}
	if p.Month, err = v.month(s.today(team.Zone)); err != nil {
		return err
	}
	if p.Agents, err = s.desk.Agents(v.ctx(), team.ID); err != nil {
		return err
	}
	p.Names = agentNames(p.Agents)
	if p.Absences, err = s.desk.Absences(v.ctx(), team.ID, p.Month.From, p.Month.To); err != nil {
		return err
	}
	if p.State != "" {
		p.Absences = slices.DeleteFunc(p.Absences, func(a desk.Absence) bool { return a.State != p.State })
	}
	return s.render(v, "absences", p)
}

// grantAbsence enters an absence for somebody: it is granted at once.
func (s *site) grantAbsence(v *visit) error {
	team, err := v.id("id")
	if err != nil {
		return err
	}
	from, last, err := v.firstAndLast()
	var a desk.Absence
	if err == nil {
		a, err = s.desk.AddAbsence(v.ctx(), team, roster.Absence{Agent: v.text("agent"), From: from, To: last + 1, Kind: v.text("kind")}, v.text("note"))
	}
	if err != nil {
		return s.again(v, err, (*site).showAbsences)
	}
	if id := s.toMend(v, a); id != 0 {
		return v.redirect(fmt.Sprintf("/rosters/%d/repair", id), "ask.absent")
	}
	return v.redirect(local(v.text("next")), "absences.granted")
}

// firstAndLast reads the first and the last day of a span as people say it.
func (v *visit) firstAndLast() (from, last roster.Date, err error) {
	if from, err = v.date("from"); err != nil {
		return 0, 0, v.fault("from", "error.date")
	}
	if last, err = v.date("to"); err != nil {
		return 0, 0, v.fault("to", "error.date")
	}
	if from == 0 || last < from {
		return 0, 0, v.fault("to", "error.dates")
	}
	return from, last, nil
}

// takeBackAbsence ends an absence, whether granted or asked for.
func (s *site) takeBackAbsence(v *visit) error {
	return s.removeHere(v, s.desk.RemoveAbsence, "absences.taken-back")
}
