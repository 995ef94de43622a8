package web

import "github.com/smena-org/smena/roster"

// teamTab is a page of a team.
type teamTab struct{ Path, Name string }

// teamHead is the head of a team's pages.
type teamHead struct {
	ID         int64
	Name, Here string
	Tabs       []teamTab
	Open       bool // the team's own page may be opened
}

// Team is the head of a page of a team; here is the message that names the page.
func (p page) Team(id int64, name, here string) teamHead {
	h := teamHead{ID: id, Name: name, Here: words(p.Lang, here), Open: p.Planner}
	add := func(path, id string, roles ...roster.Role) {
		if p.User.Has(append(roles, roster.RoleAdmin, roster.RolePlanner)...) {
			h.Tabs = append(h.Tabs, teamTab{path, words(p.Lang, id)})
		}
	}
	lead := roster.RoleTeamLead
	if p.Planner {
		add("", "team.months", lead)
		add("/people", "people", lead)
		add("/absences", "absences", lead)
		add("/requests", "requests", lead)
		add("/forecast", "forecast", lead)
		add("/shifts", "shifts", lead)
		add("/contracts", "contracts", lead)
		add("/rules", "rules", lead)
		add("/schedules", "schedules")
	}
	add("/attendance", "attendance", lead, roster.RolePayroll)
	return h
}
