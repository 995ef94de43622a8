package solver

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// cheapestRoster tries every pair of rows of two people.
func cheapestRoster(m *model) (best roster.Cost) {
	type row struct {
		days []uint8
		cost roster.Cost
	}
	rows := make([][]row, len(m.people))
	for i, who := range m.people {
		at := [][]uint8{make([]uint8, m.days)}
		for more := true; more; more = advanceRows(at, uint8(m.shifts)) {
			hard, soft := who.price(m, at[0])
			rows[i] = append(rows[i], row{slices.Clone(at[0]), roster.Cost{Hard: int(hard), Soft: soft}})
		}
	}
	best.Hard = 1 << 30
	for _, a := range rows[0] {
		for _, b := range rows[1] {
			cost := a.cost.Add(b.cost)
			if best.Less(cost) {
				continue
			}
			have := m.count([][]uint8{a.days, b.days})
			for i := range m.cover.cells {
				c := &m.cover.cells[i]
				hard, soft := c.cost(c.counts(have))
				cost = cost.Add(roster.Cost{Hard: int(hard), Soft: soft})
			}
			if cost.Less(best) {
				best = cost
			}
		}
	}
	return best
}

// mildProblem is a tiny problem with few hard rules, so that most have a lawful
// roster.
func mildProblem(t testing.TB, seed uint64) *Problem {
	p := tinyProblem(t, seed, 2, 2+int(seed%5)/4)
	r := rand.New(rand.NewPCG(seed, 10))
	drop := func(c roster.Clause) bool { return c.Hard && r.IntN(4) > 0 }
	for i := range p.Policies {
		p.Policies[i].Rules = slices.DeleteFunc(p.Policies[i].Rules, drop)
	}
	for i := range p.People {
		p.People[i].Rules = slices.DeleteFunc(p.People[i].Rules, drop)
	}
	for i := range p.Demand.Shifts {
		if d := &p.Demand.Shifts[i]; r.IntN(8) > 0 {
			d.Min = 0
		}
	}
	return p
}

// No bound may exceed what the best lawful roster costs, wherever the climb is
// and wherever the dual function is looked at.
func TestBoundNeverExceedsTheOptimum(t *testing.T) {
	lawful, tight := 0, 0
	for seed := range uint64(200) {
		m, err := compile(mildProblem(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		best := cheapestRoster(m)
		limits := rowLimits{values: 1 << 20, work: 1 << 20}
		if seed%3 == 0 {
			limits.values = 40 // nothing is carried in full
		}
		d := newDual(m, 1, limits, nil)
		if d == nil {
			if best.Hard == 0 {
				t.Errorf("seed %d: a lawful roster exists, the dual says none does", seed)
			}
			continue
		}
		c := newClimber(d)
		for range 40 {
			if gap, ok := c.climb(); !ok || c.converged(gap) {
				break
			}
		}
		if best.Hard > 0 {
			continue
		}
		lawful++
		if bound := d.bound(c.best); bound > best.Soft {
			t.Errorf("seed %d: the bound is %d, a roster costs %d", seed, bound, best.Soft)
		} else if float64(bound) > 0.9*float64(best.Soft) {
			tight++
		}
		anywhere(t, seed, c, best.Soft)
	}
	if lawful < 60 || tight < lawful/2 {
		t.Errorf("of %d lawful problems %d have a bound within a tenth", lawful, tight)
	}
}

// anywhere looks at the dual function at random weights, outside of what they
// may be too.
func anywhere(t *testing.T, seed uint64, c *climber, best int64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 8))
	at := make([]float64, len(c.center))
	for range 4 {
		for _, f := range c.d.families {
			for v := f.from; v < f.to; v++ {
				s := &c.d.stakes[v]
				at[v] = s.lo + (s.hi-s.lo)*(2*r.Float64()-0.5)
			}
			f.within(c.d.stakes, at)
		}
		value, _, ok := c.d.value(at, c.fixed, c.tilts, false)
		if bound := c.d.bound(value); ok && bound > best {
			t.Errorf("seed %d: at random weights the bound is %d, a roster costs %d", seed, bound, best)
		}
	}
}

// A solve says its bound, and stops when it has met it.
func TestSolveProvesTheOptimum(t *testing.T) {
	p := &Problem{Format: Format, Start: roster.NewDate(2026, 12, 1), Days: 7,
		Shifts: []Shift{{ID: "D", Start: 480, Minutes: 480}}, People: []Person{{ID: "a"}, {ID: "b"}}}
	for i := range p.People {
		p.People[i].Rules = roster.Policy{clause(t, `{"rule":"days-in-a-row","max":5}`)}
	}
	for d := range p.Days {
		p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start + roster.Date(d), Shift: "D", Target: 2, Missing: 10})
	}
	sol := solve(t, p, Options{Iterations: 1_000_000})
	if sol.Hard != 0 || sol.Cost != 20 || sol.Bound == nil || *sol.Bound != 20 {
		t.Errorf("cost %v, hard %d, bound %v; want 20, 0, 20", sol.Cost, sol.Hard, sol.Bound)
	}
	if sol.Iterations > 200_000 {
		t.Errorf("%d proposals were made although the optimum was proven", sol.Iterations)
	}
}

// mildDual prepares pricing of a mild problem; nil where somebody has no lawful row.
func mildDual(t testing.TB, seed uint64) *dual {
	t.Helper()
	return mildDualWithin(t, seed, rowLimits{values: 1 << 20, work: 1 << 20})
}

func mildDualWithin(t testing.TB, seed uint64, limits rowLimits) *dual {
	t.Helper()
	m, err := compile(mildProblem(t, seed))
	if err != nil {
		t.Fatal(err)
	}
	return newDual(m, 1, limits, nil)
}
