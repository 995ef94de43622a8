package solver

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// searched returns random models as the search sees them: every other one with
// breaks that move, and two shifts that differ in where.
func searched(t *testing.T, seed uint64) (*model, *chain, *dice) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	p := randomProblem(t, r, 5)
	if seed%2 == 1 {
		movableBreaks(p, r, 15)
		p.Shifts[1].Start, p.Shifts[1].Minutes = p.Shifts[0].Start, p.Shifts[0].Minutes
		p.Shifts[0].Breaks = []Break{{After: 240, Minutes: 30, Window: roster.Window{From: 60, To: 240}}}
		p.Shifts[1].Breaks = []Break{{After: 240, Minutes: 30, Window: roster.Window{From: 240, To: 400}}}
	}
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	m = m.spread()
	k := newChain(m, randomRows(m, r), seed, 0)
	m.cover.keeps = !m.cover.wide && seed%3 != 0 // small as it is
	return m, k, newDice(seed, 5)
}

// A glimpse of one day is what counting the change says, and margins, rows and
// cells cost what they do when all is counted anew.
func TestGlimpsesAreTrue(t *testing.T) {
	looks := 0
	for seed := range uint64(120) {
		m, k, r := searched(t, seed)
		for range 300 {
			k.step(1e4, 100)
			if !changeCell(k.s, r, &k.change) {
				continue
			}
			looks++
			if got, want := k.s.glimpse(&k.change), k.s.coverDelta(&k.change); got != want {
				t.Fatalf("seed %d: at a glimpse %+v, counted %+v", seed, got, want)
			}
			i, day := k.who[0], k.from[0]
			if got, want := k.s.loss(i, day, k.s.fresh[0][day]), k.s.coverDelta(&k.change).at(dearHard); got != want {
				t.Fatalf("seed %d: a loss of %d, counted %d", seed, got, want)
			}
		}
		fresh := stateLike(m, k.s.rows)
		if fresh.price() != k.s.price() {
			t.Errorf("seed %d: the state says %+v, its rows cost %+v", seed, k.s.price(), fresh.price())
		}
		if !slices.Equal(fresh.margins, k.s.margins) {
			t.Errorf("seed %d: margins do not follow", seed)
		}
		if !slices.Equal(fresh.own, k.s.own) {
			t.Errorf("seed %d: rows cost %v, the state says %v", seed, fresh.own, k.s.own)
		}
	}
	if looks < 5000 {
		t.Errorf("only %d changes were looked at", looks)
	}
}

// A switch keeps how many duties of each kind everybody has.
func TestSwitchKeepsCounts(t *testing.T) {
	switches := 0
	for seed := range uint64(40) {
		_, k, r := searched(t, seed)
		s, c := k.s, &change{}
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
