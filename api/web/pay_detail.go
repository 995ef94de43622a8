package web

import (
	"fmt"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/pay"
)

// payDay is one date of an agent's pay: what was planned, what was worked, and
// the lines they came to.
type payDay struct {
	Date        roster.Date
	Planned     []desk.Duty
	Worked      []roster.Duty
	Corrections []desk.Attendance
	Lines       []pay.Line
}

// payDetailPage is one agent's pay, down to the duty and the rule.
type payDetailPage struct {
	desk.PayDetail
	Team desk.TeamView
	Days []payDay
	Zone *time.Location
}

// showPayDetail shows where each hour of an agent comes from.
func (s *site) showPayDetail(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	d, err := s.desk.PayDetail(v.ctx(), id, v.r.PathValue("agent"))
	if err != nil {
		return err
	}
	team, err := s.desk.Team(v.ctx(), d.Period.Team)
	if err != nil {
		return err
	}
	return s.render(v, "pay-detail", newPayDetail(d, team))
}

// newPayDetail sorts duties and lines by date. The lines of a night after
// midnight stand on their own date, as payroll has them.
func newPayDetail(d desk.PayDetail, team desk.TeamView) payDetailPage {
	p := payDetailPage{PayDetail: d, Team: team, Zone: team.Definition.Zone}
	if d.Agent.Zone != nil {
		p.Zone = d.Agent.Zone
	}
	days := map[roster.Date]*payDay{}
	at := func(date roster.Date) *payDay {
		if days[date] == nil {
			days[date] = &payDay{Date: date}
		}
		return days[date]
	}
	for _, x := range d.Planned {
		at(x.Date).Planned = append(at(x.Date).Planned, x)
	}
	for _, x := range d.Worked {
		at(x.Date).Worked = append(at(x.Date).Worked, x)
	}
	for _, x := range d.Attendance {
		at(x.Date).Corrections = append(at(x.Date).Corrections, x)
	}
	for _, x := range d.Lines {
		at(x.Date).Lines = append(at(x.Date).Lines, x)
	}
	for date := d.Period.From - 1; date <= d.Period.To+1; date++ {
		if day := days[date]; day != nil {
			p.Days = append(p.Days, *day)
		}
	}
	return p
}

// correct enters what was really worked.
func (s *site) correct(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	agent := v.r.PathValue("agent")
	d, err := s.desk.PayDetail(v.ctx(), id, agent)
	if err != nil {
		return err
	}
	team, err := s.desk.Team(v.ctx(), d.Period.Team)
	if err != nil {
		return err
	}
	c, err := correctionOf(v, agent, newPayDetail(d, team).Zone)
	if err == nil {
		_, err = s.desk.Correct(v.ctx(), d.Period.Team, c)
	}
	if err != nil {
		return s.again(v, err, (*site).showPayDetail)
	}
	return v.redirect(fmt.Sprintf("/pay/%d/agents/%s", id, agent), "pay.corrected")
}

// correctionOf reads the form. Times are told by the agent's clock; an end that
// is not after the start is on the next day.
func correctionOf(v *visit, agent string, zone *time.Location) (desk.Correction, error) {
	c := desk.Correction{Agent: agent, Kind: roster.DutyKind(v.text("kind")), Reason: v.text("reason")}
	var err error
	if c.Date, err = v.date("date"); err != nil {
		return c, err
	}
	if c.Date == 0 {
		return c, v.fault("date", "error.date")
	}
	if c.Kind == "absent" {
		return c, nil
	}
	from, err := roster.ParseClock(v.text("from"))
	if err != nil {
		return c, v.fault("from", "error.clock")
	}
	to, err := roster.ParseClock(v.text("to"))
	if err != nil {
		return c, v.fault("to", "error.clock")
	}
	if to <= from {
		to += 24 * 60
	}
	c.From, c.To = c.Date.At(from, zone), c.Date.At(to, zone)
	return c, nil
}

// removeCorrection takes a correction back.
func (s *site) removeCorrection(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	correction, err := v.id("correction")
	if err != nil {
		return err
	}
	if err := s.desk.RemoveCorrection(v.ctx(), correction); err != nil {
		return s.again(v, err, (*site).showPayDetail)
	}
	return v.redirect(fmt.Sprintf("/pay/%d/agents/%s", id, v.r.PathValue("agent")), "pay.correction-removed")
}
