package solver

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// policies judges the shared lists of rules, each once however many share it.
func (v *validation) policies() {
	v.unique("policies", len(v.p.Policies), func(i int) string { return v.p.Policies[i].ID })
	for i := range v.p.Policies {
		v.rules(join(element("policies", i), "rules"), v.p.Policies[i].Rules)
	}
}

// rules judges the clauses of a list.
func (v *validation) rules(list string, policy roster.Policy) {
	for i, c := range policy {
		at := element(list, i)
		if c.Rule == nil {
			v.fault(join(at, "rule"), "", "is missing", "name the rule, for instance min-rest")
			continue
		}
		v.clause(at, c)
	}
}

// clause judges a rule with its numbers, its price, and the shifts it names. The
// numbers are the rule's own business: Rule.Validate knows their limits.
func (v *validation) clause(at string, c roster.Clause) {
	name := c.Rule.Name()
	for _, problem := range clauseProblems(c) {
		v.fault(at, name, problem, "")
	}
	// A weight below 0 is among the problems above.
	if c.Weight > mostWeight {
		v.weight(at, "weight", c.Weight)
	}
	if err := roster.UnknownShift(c.Rule, func(code string) bool { return v.shifts[code] }); err != nil {
		v.fault(at, name, err.Error(), "the shifts are "+strings.Join(keys(v.shifts), ", "))
	}
	v.dated(at, c)
}

// dated warns of wishes and pins that cannot matter, or matter too much.
func (v *validation) dated(at string, c roster.Clause) {
	var date roster.Date
	switch r := c.Rule.(type) {
	case *roster.Wish:
		date = r.Date
		if c.Hard {
			v.warn(at, c.Rule.Name(), "a wish without weight is hard", "give it a weight, or hard: true if that is meant")
		}
	case *roster.Pinned:
		date = r.Date
	default:
		return
	}
	if date < v.p.Start || date >= v.end() {
		v.warn(join(at, "date"), date.String(), "is not among the planned days, so it does nothing", v.horizon())
	}
}

// horizon is the cure for all dates that are not planned: it says which are.
func (v *validation) horizon() string {
	return fmt.Sprintf("they are %s to %s", v.p.Start, v.end()-1)
}

// clauseProblems returns what is wrong with the numbers of a clause, a line each.
func clauseProblems(c roster.Clause) (out []string) {
	if c.Weight < 0 {
		out = append(out, fmt.Sprintf("weight %d is negative; leave it out to make the rule hard", c.Weight))
	}
	if err := c.Rule.Validate(); err != nil {
		for _, e := range parts(err) {
			out = append(out, e.Error())
		}
	}
	return append(out, loose(c)...)
}

// loose finds what rules take without complaint though it cannot be meant.
func loose(c roster.Clause) (out []string) {
	for name, n := range openings(c.Rule) {
		if n < -mostMinutes || n > mostMinutes {
			out = append(out, name+" is "+strconv.Itoa(n)+"; that is more than a year of minutes")
		}
	}
	return out
}

// openings returns what a rule carries in.
func openings(r roster.Rule) map[string]int {
	switch r := r.(type) {
	case *roster.Hours:
		return map[string]int{"opening": r.Opening}
	case *roster.Duties:
		return map[string]int{"opening": r.Opening}
	case *roster.Weekends:
		return map[string]int{"opening": r.Opening}
	}
	return nil
}

// parts undoes errors.Join, so that each fault gets its own line.
func parts(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range joined.Unwrap() {
			out = append(out, parts(e)...)
		}
		return out
	}
	return []error{errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))}
}
