package web

import (
	"fmt"
	"io"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

// teamPage is one team: its months, what was asked, its definition.
type teamPage struct {
	Team     desk.TeamView
	Rosters  []desk.Roster
	Next     plan.Month // the first month without a roster, from this one on
	Jobs     []desk.Job
	Versions []desk.PolicyVersion
	Source   string // the definition as typed
}

// showTeam is a team's page.
func (s *site) showTeam(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := teamPage{}
	if p.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return err
	}
	if p.Rosters, err = s.desk.Rosters(v.ctx(), id); err != nil {
		return err
	}
	if p.Jobs, err = s.running(v, id); err != nil {
		return err
	}
	if p.Versions, err = s.desk.PolicyVersions(v.ctx(), id); err != nil {
		return err
	}
	p.Next = firstFree(p.Rosters, s.today(p.Team.Zone).MonthStart())
	p.Source = p.Team.Source
	if typed := v.r.PostFormValue("source"); typed != "" {
		p.Source = typed
	}
	return s.render(v, "team", p)
}

// firstFree returns the first month from a date on that has no roster.
func firstFree(taken []desk.Roster, from roster.Date) plan.Month {
	has := map[roster.Date]bool{}
	for _, r := range taken {
		has[r.Month.From] = true
	}
	for has[from] {
		from = from.NextMonth()
	}
	return plan.Month{From: from, To: from.NextMonth()}
}

// newTeamPage asks for the definition of a team.
type newTeamPage struct {
	Source   string // as typed, or of an example
	Examples []workspace.ExampleInfo
}

// showNewTeam asks for the definition of a team: written, begun from an example,
// or in a folder that was taken along.
func (s *site) showNewTeam(v *visit) error {
	p := newTeamPage{Source: v.r.PostFormValue("source"), Examples: workspace.Examples()}
	if name := v.text("example"); name != "" && p.Source == "" {
		var err error
		if p.Source, err = workspace.ExampleTeam(name); err != nil {
			return err
		}
	}
	return s.render(v, "team-new", p)
}

// importTeam makes a team of a workspace folder in an archive.
func (s *site) importTeam(v *visit) error {
	file, _, err := v.r.FormFile("file")
	if err != nil {
		return s.again(v, roster.Errorf(roster.Invalid, "%s", v.t("team.no-file")), (*site).showNewTeam)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	made, err := s.desk.ImportArchive(v.ctx(), data)
	if err != nil {
		return s.again(v, err, (*site).showNewTeam)
	}
	return v.redirect(fmt.Sprintf("/teams/%d", made.Team.ID), "team.imported", "Agents", made.Agents, "Points", made.Points)
}

// createTeam makes a team of its definition.
func (s *site) createTeam(v *visit) error {
	team, err := s.desk.CreateTeam(v.ctx(), v.r.PostFormValue("source"))
	if err != nil {
		return s.again(v, err, (*site).showNewTeam)
	}
	return v.redirect(fmt.Sprintf("/teams/%d", team.ID), "team.created")
}

// updateTeam makes a new version of a team's definition.
func (s *site) updateTeam(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.UpdateTeam(v.ctx(), id, version, v.r.PostFormValue("source"))
	}
	if err != nil {
		return s.again(v, err, (*site).showTeam)
	}
	return v.redirect(fmt.Sprintf("/teams/%d", id), "team.updated")
}

// createRoster begins the roster of a month.
func (s *site) createRoster(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	month, err := plan.ParseMonth(v.text("month"))
	if err != nil {
		return s.again(v, err, (*site).showTeam)
	}
	r, err := s.desk.CreateRoster(v.ctx(), id, month)
	if err != nil {
		return s.again(v, err, (*site).showTeam)
	}
	return v.redirect(fmt.Sprintf("/rosters/%d", r.ID), "")
}
