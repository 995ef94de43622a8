package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Ward draws the problem of the second international nurse rostering
// competition: ranks that can stand in for those below, a hard minimum and a
// wanted number for each rank and shift, contracts with runs and whole weekends.
func Ward(seed uint64) *solver.Problem {
	d := newDraw(seed, 2)
	p := &solver.Problem{
		Format: solver.Format, Name: "ward", Start: monday, Days: 28,
		Shifts: []solver.Shift{
			{ID: "E", Start: 6 * 60, Minutes: 480}, {ID: "D", Start: 8 * 60, Minutes: 480},
			{ID: "L", Start: 14 * 60, Minutes: 480}, {ID: "N", Start: 22 * 60, Minutes: 480},
		},
		Policies: append([]solver.Policy{{ID: "ward", Rules: rules(
			`{"rule":"forbidden-succession","pairs":[["N","E"],["N","D"],["N","L"],["L","E"],["L","D"],["D","E"]]}`,
			`{"rule":"shifts-in-a-row","shifts":["N"],"min":2,"max":5,"weight":15}`,
			`{"rule":"shifts-in-a-row","shifts":["E"],"min":2,"max":5,"weight":15}`,
			`{"rule":"complete-weekends","weight":30}`,
		)}}, contracts()...),
	}
	ranks := [][]string{{"head", "nurse", "care"}, {"nurse", "care"}, {"nurse", "care"}, {"care"}, {"care"}, {"trainee"}}
	for i := range 60 {
		who := solver.Person{
			ID: fmt.Sprintf("n%02d", i), Skills: ranks[i%6], Policies: []string{"ward", []string{"full", "full", "part", "half"}[d.IntN(4)]},
		}
		who.HistoryFrom = p.Start - 7
		for back := d.IntN(5); back > 0; back-- {
			who.History = append(who.History, solver.Worked{Date: p.Start - roster.Date(back), Shift: "E"})
		}
		d.wishes(p, &who, 3, 10)
		p.People = append(p.People, who)
	}
	d.beds(p)
	return p
}

// contracts are full time, three quarters and half.
func contracts() (out []solver.Policy) {
	for _, c := range []struct {
		id                       string
		least, most, run, minOff int
		weekends                 int
	}{{"full", 16, 20, 5, 2, 2}, {"part", 12, 15, 5, 2, 2}, {"half", 8, 11, 4, 3, 1}} {
		out = append(out, solver.Policy{ID: c.id, Rules: rules(
			fmt.Sprintf(`{"rule":"duties","per":"horizon","min":%d,"max":%d,"weight":20}`, c.least, c.most),
			fmt.Sprintf(`{"rule":"days-in-a-row","min":2,"max":%d,"weight":30}`, c.run),
			fmt.Sprintf(`{"rule":"days-off-in-a-row","min":%d,"max":6,"weight":30}`, c.minOff),
			fmt.Sprintf(`{"rule":"weekends","per":"horizon","max":%d,"weight":30}`, c.weekends),
		)})
	}
	return out
}

// beds draws the demand of each shift and rank.
func (d draw) beds(p *solver.Problem) {
	for day := range p.Days {
		for _, s := range p.Shifts {
			for _, r := range []struct {
				rank        string
				least, most int
			}{{"head", 0, 2}, {"nurse", 2, 4}, {"care", 2, 5}, {"trainee", 0, 2}} {
				p.Demand.Shifts = append(p.Demand.Shifts, solver.ShiftDemand{
					Date: p.Start + roster.Date(day), Shift: s.ID, Skills: []string{r.rank},
					Min: r.least, Target: d.between(r.least, r.most), Missing: 30,
				})
			}
		}
	}
}
