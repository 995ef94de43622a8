package roster

import "slices"

// Loosened returns the clause's rule one step looser: a limit moved by one, or by
// the minutes that make a difference to a month. ok is false for what nobody can
// give way on by a step: facts such as leave, wishes, and what was fixed or
// published. A rule without numbers gives way as a whole: looser is then nil.
func Loosened(r Rule) (looser Rule, ok bool) {
	switch r := r.(type) {
	case *MinRest:
		c := *r
		c.Minutes, c.Spring = max(r.Minutes-60, 1), max(r.Spring-60, 0)
		return &c, r.Minutes > 60
	case *DaysInARow:
		c := *r
		c.Max++
		return &c, r.Max > 0
	case *ShiftsInARow:
		c := *r
		c.Max++
		return &c, r.Max > 0
	case *RestAfterNights:
		c := *r
		c.Minutes = max(r.Minutes-8*60, 1)
		return &c, r.Minutes > 8*60
	case *WeeklyRest:
		c := *r
		c.Minutes = max(r.Minutes-4*60, 1)
		return &c, r.Minutes > 4*60
	case *Hours:
		c := *r
		c.Max += 8 * 60
		return &c, r.Max > 0
	case *Duties:
		c := *r
		c.Max = oneMore(r.Max)
		return &c, r.Max != nil
	case *DaysOff:
		c := *r
		c.Min--
		if c.Min == 0 && c.Max == 0 {
			return nil, true
		}
		return &c, r.Min > 0
	case *Weekends:
		c := *r
		c.Max = oneMore(r.Max)
		return &c, r.Max != nil
	case *FreeSundays:
		c := *r
		c.Min--
		if c.Min <= 0 {
			return nil, true
		}
		return &c, true
	case *MaxDuty:
		c := *r
		c.Minutes += 60
		return &c, true
	case *NoNights, *AllowedShifts, *ForbiddenSuccession, *CompleteWeekends, *Pattern:
		return nil, true
	}
	return nil, false
}

func oneMore(n *int) *int {
	if n == nil {
		return nil
	}
	more := *n + 1
	return &more
}

// Loosen replaces, in a policy, the hard clauses of a rule, reason and sources by
// looser ones.
func (p Policy) Loosen(rule, reason string, sources ...string) (out Policy, changed bool) {
	for _, clause := range p {
		if !clause.Hard || clause.Rule.Name() != rule || clause.Reason() != reason || !slices.Contains(sources, clause.Source) {
			out = append(out, clause)
			continue
		}
		looser, ok := Loosened(clause.Rule)
		if !ok {
			out = append(out, clause)
			continue
		}
		changed = true
		if looser != nil {
			clause.Rule = looser
			out = append(out, clause)
		}
	}
	return out, changed
}

// Reason tells clauses of one rule apart, as the reason of their breaches does.
func (cl Clause) Reason() string {
	if r, ok := cl.Rule.(interface{ reason() string }); ok {
		return r.reason()
	}
	return ""
}
