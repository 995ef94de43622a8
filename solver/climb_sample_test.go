package solver

import (
	"fmt"
	"testing"
)

// crowd is a small problem with its people many times over.
func crowd(t *testing.T, seed uint64, times int) *Problem {
	t.Helper()
	p := mildProblem(t, seed)
	one := p.People
	p.People = nil
	for n := range times {
		for _, who := range one {
			who.ID = fmt.Sprintf("%s-%d", who.ID, n)
			p.People = append(p.People, who)
		}
	}
	for i := range p.Demand.Shifts {
		p.Demand.Shifts[i].Target *= times
	}
	for i := range p.Demand.Intervals {
		p.Demand.Intervals[i].Target *= times
	}
	return p
}

// A sample stands for everybody, and what the climb proves after it no lawful
// roster undercuts.
func TestSampleStandsForAll(t *testing.T) {
	proven := 0
	for seed := range uint64(30) {
		m, err := compile(crowd(t, seed, 8))
		if err != nil {
			t.Fatal(err)
		}
		d := newDual(m, 2, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
		if d == nil {
			continue
		}
		c := newClimber(d)
		c.sample = newSample(d, 10)
		checkSample(t, c.sample)
		for range 10 {
			c.climb()
		}
		whole, ok := c.expand()
		if !ok {
			t.Fatalf("seed %d: the whole team could not be valued", seed)
		}
		checkRest(t, whole)
		for range 3 {
			whole.climb()
		}
		k := newChain(m, m.allFree(), 1, 0)
		k.runFor(30_000, 0, 1, endless)
		if bound := d.bound(whole.best); k.cost.Hard == 0 && k.cost.Soft < bound {
			t.Errorf("seed %d: a lawful roster costs %d, proven is %d", seed, k.cost.Soft, bound)
		} else if k.cost.Hard == 0 && bound > 0 {
			proven++
		}
	}
	if proven < 3 {
		t.Errorf("only %d bounds were compared", proven)
	}
}

func checkSample(t *testing.T, s *sample) {
	t.Helper()
	sum, led := 0.0, make([]float64, len(s.leads))
	for i, lead := range s.leads {
		sum += s.mass[i]
		led[lead]++
	}
	if sum != float64(len(s.leads)) {
		t.Errorf("the sample stands for %v people of %d", sum, len(s.leads))
	}
	for i, n := range led {
		if n != s.mass[i] {
			t.Errorf("person %d stands for %v people and leads %v", i, s.mass[i], n)
		}
	}
}

// checkRest recounts what the fractions leave uncovered.
func checkRest(t *testing.T, b *climber) {
	t.Helper()
	have := make([]float64, b.d.m.cover.haves)
	for i, cs := range b.columns {
		sum := 0.0
		for k := range cs {
			sum += cs[k].weight
			for day, s := range cs[k].row {
				for _, a := range b.d.m.cover.of(b.d.m.people[i].class, day, int(s)) {
					for h, u := a.hits, a.offset; h != 0; h, u = h>>1, u+1 {
						have[u] += float64(h&1) * float64(a.amount) * cs[k].weight
					}
				}
			}
		}
		if len(cs) > 0 && (sum < 1-1e-6 || sum > 1+1e-6) {
			t.Errorf("the columns of person %d weigh %v", i, sum)
		}
	}
	for v, s := range b.d.stakes {
		if rest := float64(s.need) - have[s.union]; rest < b.rest[v]-1e-3 || rest > b.rest[v]+1e-3 {
			t.Errorf("stake %d: rest %v, recounted %v", v, b.rest[v], rest)
			return
		}
	}
}

// A dive of many people that is cut short leaves a lawful row to everybody.
func TestDiveCutShort(t *testing.T) {
	m, err := compile(crowd(t, 3, leastToSample/2+1))
	if err != nil {
		t.Fatal(err)
	}
	d := newDual(m, 1, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
	if d == nil {
		t.Fatal("somebody has no lawful row")
	}
	c := newClimber(d)
	for range 4 {
		c.climb()
	}
	open := 0 // people whose fractions decide nothing yet
	for i := range c.columns {
		open += btoi(c.weightiest(i).weight < 0.98)
	}
	rows := c.dive(0.1, ofMany, func() bool { return true })
	if len(rows) != len(m.people) || open == 0 {
		t.Fatalf("%d rows for %d people, of whom %d were open", len(rows), len(m.people), open)
	}
	for i, row := range rows {
		if hard, _ := m.people[i].price(m, row); row == nil || hard > 0 {
			t.Fatalf("person %d has the row %v", i, row)
		}
	}
}
