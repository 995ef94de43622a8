package solver

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/smena-org/smena/roster"
)

// clauses in JSON, so that every rule is exercised by the form people write.
// A test checks that each rule of the catalogue is among them.
var anyClause = []string{
	`{"rule":"no-overlap"}`,
	`{"rule":"min-rest","minutes":660}`,
	`{"rule":"min-rest","minutes":720,"spring_minutes":600,"weight":7}`,
	`{"rule":"forbidden-succession","pairs":[["N","E"],["L","E"]]}`,
	`{"rule":"forbidden-succession","pairs":[["N","E"]],"days_off_between":1,"weight":9}`,
	`{"rule":"days-in-a-row","min":2,"max":5,"weight":11}`,
	`{"rule":"days-in-a-row","max":6}`,
	`{"rule":"shifts-in-a-row","shifts":["L"],"min":2,"max":3,"weight":5}`,
	`{"rule":"shifts-in-a-row","night":true,"max":4}`,
	`{"rule":"rest-after-nights","nights":2,"minutes":2880,"weight":3}`,
	`{"rule":"days-off-in-a-row","min":2,"max":4,"weight":8}`,
	`{"rule":"weekly-rest","minutes":2520}`,
	`{"rule":"weekly-rest","minutes":2400,"per":"month","weight":2}`,
	`{"rule":"hours","per":"week","max":2880}`,
	`{"rule":"hours","per":"month","min":7000,"max":9000,"weight":10}`,
	`{"rule":"hours","per":"rolling","days":9,"max":3600,"weight":4}`,
	`{"rule":"duties","per":"horizon","min":8,"max":14,"weight":20}`,
	`{"rule":"duties","per":"week","office":true,"min":1,"weight":6}`,
	`{"rule":"duties","per":"month","weekdays":["fri"],"max":2,"weight":6}`,
	`{"rule":"days-off","per":"week","min":2}`,
	`{"rule":"weekends","per":"horizon","max":2,"weight":30}`,
	`{"rule":"weekends","per":"month","max":1,"by":"busy"}`,
	`{"rule":"complete-weekends","weight":30}`,
	`{"rule":"weekends-in-a-row","min":2,"max":2,"weight":13}`,
	`{"rule":"free-sundays","per":"month","min":1}`,
	`{"rule":"fair-share","of":"nights","target":2.5,"weight":15}`,
	`{"rule":"fair-share","of":"weekends","target":1,"weight":15}`,
	`{"rule":"fair-share","of":"holidays","target":0.5,"weight":15}`,
	`{"rule":"fair-share","of":"shifts","shifts":["L"],"target":4,"weight":15}`,
	`{"rule":"pattern","days":["E","off","N"],"weight":4}`,
	`{"rule":"pattern","days":["work","any","off","work"],"from":"thu","weight":4}`,
	`{"rule":"max-duty","minutes":600}`,
	`{"rule":"no-nights","reason":"consent","weight":40}`,
	`{"rule":"allowed-shifts","shifts":["E","L"],"weight":40}`,
	`{"rule":"unavailable","from":"2026-03-04","to":"2026-03-07"}`,
	`{"rule":"wish","date":"2026-03-10","shift":"E","weight":5}`,
	`{"rule":"wish","date":"2026-03-11","off":true,"weight":5}`,
	`{"rule":"pinned","date":"2026-03-12","shift":"L"}`,
	`{"rule":"as-published","from":"2026-03-09","shifts":["E","E","","*","L"],"weight":3}`,
	`{"rule":"as-published","from":"2026-03-16","shifts":["","N","N"],"once":true,"weight":50}`,
}

func clause(t testing.TB, s string) roster.Clause {
	t.Helper()
	c, err := roster.ParseClause([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return c
}

// randomProblem makes a small problem over the spring clock change of Budapest.
func randomProblem(t testing.TB, r *rand.Rand, people int) *Problem {
	t.Helper()
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 3, 2), Days: 28 + r.IntN(4), Zone: "Europe/Budapest",
		Shifts: []Shift{
			{ID: "E", Start: 6 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}, Office: true},
			{ID: "L", Start: 14 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}},
			{ID: "N", Start: 22 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}},
		},
		Places: []Place{
			{ID: "bud", Zone: "Europe/Budapest", Holidays: []roster.Date{roster.NewDate(2026, 3, 15)}, Night: &Night{From: 22 * 60, To: 30 * 60, Minutes: 61}},
			{ID: "tbs", Zone: "Asia/Tbilisi", Night: &Night{From: 22 * 60, To: 30 * 60, Percent: 50}, Shorter: []Shorter{{roster.NewDate(2026, 3, 7), 60}}},
		},
	}
	var shared roster.Policy
	for _, s := range anyClause {
		if r.IntN(3) == 0 {
			shared = append(shared, clause(t, s))
		}
	}
	p.Policies = []Policy{{ID: "all", Rules: shared}}
	for i := range people {
		who := Person{ID: fmt.Sprintf("p%d", i), Policies: []string{"all"}, Place: p.Places[r.IntN(2)].ID, Skills: [][]string{{"hu"}, {"hu", "en"}, {"en"}, nil}[r.IntN(4)]}
		for range r.IntN(3) {
			who.Rules = append(who.Rules, clause(t, anyClause[r.IntN(len(anyClause))]))
		}
		if r.IntN(2) == 0 {
			who.HistoryFrom = p.Start - roster.Date(1+r.IntN(12))
			for d := who.HistoryFrom; d < p.Start; d++ {
				if s := r.IntN(4); s > 0 {
					who.History = append(who.History, Worked{d, p.Shifts[s-1].ID})
				}
			}
		}
		p.People = append(p.People, who)
	}
	randomDemand(p, r)
	return p
}

func randomDemand(p *Problem, r *rand.Rand) {
	skills := [][]string{{"hu"}, {"en"}, nil, {"hu", "en"}}
	for d := range p.Days {
		date := p.Start + roster.Date(d)
		for _, s := range p.Shifts {
			for _, sk := range skills[:1+r.IntN(4)] {
				p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: date, Shift: s.ID, Skills: sk, Min: r.IntN(2), Target: r.IntN(3), Missing: 30 + 10*r.IntN(3), Surplus: r.IntN(2)})
			}
		}
		for h := 0; h < 24; h += 1 + r.IntN(3) {
			p.Demand.Intervals = append(p.Demand.Intervals, IntervalDemand{Start: fmt.Sprintf("%sT%02d:00", date, h), Minutes: 60, Skills: skills[r.IntN(3)], Target: r.IntN(3), Missing: 100, Surplus: 1})
		}
	}
	p.Demand.Windows = append(p.Demand.Windows, WindowDemand{Start: fmt.Sprintf("%sT06:00", p.Start), Minutes: 720, Skills: []string{"hu"}, Work: 600, Missing: 50})
}

// randomRows draws any roster, lawful or not.
func randomRows(m *model, r *rand.Rand) [][]uint8 {
	rows := m.allFree()
	for i := range rows {
		for d := range rows[i] {
			rows[i][d] = uint8(r.IntN(m.shifts))
		}
	}
	return rows
}

func TestAnyClauseCoversTheCatalogue(t *testing.T) {
	for _, make := range roster.Catalogue {
		name := make().Name()
		found := false
		for _, s := range anyClause {
			var w struct{ Rule string }
			if err := json.Unmarshal([]byte(s), &w); err != nil {
				t.Fatal(err)
			}
			found = found || w.Rule == name
		}
		if !found {
			t.Errorf("no random problem has the rule %q", name)
		}
	}
}
