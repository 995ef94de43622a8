package workspace

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// agentColumns are the columns of agents.csv. A second row of the same agent
// with a later valid_from is a change of contract.
var agentColumns = []Column{
	{Name: "agent_id", Required: true}, {Name: "name", Required: true}, {Name: "contract", Required: true},
	{Name: "zone"}, {Name: "skills"}, {Name: "consents"}, {Name: "protected"}, {Name: "payroll_id"},
	{Name: "hourly_rate"}, {Name: "valid_from"}, {Name: "valid_to"},
}

// agentRow is one row of agents.csv.
type agentRow struct {
	agent roster.Agent
	terms roster.Terms
	rec   *record
}

// readAgents reads agents.csv and puts the rows of each agent together, in
// the order in which the agents appear.
func readAgents(name string, r io.Reader, n *names, faults *roster.Faults) []roster.Agent {
	before := len(faults.Errors())
	table, log := ReadTable(name, r, agentColumns, faults), newFaultLog(name, faults)
	defer log.close()
	n.anybody = len(faults.Errors()) > before
	rows := recordsOf(table, log, func(rec *record) agentRow { return readAgent(rec, n) })
	var order []string
	byID := map[string][]agentRow{}
	for _, row := range rows {
		if byID[row.agent.ID] == nil {
			order = append(order, row.agent.ID)
		}
		byID[row.agent.ID] = append(byID[row.agent.ID], row)
	}
	var agents []roster.Agent
	for _, id := range order {
		agents = append(agents, joinAgent(byID[id]))
	}
	if len(agents) == 0 && len(faults.Errors()) == before {
		faults.Add(roster.Fault{File: name, Problem: "no agents", Cure: "add one row an agent below the header"})
	}
	if len(faults.Errors()) == before { // an agent left out may be the one with the skill
		checkSkills(agents, n, faults)
	}
	return agents
}

// readAgent reads one row. Its id is made known at once: what else is wrong with
// the row must not make the agent a stranger to the other files.
func readAgent(rec *record, n *names) agentRow {
	id := rec.need("agent_id", "give every agent a short id")
	if strings.ContainsFunc(id, unicode.IsSpace) || strings.ContainsFunc(id, unicode.IsControl) {
		rec.fault("agent_id", "an id holds no blanks and no control characters", "write "+printable(strings.Join(strings.Fields(id), "-")))
	}
	n.mention(id)
	from, to := rec.dates("valid_from", "valid_to")
	row := agentRow{rec: rec, terms: roster.Terms{From: from, To: to}}
	row.agent = roster.Agent{
		ID:         id,
		Name:       cmp.Or(rec.Get("name"), id),
		Zone:       rec.agentZone(n.zone),
		PayrollID:  rec.Get("payroll_id"),
		Skills:     rec.words("skills"),
		Consents:   rec.words("consents"),
		Protected:  rec.words("protected"),
		HourlyRate: int64(rec.number("hourly_rate", 0, 1e7, 0)*100 + 0.5),
	}
	if rec.Get("contract") == "" {
		rec.fault("contract", "the agent has no contract", "write "+listed(n.contracts)+", as in team.yaml")
	} else {
		row.terms.Contract = rec.known("contract", "contract", n.contracts)
	}
	rec.vocabulary("skills", "no queue needs this skill", n.skills)
	rec.vocabulary("consents", "no such consent", law.KnownConsents())
	rec.vocabulary("protected", "no such group", law.KnownProtected())
	return row
}

// vocabulary checks the words of a field one by one. The row is kept: the
// agent is real, and other files may name them.
func (r *record) vocabulary(column, problem string, choices []string) {
	for _, w := range r.words(column) {
		if choices != nil && !slices.Contains(choices, w) {
			f := r.Fault(column, problem, cmp.Or(didYouMean(w, choices), "remove it"))
			f.Value = w
			r.log.add(f)
		}
	}
}

// agentZone reads the place of work, the team's when empty.
func (r *record) agentZone(team *time.Location) *time.Location {
	s := r.Get("zone")
	if s == "" {
		return team
	}
	zone, ok := loadZone(s)
	if !ok {
		r.fault("zone", "unknown time zone", "write an IANA name such as Europe/Moscow, or leave it empty for the team's")
	}
	return zone
}

// joinAgent makes one agent of its rows. The terms follow each other: an
// open end gives way to the next row. All else is as the last row says.
func joinAgent(rows []agentRow) roster.Agent {
	slices.SortStableFunc(rows, func(a, b agentRow) int { return cmp.Compare(a.terms.From, b.terms.From) })
	last := rows[len(rows)-1].agent
	for i, row := range rows {
		if i+1 < len(rows) {
			next := rows[i+1]
			switch {
			case next.terms.From == row.terms.From:
				next.rec.fault("agent_id", "stands on line "+lineOf(row.rec)+" already, for the same time", "give each agent its own id, or a later row a later valid_from")
			case row.terms.To == 0:
				row.terms.To = next.terms.From
			case row.terms.To > next.terms.From:
				next.rec.fault("valid_from", "overlaps line "+lineOf(row.rec)+", valid to "+(row.terms.To-1).String(), "begin on the day after, or shorten the other")
			}
		}
		last.Terms = append(last.Terms, row.terms)
	}
	return last
}

// checkSkills finds the queues that nobody can serve.
func checkSkills(agents []roster.Agent, n *names, faults *roster.Faults) {
	for _, need := range n.needed {
		has := func(a roster.Agent) bool { return slices.Contains(a.Skills, need.skill) }
		if !slices.ContainsFunc(agents, has) {
			faults.Add(roster.Fault{File: teamFile, Line: need.line, Field: need.field, Value: need.skill,
				Problem: "no agent has this skill, so nobody can serve " + need.queue, Cure: "give it to somebody in agents.csv, or remove it here"})
		}
	}
}
