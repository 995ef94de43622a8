package solver

import (
	"fmt"
	"strconv"
	"time"

	"github.com/smena-org/smena/roster"
)

// What numbers may be. Weights are bounded so that the cost of any roster fits
// a word however it is added up.
const (
	mostDays    = 400
	mostShifts  = 255 // a row holds a byte a day, and 0 is the day off
	mostWeight  = 100_000
	mostPeople  = 100_000 // wanted at a time
	dayMinutes  = 1440
	mostMinutes = mostDays * dayMinutes
)

// Validate returns all that is wrong with the problem. The field of a fault is
// its path in the JSON form, such as people[3].rules[2]; a warning is what the
// solver can live with but the author may not have meant.
func (p *Problem) Validate() roster.Faults {
	v := newValidation(p)
	v.frame()
	v.allShifts()
	v.places()
	v.policies()
	v.people()
	v.demand()
	v.totals()
	return v.faults
}

// validation collects faults, and knows what the problem defines.
type validation struct {
	p         *Problem
	zone      *time.Location // UTC when the problem's is unknown
	faults    roster.Faults
	shifts    map[string]bool
	place     map[string]bool
	policy    map[string]int  // where each is
	skillSets map[string]bool // demanded so far
}

// newValidation notes all that can be referred to before anything is judged:
// order within the document means nothing.
func newValidation(p *Problem) *validation {
	v := &validation{
		p: p, zone: time.UTC, shifts: map[string]bool{}, place: map[string]bool{}, policy: map[string]int{}, skillSets: map[string]bool{},
	}
	for i := range p.Shifts {
		v.shifts[p.Shifts[i].ID] = true
	}
	for i := range p.Places {
		v.place[p.Places[i].ID] = true
	}
	for i := range p.Policies {
		v.policy[p.Policies[i].ID] = i
	}
	return v
}

// frame judges what stands at the top of the problem.
func (v *validation) frame() {
	p := v.p
	if p.Format != Format {
		v.fault("format", p.Format, "is not a problem of this version", "write "+Format)
	}
	if p.Start == 0 {
		v.fault("start", "", "is missing", "write the first planned day, such as 2026-12-01")
	}
	v.number("", "days", p.Days, 1, mostDays)
	if zone, err := loadZone(p.Zone); err != nil {
		v.fault("zone", p.Zone, "unknown time zone", "write an IANA name such as Europe/Budapest")
	} else {
		v.zone = zone
	}
	if len(p.Shifts) == 0 {
		v.warn("shifts", "[]", "there is no shift, so nobody can work", "add the shifts people work")
	}
	if len(p.Shifts) > mostShifts {
		v.fault("shifts", strconv.Itoa(len(p.Shifts)), "more shifts than a roster can tell apart", fmt.Sprintf("keep to %d", mostShifts))
	}
	if len(p.People) == 0 {
		v.warn("people", "[]", "the team is empty, so the roster will be", "add the people to be rostered")
	}
}

// loadZone finds a time zone; "" is UTC. The machine's own has no place in a
// document.
func loadZone(name string) (*time.Location, error) {
	if name == "Local" {
		return nil, fmt.Errorf("zone %q depends on the machine", name)
	}
	return time.LoadLocation(name)
}

// end returns the day after the last planned one.
func (v *validation) end() roster.Date { return v.p.Start + roster.Date(v.p.Days) }

// fault records what makes the problem senseless.
func (v *validation) fault(field, value, problem, cure string) {
	v.faults.Add(roster.Fault{File: "problem", Field: field, Value: value, Problem: problem, Cure: cure})
}

// warn records what the solver can live with.
func (v *validation) warn(field, value, problem, cure string) {
	v.faults.Add(roster.Fault{File: "problem", Field: field, Value: value, Problem: problem, Cure: cure, Warning: true})
}

// number complains of a number outside [lo, hi].
func (v *validation) number(at, name string, n, lo, hi int) {
	if n < lo || n > hi {
		v.fault(join(at, name), strconv.Itoa(n), "is out of range", fmt.Sprintf("write %d to %d", lo, hi))
	}
}

// weight complains of a price that is negative or would overflow a cost.
func (v *validation) weight(at, name string, n int) {
	switch {
	case n < 0:
		v.fault(join(at, name), strconv.Itoa(n), "a price must not be negative", "leave it out if it costs nothing")
	case n > mostWeight:
		v.fault(join(at, name), strconv.Itoa(n), "is so large that costs could overflow", fmt.Sprintf("scale all weights so that none is above %d", mostWeight))
	}
}

// unique complains of ids that are missing or given before.
func (v *validation) unique(list string, n int, id func(i int) string) {
	first := make(map[string]int, n) // where each id was given first
	for i := range n {
		at := join(element(list, i), "id")
		before, twice := first[id(i)]
		switch {
		case id(i) == "":
			v.fault(at, "", "is missing", "give it an id")
		case twice:
			v.fault(at, id(i), "is the id of "+element(list, before)+" too", "give each its own")
		default:
			first[id(i)] = i
		}
	}
}

// known complains of a reference to something the problem does not define.
func known[V any](v *validation, field, kind, id string, ids map[string]V) {
	if _, ok := ids[id]; !ok {
		v.fault(field, id, "unknown "+kind, suggest(id, keys(ids)))
	}
}

// element returns the path of a list's element.
func element(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
