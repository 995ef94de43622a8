package law

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
)

// Entry is one clause of a pack: when it counts, from when to when, and with
// which numbers.
type Entry struct {
	// Clause is what roster.ParseClause reads, source included.
	Clause map[string]any `yaml:"clause"`
	// PerWeek holds fields of the clause given for a week; they are scaled to
	// the days of the period.
	PerWeek map[string]int `yaml:"per_week"`
	// Norm names the field that gets the norm of the period, absences taken
	// off; "opening" then gets the balance carried in.
	Norm      string      `yaml:"norm"`
	When      When        `yaml:"when"`
	Severity  Severity    `yaml:"severity"`
	ValidFrom roster.Date `yaml:"valid_from"`
	ValidTo   roster.Date `yaml:"valid_to"`
}

// Notice is an entry that binds no row but must be said.
type Notice struct {
	Rule      string      `yaml:"rule"`
	Text      string      `yaml:"text"`
	Source    string      `yaml:"source"`
	When      When        `yaml:"when"`
	Severity  Severity    `yaml:"severity"`
	ValidFrom roster.Date `yaml:"valid_from"`
	ValidTo   roster.Date `yaml:"valid_to"`
}

// PolicyInput is one agent under one contract in one period.
type PolicyInput struct {
	Team     roster.Team
	Contract roster.Contract
	Agent    roster.Agent
	From, To roster.Date      // half-open, usually a month
	Balance  *roster.Balance  // carried in, if known
	Absences []roster.Absence // anybody's; the agent's own reduce the norm
}

// Policy returns the clauses of the pack for one agent in one period, and what
// else the law has to say. Clauses of the contract, the team and overrides are
// not in it, save the contract's word on nights, which turns on a consent.
// An agent's consent or group that no pack knows is an Invalid error.
func (p *Pack) Policy(in PolicyInput) (roster.Policy, []Finding, error) {
	if in.To <= in.From {
		return nil, nil, roster.Errorf(roster.Invalid, "the period ends on %s, before it begins on %s; give a month", in.To, in.From)
	}
	if err := checkWords(in.Agent); err != nil {
		return nil, nil, err
	}
	var out roster.Policy
	for _, e := range slices.Concat(p.Clauses, contractNights) {
		if !valid(e.ValidFrom, e.ValidTo, in.From) || !e.When.holds(p, in) {
			continue
		}
		if e.Norm != "" && in.Contract.WeeklyMinutes == 0 {
			continue // a contract without agreed hours has no norm to exceed
		}
		c, err := e.clause(p, in)
		if err != nil {
			return nil, nil, fmt.Errorf("pack %s: %w", p.ID, err)
		}
		out = append(out, c)
	}
	return out, p.findings(in), nil
}

// contractNights holds for every pack: who has not agreed to work at night by
// contract does not, whatever the law would allow.
var contractNights = []Entry{
	{
		Clause: map[string]any{"rule": "no-nights", "reason": "consent", "source": "contract: nights never"},
		When:   When{Contract: "never"},
	}, {
		Clause: map[string]any{"rule": "no-nights", "reason": "consent", "source": "contract: nights for volunteers"},
		When:   When{Contract: "volunteers", Without: "night"},
	},
}

// findings are the notices that hold. They are said of one agent; whoever asks
// for many says once what is true of all.
func (p *Pack) findings(in PolicyInput) []Finding {
	var out []Finding
	for _, n := range p.Notices {
		if valid(n.ValidFrom, n.ValidTo, in.From) && n.When.holds(p, in) {
			out = append(out, Finding{
				Severity: n.Severity, Rule: n.Rule, Text: n.Text, Source: n.Source, Agent: in.Agent.ID,
				Grounds: strings.Join(n.When.NoGround, ", "),
			})
		}
	}
	return out
}

// clause fills in the numbers that depend on the period and the person, and
// reads the result as any other clause is read: there is one parser.
func (e Entry) clause(p *Pack, in PolicyInput) (roster.Clause, error) {
	fields := maps.Clone(e.Clause)
	for name, perWeek := range e.PerWeek {
		fields[name] = perWeek * int(in.To-in.From) / 7
	}
	if e.Norm != "" {
		norm, opening := p.cap(in)
		fields[e.Norm], fields["opening"] = norm, opening
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return roster.Clause{}, err
	}
	return roster.ParseClause(data)
}

// cap returns the minutes a person may be rostered for at most, and what of
// them the balance has used up. The norm is a duty to the employee, so it is a
// ceiling and never an equality: what a month lacks or has too much is carried
// into the next month of the reference period. A period of one month carries
// nothing.
func (p *Pack) cap(in PolicyInput) (norm, opening int) {
	away := func(d roster.Date) bool {
		return slices.ContainsFunc(in.Absences, func(a roster.Absence) bool {
			return a.Agent == in.Agent.ID && d >= a.From && d < a.To
		})
	}
	norm = normOf(p.country(in.Team), in.Team.Region, in.From, in.To, in.Contract.WeeklyMinutes/5, away)
	if in.Balance != nil && p.reference(in.Contract) > 1 {
		opening = in.Balance.HoursBalance
	}
	return max(norm, 1), opening // a rule's maximum of 0 would mean none at all
}

// reference is the averaging period in months: the contract's, else the pack's.
func (p *Pack) reference(c roster.Contract) int {
	if c.Reference > 0 {
		return c.Reference
	}
	return p.Reference
}

func (e Entry) validate() error {
	if e.Clause["source"] == nil {
		return fmt.Errorf("rule %v names no source", e.Clause["rule"])
	}
	if !e.Severity.known() {
		return fmt.Errorf("rule %v: severity %q", e.Clause["rule"], e.Severity)
	}
	return e.When.validate()
}

func (n Notice) validate() error {
	if n.Rule == "" || n.Text == "" || n.Source == "" || !n.Severity.known() {
		return fmt.Errorf("%+v lacks rule, text, source or a known severity", n)
	}
	return n.When.validate()
}
