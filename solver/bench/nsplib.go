package bench

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// NSPLib reads an instance of the nurse scheduling problem library (Vanhoucke
// and Maenhout, European Journal of Operational Research 193, 2009) as a problem:
// the .nsp file holds what is wanted and what everybody minds, the .gen file
// the limits of a case.
//
//	nurses days shifts, the last of which is the day off
//	a line a day: nurses wanted on each shift
//	a line a nurse: what each shift of each day would cost
//
//	days shifts
//	fewest and most duties; fewest and most working days in a row
//	a line a shift: fewest and most in a row, fewest and most in all
//
// A nurse missing costs 100. Runs that touch the first or the last day are never
// too short.
func NSPLib(name string, instance, limits io.Reader) (*solver.Problem, error) {
	in, gen := numbers{name: name + ".nsp"}, numbers{name: name + ".gen"}
	if err := in.read(instance); err != nil {
		return nil, err
	}
	if err := gen.read(limits); err != nil {
		return nil, err
	}
	nurses, days, shifts := in.next(), in.next(), in.next()
	if gen.next() != days || gen.next() != shifts || days < 1 || shifts < 2 || nurses < 1 || nurses > 1000 || days > 400 || shifts > 100 {
		return nil, roster.Errorf(roster.Invalid, "%s: %d nurses, %d days, %d shifts: not a size there is, or not that of its case", name, nurses, days, shifts)
	}
	p := &solver.Problem{Format: solver.Format, Name: name, Start: monday, Days: days}
	for s := range shifts - 1 {
		p.Shifts = append(p.Shifts, solver.Shift{ID: fmt.Sprintf("s%d", s+1), Start: roster.Clock(s * 1440 / shifts), Minutes: 480})
	}
	in.cover(p)
	for i := range nurses {
		p.People = append(p.People, in.nurse(p, i))
	}
	p.Policies = []solver.Policy{{ID: "case", Rules: gen.limits(p)}}
	if err := in.end(); err != nil {
		return nil, err
	}
	return p, gen.end()
}

// cover reads how many are wanted. Nobody is wanted off duty.
func (n *numbers) cover(p *solver.Problem) {
	for day := range p.Days {
		for _, s := range p.Shifts {
			p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{Date: p.Start + roster.Date(day), Shift: s.ID, Target: n.next(), Missing: 100})
		}
		n.next()
	}
}

// nurse reads what every shift would cost: a wish against it. A wish against
// the day off is one for any shift.
func (n *numbers) nurse(p *solver.Problem, i int) solver.Person {
	who := solver.Person{ID: fmt.Sprintf("n%d", i+1), Policies: []string{"case"}}
	for day := range p.Days {
		date := p.Start + roster.Date(day)
		for _, s := range p.Shifts {
			who.Rules = n.minds(who.Rules, &roster.Wish{Date: date, Shift: s.ID, Off: true})
		}
		who.Rules = n.minds(who.Rules, &roster.Wish{Date: date})
	}
	return who
}

func (n *numbers) minds(rules roster.Policy, wish *roster.Wish) roster.Policy {
	if weight := n.next(); weight > 0 {
		return append(rules, roster.Clause{Rule: wish, Weight: weight})
	}
	return rules
}

// limits reads the case. A limit that the horizon cannot reach says nothing.
func (n *numbers) limits(p *solver.Problem) (out roster.Policy) {
	hard := func(r roster.Rule) { out = append(out, roster.Clause{Rule: r, Hard: true}) }
	total := func(shifts []string, least, most int) {
		if least > 0 || most < p.Days {
			hard(&roster.Duties{Per: roster.PerHorizon, Shifts: shifts, Min: least, Max: &most})
		}
	}
	run := func(rule func(least, most int) roster.Rule) {
		least, most := n.next(), n.next()
		if least <= 1 {
			least = 0
		}
		if most >= p.Days {
			most = 0
		}
		if least > 0 || most > 0 {
			hard(rule(least, most))
		}
	}
	total(nil, n.next(), n.next())
	run(func(least, most int) roster.Rule { return &roster.DaysInARow{Min: least, Max: most} })
	for _, s := range p.Shifts {
		run(func(least, most int) roster.Rule {
			return &roster.ShiftsInARow{Shifts: []string{s.ID}, Min: least, Max: most}
		})
		total([]string{s.ID}, n.next(), n.next())
	}
	run(func(least, most int) roster.Rule { return &roster.DaysOffInARow{Min: least, Max: most} })
	least, most := n.next(), n.next() // days off in all are duties in all
	total(nil, max(p.Days-most, 0), p.Days-least)
	return out
}

// numbers are a file's, in order. Beyond the last they are 0, and that is told
// at the end.
type numbers struct {
	name string
	all  []int
	at   int
}

func (n *numbers) read(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read %s: %w", n.name, err)
	}
	for _, word := range strings.Fields(string(text)) {
		v, err := strconv.Atoi(word)
		if err != nil || v < 0 {
			return roster.Errorf(roster.Invalid, "%s: %q is not a whole number of 0 or more", n.name, word)
		}
		n.all = append(n.all, v)
	}
	return nil
}

func (n *numbers) next() int {
	n.at++
	if n.at > len(n.all) {
		return 0
	}
	return n.all[n.at-1]
}

func (n *numbers) end() error {
	if n.at != len(n.all) {
		return roster.Errorf(roster.Invalid, "%s: holds %d numbers, not the %d of its size", n.name, len(n.all), n.at)
	}
	return nil
}
