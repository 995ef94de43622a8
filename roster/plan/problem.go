package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// Built is a problem with what it was made from, so that a roster can be
// explained in the terms of the team.
type Built struct {
	Problem    *solver.Problem
	Groups     []Group
	Needs      []Need
	Findings   []law.Finding
	Overridden []roster.Override
	Notes      []string

	builder *builder
}

// builder gathers what a problem is made of.
type builder struct {
	ws      *workspace.Workspace
	month   Month
	groups  []Group
	groupOf map[string]int // index into groups, by id
	needs   []Need
	places  *places
	members []*member
	closed  roster.Policy
	shares  fairness
	notes   []string
}

// Problem builds what the solver is told: the month's people, rules and demand.
// Needs may be empty: the problem then has rules alone, which is enough to
// check a roster by.
func Problem(ws *workspace.Workspace, month Month, needs []Need) (*Built, error) {
	b := &builder{ws: ws, month: month, groups: Groups(ws.Team), groupOf: map[string]int{}, needs: needs, places: newPlaces(ws.Team, month)}
	for i, g := range b.groups {
		b.groupOf[g.ID] = i
	}
	if err := b.checkNeeds(); err != nil {
		return nil, err
	}
	if err := b.enlist(); err != nil {
		return nil, err
	}
	if len(needs) > 0 {
		b.closed = closedClauses(ws.Team, month, needs)
		for _, m := range b.members {
			m.refine(ws.Team, month, b.closed)
		}
		b.shares = b.fairShares()
	}
	p := b.problem()
	return &Built{
		Problem: p, Groups: b.groups, Needs: needs, Findings: b.findings(),
		Overridden: ws.Team.Overrides, Notes: b.notes, builder: b,
	}, nil
}

// checkNeeds refuses a requirement of groups that the team does not have: they
// would be demand that nobody may ever serve.
func (b *builder) checkNeeds() error {
	for _, n := range b.needs {
		if _, ok := b.groupOf[n.Group]; !ok {
			var ids []string
			for _, g := range b.groups {
				ids = append(ids, g.ID)
			}
			return roster.Errorf(roster.Invalid, "the requirement names the group %q; the team's groups are %v", n.Group, ids)
		}
	}
	return nil
}

// enlist looks up every agent with a contract in the month.
func (b *builder) enlist() error {
	for _, a := range b.ws.Agents {
		m, err := newMember(b.ws, b.places, a)
		if err != nil {
			return err
		}
		if m == nil {
			b.notes = append(b.notes, fmt.Sprintf("%s has no contract in %s and is left out", a.ID, b.month))
			continue
		}
		availability, err := m.availabilityClauses(b.ws, b.month)
		if err != nil {
			return err
		}
		m.personal = slices.Concat(m.absenceClauses(b.ws, b.month), availability, m.pinClauses(b.ws, b.month))
		m.policy = append(m.policy, m.shiftClauses(b.ws.Team, b.month)...)
		b.members = append(b.members, m)
	}
	if len(b.members) == 0 {
		return roster.Errorf(roster.Invalid, "no agent has a contract in %s; check valid_from and valid_to in agents.csv", b.month)
	}
	return nil
}

// problem writes down what was found, in the solver's words and nothing else: it
// is a file as well, and must say all that the search knows.
func (b *builder) problem() *solver.Problem {
	p := &solver.Problem{
		Format: solver.Format,
		Name:   b.ws.Team.Name + " " + b.month.String(),
		Start:  b.month.From, Days: b.month.Days(),
		Zone:   b.ws.Team.Zone.String(),
		Shifts: shiftsOf(b.ws.Team),
		Demand: demandOf(b.ws.Team, b.groups, b.needs),
	}
	if len(b.closed) > 0 {
		p.Policies = append(p.Policies, solver.Policy{ID: "closed", Rules: b.closed})
	}
	history, from := b.history()
	for i, m := range b.members {
		p.People = append(p.People, b.person(p, i, m, history[m.ID], from))
	}
	for _, place := range b.places.order {
		p.Places = append(p.Places, place.Place)
	}
	return p
}

// person tells the solver of one member. What many share is put into policies;
// their own hours, leave and wishes stay with them.
func (b *builder) person(p *solver.Problem, i int, m *member, history []solver.Worked, from roster.Date) solver.Person {
	weights := b.ws.Team.Weights
	shared, own := split(m.policy)
	who := solver.Person{
		ID: m.ID, Name: m.Name, Place: m.place.ID, Skills: m.Skills,
		Policies: []string{policyOf(p, m.contract.ID, shared)},
		Rules:    slices.Concat(own, m.personal, m.hourClauses(b.ws.Team, weights.Hours)),
		History:  history,
	}
	if len(b.closed) > 0 {
		who.Policies = append(who.Policies, "closed")
	}
	who.Rules = slices.Concat(who.Rules,
		m.wishClauses(b.ws, b.month), m.officeClauses(b.month, weights.Office), m.rotationClauses(b.ws.Team, weights.Fairness))
	if b.shares != nil {
		who.Rules = append(who.Rules, b.fairClauses(i, b.shares)...)
	}
	if from != 0 {
		who.HistoryFrom = max(from, firstTerm(m.Agent))
	}
	return who
}

// firstTerm is when an agent joined; days before it are no history of theirs.
func firstTerm(a roster.Agent) roster.Date {
	if len(a.Terms) == 0 {
		return 0
	}
	return a.Terms[0].From
}

// split parts the clauses with personal numbers, the hours of the month, from
// those that people of one contract have in common.
func split(p roster.Policy) (shared, own roster.Policy) {
	for _, clause := range p {
		if r, ok := clause.Rule.(*roster.Hours); ok && r.Per == roster.PerHorizon {
			own = append(own, clause)
		} else {
			shared = append(shared, clause)
		}
	}
	return shared, own
}

// policyOf returns the id of a policy with these clauses, adding it to the
// problem when it is new: the contract's id, numbered when one contract makes
// several.
func policyOf(p *solver.Problem, contract string, rules roster.Policy) string {
	text, _ := json.Marshal(rules)
	id := contract
	for n := 2; ; n++ {
		i := slices.IndexFunc(p.Policies, func(q solver.Policy) bool { return q.ID == id })
		if i < 0 {
			p.Policies = append(p.Policies, solver.Policy{ID: id, Rules: rules})
			return id
		}
		if same, _ := json.Marshal(p.Policies[i].Rules); string(same) == string(text) {
			return id
		}
		id = fmt.Sprintf("%s-%d", contract, n)
	}
}

// ContractOf returns the contract of the team that a policy of its problem was
// made for: people know their contracts, not how many policies one makes.
func ContractOf(team roster.Team, policy string) string {
	is := func(id string) bool {
		return slices.ContainsFunc(team.Contracts, func(c roster.Contract) bool { return c.ID == id })
	}
	if i := strings.LastIndexByte(policy, '-'); i > 0 && !is(policy) && is(policy[:i]) {
		return policy[:i]
	}
	return policy
}

func shiftsOf(team roster.Team) []solver.Shift {
	var out []solver.Shift
	for _, s := range team.Shifts {
		shift := solver.Shift{ID: s.Code, Name: s.Name, Start: s.Start, Minutes: s.Length, Office: s.Office}
		for _, b := range s.Breaks {
			shift.Breaks = append(shift.Breaks, solver.Break(b))
		}
		out = append(out, shift)
	}
	return out
}

// findings says once what the law says of everybody under a pack.
func (b *builder) findings() []law.Finding {
	type key struct {
		pack string
		law.Finding
	}
	count, people := map[key]int{}, map[string]int{}
	var order []key
	for _, m := range b.members {
		people[m.contract.Pack]++
		for _, f := range m.findings {
			f.Agent = ""
			k := key{m.contract.Pack, f}
			if count[k]++; count[k] == 1 {
				order = append(order, k)
			}
		}
	}
	var out []law.Finding
	for _, k := range order {
		if count[k] == people[k.pack] {
			out = append(out, k.Finding)
			continue
		}
		for _, m := range b.members {
			for _, f := range m.findings {
				if f.Rule == k.Rule && m.contract.Pack == k.pack {
					out = append(out, f)
				}
			}
		}
	}
	return out
}
