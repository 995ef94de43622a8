package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Residents draws a hospital: ward days, and duties on call that last a day and
// are followed by a day off; each year of training is needed by itself.
func Residents(seed uint64) *solver.Problem {
	d := newDraw(seed, 7)
	p := &solver.Problem{
		Format: solver.Format, Name: "residents", Start: monday, Days: 28, Zone: "Europe/Vienna",
		Shifts: []solver.Shift{{ID: "W", Start: 8 * 60, Minutes: 540}, {ID: "C", Start: 8 * 60, Minutes: 1440}},
		Policies: []solver.Policy{{ID: "all", Rules: rules(
			`{"rule":"forbidden-succession","pairs":[["C","W"],["C","C"]]}`, `{"rule":"days-in-a-row","max":12}`,
			`{"rule":"pattern","days":["C","any","C"]}`, `{"rule":"pattern","days":["C","any","any","C"],"weight":30}`,
			`{"rule":"hours","per":"rolling","days":28,"max":17280}`, `{"rule":"days-off","per":"week","min":1}`,
			`{"rule":"duties","shifts":["C"],"per":"horizon","max":6}`, `{"rule":"fair-share","of":"shifts","shifts":["C"],"target":3.2,"weight":20}`,
			`{"rule":"weekends","per":"horizon","max":3,"weight":25}`,
		)}},
	}
	for i := range 40 {
		who := solver.Person{ID: fmt.Sprintf("r%02d", i), Skills: []string{fmt.Sprintf("year-%d", 1+i%4)}, Policies: []string{"all"}}
		d.wishes(p, &who, 4, 9)
		p.People = append(p.People, who)
	}
	for day := range p.Days {
		date := p.Start + roster.Date(day)
		for year := 1; year <= 4; year++ {
			p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{
				Date: date, Shift: "C", Skills: []string{fmt.Sprintf("year-%d", year)}, Min: 1, Target: 1 + d.IntN(5)/4, Missing: 200, Surplus: 40,
			})
		}
		want := 18
		if day%7 >= 5 {
			want = 4
		}
		p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{Date: date, Shift: "W", Target: want + d.IntN(3), Missing: 60, Surplus: 5})
	}
	return p
}
