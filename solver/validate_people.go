package solver

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/smena-org/smena/roster"
)

// people judges the team, person by person.
func (v *validation) people() {
	v.unique("people", len(v.p.People), func(i int) string { return v.p.People[i].ID })
	for i := range v.p.People {
		at, who := element("people", i), &v.p.People[i]
		if who.Place != "" {
			known(v, join(at, "place"), "place", who.Place, v.place)
		}
		v.named(at, who)
		v.rules(join(at, "rules"), who.Rules)
		v.history(at, who)
		v.pins(at, who)
	}
}

// named judges the policies and skills a person has by name.
func (v *validation) named(at string, who *Person) {
	for i, id := range who.Policies {
		here := element(join(at, "policies"), i)
		known(v, here, "policy", id, v.policy)
		if slices.Contains(who.Policies[:i], id) {
			v.warn(here, id, "binds the person twice, and each breach costs twice", "name it once")
		}
	}
	for i, skill := range who.Skills {
		if skill == "" {
			v.fault(element(join(at, "skills"), i), "", "is empty", "name the skill or leave it out")
		}
	}
}

// history must lie before the start, a duty a day, from history_from on.
func (v *validation) history(at string, who *Person) {
	if f := who.HistoryFrom; f > v.p.Start {
		v.fault(join(at, "history_from"), f.String(), "is after the start", "write a day up to "+v.p.Start.String())
	} else if f != 0 && f < v.p.Start-mostDays {
		v.fault(join(at, "history_from"), f.String(), fmt.Sprintf("is more than %d days before the start", mostDays), "write a later day")
	}
	seen := make(map[roster.Date]bool, len(who.History))
	for i, w := range who.History {
		here := element(join(at, "history"), i)
		known(v, join(here, "shift"), "shift", w.Shift, v.shifts)
		day := join(here, "date")
		// One fault a day is enough.
		switch {
		case w.Date >= v.p.Start:
			v.fault(day, w.Date.String(), "is not before the start", "pin a planned day by the rule pinned")
		case w.Date < max(who.HistoryFrom, v.p.Start-mostDays):
			v.fault(day, w.Date.String(), "is before the history begins", "leave it out, or write an earlier history_from")
		case seen[w.Date]:
			v.fault(day, w.Date.String(), "a second duty on this day", "keep one")
		}
		seen[w.Date] = true
	}
}

// pin is what a hard clause fixes for a day, and where it stands.
type pin struct{ shift, at string }

// pins warns of days that are fixed in two ways, in the person's own rules or
// in the policies they are under. One of the two will be broken.
func (v *validation) pins(at string, who *Person) {
	fixed := map[roster.Date]pin{}
	v.eachClause(at, who, func(here string, c roster.Clause) {
		r, ok := c.Rule.(*roster.Pinned)
		if !ok || !c.Hard {
			return
		}
		before, twice := fixed[r.Date]
		if twice && before.shift != r.Shift {
			v.warn(here, r.Shift, fmt.Sprintf("%s is pinned to %s by %s", r.Date, strconv.Quote(before.shift), before.at), "keep one: the roster must break the other")
			return
		}
		fixed[r.Date] = pin{r.Shift, here}
	})
}

// eachClause calls f with all that binds a person and where it stands.
func (v *validation) eachClause(at string, who *Person, f func(at string, c roster.Clause)) {
	for _, id := range who.Policies {
		i, ok := v.policy[id]
		if !ok {
			continue // reported already
		}
		for j, c := range v.p.Policies[i].Rules {
			f(element(join(element("policies", i), "rules"), j), c)
		}
	}
	for j, c := range who.Rules {
		f(element(join(at, "rules"), j), c)
	}
}
