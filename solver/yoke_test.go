package solver

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// yoked yokes the chain of a random model with another one; ok is false where
// its days cannot be parted.
func yoked(t *testing.T, seed uint64, alone bool) (k *chain, ok bool) {
	m, k, _ := searched(t, seed)
	mate := newChain(m, randomRows(m, rand.New(rand.NewPCG(seed, 6))), seed, 1)
	k.yoke = &yoke{mate: mate, cuts: cutsOf(m.cover), crew: slices.Clone(k.s.block.crew), alone: alone}
	return k, len(k.yoke.cuts) > 0
}

// What two chains did side by side is what all counted anew says, for both, and
// the best roster is what it is said to cost.
func TestYokedChainsMakeOneRoster(t *testing.T) {
	pulled := 0
	for seed := range uint64(60) {
		k, ok := yoked(t, seed, false)
		if !ok {
			continue
		}
		for range 20 {
			k.yoke.pull(k, 300, 1e4, 100)
			pulled++
			fresh := stateLike(k.s.m, k.s.rows)
			for who, s := range []*state{k.s, k.yoke.mate.s} {
				if !alike(fresh, s) {
					t.Fatalf("seed %d: state %d is not what its rows say: %+v, counted %+v", seed, who, s.price(), fresh.price())
				}
			}
		}
		if cost := stateLike(k.s.m, k.best).price(); cost != k.cost {
			t.Errorf("seed %d: the best roster is said to cost %+v and costs %+v", seed, k.cost, cost)
		}
	}
	if pulled < 400 {
		t.Errorf("only %d pulls were made", pulled)
	}
}

func alike(a, b *state) bool {
	return a.price() == b.price() && reflect.DeepEqual(a.rows, b.rows) && reflect.DeepEqual(a.states, b.states) &&
		reflect.DeepEqual(a.values, b.values) && slices.Equal(a.have, b.have) && slices.Equal(a.cells, b.cells) &&
		slices.Equal(a.margins, b.margins) && slices.Equal(a.own, b.own)
}

// One thread comes to the same as two.
func TestYokedChainsNeedNoSecondThread(t *testing.T) {
	for seed := range uint64(20) {
		one, ok := yoked(t, seed, true)
		two, _ := yoked(t, seed, false)
		if !ok {
			continue
		}
		for range 10 {
			one.run(pullFor*stride/8, 0.3)
			two.run(pullFor*stride/8, 0.3)
		}
		if !alike(one.s, two.s) || one.cost != two.cost || one.done != two.done {
			t.Errorf("seed %d: one thread came to %+v, two to %+v", seed, one.s.price(), two.s.price())
		}
	}
}

// No cell meets duties of both sides of a cut.
func TestCutsPartCells(t *testing.T) {
	seen := 0
	for seed := range uint64(60) {
		m, _, _ := searched(t, seed)
		for _, k := range cutsOf(m.cover) {
			seen++
			for i, adds := range m.cover.adds {
				day := i / m.shifts % m.days
				for _, a := range adds {
					if day < k.before && int(a.cell) >= k.cell || day >= k.after && int(a.cell) < k.cell {
						t.Fatalf("seed %d: cut %+v, but a duty of day %d adds to cell %d", seed, k, day, a.cell)
					}
				}
			}
			if k.before < 1 || k.after < k.before || k.after >= m.days {
				t.Fatalf("seed %d: cut %+v of %d days", seed, k, m.days)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d cuts were seen", seen)
	}
}

func TestYokesOnlyWhereProposalsAreFew(t *testing.T) {
	m, _, _ := searched(t, 0)
	if len(cutsOf(m.cover)) == 0 {
		t.Fatal("these days cannot be parted")
	}
	days := int64(len(m.people) * m.days)
	for _, tt := range []struct {
		iterations int64
		want       bool
	}{{leastOfTwo - 1, false}, {leastOfTwo, true}, {fewProposals*days - 1, true}, {fewProposals * days, false}} {
		r := &run{m: m, o: Options{Iterations: tt.iterations, Workers: 2}}
		if err := r.begin(3); err != nil {
			t.Fatal(err)
		}
		r.yoke()
		if got := r.chains[0].yoke != nil; got != tt.want || r.chains[1].led != tt.want || r.chains[2].yoke != nil {
			t.Errorf("%d proposals: yoked %v, want %v", tt.iterations, got, tt.want)
		}
		if free := len(r.free()); tt.want && free != 2 || !tt.want && free != 3 {
			t.Errorf("%d proposals: %d chains are free", tt.iterations, free)
		}
	}
}
