package web

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// peoplePage is a team's people.
type peoplePage struct {
	Team   desk.TeamView
	Agents []desk.Agent
	Today  roster.Date
}

// showPeople lists a team's agents.
func (s *site) showPeople(v *visit) error {
	p := peoplePage{}
	var err error
	if p.Team, err = s.teamOf(v); err != nil {
		return err
	}
	if p.Agents, err = s.desk.Agents(v.ctx(), p.Team.ID); err != nil {
		return err
	}
	p.Today = s.today(p.Team.Zone)
	return s.render(v, "people", p)
}

// Gone reports whether somebody's last contract is over.
func (p peoplePage) Gone(a desk.Agent) bool {
	last := a.Terms[len(a.Terms)-1].To
	return last != 0 && last <= p.Today
}

// teamOf returns the team of the address.
func (s *site) teamOf(v *visit) (desk.TeamView, error) {
	id, err := v.id("id")
	if err != nil {
		return desk.TeamView{}, err
	}
	return s.desk.Team(v.ctx(), id)
}
