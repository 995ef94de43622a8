package roster

import (
	"slices"
	"time"
)

// Role is what a user may do in the service. One user may have several.
type Role string

const (
	RoleAdmin    Role = "admin"     // everything, users among it
	RolePlanner  Role = "planner"   // teams, people, rosters
	RoleTeamLead Role = "team_lead" // like a planner in the user's own teams, except for publishing and the team's definition
	RoleAgent    Role = "agent"     // own duties, wishes and swaps, and the team's published roster
	RolePayroll  Role = "payroll"   // attendance, pay lines, exports, pay periods
)

// Roles lists every role there is.
var Roles = []Role{RoleAdmin, RolePlanner, RoleTeamLead, RoleAgent, RolePayroll}

// User is somebody who can sign in.
type User struct {
	ID        int64     `json:"id"`
	Email     string    `json:"email"`
	Name      string    `json:"name"`
	Roles     []Role    `json:"roles"`
	Teams     []int64   `json:"teams,omitempty"`      // what planner, lead and payroll may see; empty is all, for a team lead none
	AgentTeam int64     `json:"agent_team,omitempty"` // the team of the agent the user is, 0 for none
	Agent     string    `json:"agent,omitempty"`      // that agent's id in the team
	Language  string    `json:"language,omitempty"`   // "en", "ru", …; "" asks the browser
	Disabled  bool      `json:"disabled,omitempty"`
	Version   int       `json:"version"`
	Created   time.Time `json:"created"`
}

// Has reports whether the user has any of the roles.
func (u User) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(u.Roles, r) })
}
