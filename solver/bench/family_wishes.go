package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Wishes draws a team without a single hard rule: everything has a price, and
// many wishes contradict the demand.
func Wishes(seed uint64) *solver.Problem {
	d := newDraw(seed, 6)
	p := &solver.Problem{
		Format: solver.Format, Name: "wishes", Start: monday, Days: 31,
		Shifts: []solver.Shift{{ID: "E", Start: 6 * 60, Minutes: 480}, {ID: "L", Start: 14 * 60, Minutes: 480}, {ID: "N", Start: 22 * 60, Minutes: 480}},
		Policies: []solver.Policy{{ID: "all", Rules: rules(
			`{"rule":"min-rest","minutes":660,"weight":80}`, `{"rule":"days-in-a-row","max":5,"weight":40}`,
			`{"rule":"days-off-in-a-row","min":2,"weight":20}`, `{"rule":"complete-weekends","weight":15}`,
			`{"rule":"hours","per":"week","max":2400,"weight":20}`, `{"rule":"hours","per":"horizon","min":9120,"max":10080,"weight":20}`,
			`{"rule":"pattern","days":["N","off","E"],"weight":25}`, `{"rule":"fair-share","of":"shifts","shifts":["N"],"target":4.1,"weight":10}`,
		)}},
	}
	for i := range 30 {
		who := solver.Person{ID: fmt.Sprintf("w%02d", i), Policies: []string{"all"}}
		d.wishes(p, &who, 8, 0)
		for range 6 {
			day := p.Start + roster.Date(d.IntN(p.Days))
			who.Rules = append(who.Rules, rules(fmt.Sprintf(`{"rule":"wish","date":"%s","shift":"%s","weight":%d}`, day, p.Shifts[d.IntN(3)].ID, 5*d.between(1, 5)))...)
		}
		p.People = append(p.People, who)
	}
	for day := range p.Days {
		for i, s := range p.Shifts {
			p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{
				Date: p.Start + roster.Date(day), Shift: s.ID, Target: d.between(6, 9) - 2*(i/2), Missing: 50, Surplus: 10,
			})
		}
	}
	return p
}
