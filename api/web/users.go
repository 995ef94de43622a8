package web

import (
	"encoding/base32"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// usersPage is who can sign in.
type usersPage struct {
	Users     []desk.User
	Teams     []desk.Team
	Roles     []roster.Role
	Email     string // of a user just made, whose password is shown this once
	Password  string
	TeamNames map[int64]string
}

// showUsers lists who can sign in.
func (s *site) showUsers(v *visit) error { return s.users(v, "", "") }

// users lists them; the password of a new one is shown this once.
func (s *site) users(v *visit, email, password string) error {
	p := usersPage{Roles: roster.Roles, Email: email, Password: password, TeamNames: map[int64]string{}}
	var err error
	if p.Users, err = s.desk.Users(v.ctx()); err != nil {
		return err
	}
	if p.Teams, err = s.desk.Teams(v.ctx()); err != nil {
		return err
	}
	for _, t := range p.Teams {
		p.TeamNames[t.ID] = t.Name
	}
	return s.render(v, "users", p)
}

// createUser makes a user. Without a password one is made up and shown, to be
// handed on: there is no redirect, as it must not stand in a history or a log.
func (s *site) createUser(v *visit) error {
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	u := desk.NewUser{
		Email: v.text("email"), Name: v.text("name"), Password: v.r.FormValue("password"),
		Agent: v.text("agent"), Language: v.text("language"), Roles: v.roles(),
	}
	if team := v.number("team"); team != 0 && u.Agent != "" {
		u.AgentTeam = team
	} else if team != 0 {
		u.Teams = []int64{team}
	}
	made := ""
	if u.Password == "" {
		var err error
		if made, err = s.password(); err != nil {
			return err
		}
		u.Password = made
	}
	if _, err := s.desk.CreateUser(v.ctx(), u); err != nil {
		return s.again(v, err, (*site).showUsers)
	}
	if made != "" {
		return s.users(v, u.Email, made)
	}
	return v.redirect("/users", "users.created")
}

// password makes one up: 80 bits in letters and digits that are told apart.
func (s *site) password() (string, error) {
	b := make([]byte, 10)
	if _, err := io.ReadFull(s.desk.Random, b); err != nil {
		return "", err
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b)), nil
}

// roles reads the boxes of a form.
func (v *visit) roles() []roster.Role {
	out := []roster.Role{}
	for _, r := range v.r.Form["role"] {
		out = append(out, roster.Role(r))
	}
	return out
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

// userPage is one user, for admins.
type userPage struct {
	User     desk.User
	Teams    []desk.Team
	Roles    []roster.Role
	Tokens   []desk.Token
	Secret   string // of a token just made, shown this once
	Password string // just made up, shown this once
	Now      time.Time
}

// showUser is a user with roles, teams and tokens.
func (s *site) showUser(v *visit) error { return s.user(v, "", "") }

func (s *site) user(v *visit, secret, password string) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := userPage{Roles: roster.Roles, Secret: secret, Password: password, Now: s.desk.Now()}
	if p.User, err = s.desk.User(v.ctx(), id); err != nil {
		return err
	}
	if p.Teams, err = s.desk.Teams(v.ctx()); err != nil {
		return err
	}
	if p.Tokens, err = s.desk.Tokens(v.ctx(), id); err != nil {
		return err
	}
	return s.render(v, "user", p)
}

// Reaches reports whether the user's roles are for a team.
func (p userPage) Reaches(team int64) bool {
	return slices.Contains(p.User.Teams, team)
}

// updateUser changes a user's name, roles and teams.
func (s *site) updateUser(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	name, agent, agentTeam, teams := v.text("name"), v.text("agent"), v.number("agent_team"), []int64{}
	for _, text := range v.r.Form["team"] {
		var team int64
		if _, err := fmt.Sscan(text, &team); err == nil {
			teams = append(teams, team)
		}
	}
	if agent == "" {
		agentTeam = 0
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.UpdateUser(v.ctx(), id, version, desk.UserChange{Name: &name, Roles: v.roles(), Teams: &teams, Agent: &agent, AgentTeam: &agentTeam})
	}
	if err != nil {
		return s.again(v, err, (*site).showUser)
	}
	return v.redirect(fmt.Sprintf("/users/%d", id), "saved")
}

// resetPassword makes up a new password for somebody who lost theirs.
func (s *site) resetPassword(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	password, err := s.password()
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.UpdateUser(v.ctx(), id, version, desk.UserChange{Password: &password})
	}
	if err != nil {
		return s.again(v, err, (*site).showUser)
	}
	return s.user(v, "", password)
}
