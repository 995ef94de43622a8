package desk

import (
	"context"
	"io/fs"

	"github.com/smena-org/smena/roster"
)

// TeamView is a team with its definition read.
type TeamView struct {
	Team
	Definition roster.Team
	Source     string // the definition as text, in the form of team.yaml
}

// Teams lists the teams the actor may see, by name.
func (d *Desk) Teams(ctx context.Context) ([]Team, error) { return nil, errNotBuilt }

// Team returns a team with its current definition. Everybody who may see the
// team; agents get it without contracts, rules and source.
func (d *Desk) Team(ctx context.Context, id int64) (TeamView, error) { return TeamView{}, errNotBuilt }

// CreateTeam makes a team of a definition in the form of team.yaml (JSON is
// YAML, too). Faults of the text come back in the error, each located.
func (d *Desk) CreateTeam(ctx context.Context, source string) (TeamView, error) {
	return TeamView{}, errNotBuilt
}

// UpdateTeam makes a new version of the team's definition. version is the
// policy version that was read.
func (d *Desk) UpdateTeam(ctx context.Context, id int64, version int, source string) (TeamView, error) {
	return TeamView{}, errNotBuilt
}

// SetSwapApproval says who decides on accepted swaps: "auto", the rules alone,
// or "lead", a team lead or planner.
func (d *Desk) SetSwapApproval(ctx context.Context, id int64, approval string) (Team, error) {
	return Team{}, errNotBuilt
}

// PolicyVersions lists the versions of a team's definition, newest first,
// without their text.
func (d *Desk) PolicyVersions(ctx context.Context, team int64) ([]PolicyVersion, error) {
	return nil, errNotBuilt
}

// PolicyVersion returns one version of a team's definition.
func (d *Desk) PolicyVersion(ctx context.Context, team int64, version int) (PolicyVersion, error) {
	return PolicyVersion{}, errNotBuilt
}

// Imported says what an import brought in.
type Imported struct {
	Team     Team
	Agents   int
	Points   int // of history
	Duties   int // of the last roster
	Roster   int64
	Warnings []roster.Fault
}

// Import makes a team of a workspace folder: its definition, people, history
// and all. The last roster becomes a published one. A team of the same name is
// a Conflict. Planner for all teams, or admin.
func (d *Desk) Import(ctx context.Context, folder fs.FS) (Imported, error) {
	return Imported{}, errNotBuilt
}

// Agents lists a team's agents in their order. Planners see all of it; payroll
// too; agents of the team see ids and names alone.
func (d *Desk) Agents(ctx context.Context, team int64) ([]Agent, error) { return nil, errNotBuilt }

// Agent returns one agent, under the rules of Agents.
func (d *Desk) Agent(ctx context.Context, team int64, id string) (Agent, error) {
	return Agent{}, errNotBuilt
}

// PutAgent makes an agent (version 0) or replaces one (the version read).
func (d *Desk) PutAgent(ctx context.Context, team int64, version int, a roster.Agent) (Agent, error) {
	return Agent{}, errNotBuilt
}

// Balances returns what people carry into the month, by agent.
func (d *Desk) Balances(ctx context.Context, team int64) (map[string]roster.Balance, error) {
	return nil, errNotBuilt
}

// PutBalance sets what one agent carries into the month.
func (d *Desk) PutBalance(ctx context.Context, team int64, b roster.Balance) error {
	return errNotBuilt
}

