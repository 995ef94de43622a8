package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// User is somebody who can sign in.
type User struct {
	ID        int64         `json:"id"`
	Email     string        `json:"email"`
	Name      string        `json:"name"`
	Roles     []roster.Role `json:"roles" enum:"admin,planner,team_lead,agent,payroll"`
	Teams     []int64       `json:"teams,omitempty" doc:"What planner, lead and payroll may see; absent is all, for a team lead none"`
	AgentTeam int64         `json:"agent_team,omitempty" doc:"The team of the agent the user is"`
	Agent     string        `json:"agent,omitempty" doc:"That agent's id in the team"`
	Language  string        `json:"language,omitempty"`
	Disabled  bool          `json:"disabled,omitempty"`
	Version   int           `json:"version"`
	Created   time.Time     `json:"created"`
}

func userOf(u desk.User) User { return User(u) }

func userRead(u desk.User) *versioned[User] { return &versioned[User]{etag(u.Version), User(u)} }

// NewUser is a user to be made.
type NewUser struct {
	Email     string        `json:"email" format:"email" maxLength:"254"`
	Name      string        `json:"name" minLength:"1" maxLength:"200"`
	Password  string        `json:"password" minLength:"10" maxLength:"72" writeOnly:"true"`
	Roles     []roster.Role `json:"roles" minItems:"1" maxItems:"5" nullable:"false" enum:"admin,planner,team_lead,agent,payroll"`
	Teams     []int64       `json:"teams,omitempty" maxItems:"1000" doc:"What planner, lead and payroll may see; absent is all, for a team lead none"`
	AgentTeam int64         `json:"agent_team,omitempty" minimum:"1" doc:"With agent, for the role agent"`
	Agent     string        `json:"agent,omitempty" maxLength:"100"`
	Language  string        `json:"language,omitempty" maxLength:"16"`
}

// UserChange says what to change of a user; what is absent stays.
type UserChange struct {
	Name      *string       `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Password  *string       `json:"password,omitempty" minLength:"10" maxLength:"72" writeOnly:"true"`
	Language  *string       `json:"language,omitempty" maxLength:"16"`
	Roles     []roster.Role `json:"roles,omitempty" maxItems:"5" enum:"admin,planner,team_lead,agent,payroll"`
	Teams     *[]int64      `json:"teams,omitempty" maxItems:"1000"`
	AgentTeam *int64        `json:"agent_team,omitempty" minimum:"0"`
	Agent     *string       `json:"agent,omitempty" maxLength:"100"`
	Disabled  *bool         `json:"disabled,omitempty" doc:"Ends all sessions; tokens stop to work"`
}

type newUserInput struct{ Body NewUser }

type UserInput struct {
	User int64 `path:"user" minimum:"1"`
}

type changeUserInput struct {
	UserInput
	VersionInput
	Body UserChange
}

func (s *server) registerUsers(api huma.API) {
	const tag = "Users"
	register(api, op("list-users", http.MethodGet, "/users", tag, "List the users", "By e-mail address. Admins."), s.listUsers)
	register(api, making("create-user", "/users", tag, "Make a user", "Admins."), s.createUser)
	register(api, op("get-user", http.MethodGet, "/users/{user}", tag, "Read a user", "Admins, and the user."), s.getUser)
	register(api, op("update-user", http.MethodPatch, "/users/{user}", tag, "Change a user", "Admins. The last admin stays one."), s.updateUser)
}

func (s *server) listUsers(ctx context.Context, _ *struct{}) (*answer[list[User]], error) {
	found, err := s.desk.Users(ctx)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, userOf), nil
}

func (s *server) createUser(ctx context.Context, in *newUserInput) (*made[User], error) {
	b := in.Body
	u, err := s.desk.CreateUser(ctx, desk.NewUser{
		Email: b.Email, Name: b.Name, Password: b.Password, Roles: b.Roles, Teams: b.Teams,
		AgentTeam: b.AgentTeam, Agent: b.Agent, Language: b.Language,
	})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[User]{at("/users/%d", u.ID), etag(u.Version), User(u)}, nil
}

func (s *server) getUser(ctx context.Context, in *UserInput) (*versioned[User], error) {
	u, err := s.desk.User(ctx, in.User)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return userRead(u), nil
}

func (s *server) updateUser(ctx context.Context, in *changeUserInput) (*versioned[User], error) {
	u, err := s.desk.UpdateUser(ctx, in.User, in.IfMatch.n, desk.UserChange(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return userRead(u), nil
}
