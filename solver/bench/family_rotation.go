package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Rotation draws a small crew that keeps a control room for a quarter of a year:
// twelve-hour duties, fair shares of nights and weekends, leave.
func Rotation(seed uint64) *solver.Problem {
	d := newDraw(seed, 5)
	p := &solver.Problem{
		Format: solver.Format, Name: "rotation", Start: monday, Days: 90, Zone: "Europe/Berlin",
		Shifts: []solver.Shift{{ID: "D", Start: 7 * 60, Minutes: 720}, {ID: "N", Start: 19 * 60, Minutes: 720}},
		Policies: []solver.Policy{{ID: "crew", Rules: rules(
			`{"rule":"min-rest","minutes":660}`, `{"rule":"days-in-a-row","max":4}`,
			`{"rule":"forbidden-succession","pairs":[["N","D"]]}`, `{"rule":"rest-after-nights","nights":2,"minutes":2880}`,
			`{"rule":"shifts-in-a-row","shifts":["N"],"min":2,"max":4,"weight":20}`,
			`{"rule":"hours","per":"rolling","days":28,"max":11520}`, `{"rule":"hours","per":"month","max":12000,"weight":1}`,
			`{"rule":"fair-share","of":"shifts","shifts":["N"],"target":22.5,"weight":20}`,
			`{"rule":"fair-share","of":"weekends","target":7,"weight":20}`,
			`{"rule":"weekends-in-a-row","max":2,"weight":25}`,
		)}},
	}
	for i := range 12 {
		who := solver.Person{ID: fmt.Sprintf("c%02d", i), Policies: []string{"crew"}}
		d.wishes(p, &who, 6, 14)
		p.People = append(p.People, who)
	}
	for day := range p.Days {
		for _, s := range p.Shifts {
			p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{
				Date: p.Start + roster.Date(day), Shift: s.ID, Min: 2, Target: 3, Missing: 100, Surplus: 50,
			})
		}
	}
	return p
}
