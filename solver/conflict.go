package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// Conflict is hard rules of one person that cannot all hold. Each of them is
// needed for that: without any one, the others can be obeyed. One has to give.
type Conflict struct {
	Person  string          `json:"person"`
	Minimal bool            `json:"minimal"` // proven of each rule that the others can hold without it
	Rules   []ConflictingOf `json:"rules"`
}

// ConflictingOf is one rule of a conflict.
type ConflictingOf struct {
	Clause roster.Clause   `json:"clause"`
	Gives  []roster.Breach `json:"gives,omitempty"` // how it is broken by a row that obeys all the others
}

// Conflicts finds, for every person who has no lawful row, a smallest set of
// their hard rules that cannot all hold.
func Conflicts(p *Problem) ([]Conflict, error) {
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	m, err := lay(p)
	if err != nil {
		return nil, err
	}
	out := []Conflict{}
	for _, who := range m.people {
		if c, found := who.conflict(m); found {
			out = append(out, c)
		}
	}
	return out, nil
}

// conflict looks for a person's conflict.
func (who *person) conflict(m *model) (Conflict, bool) {
	hard := hardOnes(who.judge.Policy)
	can := func(p roster.Policy) verdict {
		_, v := who.rowFor(m, p)
		return v
	}
	if can(hard) != impossible {
		return Conflict{}, false
	}
	core := quickXplain(nil, nil, hard, func(p roster.Policy) bool { return can(p) == impossible })
	out := Conflict{Person: who.id, Minimal: true}
	for i, clause := range core {
		rest := slices.Concat(core[:i:i], core[i+1:])
		row, v := who.rowFor(m, rest)
		c := ConflictingOf{Clause: clause}
		if v == possible {
			judge := roster.Policy{clause}.Bind(who.cal, who.id)
			c.Gives, _ = judge.Check(row)
		} else {
			out.Minimal = false
		}
		out.Rules = append(out.Rules, c)
	}
	return out, true
}

// hardOnes keeps the clauses that must be obeyed.
func hardOnes(p roster.Policy) (out roster.Policy) {
	for _, clause := range p {
		if clause.Hard {
			out = append(out, clause)
		}
	}
	return out
}

// quickXplain returns a smallest part of a policy that, with what stands firm,
// is impossible: no rule of it can be left out (Junker 2004, "QuickXplain:
// preferred explanations and relaxations for over-constrained problems",
// AAAI-04). Rules that come first are kept first. The policy with what is firm
// must be impossible.
func quickXplain(firm, added, from roster.Policy, impossible func(roster.Policy) bool) roster.Policy {
	if len(added) > 0 && impossible(firm) {
		return nil
	}
	if len(from) <= 1 {
		return from
	}
	half := len(from) / 2
	first, second := from[:half:half], from[half:]
	b := quickXplain(slices.Concat(firm, first), first, second, impossible)
	a := quickXplain(slices.Concat(firm, b), b, first, impossible)
	return slices.Concat(a, b)
}
