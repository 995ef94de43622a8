package web

import (
	"fmt"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// attendancePage is what was worked otherwise than published, for those who
// know it best: the team's leads. It shows no pay.
type attendancePage struct {
	Team          desk.TeamView
	Month         plan.Month
	Before, After plan.Month
	Date          roster.Date // of the day in the form
	Agents        []desk.Agent
	Names         map[string]string
	Entries       []desk.Attendance
	Duties        []desk.Duty // published, of the day
	Zone          *time.Location
}

// showAttendance lists a month's corrections, with one day's duties to correct.
func (s *site) showAttendance(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	p := attendancePage{Team: team, Zone: team.Definition.Zone}
	if p.Date, err = v.date("date"); err != nil || p.Date == 0 {
		p.Date = s.today(team.Zone)
	}
	if p.Month, err = v.month(p.Date); err != nil {
		return err
	}
	if !p.Month.Contains(p.Date) { // another month was asked for, and no day of it
		p.Date = p.Month.From
	}
	p.Before, p.After = around(p.Month)
	if p.Entries, err = s.desk.Attendance(v.ctx(), team.ID, p.Month.From, p.Month.To); err != nil {
		return err
	}
	if p.Agents, err = s.desk.Agents(v.ctx(), team.ID); err != nil {
		return err
	}
	p.Names = agentNames(p.Agents)
	if p.Duties, err = s.desk.Duties(v.ctx(), team.ID, "", p.Date, p.Date+1); err != nil {
		return err
	}
	return s.render(v, "attendance", p)
}

// correctAttendance enters what was really worked.
func (s *site) correctAttendance(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	agent, err := s.desk.Agent(v.ctx(), team.ID, v.text("agent"))
	if err != nil {
		return s.again(v, v.fault("agent", "error.missing"), (*site).showAttendance)
	}
	zone := team.Definition.Zone
	if agent.Zone != nil {
		zone = agent.Zone
	}
	c, err := correctionOf(v, agent.ID, zone)
	if err == nil {
		_, err = s.desk.Correct(v.ctx(), team.ID, c)
	}
	if err != nil {
		return s.again(v, err, (*site).showAttendance)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/attendance?date=%s", team.ID, c.Date), "pay.corrected")
}

// removeAttendance takes a correction back.
func (s *site) removeAttendance(v *visit) error {
	return s.removeHere(v, s.desk.RemoveCorrection, "pay.correction-removed")
}
