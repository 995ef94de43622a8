package solver

import (
	"math/rand/v2"
	"testing"

	"github.com/smena-org/smena/roster"
)

// The tables of the search and the fold of the checker are two readings of one
// definition; this is the test that they are one.
func TestTablesAgreeWithCheck(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		m, err := compile(randomProblem(t, r, 5))
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			rows := randomRows(m, r)
			s := stateOf(m, rows)
			want := m.judged(rows)
			if got := (roster.Cost{Hard: int(s.hard), Soft: s.soft}); got != want {
				t.Fatalf("seed %d: tables say %+v, check says %+v", seed, got, want)
			}
		}
	}
}

// judged prices rows by the rules' own check.
func (m *model) judged(rows [][]uint8) (total roster.Cost) {
	for i, who := range m.people {
		_, cost := who.judge.Check(who.row(rows[i]))
		total = total.Add(cost)
	}
	return total.Add(m.priceCells(&Solution{}, m.count(rows)))
}

// The debug oath: after every move kept, the price is what it was plus what
// the move said.
func TestEveryMovePricesItself(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		m, err := compile(randomProblem(t, r, 5))
		if err != nil {
			t.Fatal(err)
		}
		k := newChain(m, randomRows(m, r), seed, 0)
		for n := range 300 {
			k.step(1e5, 100)
			if n%20 != 0 {
				continue
			}
			rows := k.s.snapshot()
			if got, want := k.s.price(), m.judged(rows); got != want {
				t.Fatalf("seed %d, after %d moves: state says %+v, check says %+v", seed, n, got, want)
			}
			fresh := stateOf(m, rows)
			if fresh.hard != k.s.hard || fresh.soft != k.s.soft {
				t.Fatalf("seed %d, after %d moves: state %d/%d, recomputed %d/%d", seed, n, k.s.hard, k.s.soft, fresh.hard, fresh.soft)
			}
		}
	}
}
