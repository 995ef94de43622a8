package web

import (
	"fmt"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// payTeam is a team's pay periods.
type payTeam struct {
	desk.Team
	Periods     []desk.PayPeriod
	First, Last roster.Date // proposed for the next one
}

// showPay lists the pay periods of all teams.
func (s *site) showPay(v *visit) error {
	teams, err := s.desk.Teams(v.ctx())
	if err != nil {
		return err
	}
	var out []payTeam
	for _, t := range teams {
		p := payTeam{Team: t}
		if p.Periods, err = s.desk.PayPeriods(v.ctx(), t.ID); err != nil {
			return err
		}
		p.First = s.today(t.Zone).MonthStart()
		if len(p.Periods) > 0 {
			p.First = p.Periods[0].To // newest first
		}
		p.Last = p.First.NextMonth() - 1
		out = append(out, p)
	}
	return s.render(v, "pay", out)
}

// createPayPeriod opens a pay period; people name its last day.
func (s *site) createPayPeriod(v *visit) error {
	team, err := v.id("id")
	if err != nil {
		return err
	}
	from, err := v.date("from")
	if err != nil {
		return s.again(v, err, (*site).showPay)
	}
	last, err := v.date("to")
	if err == nil && (from == 0 || last < from) {
		err = roster.Errorf(roster.Invalid, "%s", v.t("error.dates"))
	}
	var p desk.PayPeriod
	if err == nil {
		p, err = s.desk.CreatePayPeriod(v.ctx(), team, from, last+1)
	}
	if err != nil {
		return s.again(v, err, (*site).showPay)
	}
	return v.redirect(fmt.Sprintf("/pay/%d", p.ID), "pay.created")
}

// showPayPeriod is a period: hours a category and person.
func (s *site) showPayPeriod(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p, err := s.desk.PayPeriod(v.ctx(), id)
	if err != nil {
		return err
	}
	name, err := s.teamName(v, p.Team)
	if err != nil {
		return err
	}
	return s.render(v, "pay-period", map[string]any{"Pay": p, "Team": name, "Total": totalOf(p)})
}

// teamName is what a team is called, for those who see no more of it.
func (s *site) teamName(v *visit, id int64) (string, error) {
	teams, err := s.desk.Teams(v.ctx())
	if i := slices.IndexFunc(teams, func(t desk.Team) bool { return t.ID == id }); i >= 0 {
		return teams[i].Name, nil
	}
	return "", err
}

// totalOf adds up everybody.
func totalOf(p desk.PayView) desk.PayAgent {
	sum := desk.PayAgent{Minutes: map[string]int{}}
	for _, a := range p.Agents {
		sum.Planned, sum.Worked = sum.Planned+a.Planned, sum.Worked+a.Worked
		for category, minutes := range a.Minutes {
			sum.Minutes[category] += minutes
		}
	}
	return sum
}

// exportPay sends a period as a file.
func (s *site) exportPay(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	e, err := s.desk.ExportPay(v.ctx(), id, v.text("format"))
	if err != nil {
		return s.again(v, err, (*site).showPayPeriod)
	}
	v.download(e)
	return nil
}

// lockPayPeriod makes a period final.
func (s *site) lockPayPeriod(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil && v.text("sure") == "" {
		err = roster.Errorf(roster.Invalid, "%s", v.t("error.sure"))
	}
	if err == nil {
		_, err = s.desk.LockPayPeriod(v.ctx(), id, version)
	}
	if err != nil {
		return s.again(v, err, (*site).showPayPeriod)
	}
	return v.redirect(fmt.Sprintf("/pay/%d", id), "pay.locked")
}
