package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// Solution is a roster with everything worth knowing about it.
type Solution struct {
	Format     string          `json:"format"` // "smena/solution/1"
	Problem    string          `json:"problem,omitempty"`
	Seed       uint64          `json:"seed"`
	Iterations int64           `json:"iterations"`
	Seconds    float64         `json:"seconds"`
	Cost       float64         `json:"cost"`            // soft; missing the demand included
	Hard       int             `json:"hard"`            // steps by which hard rules are broken; 0 is lawful
	Bound      *float64        `json:"bound,omitempty"` // no roster costs less; absent when not known
	Duties     []Assigned      `json:"duties"`
	Breaches   []roster.Breach `json:"breaches,omitempty"` // of personal rules, hard and soft
	Gaps       []Gap           `json:"gaps,omitempty"`     // demand not met
	ByRule     []RuleCost      `json:"by_rule,omitempty"`
	Infeasible string          `json:"infeasible,omitempty"` // proof, in words, that no lawful roster exists
}

// Assigned is one duty of a solution. Skill is the demand it serves, where
// demand is by shift and skill. Breaks are the minutes of the shift at which its
// breaks begin, where that is not where the shift has them.
type Assigned struct {
	Person string      `json:"person"`
	Date   roster.Date `json:"date"`
	Shift  string      `json:"shift"`
	Skill  string      `json:"skill,omitempty"`
	Breaks []int       `json:"breaks,omitempty"`
}

// same reports whether two duties are alike in everything.
func (d Assigned) same(o Assigned) bool {
	return d.Person == o.Person && d.Date == o.Date && d.Shift == o.Shift && d.Skill == o.Skill && slices.Equal(d.Breaks, o.Breaks)
}

// RuleCost says what the breaches of one rule, or the missing of demand, cost.
type RuleCost struct {
	Rule     string  `json:"rule"` // a rule's name, or "missing", "surplus", "minimum"
	Hard     int     `json:"hard"`
	Cost     float64 `json:"cost"`
	Breaches int     `json:"breaches"`
}

// Gap is demand that is not met, and why.
type Gap struct {
	Start   string   `json:"start"` // RFC 3339, or the date of a shift demand
	Minutes int      `json:"minutes,omitempty"`
	Shift   string   `json:"shift,omitempty"`
	Skills  []string `json:"skills,omitempty"`
	Missing float64  `json:"missing"` // people short, on average over the span
	Hard    bool     `json:"hard,omitempty"`
	Cost    float64  `json:"cost"`
	Reasons []Reason `json:"reasons,omitempty"` // what stopped those who could have filled it

	cell int // of the model that made it
}

// Reason counts the people whom one rule, by one number, kept from filling a gap.
type Reason struct {
	Rule    string     `json:"rule"` // a rule's name, "skill", "no-shift", "working", "price", or "left" where nothing stands in the way
	Reason  string     `json:"reason,omitempty"`
	People  []string   `json:"people"`
	Alone   int        `json:"alone,omitempty"`   // of the people: those whom no other rule stops
	Nearest *Assigned  `json:"nearest,omitempty"` // the nearest miss: the duty, and whose it would be
	Have    int        `json:"have,omitempty"`    // its numbers
	Want    int        `json:"want,omitempty"`
	Cost    float64    `json:"cost,omitempty"`    // what it would cost more, all told, where no rule stops it
	ByRule  []RuleCost `json:"by_rule,omitempty"` // the same by rule: what the gap gains is negative
}
