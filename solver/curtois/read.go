package curtois

import (
	"fmt"
	"io"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// monday is day 0: the instances have no dates, but all start on a Monday.
var monday = roster.NewDate(2026, 1, 5)

// Read reads an instance as a problem. The error holds every fault with file
// and line; name is the file's, for them.
func Read(name string, r io.Reader) (*solver.Problem, error) {
	p := &parser{file: name}
	if err := p.read(r); err != nil {
		return nil, err
	}
	p.crossCheck()
	if err := p.faults.Err(); err != nil {
		return nil, err
	}
	out := p.problem(name)
	faults := out.Validate().Errors()
	for i := range faults {
		faults[i].File = name
	}
	return out, faults.Err()
}

// crossCheck finds what is missing, double, or named before it is defined.
func (p *parser) crossCheck() {
	p.line = 0 // these are faults of the whole file
	if p.days == 0 {
		p.fault("", "", "there is no SECTION_HORIZON", "")
	}
	for i, s := range p.shifts {
		if slices.ContainsFunc(p.shifts[:i], func(o shift) bool { return o.id == s.id }) {
			p.fault("shift", s.id, "is defined twice", "")
		}
		for _, id := range s.excludes {
			p.known(id)
		}
	}
	for i, e := range p.staff {
		if slices.ContainsFunc(p.staff[:i], func(o employee) bool { return o.id == e.id }) {
			p.fault("employee", e.id, "is defined twice", "")
		}
		for id := range e.most {
			p.known(id)
		}
	}
}

// problem says the instance in the solver's words.
func (in *instance) problem(name string) *solver.Problem {
	p := &solver.Problem{Format: solver.Format, Name: name, Start: monday, Days: in.days}
	for _, s := range in.shifts {
		p.Shifts = append(p.Shifts, solver.Shift{ID: s.id, Minutes: s.minutes})
	}
	// Successions bind everybody alike and stand apart from personal limits, so
	// that the solver sees one table of them and not one a policy.
	var common []string
	if rules := in.successions(); rules != nil {
		p.Policies = append(p.Policies, solver.Policy{ID: "everybody", Rules: rules})
		common = []string{"everybody"}
	}
	shared := map[string]string{} // the id of a policy by what it says
	for i := range in.staff {
		e := &in.staff[i]
		key := fmt.Sprint(e.most, e.limits)
		if shared[key] == "" {
			shared[key] = fmt.Sprintf("limits-%d", len(shared)+1)
			p.Policies = append(p.Policies, solver.Policy{ID: shared[key], Rules: in.rules(e)})
		}
		p.People = append(p.People, solver.Person{
			ID: e.id, Policies: append(common[:len(common):len(common)], shared[key]), Rules: in.own(e.id),
		})
	}
	for _, c := range in.cover {
		p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{
			Date: monday + roster.Date(c.day), Shift: c.shift, Target: c.want, Missing: c.missing, Surplus: c.surplus,
		})
	}
	return p
}

// successions forbids what may not follow a shift on the next day.
func (in *instance) successions() roster.Policy {
	rule := &roster.ForbiddenSuccession{}
	for _, s := range in.shifts {
		for _, next := range s.excludes {
			rule.Pairs = append(rule.Pairs, [2]string{s.id, next})
		}
	}
	if rule.Pairs == nil {
		return nil
	}
	return roster.Policy{hard(rule)}
}

// own returns what binds one person alone: days off and requests.
func (in *instance) own(id string) (out roster.Policy) {
	off := &roster.Unavailable{}
	for _, d := range in.off {
		if d.who == id {
			off.Dates = append(off.Dates, monday+roster.Date(d.day))
		}
	}
	if off.Dates != nil {
		out = append(out, hard(off))
	}
	for _, w := range in.wishes {
		// A request of weight 0 costs nothing, but a wish without weight is hard.
		if w.who == id && w.weight > 0 {
			rule := &roster.Wish{Date: monday + roster.Date(w.day), Shift: w.shift, Off: w.off}
			out = append(out, roster.Clause{Rule: rule, Weight: w.weight})
		}
	}
	return out
}

// hard makes a rule that must be obeyed. All limits of the instances are.
func hard(r roster.Rule) roster.Clause { return roster.Clause{Rule: r, Hard: true} }
