package solver

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// Polishing leaves no roster worse, and nobody with a better row beside the others.
func TestPolish(t *testing.T) {
	better := 0
	for seed := range uint64(40) {
		d := mildDual(t, seed)
		if d == nil {
			continue
		}
		m := d.m
		s := stateOf(m, randomRows(m, rand.New(rand.NewPCG(seed, 3))))
		before := s.price()
		d.polish(s, endless)
		if before.Less(s.price()) {
			t.Errorf("seed %d: from %v to %v", seed, before, s.price())
		} else if s.price().Less(before) {
			better++
		}
		if fresh := stateOf(m, s.snapshot()); fresh.price() != s.price() {
			t.Errorf("seed %d: price %v, recomputed %v", seed, s.price(), fresh.price())
		}
	}
	if better < 10 {
		t.Errorf("only %d rosters got better", better)
	}
}

// inTurn is polishing as it is described: one person after the other.
func (d *dual) inTurn(s *state) (changes int) {
	var tilts []tilt
	for _, p := range d.planners {
		tilts = append(tilts, newTilt(p, d.fine))
	}
	for i, still := 0, 0; still < len(d.planners); i = (i + 1) % len(d.planners) {
		a := d.answer(d.planners[i], d.beside(s, i), &tilts[i], &d.rooms[0], true)
		d.spent += a.work + d.look
		if still++; s.improve(i, a.row) {
			changes, still = changes+1, 0
		}
	}
	return changes
}

// monthDual prepares pricing of a month of eight people, with room to count few of
// their sums; nil where somebody has no lawful row.
func monthDual(t *testing.T, seed uint64) *dual {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 4))
	p := randomProblem(t, r, 8)
	drop := func(c roster.Clause) bool { return c.Hard && r.IntN(4) > 0 }
	p.Policies[0].Rules = slices.DeleteFunc(p.Policies[0].Rules, drop)
	for i := range p.People {
		p.People[i].Rules = slices.DeleteFunc(p.People[i].Rules, drop)
	}
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return newDual(m, 1, rowLimits{values: 1 << 12, work: 1 << 20}, nil)
}

// However many threads ask ahead, everybody gets the row that they get in turn, by
// the same work.
func TestPolishIsTheSameForAnyThreads(t *testing.T) {
	changes := 0
	for seed := range uint64(8) {
		d := monthDual(t, seed)
		if d == nil {
			continue
		}
		m := d.m
		start := randomRows(m, rand.New(rand.NewPCG(seed, 3)))
		want := stateOf(m, cloneRows(start))
		changes += d.inTurn(want)
		work := d.spent
		for _, threads := range []int{1, 2, 2 * mostAhead} {
			d.rooms, d.spent = make([]room, threads), 0
			got := stateOf(m, cloneRows(start))
			d.polish(got, endless)
			if !slices.EqualFunc(got.rows, want.rows, slices.Equal[[]uint8]) || d.spent != work {
				t.Errorf("seed %d: %d threads come to %v by %d steps; in turn it is %v by %d", seed, threads, got.price(), d.spent, want.price(), work)
			}
		}
	}
	if changes < 100 {
		t.Errorf("only %d rows changed", changes)
	}
}

// Told to stop after some turns, polishing gives nobody else a row, whatever has
// been asked ahead.
func TestPolishStops(t *testing.T) {
	last := 0 // changed in the last turn
	for seed := range uint64(4) {
		d := monthDual(t, seed)
		if d == nil {
			continue
		}
		d.rooms = make([]room, mostAhead)
		for turns := range len(d.planners) + 1 {
			s := stateOf(d.m, randomRows(d.m, rand.New(rand.NewPCG(seed, 3))))
			before, left := cloneRows(s.rows), turns
			d.polish(s, func() bool { left--; return left < 0 })
			for i := range before {
				same := slices.Equal(before[i], s.rows[i])
				if i >= turns && !same {
					t.Errorf("seed %d: person %d got a row in %d turns", seed, i, turns)
				}
				last += btoi(i == turns-1 && !same)
			}
		}
	}
	if last < 10 {
		t.Errorf("only %d rows changed in the last turn", last)
	}
}
