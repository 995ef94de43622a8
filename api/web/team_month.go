package web

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// teamMonthPage is the team's published month as everybody sees it.
type teamMonthPage struct {
	Month         plan.Month
	Before, After plan.Month
	View          *monthView // nil when the month is not published
	Me            string
	Swaps         bool // of the month are possible still: names lead to them
}

// showTeamMonth shows the team's published month: who works when, and no more.
func (s *site) showTeamMonth(v *visit) error {
	month, err := v.month(roster.DateOf(s.desk.Now()))
	if err != nil {
		return err
	}
	today := roster.DateOf(s.desk.Now())
	p := teamMonthPage{Month: month, Me: v.actor.Agent, Swaps: v.actor.Agent != "" && month.To > today && month.From < today+aheadOfSwaps}
	p.Before, p.After = around(month)
	t, err := s.teamMonth(v, month)
	switch {
	case err == nil:
		p.View = newTeamView(v.lang, t)
	case roster.KindOf(err) != roster.NotFound:
		return err
	}
	return s.render(v, "team-month", p)
}

// teamMonth finds the published roster of the actor's team in a month.
func (s *site) teamMonth(v *visit, month plan.Month) (desk.TeamMonth, error) {
	r, err := s.desk.RosterOf(v.ctx(), v.actor.AgentTeam, month)
	if err != nil {
		return desk.TeamMonth{}, err
	}
	return s.desk.TeamMonth(v.ctx(), r.ID)
}
