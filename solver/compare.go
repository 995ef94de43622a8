package solver

import (
	"cmp"
	"math"
	"slices"

	"github.com/smena-org/smena/roster"
)

// Comparison says what differs between two rosters of one problem. Differences
// are of the second less the first: what is below 0 became better.
type Comparison struct {
	Before Figures        `json:"before"`
	After  Figures        `json:"after"`
	ByRule []RuleCost     `json:"by_rule,omitempty"` // dearer first; they add up to the difference in cost
	People []PersonChange `json:"people,omitempty"`  // those whose days or costs differ; who loses most first
	Opened []Gap          `json:"opened,omitempty"`  // demand that the second leaves open more, by how much
	Closed []Gap          `json:"closed,omitempty"`  // and less
}

// Figures are a roster in a few numbers.
type Figures struct {
	Hard    int     `json:"hard"`
	Cost    float64 `json:"cost"`
	Missing float64 `json:"missing_hours"` // agent-hours of demand not met
	Duties  int     `json:"duties"`
}

// PersonChange says what differs for one person.
type PersonChange struct {
	Person string      `json:"person"`
	Days   []DayChange `json:"days,omitempty"`
	Effect
	Gained []roster.Breach `json:"gained,omitempty"` // wishes refused by the first and granted by the second
	Lost   []roster.Breach `json:"lost,omitempty"`   // and the other way round
}

// DayChange is a day on which two rosters differ; "" is a day off.
type DayChange struct {
	Date roster.Date `json:"date"`
	From string      `json:"from"`
	To   string      `json:"to"`
}

// Compare says what differs between two rosters of one problem.
func Compare(p *Problem, before, after []Assigned) (*Comparison, error) {
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	m, err := lay(p)
	if err != nil {
		return nil, err
	}
	first, was, err := m.read(before)
	if err != nil {
		return nil, err
	}
	second, is, err := m.read(after)
	if err != nil {
		return nil, err
	}
	return m.compare(first, second, m.account(first, was), m.account(second, is)), nil
}

func (m *model) compare(first, second [][]uint8, a, b *Solution) *Comparison {
	c := &Comparison{Before: a.figures(m.problem), After: b.figures(m.problem), ByRule: lessRules(b.ByRule, a.ByRule)}
	for i := range m.people {
		if x := m.comparePerson(i, first[i], second[i]); len(x.Days) > 0 || len(x.ByRule) > 0 {
			c.People = append(c.People, x)
		}
	}
	slices.SortStableFunc(c.People, func(x, y PersonChange) int {
		return cmp.Or(cmp.Compare(y.Hard, x.Hard), cmp.Compare(y.Cost, x.Cost))
	})
	c.Opened, c.Closed = lessGaps(b.Gaps, a.Gaps), lessGaps(a.Gaps, b.Gaps)
	return c
}

// figures sums a roster up.
func (s *Solution) figures(p *Problem) Figures {
	return Figures{Hard: s.Hard, Cost: s.Cost, Missing: s.MissingHours(p), Duties: len(s.Duties)}
}

// MissingHours returns how many agent-hours of demand a solution leaves open. A
// person short of a shift is short for all of it.
func (s *Solution) MissingHours(p *Problem) (sum float64) {
	minutes := map[string]int{}
	for i := range p.Shifts {
		minutes[p.Shifts[i].ID] = p.Shifts[i].Minutes
	}
	for i := range s.Gaps {
		g := &s.Gaps[i]
		n := g.Minutes
		if g.Shift != "" {
			n = minutes[g.Shift]
		}
		sum += g.Missing * float64(n) / 60
	}
	return sum
}

// lessRules subtracts costs rule by rule, and leaves out what is equal.
func lessRules(a, b []RuleCost) []RuleCost {
	out := slices.Clone(a)
	for _, r := range b {
		i := slices.IndexFunc(out, func(x RuleCost) bool { return x.Rule == r.Rule })
		if i < 0 {
			i = len(out)
			out = append(out, RuleCost{Rule: r.Rule})
		}
		out[i].Cost -= r.Cost
		out[i].Hard -= r.Hard
		out[i].Breaches -= r.Breaches
	}
	out = slices.DeleteFunc(out, func(r RuleCost) bool {
		return math.Abs(r.Cost) < 1e-9 && r.Hard == 0 && r.Breaches == 0
	})
	slices.SortStableFunc(out, func(x, y RuleCost) int {
		return cmp.Or(cmp.Compare(y.Hard, x.Hard), cmp.Compare(y.Cost, x.Cost), cmp.Compare(x.Rule, y.Rule))
	})
	return out
}

// lessGaps returns by how much each gap of a is larger than in b.
func lessGaps(a, b []Gap) (out []Gap) {
	was := map[int]*Gap{}
	for i := range b {
		was[b[i].cell] = &b[i]
	}
	for _, g := range a {
		if old := was[g.cell]; old != nil {
			g.Missing, g.Cost, g.Hard = g.Missing-old.Missing, g.Cost-old.Cost, g.Hard && !old.Hard
		}
		if g.Missing > 1e-9 {
			out = append(out, g)
		}
	}
	return out
}

// comparePerson says what differs between two rows of one person. What the
// demand costs is nobody's.
func (m *model) comparePerson(i int, first, second []uint8) PersonChange {
	who := m.people[i]
	out := PersonChange{Person: who.id}
	for day := range first {
		if from, to := first[day], second[day]; from != to {
			out.Days = append(out.Days, DayChange{m.problem.Start + roster.Date(day), who.cal.Codes[from], who.cal.Codes[to]})
		}
	}
	was, before := who.judge.Check(who.row(first))
	is, after := who.judge.Check(who.row(second))
	out.Hard, out.Cost = after.Hard-before.Hard, units(after.Soft-before.Soft)
	out.ByRule = lessRules(byRule(is), byRule(was))
	gone, come := difference(was, is)
	out.Gained, out.Lost = wishes(gone), wishes(come)
	for _, b := range come {
		if b.Hard {
			out.Breaks = append(out.Breaks, b)
		}
	}
	return out
}

// wishes keeps the breaches of wishes.
func wishes(all []roster.Breach) (out []roster.Breach) {
	for _, b := range all {
		if b.Rule == "wish" {
			out = append(out, b)
		}
	}
	return out
}
