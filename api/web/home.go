package web

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// homeTeam is a team on the planner's first page.
type homeTeam struct {
	desk.Team
	Next    plan.Month   // the month to be planned
	Roster  *desk.Roster // of that month, nil when not begun
	Rosters []desk.Roster
	Jobs    []desk.Job // that run or wait
}

// showHome is the planner's first page; others have a first page of their own.
func (s *site) showHome(v *visit) error {
	switch {
	case v.actor.Has(planners...):
		return s.showTeams(v)
	case v.actor.Has(roster.RoleAgent):
		return v.redirect("/my", "")
	case v.actor.Has(payers...):
		return v.redirect("/pay", "")
	}
	return s.render(v, "home", []homeTeam(nil))
}

// showTeams lists the teams, each with where next month stands.
func (s *site) showTeams(v *visit) error {
	teams, err := s.desk.Teams(v.ctx())
	if err != nil {
		return err
	}
	out := make([]homeTeam, 0, len(teams))
	for _, t := range teams {
		h, err := s.homeTeam(v, t)
		if err != nil {
			return err
		}
		out = append(out, h)
	}
	return s.render(v, "home", out)
}

func (s *site) homeTeam(v *visit, t desk.Team) (homeTeam, error) {
	next := s.today(t.Zone).NextMonth()
	h := homeTeam{Team: t, Next: plan.Month{From: next, To: next.NextMonth()}}
	var err error
	if h.Rosters, err = s.desk.Rosters(v.ctx(), t.ID); err != nil {
		return h, err
	}
	for i, r := range h.Rosters {
		if r.Month == h.Next {
			h.Roster = &h.Rosters[i]
		}
	}
	h.Jobs, err = s.running(v, t.ID)
	return h, err
}

// running lists the jobs of a team that are not over.
func (s *site) running(v *visit, team int64) ([]desk.Job, error) {
	jobs, err := s.desk.Jobs(v.ctx(), team, desk.Page{Limit: 20})
	var out []desk.Job
	for _, j := range jobs {
		if !j.Over() {
			out = append(out, j)
		}
	}
	return out, err
}
