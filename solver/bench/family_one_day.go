package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// OneDay draws one day of many people whose duties differ in where the breaks
// lie, as shift design does: the question is who pauses when.
func OneDay(seed uint64) *solver.Problem {
	d := newDraw(seed, 4)
	p := &solver.Problem{Format: solver.Format, Name: "one-day", Start: monday, Days: 1}
	for start := 6 * 60; start <= 14*60; start += 60 {
		for lunch := 180; lunch <= 300; lunch += 30 {
			for _, tea := range []int{75, 105, 135} {
				p.Shifts = append(p.Shifts, solver.Shift{
					ID: fmt.Sprintf("%02d/%d/%d", start/60, tea, lunch), Start: roster.Clock(start), Minutes: 480,
					Breaks: []solver.Break{{After: tea, Minutes: 15, Paid: true}, {After: lunch, Minutes: 30}},
				})
			}
		}
	}
	skills := [][]string{{"calls"}, {"calls", "chat"}, {"chat"}}
	for i := range 500 {
		who := solver.Person{ID: fmt.Sprintf("p%03d", i), Skills: skills[d.IntN(3)]}
		from := d.between(6, 14)
		for _, s := range p.Shifts {
			if int(s.Start) == from*60 && d.IntN(8) == 0 {
				who.Rules = append(who.Rules, rules(fmt.Sprintf(`{"rule":"wish","date":"%s","shift":"%s","weight":%d}`, p.Start, s.ID, d.between(1, 5)))...)
			}
		}
		if d.IntN(10) == 0 {
			who.Rules = append(who.Rules, rules(fmt.Sprintf(`{"rule":"unavailable","dates":["%s"]}`, p.Start))...)
		}
		p.People = append(p.People, who)
	}
	d.quarters(p, 6*60, 22*60, 430*420)
	for i := range p.Demand.Intervals {
		n := &p.Demand.Intervals[i]
		chat := *n
		n.Skills, n.Target = []string{"calls"}, n.Target*3/5
		chat.Skills, chat.Target = []string{"chat"}, chat.Target*2/5
		p.Demand.Intervals = append(p.Demand.Intervals, chat)
	}
	return p
}
