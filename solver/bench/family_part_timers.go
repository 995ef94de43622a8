package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// PartTimers draws a shop or call centre that hires by the hour: duties of four
// to eight hours from every quarter of an hour, and people who can come on some
// days only, at some times of the day.
func PartTimers(seed uint64) *solver.Problem {
	d := newDraw(seed, 3)
	p := &solver.Problem{Format: solver.Format, Name: "part-timers", Start: monday, Days: 7}
	for _, hours := range []int{4, 5, 6, 8} {
		for start := 7 * 60; start+hours*60 <= 22*60; start += 15 {
			s := solver.Shift{ID: fmt.Sprintf("%02d%02d+%d", start/60, start%60, hours), Start: roster.Clock(start), Minutes: hours * 60}
			if hours >= 6 {
				s.Breaks = []solver.Break{{After: hours * 30, Minutes: 30}}
			}
			p.Shifts = append(p.Shifts, s)
		}
	}
	p.Policies = []solver.Policy{{ID: "all", Rules: rules(`{"rule":"min-rest","minutes":660}`, `{"rule":"days-in-a-row","max":5}`)}}
	for _, c := range []struct{ id, hours string }{{"10", "600"}, {"20", "1200"}, {"30", "1800"}} {
		p.Policies = append(p.Policies, solver.Policy{ID: c.id, Rules: rules(
			`{"rule":"hours","per":"week","max":`+c.hours+`}`, `{"rule":"hours","per":"week","min":`+c.hours+`,"weight":5}`)})
	}
	for i := range 200 {
		who := solver.Person{ID: fmt.Sprintf("p%03d", i), Policies: []string{"all", []string{"10", "20", "30"}[d.IntN(3)]}}
		who.Rules = d.canCome(p)
		p.People = append(p.People, who)
	}
	d.quarters(p, 7*60, 22*60, 200*19.0*60/7)
	return p
}

// canCome draws two days that do not suit, and the half of the others that does not.
func (d draw) canCome(p *solver.Problem) roster.Policy {
	var dates []roster.Date
	for _, day := range d.Perm(p.Days)[:2] {
		dates = append(dates, p.Start+roster.Date(day))
	}
	never := &roster.Unavailable{Dates: dates, Reason: "availability"}
	half := &roster.Unavailable{From: p.Start, To: p.Start + roster.Date(p.Days-1), Reason: "availability"}
	late := d.IntN(2) == 0
	for _, s := range p.Shifts {
		if late == (s.Start < 12*60) {
			half.Shifts = append(half.Shifts, s.ID)
		}
	}
	return roster.Policy{{Rule: never, Hard: true}, {Rule: half, Hard: d.IntN(2) == 0, Weight: 10}}
}

// quarters draws a day's demand with a peak at noon and one in the evening that
// takes about so many minutes of work a day.
func (d draw) quarters(p *solver.Problem, from, to int, minutes float64) {
	shape := func(m int) float64 {
		x := float64(m-from) / float64(to-from)
		return 0.3 + x*(1-x)*4 + max(0, 0.5-4*(x-0.75)*(x-0.75)*4)
	}
	sum := 0.0
	for m := from; m < to; m += 15 {
		sum += shape(m) * 15
	}
	for day := range p.Days {
		for m := from; m < to; m += 15 {
			p.Demand.Intervals = append(p.Demand.Intervals, solver.IntervalDemand{
				Start: at(p, day, m), Minutes: 15, Target: d.near(shape(m) * minutes / sum), Missing: 40, Surplus: 4,
			})
		}
	}
}
