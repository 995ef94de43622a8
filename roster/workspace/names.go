package workspace

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/smena-org/smena/roster"
)

// names is what one file of a workspace may refer to in another. A nil list
// could not be read and is not checked against, so that one bad file does not
// make faults in all the others.
type names struct {
	zone      *time.Location
	shifts    []string
	contracts []string
	queues    []string
	skills    []string // that some queue needs
	needed    []need   // the same, with where they stand in team.yaml
	agents    map[string]*roster.Agent
	anybody   bool // rows of agents.csv were lost, so that an unknown id may be a real one
	team      *roster.Team
}

// need is a skill a queue asks for.
type need struct {
	skill, queue, field string
	line                int
}

// addSkills records the skills of a queue.
func (n *names) addSkills(q roster.Queue, e *entry) {
	for _, s := range q.Skills {
		n.needed = append(n.needed, need{s, q.ID, e.field("skills"), e.values["skills"].Line})
		if !slices.Contains(n.skills, s) {
			n.skills = append(n.skills, s)
		}
	}
}

// agentIDs lists the agents.
func (n *names) agentIDs() []string { return slices.Collect(maps.Keys(n.agents)) }

// lineOf writes a record's line for a message.
func lineOf(r *record) string { return strconv.Itoa(r.Line) }

// namesOf takes the names from values that have been read already.
func namesOf(team *roster.Team, agents []roster.Agent) *names {
	n := &names{zone: team.Zone, team: team}
	for _, s := range team.Shifts {
		n.shifts = append(n.shifts, s.Code)
	}
	for _, c := range team.Contracts {
		n.contracts = append(n.contracts, c.ID)
	}
	for _, q := range team.Queues {
		n.queues = append(n.queues, q.ID)
		n.skills = append(n.skills, q.Skills...)
	}
	if agents != nil {
		n.setAgents(agents)
	}
	return n
}

// mention makes an id known before its row is known to be good, so that one
// bad row in agents.csv does not make its agent unknown in the other files.
func (n *names) mention(id string) {
	if n.agents == nil {
		n.agents = map[string]*roster.Agent{}
	}
	n.agents[id] = &roster.Agent{ID: id}
}

// setAgents makes the agents known; every other id is a fault, unless rows
// were lost whose ids nobody could read.
func (n *names) setAgents(agents []roster.Agent) {
	if n.agents == nil && len(agents) > 0 {
		n.agents = map[string]*roster.Agent{}
	}
	for i := range agents {
		n.agents[agents[i].ID] = &agents[i]
	}
}
