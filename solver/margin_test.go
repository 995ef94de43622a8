package solver

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A glimpse of one day is what counting the change says, and no glimpse of a
// change that does not meet itself in a cell is anything else.
func TestGlimpsesAreTrue(t *testing.T) {
	looks := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		m, err := compile(randomProblem(t, r, 5))
		if err != nil {
			t.Fatal(err)
		}
		k := newChain(m, randomRows(m, r), seed, 0)
		for range 400 {
			k.step(1e4, 100)
			if !changeCell(k.s, r, &k.change) {
				continue
			}
			looks++
			if got, want := k.s.glimpse(&k.change), k.s.coverDelta(&k.change); got != want {
				t.Fatalf("seed %d: at a glimpse %+v, counted %+v", seed, got, want)
			}
		}
	}
	if looks < 5000 {
		t.Errorf("only %d changes were looked at", looks)
	}
}

// Margins and what each row costs follow the roster.
func TestMarginsFollow(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 6))
		m, err := compile(randomProblem(t, r, 5))
		if err != nil {
			t.Fatal(err)
		}
		k := newChain(m, randomRows(m, r), seed, 0)
		for range 300 {
			k.step(1e5, 100)
		}
		fresh := stateLike(m, k.s.rows)
		if !slices.Equal(fresh.margins, k.s.margins) {
			t.Errorf("seed %d: margins do not follow", seed)
		}
		if !slices.Equal(fresh.own, k.s.own) {
			t.Errorf("seed %d: rows cost %v, the state says %v", seed, fresh.own, k.s.own)
		}
	}
}

// A switch keeps how many duties of each kind everybody has.
func TestSwitchKeepsCounts(t *testing.T) {
	switches := 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		m, err := compile(randomProblem(t, r, 5))
		if err != nil {
			t.Fatal(err)
		}
		s, c := stateOf(m, randomRows(m, r)), &change{}
		for range 200 {
			if !switchDays(s, r, c) {
				continue
			}
			switches++
			for k := range c.n {
				from, to := c.from[k], c.to[k]+1
				was, is := slices.Sorted(slices.Values(s.rows[c.who[k]][from:to])), slices.Sorted(slices.Values(s.fresh[k][from:to]))
				if !slices.Equal(was, is) {
					t.Fatalf("seed %d: %v became %v", seed, was, is)
				}
			}
		}
	}
	if switches < 100 {
		t.Errorf("only %d switches were made", switches)
	}
}
