package solver

import (
	"math/rand/v2"
	"testing"

	"github.com/smena-org/smena/roster"
)

// A cell prices the best assignment of people to demands without making one;
// here every assignment is tried.
func TestCellsPriceTheBestAssignment(t *testing.T) {
	skills := [][]string{{"a"}, {"b"}, {"c"}, {"a", "b"}, {"b", "c"}, {"a", "b", "c"}, nil}
	wanted := [][]string{{"a"}, {"b"}, {"c"}, nil, {"a", "b"}}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 5))
		p := &Problem{Format: Format, Start: roster.NewDate(2026, 12, 1), Days: 1, Shifts: []Shift{{ID: "D", Minutes: 480}}}
		for range 1 + r.IntN(5) {
			p.People = append(p.People, Person{ID: string(rune('a' + len(p.People))), Skills: skills[r.IntN(len(skills))]})
		}
		for i := range 1 + r.IntN(4) {
			p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start, Shift: "D", Skills: wanted[i], Target: r.IntN(3), Missing: 1 + r.IntN(4)})
		}
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(m, r)
		cost := m.priceCells(&Solution{}, m.count(rows))
		if want := cheapest(p, rows, 0, map[int]int{}); units(cost.Soft) != float64(want) {
			t.Fatalf("seed %d: cells say %v, the best assignment costs %d\n%+v\n%+v", seed, units(cost.Soft), want, p.People, p.Demand.Shifts)
		}
	}
}

// cheapest tries every demand, and none, for the person and those after.
func cheapest(p *Problem, rows [][]uint8, person int, served map[int]int) int {
	if person == len(p.People) {
		sum := 0
		for i, d := range p.Demand.Shifts {
			sum += max(d.Target-served[i], 0) * d.Missing
		}
		return sum
	}
	best := cheapest(p, rows, person+1, served)
	if rows[person][0] == 0 {
		return best
	}
	for i, d := range p.Demand.Shifts {
		if hasAll(p.People[person].Skills, d.Skills) {
			served[i]++
			best = min(best, cheapest(p, rows, person+1, served))
			served[i]--
		}
	}
	return best
}

// What the duties are said to serve costs what the cells say.
func TestAssignedSkillsMakeUpTheCost(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 6))
		p := &Problem{Format: Format, Start: roster.NewDate(2026, 12, 1), Days: 1, Shifts: []Shift{{ID: "D", Minutes: 480}}}
		for i, s := range [][]string{{"a"}, {"b"}, {"a", "b"}, {"a", "b"}, nil}[:2+r.IntN(4)] {
			p.People = append(p.People, Person{ID: string(rune('a' + i)), Skills: s})
		}
		for i, s := range []string{"a", "b"} {
			p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start, Shift: "D", Skills: []string{s}, Target: 1 + r.IntN(3), Missing: 1 + i})
		}
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		sol := m.report(randomRows(m, r), nil, endless)
		served := map[string]int{}
		for _, d := range sol.Duties {
			served[d.Skill]++
		}
		want := 0
		for _, d := range p.Demand.Shifts {
			want += max(d.Target-served[d.Skills[0]], 0) * d.Missing
		}
		if sol.Cost != float64(want) {
			t.Fatalf("seed %d: cost %v, the demands served leave %d\n%+v", seed, sol.Cost, want, sol.Duties)
		}
	}
}
