package desk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// TeamView is a team with its definition read.
type TeamView struct {
	Team
	Definition roster.Team
	Source     string // the definition as text, in the form of team.yaml
}

// Teams lists the teams the actor may see, by name.
func (d *Desk) Teams(ctx context.Context) ([]Team, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Team, error) { return tx.Teams(ctx) })
	return none(slices.DeleteFunc(all, func(t Team) bool { return !a.may(seeTeam, t.ID) })), err
}

// Team returns a team with its current definition. Everybody who may see the
// team; agents get it without contracts, rules and source.
func (d *Desk) Team(ctx context.Context, id int64) (TeamView, error) {
	a, err := allow(ctx, seeTeam, id)
	if err != nil {
		return TeamView{}, err
	}
	v, err := read(ctx, d, func(tx *postgres.Tx) (TeamView, error) { return d.team(ctx, tx, id) })
	return v.forActor(a), err
}

// forActor leaves out what is not for everybody in the team.
func (v TeamView) forActor(a Actor) TeamView {
	if a.may(seePeople, v.ID) {
		return v
	}
	v.Source = ""
	v.Definition.Contracts, v.Definition.Policy, v.Definition.Overrides = nil, nil, nil
	v.Definition.Queues, v.Definition.Weights = nil, roster.Weights{}
	return v
}

// team reads a team with its newest definition.
func (d *Desk) team(ctx context.Context, tx *postgres.Tx, id int64) (TeamView, error) {
	t, err := tx.Team(ctx, id)
	if err != nil {
		return TeamView{}, err
	}
	def, source, err := d.definition(ctx, tx, id, t.PolicyVersion)
	return TeamView{t, def, source}, err
}

// definitions keeps definitions that were read: a version never changes.
type definitions struct {
	mu   sync.Mutex
	read map[definitionKey]definition
}

type definitionKey struct {
	team    int64
	version int
}

type definition struct {
	team   roster.Team
	source string
}

// definition returns one version of a team's definition.
func (d *Desk) definition(ctx context.Context, tx *postgres.Tx, team int64, version int) (roster.Team, string, error) {
	key := definitionKey{team, version}
	d.definitions.mu.Lock()
	known, ok := d.definitions.read[key]
	d.definitions.mu.Unlock()
	if ok {
		return known.team, known.source, nil
	}
	v, err := tx.PolicyVersion(ctx, team, version)
	if err != nil {
		return roster.Team{}, "", err
	}
	def, err := readDefinition(v.Source)
	if err != nil {
		return def, "", err
	}
	d.definitions.mu.Lock()
	defer d.definitions.mu.Unlock()
	if d.definitions.read == nil || len(d.definitions.read) > 200 {
		d.definitions.read = map[definitionKey]definition{}
	}
	d.definitions.read[key] = definition{def, v.Source}
	return def, v.Source, nil
}

// readDefinition reads the text of a definition.
func readDefinition(source string) (roster.Team, error) {
	if len(source) > 1<<20 {
		return roster.Team{}, roster.Errorf(roster.Invalid, "the definition is longer than a megabyte")
	}
	var faults roster.Faults
	t := workspace.ReadTeam("team.yaml", strings.NewReader(source), &faults)
	return t, faults.Err()
}

// CreateTeam makes a team of a definition in the form of team.yaml (JSON is
// YAML, too). Faults of the text come back in the error, each located.
func (d *Desk) CreateTeam(ctx context.Context, source string) (TeamView, error) {
	a, err := allow(ctx, setUp, everyTeam)
	if err != nil {
		return TeamView{}, err
	}
	def, err := readDefinition(source)
	if err != nil {
		return TeamView{}, err
	}
	v := TeamView{Definition: def, Source: source}
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		v.Team, err = tx.CreateTeam(ctx, def, source)
		return err
	})
	return v, err
}

// UpdateTeam makes a new version of the team's definition. version is the
// policy version that was read.
func (d *Desk) UpdateTeam(ctx context.Context, id int64, version int, source string) (TeamView, error) {
	a, err := allow(ctx, setUp, id)
	if err != nil {
		return TeamView{}, err
	}
	def, err := readDefinition(source)
	if err != nil {
		return TeamView{}, err
	}
	v := TeamView{Definition: def, Source: source}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		agents, err := tx.Agents(ctx, id)
		if err != nil {
			return err
		}
		for _, agent := range agents {
			if err := checkTerms(def, agent.Agent); err != nil {
				return err
			}
		}
		v.Team, err = tx.UpdateTeam(ctx, id, version, def, source)
		return err
	})
	return v, err
}

// SetSwapApproval says who decides on accepted swaps: "auto", the rules alone,
// or "lead", a team lead or planner.
func (d *Desk) SetSwapApproval(ctx context.Context, id int64, approval string) (Team, error) {
	a, err := allow(ctx, setUp, id)
	if err != nil {
		return Team{}, err
	}
	if approval != "auto" && approval != "lead" {
		return Team{}, roster.Errorf(roster.Invalid, "%q is no way to approve swaps; write auto or lead", approval)
	}
	var t Team
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		t, err = tx.SetSwapApproval(ctx, id, approval)
		return err
	})
	return t, err
}

// PolicyVersions lists the versions of a team's definition, newest first,
// without their text.
func (d *Desk) PolicyVersions(ctx context.Context, team int64) ([]PolicyVersion, error) {
	if _, err := allow(ctx, seePeople, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]PolicyVersion, error) { return tx.PolicyVersions(ctx, team) })
}

// PolicyVersion returns one version of a team's definition.
func (d *Desk) PolicyVersion(ctx context.Context, team int64, version int) (PolicyVersion, error) {
	if _, err := allow(ctx, seePeople, team); err != nil {
		return PolicyVersion{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (PolicyVersion, error) { return tx.PolicyVersion(ctx, team, version) })
}

// Agents lists a team's agents in their order. Planners see all of it; payroll
// too; agents of the team see ids and names alone.
func (d *Desk) Agents(ctx context.Context, team int64) ([]Agent, error) {
	a, err := allow(ctx, seeTeam, team)
	if err != nil {
		return nil, err
	}
	all, err := listOf(ctx, d, team, func(tx *postgres.Tx) ([]Agent, error) { return tx.Agents(ctx, team) })
	return forActor(a, team, all), err
}

// forActor leaves out of other people what is not for everybody in the team.
func forActor(a Actor, team int64, all []Agent) []Agent {
	if a.may(seePeople, team) {
		return all
	}
	for i, agent := range all {
		if !(a.AgentTeam == team && a.User.Agent == agent.ID) {
			all[i] = Agent{Agent: roster.Agent{ID: agent.ID, Name: agent.Name}, Team: team}
		}
	}
	return all
}

// Agent returns one agent, under the rules of Agents.
func (d *Desk) Agent(ctx context.Context, team int64, id string) (Agent, error) {
	a, err := allow(ctx, seeTeam, team)
	if err != nil {
		return Agent{}, err
	}
	agent, err := read(ctx, d, func(tx *postgres.Tx) (Agent, error) { return tx.Agent(ctx, team, id) })
	if err != nil {
		return agent, err
	}
	return forActor(a, team, []Agent{agent})[0], nil
}

// PutAgent makes an agent (version 0) or replaces one (the version read).
func (d *Desk) PutAgent(ctx context.Context, team int64, version int, agent roster.Agent) (Agent, error) {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return Agent{}, err
	}
	var out Agent
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return err
		}
		if err := checkAgent(v.Definition, agent); err != nil {
			return err
		}
		out, err = tx.PutAgent(ctx, team, version, agent)
		return err
	})
	return out, err
}

// checkAgent says what is wrong with an agent in a team.
func checkAgent(def roster.Team, a roster.Agent) error {
	switch {
	case a.ID == "" || strings.ContainsAny(a.ID, " \t\n/") || len(a.ID) > 64:
		return roster.Errorf(roster.Invalid, "the agent's id %q must be a short word without blanks or slashes", a.ID)
	case strings.TrimSpace(a.Name) == "" || utf8.RuneCountInString(a.Name) > 200:
		return roster.Errorf(roster.Invalid, "agent %s: the name is missing or too long", a.ID)
	case a.HourlyRate < 0:
		return roster.Errorf(roster.Invalid, "agent %s: the hourly rate is negative", a.ID)
	}
	return checkTerms(def, a)
}

// checkTerms checks an agent's contracts, and the words of consents by the law
// packs of these.
func checkTerms(def roster.Team, a roster.Agent) error {
	if len(a.Terms) == 0 {
		return roster.Errorf(roster.Invalid, "agent %s: there is no contract; give at least one", a.ID)
	}
	for i, t := range a.Terms {
		c, ok := def.Contract(t.Contract)
		switch {
		case !ok:
			return roster.Errorf(roster.Invalid, "agent %s: the team has no contract %q", a.ID, t.Contract)
		case t.To != 0 && t.To <= t.From:
			return roster.Errorf(roster.Invalid, "agent %s: contract %s ends before it begins", a.ID, t.Contract)
		case i > 0 && (a.Terms[i-1].To == 0 || t.From < a.Terms[i-1].To):
			return roster.Errorf(roster.Invalid, "agent %s: contracts %s and %s overlap, or are not in order", a.ID, a.Terms[i-1].Contract, t.Contract)
		}
		pack, err := law.Load(c.Pack)
		if err != nil {
			return err
		}
		if _, _, err := pack.Policy(law.PolicyInput{Team: def, Contract: c, Agent: a, From: t.From, To: t.From + 7}); err != nil {
			return err
		}
	}
	return nil
}

// Balances returns what people carry into the month, by agent.
func (d *Desk) Balances(ctx context.Context, team int64) (map[string]roster.Balance, error) {
	if _, err := allow(ctx, seePeople, team); err != nil {
		return nil, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (map[string]roster.Balance, error) {
		if _, err := tx.Team(ctx, team); err != nil {
			return nil, err
		}
		return tx.Balances(ctx, team)
	})
}

// PutBalance sets what one agent carries into the month.
func (d *Desk) PutBalance(ctx context.Context, team int64, b roster.Balance) error {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return err
	}
	if b.AsOf == 0 {
		return roster.Errorf(roster.Invalid, "the balance of %s has no date; say as of when", b.Agent)
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.PutBalance(ctx, team, b) })
}
