package plan

import (
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/workspace"
)

// member is an agent as the month finds them: under which contract, where, on
// which days, on which shifts, and for how many minutes.
type member struct {
	roster.Agent
	contract  roster.Contract // of most of the month's days
	contracts map[roster.Date]roster.Contract
	place     *place
	absent    map[roster.Date]bool
	can       [][]bool // by day of the month and shift of the team: may be rostered
	hours
	policy   roster.Policy // of law, contract and team
	personal roster.Policy // absences, availability, pins
	findings []law.Finding
}

// newMember looks an agent up in the month. It returns nil for who has no
// contract on any of its days.
func newMember(ws *workspace.Workspace, ps *places, a roster.Agent) (*member, error) {
	m := &member{Agent: a, contracts: map[roster.Date]roster.Contract{}, absent: map[roster.Date]bool{}}
	days := map[string]int{}
	for d := ps.month.From; d < ps.month.To; d++ {
		if c, ok := ws.Team.Contract(a.ContractOn(d)); ok {
			m.contracts[d] = c
			if days[c.ID]++; days[c.ID] > days[m.contract.ID] || m.contract.ID == "" {
				m.contract = c
			}
		}
	}
	if len(m.contracts) == 0 {
		return nil, nil
	}
	zone := a.Zone
	if zone == nil {
		zone = ws.Team.Zone
	}
	var err error
	if m.place, err = ps.of(zone, m.contract.Pack); err != nil {
		return nil, err
	}
	for _, abs := range ws.Absences {
		for d := max(abs.From, ps.month.From); abs.Agent == a.ID && d < min(abs.To, ps.month.To); d++ {
			m.absent[d] = true
		}
	}
	m.hours = m.agreed(ws, ps)
	if err := m.bind(ws, ps); err != nil {
		return nil, err
	}
	return m, nil
}

// works reports whether the agent has a contract on the date and no leave.
func (m *member) works(d roster.Date) bool {
	_, employed := m.contracts[d]
	return employed && !m.absent[d]
}

// refine works out which shifts the member may be rostered on, once all rules
// that judge a single day are known.
func (m *member) refine(team roster.Team, month Month, more roster.Policy) {
	policy := slices.Concat(m.policy, m.personal, more)
	judge := singleDays(policy, m.place.cal)
	m.can = make([][]bool, month.Days())
	for day := range m.can {
		m.can[day] = make([]bool, len(team.Shifts))
		for s := range m.can[day] {
			m.can[day][s] = m.works(month.From+roster.Date(day)) && judge(day, s+1)
		}
	}
}

// singleDays returns whether a shift on a day breaks none of the hard rules
// that judge a day by itself.
func singleDays(p roster.Policy, c *roster.Calendar) func(day, shift int) bool {
	var steps []func(roster.State, int, int) (roster.State, int)
	for _, clause := range p {
		if !clause.Hard {
			continue
		}
		for _, t := range clause.Rule.Terms(c) {
			if t.Automaton != nil && t.Automaton.Stateless {
				steps = append(steps, t.Automaton.Step)
			}
		}
	}
	return func(day, shift int) bool {
		for _, step := range steps {
			if _, excess := step(0, day, shift); excess != 0 {
				return false
			}
		}
		return true
	}
}
