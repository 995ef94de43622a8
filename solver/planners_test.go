package solver

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The extent of a sum, found on the days that it counts, is that of whole rows.
func TestExtentOfDaysIsThatOfRows(t *testing.T) {
	seen := 0
	for seed := range uint64(80) {
		m, err := compile(randomProblem(t, rand.New(rand.NewPCG(seed, 8)), 4))
		if err != nil {
			t.Fatal(err)
		}
		nets := netCache{}
		for _, who := range m.people {
			net, start := nets.get(m, who)
			b := newBasis(m, who, net, start)
			for _, ways := range b.sums {
				for _, s := range ways {
					least, most := b.reach(&s.resource)
					if s.least != least[0][start] || s.most != most[0][start] {
						t.Errorf("seed %d, %s: sums from %d to %d; of whole rows from %d to %d", seed, who.id, s.least, s.most, least[0][start], most[0][start])
					}
					seen++
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d sums were compared", seen)
	}
}

// Who shares tables with others gets the row they would get by themselves.
func TestSharedTablesGiveTheSameRows(t *testing.T) {
	shared := 0
	limits := rowLimits{values: 1 << 20, work: 1 << 20, slack: 1}
	for seed := range uint64(60) {
		m, err := compile(crowd(t, seed, 3))
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 5))
		values := stateOf(m, randomRows(m, r)).values
		d := newDual(m, 2, limits, values)
		if d == nil {
			continue
		}
		worth := make([]int64, m.days*m.shifts)
		for i := range worth {
			worth[i] = r.Int64N(4000)
		}
		tables := map[*plan]bool{}
		for i, who := range m.people {
			alone := newPlanner(m, who, netCache{}, limits, values[i])
			if tables[d.planners[i].plan] {
				shared++
			}
			tables[d.planners[i].plan] = true
			ours, theirs := newTilt(d.planners[i], d.fine), newTilt(alone, d.fine)
			a, b := d.answer(d.planners[i], worth, &ours, &d.rooms[0], false), d.answer(alone, worth, &theirs, &d.rooms[1], false)
			if a.ok != b.ok || a.bound != b.bound || !slices.Equal(a.row, b.row) {
				t.Errorf("seed %d, %s: bound %d, alone %d; row %v, alone %v", seed, who.id, a.bound, b.bound, a.row, b.row)
			}
		}
	}
	if shared < 10 {
		t.Errorf("only %d people shared tables", shared)
	}
}

// Preparing ends at once when told to.
func TestPreparingStops(t *testing.T) {
	m, err := compile(mildProblem(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	if d := newDualUntil(m, 2, rowLimits{values: 1 << 20, work: 1 << 20}, nil, func() bool { return true }); d != nil {
		t.Error("a dual was prepared when told to stop")
	}
}

// newPlanner prepares one person by themselves, as dual.plan does everybody.
func newPlanner(m *model, who *person, nets netCache, limits rowLimits, values []int32) *planner {
	net, start := nets.get(m, who)
	p := newBasis(m, who, net, start).cut(who, values, limits.slack)
	if p.feasible {
		p.fit(p.byTightness(), limits)
	}
	return p
}
