package web

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// showUsers lists who can sign in.
func (s *site) showUsers(v *visit) error {
	users, err := s.desk.Users(v.ctx())
	if err != nil {
		return err
	}
	teams, err := s.desk.Teams(v.ctx())
	if err != nil {
		return err
	}
	return s.render(v, "users", map[string]any{"Users": users, "Teams": teams, "Roles": roster.Roles})
}

// createUser makes a user.
func (s *site) createUser(v *visit) error {
	u := desk.NewUser{
		Email: v.text("email"), Name: v.text("name"), Password: v.r.FormValue("password"),
		Agent: v.text("agent"), Language: v.text("language"),
	}
	for _, r := range v.r.Form["role"] {
		u.Roles = append(u.Roles, roster.Role(r))
	}
	if team := v.number("team"); team != 0 {
		if u.Agent != "" {
			u.AgentTeam = team
		} else {
			u.Teams = []int64{team}
		}
	}
	if _, err := s.desk.CreateUser(v.ctx(), u); err != nil {
		return s.again(v, err, (*site).showUsers)
	}
	return v.redirect("/users", "users.created")
}

// disableUser shuts a user out, or lets them in again.
func (s *site) disableUser(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		disabled := v.text("disabled") == "true"
		_, err = s.desk.UpdateUser(v.ctx(), id, version, desk.UserChange{Disabled: &disabled})
	}
	if err != nil {
		return s.again(v, err, (*site).showUsers)
	}
	return v.redirect("/users", "saved")
}
