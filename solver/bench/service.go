package bench

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Service draws a support team round the clock for a month: two languages,
// 8-hour and 12-hour people under Hungarian labour law, demand in quarters of an
// hour that takes about nine tenths of the hours they may work.
func Service(seed uint64, people int) *solver.Problem {
	d := newDraw(seed, 1)
	p := &solver.Problem{
		Format: solver.Format, Name: fmt.Sprintf("service-%d", people), Start: roster.NewDate(2026, 12, 1), Days: 31, Zone: "Europe/Budapest",
		Shifts: serviceShifts(), Policies: servicePolicies(),
		Places: []solver.Place{{
			ID: "bud", Zone: "Europe/Budapest", Holidays: []roster.Date{roster.NewDate(2026, 12, 25), roster.NewDate(2026, 12, 26)},
			Night: &solver.Night{From: 22 * 60, To: 30 * 60, Minutes: 61},
		}},
	}
	for i := range people {
		who := solver.Person{
			ID: fmt.Sprintf("a%04d", i), Place: "bud", Skills: [][]string{{"hu"}, {"hu", "en"}, {"en"}}[i%3],
			Policies: []string{"law", []string{"8h", "8h", "8h", "12h"}[d.IntN(4)]},
		}
		d.wishes(p, &who, 2, 7)
		p.People = append(p.People, who)
	}
	d.contacts(p, people)
	return p
}

func serviceShifts() []solver.Shift {
	lunch := []solver.Break{{After: 240, Minutes: 20}}
	long := []solver.Break{{After: 240, Minutes: 20}, {After: 480, Minutes: 25}}
	return []solver.Shift{
		{ID: "E", Start: 6 * 60, Minutes: 500, Breaks: lunch}, {ID: "M", Start: 9 * 60, Minutes: 500, Breaks: lunch},
		{ID: "A", Start: 11 * 60, Minutes: 500, Breaks: lunch}, {ID: "L", Start: 14 * 60, Minutes: 500, Breaks: lunch},
		{ID: "N", Start: 22 * 60, Minutes: 500, Breaks: lunch},
		{ID: "D12", Start: 7 * 60, Minutes: 720, Breaks: long}, {ID: "N12", Start: 19 * 60, Minutes: 720, Breaks: long},
	}
}

func servicePolicies() []solver.Policy {
	return []solver.Policy{
		{ID: "law", Rules: rules(
			`{"rule":"min-rest","minutes":660}`, `{"rule":"days-in-a-row","max":6}`, `{"rule":"weekly-rest","minutes":2400,"per":"month"}`,
			`{"rule":"free-sundays","per":"month","min":1}`, `{"rule":"hours","per":"week","max":3600}`,
			`{"rule":"hours","per":"month","max":11040}`, `{"rule":"days-off-in-a-row","min":2,"weight":20}`,
			`{"rule":"hours","per":"month","min":9600,"weight":10}`,
			`{"rule":"fair-share","of":"weekends","target":2.6,"weight":15}`,
		)},
		{ID: "8h", Rules: rules(`{"rule":"allowed-shifts","shifts":["E","M","A","L","N"]}`,
			`{"rule":"shifts-in-a-row","night":true,"max":4}`, `{"rule":"fair-share","of":"nights","target":4,"weight":15}`)},
		{ID: "12h", Rules: rules(`{"rule":"allowed-shifts","shifts":["D12","N12"]}`,
			`{"rule":"days-in-a-row","max":3}`, `{"rule":"fair-share","of":"nights","target":6,"weight":15}`)},
	}
}

// byHour is the shape of a weekday: two peaks, and a night that is not empty.
var byHour = [24]float64{4, 3, 3, 2, 2, 3, 6, 11, 18, 23, 24, 23, 21, 21, 22, 21, 19, 17, 15, 14, 12, 10, 7, 5}

// contacts draws what the languages need, quarter by quarter.
func (d draw) contacts(p *solver.Problem, people int) {
	sum := 0.0
	for _, v := range byHour {
		sum += v
	}
	hours := float64(people) * 158 * 0.9 // of work in the month, breaks left out
	perDay := hours / float64(p.Days) / sum
	for day := range p.Days {
		week := []float64{1.2, 1.1, 1.05, 1.05, 1.1, 0.8, 0.7}[(int(p.Start)+day+3)%7]
		for quarter := range 96 {
			hour := byHour[quarter/4] + (byHour[(quarter/4+1)%24]-byHour[quarter/4])*float64(quarter%4)/4
			for i, lang := range []string{"hu", "en"} {
				need := d.near(perDay * week * hour * []float64{0.6, 0.4}[i])
				p.Demand.Intervals = append(p.Demand.Intervals, solver.IntervalDemand{
					Start: at(p, day, quarter*15), Minutes: 15, Skills: []string{lang}, Target: need, Missing: 100, Surplus: 2,
				})
			}
		}
	}
}
