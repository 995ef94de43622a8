package solver

import (
	"math/rand/v2"
	"testing"
)

// Whoever has a lawful row is given one, whatever row they had.
func TestBrokenRowsAreMended(t *testing.T) {
	mended := 0
	for seed := range uint64(60) {
		d := mildDual(t, seed)
		if d == nil {
			continue
		}
		m := d.m
		s := stateOf(m, randomRows(m, rand.New(rand.NewPCG(seed, 11))))
		before := s.hard
		d.mend(s, func() bool { return false })
		for i, who := range m.people {
			if hard, _ := who.price(m, s.rows[i]); hard > 0 {
				t.Errorf("seed %d: %s's row still breaks rules by %d", seed, who.id, hard)
			}
		}
		if fresh := stateOf(m, s.snapshot()); fresh.hard != s.hard || fresh.soft != s.soft {
			t.Errorf("seed %d: state %d/%d, recomputed %d/%d", seed, s.hard, s.soft, fresh.hard, fresh.soft)
		}
		if s.hard < before {
			mended++
		}
	}
	if mended < 4 {
		t.Errorf("only %d rosters were mended", mended)
	}
}
