package solver

import (
	"math/rand/v2"
	"testing"
)

// tinyProblem is a random problem small enough to try every row.
func tinyProblem(t testing.TB, seed uint64, people, days int) *Problem {
	r := rand.New(rand.NewPCG(seed, 3))
	p := randomProblem(t, r, people)
	p.Days = days
	p.Demand = Demand{}
	randomDemand(p, r)
	return p
}

// quoteOf draws prices; those of resources only steer.
func quoteOf(m *model, p *planner, r *rand.Rand) (*quote, *tilt) {
	q, t := &quote{fine: 4, effort: usual}, newTilt(p, 4)
	for i := range m.days * m.shifts {
		q.duties = append(q.duties, int32(r.IntN(4000)-2000)+4*p.who.free(i/m.shifts, i%m.shifts).soft)
	}
	for i := range t.price {
		t.price[i] = int32(r.IntN(400) - 200)
	}
	return q, &t
}

// tryRows judges every row of a person by the quote: the least price of the
// lawful ones, every resource costing what its counters say.
func tryRows(m *model, i int, q *quote) (best int64, found bool) {
	who := m.people[i]
	rows := [][]uint8{make([]uint8, m.days)}
	for more := true; more; more = advanceRows(rows, uint8(m.shifts)) {
		_, cost := who.judge.Check(who.row(rows[0]))
		if cost.Hard > 0 {
			continue
		}
		price := quoted(m, q, who, rows[0], cost.Soft)
		if !found || price < best {
			best, found = price, true
		}
	}
	return best, found
}

// The row optimiser finds the cheapest lawful row when it carries every
// resource, and never more than it costs when it prices some.
func TestRowOptimiserFindsTheBestRow(t *testing.T) {
	exact := 0
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 9))
		m, err := compile(tinyProblem(t, seed, 2, 4+int(seed%3)))
		if err != nil {
			t.Fatal(err)
		}
		limits := rowLimits{values: 1 << 20, work: 1 << 24}
		if seed%2 == 0 {
			limits.values = 500
		}
		var b room
		for i, who := range m.people {
			p := newPlanner(m, who, netCache{}, limits, nil)
			q, steer := quoteOf(m, p, r)
			want, found := tryRows(m, i, q)
			if !p.feasible {
				if found {
					t.Errorf("seed %d: %s has lawful rows, the optimiser says none", seed, who.id)
				}
				continue
			}
			got, ok := p.solve(q, &b, steer)
			if !ok || !got.ok {
				if found {
					t.Errorf("seed %d: %s has lawful rows, the optimiser finds none", seed, who.id)
				}
				continue
			}
			if p.net.skips == 0 {
				exact++
			}
			if found && (got.bound > want || p.net.skips == 0 && (got.bound != want || got.price != want)) {
				t.Errorf("seed %d: %s's best row costs %d, the optimiser says %+v", seed, who.id, want, got)
			}
			if hard, soft := who.price(m, b.row); p.net.skips == 0 && (hard > 0 || quoted(m, q, who, b.row, soft) != got.price) {
				t.Errorf("seed %d: %s's row costs %d/%d, the optimiser says %+v", seed, who.id, hard, quoted(m, q, who, b.row, soft), got)
			}
		}
	}
	if exact < 50 {
		t.Errorf("only %d searches carried every resource", exact)
	}
}

// quoted is the price of a row at the quote, given what its rules cost.
func quoted(m *model, q *quote, who *person, row []uint8, soft int64) int64 {
	price := soft * int64(q.fine)
	for day, s := range row {
		n := day*m.shifts + int(s)
		price += int64(q.duties[n]) - int64(who.free(day, int(s)).soft)*int64(q.fine)
	}
	return price
}
