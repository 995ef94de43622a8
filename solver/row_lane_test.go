package solver

import (
	"math/rand/v2"
	"testing"

	"github.com/smena-org/smena/roster"
)

// weekEnd is a tiny problem with the end of a week in its middle.
func weekEnd(t *testing.T, seed uint64) *Problem {
	t.Helper()
	p := tinyProblem(t, seed, 2, 6)
	p.Start += 4 // a Friday
	p.Demand = Demand{}
	randomDemand(p, rand.New(rand.NewPCG(seed, 8)))
	return p
}

// Sums that are not told apart leave the bound a bound and the row's price its
// own. Where nothing was cut off, the best row is found.
func TestCutsKeepTheBound(t *testing.T) {
	cut, lifted := 0, 0
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 10))
		m, err := compile(weekEnd(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		values := stateOf(m, randomRows(m, r)).values
		for i, who := range m.people {
			p := newPlanner(m, who, netCache{}, rowLimits{1 << 20, 1 << 24, int32(seed % 2)}, values[i])
			q, steer := quoteOf(m, p, r)
			want, found := tryRows(m, i, q)
			if p.feasible != found && p.net.skips == 0 {
				t.Errorf("seed %d: %s has lawful rows: %v; the optimiser: %v", seed, who.id, found, p.feasible)
			}
			if !p.feasible || !found {
				continue
			}
			var b room
			got, ok := p.solve(q, &b, steer)
			loose := p.net.skips > 0
			for n := range p.curves {
				c := &p.curves[n]
				loose = loose || c.rise() != 0 || c.lifts()
				cut, lifted = cut+btoi(c.rise() != 0), lifted+btoi(c.lifts() && n == p.inner)
			}
			if !ok || got.bound > want || got.ok && got.price < want || !loose && (got.bound != want || got.price != want) {
				t.Errorf("seed %d: %s's best row costs %d; the optimiser says %+v", seed, who.id, want, got)
			}
			if hard, soft := who.price(m, b.row); got.ok && (hard > 0 || quoted(m, q, who, b.row, soft) != got.price) {
				t.Errorf("seed %d: %s's row costs %d/%d, the optimiser says %+v", seed, who.id, hard, quoted(m, q, who, b.row, soft), got)
			}
		}
	}
	if cut < 20 || lifted < 20 {
		t.Errorf("only %d sums were cut off above and %d below", cut, lifted)
	}
}

// Resources that take turns in a lane are judged as they are by labels that carry
// each by itself.
func TestLanesJudgeAsLabelsDo(t *testing.T) {
	shared, proven := 0, 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 10))
		m, err := compile(tinyProblem(t, seed, 2, 16))
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range m.people {
			full := newPlanner(m, who, netCache{}, rowLimits{values: 1 << 20, work: 1 << 26}, nil)
			bare := newPlanner(m, who, netCache{}, rowLimits{values: 100, work: 1 << 26}, nil)
			for _, l := range full.lanes {
				shared += btoi(len(l.resources) > 1)
			}
			if !full.feasible || len(full.outer) > 0 || full.net.skips > 0 {
				continue
			}
			var a, b room
			q, _ := quoteOf(m, full, r)
			_, steer := quoteOf(m, bare, r)
			want, ok := full.solve(q, &a, steer)
			got, ok2 := bare.solve(q, &b, steer)
			if !ok || !ok2 {
				continue
			}
			if hard, soft := who.price(m, a.row); hard > 0 || want.price != want.bound || quoted(m, q, who, a.row, soft) != want.price {
				t.Errorf("seed %d: %s's row costs %d/%d, the lanes say %+v", seed, who.id, hard, quoted(m, q, who, a.row, soft), want)
			}
			if got.bound > want.price || got.ok && got.price < want.bound {
				t.Errorf("seed %d: %s: lanes %+v, labels %+v", seed, who.id, want, got)
			}
			proven += btoi(got.ok && got.price == got.bound)
		}
	}
	if shared < 10 || proven < 10 {
		t.Errorf("only %d lanes were shared and %d rows proven by labels", shared, proven)
	}
}

// Days off and duties make up the days: what bounds the ones bounds the others.
func TestCountersOfTheRestAreOneResource(t *testing.T) {
	p := tinyProblem(t, 1, 1, 6)
	p.People[0].Policies = nil
	p.People[0].Rules = roster.Policy{
		clause(t, `{"rule":"days-off","per":"horizon","min":2}`),
		clause(t, `{"rule":"duties","per":"horizon","min":5,"max":5,"weight":3}`),
		clause(t, `{"rule":"duties","per":"horizon","office":true,"min":1,"weight":3}`),
	}
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	all := m.people[0].resources(m)
	if len(all) != 2 || len(all[0].judges) != 2 {
		t.Fatalf("%d resources, the first judged by %d counters; want 2 and 2", len(all), len(all[0].judges))
	}
	for duties := range int32(7) {
		hard, soft := all[0].cost(m.people[0], 6-duties)
		if want := int64(max(duties-4, 0)); hard != want {
			t.Errorf("%d duties of 6 days break %d days off, want %d", duties, hard, want)
		}
		if want := int64(max(5-duties, duties-5)) * 3 * roster.Scale; soft != want {
			t.Errorf("%d duties cost %d, want %d", duties, soft, want)
		}
	}
}
