package solver

import (
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/smena-org/smena/roster"
)

// climbed returns a climber that has come some way on a small problem that has
// lawful rows for everybody, or nil.
func climbed(t *testing.T, seed uint64) *climber {
	t.Helper()
	p := mildProblem(t, seed)
	m, err := compile(p)
	if err != nil {
		t.Fatal(err)
	}
	d := newDual(m, 2, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
	if d == nil {
		return nil
	}
	c := newClimber(d)
	for range 12 {
		if _, ok := c.climb(); !ok {
			return nil
		}
	}
	if !c.complete() {
		return nil
	}
	return c
}

// someClimb is the first climb that leaves somebody's fractions undecided.
func someClimb(t *testing.T) *climber {
	t.Helper()
	for seed := uint64(1); ; seed++ {
		if c := climbed(t, seed); c != nil && c.weightiest(c.surest()[len(c.columns)-1]).weight < 0.9 {
			return c
		}
	}
}

func going() bool { return false }

// A dive gives everybody a lawful row, costs no less than the bound, and leaves
// the climb as it was.
func TestDive(t *testing.T) {
	dives := 0
	for seed := range uint64(80) {
		c := climbed(t, seed)
		if c == nil {
			continue
		}
		before := c.fork()
		for _, length := range lengths {
			rows := c.dive(length, careful, going)
			if rows == nil {
				t.Fatalf("seed %d: a dive by %v found nothing", seed, length)
			}
			dives++
			m := c.d.m
			s := stateOf(m, cloneRows(rows))
			for i, row := range rows {
				if hard, _ := m.people[i].price(m, row); hard > 0 {
					t.Errorf("seed %d: %s got a row that breaks hard rules", seed, m.people[i].id)
				}
			}
			if bound := c.d.bound(c.best); s.hard == 0 && s.soft < bound {
				t.Errorf("seed %d: a dive by %v costs %d, the bound is %d", seed, length, s.soft, bound)
			}
		}
		if !slices.Equal(before.center, c.center) || !slices.Equal(before.rest, c.rest) || slices.ContainsFunc(c.fixed, func(r []uint8) bool { return r != nil }) {
			t.Fatalf("seed %d: diving moved the climb", seed)
		}
		for i := range c.columns {
			for k := range c.columns[i] {
				if c.columns[i][k].weight != before.columns[i][k].weight {
					t.Fatalf("seed %d: diving moved weights of the climb", seed)
				}
			}
		}
	}
	if dives < 150 {
		t.Errorf("only %d dives were made", dives)
	}
}

func cloneRows(rows [][]uint8) (out [][]uint8) {
	for _, r := range rows {
		out = append(out, slices.Clone(r))
	}
	return out
}

// Refining never makes a roster dearer, and keeps count of what it costs.
func TestRefine(t *testing.T) {
	better := 0
	for seed := range uint64(60) {
		c := climbed(t, seed)
		if c == nil {
			continue
		}
		m := c.d.m
		pool := newPool(len(m.people))
		c.collect(pool)
		rows := newState(m).rows
		for i := range rows { // whatever row came first
			copy(rows[i], c.columns[i][0].row)
		}
		s := stateOf(m, rows)
		f := newRefiner(c, s, pool, seed)
		for range 6 {
			hard, soft := s.hard, s.soft
			improved := f.step(2)
			if s.hard > hard || s.hard == hard && s.soft > soft {
				t.Fatalf("seed %d: refining went from %d/%d to %d/%d", seed, hard, soft, s.hard, s.soft)
			}
			if improved {
				better++
			}
			if fresh := stateOf(m, cloneRows(s.rows)); fresh.hard != s.hard || fresh.soft != s.soft {
				t.Fatalf("seed %d: the state says %d/%d, its rows cost %d/%d", seed, s.hard, s.soft, fresh.hard, fresh.soft)
			}
		}
	}
	if better < 10 {
		t.Errorf("refining helped %d times only", better)
	}
}

// Refiners made from one climber go on side by side as each does alone, and leave
// the climber as it was.
func TestRefinersOfOneClimber(t *testing.T) {
	c := someClimb(t)
	pool := newPool(len(c.columns))
	c.collect(pool)
	prices := func(together bool) (out [2]roster.Cost) {
		var wg sync.WaitGroup
		for i := range out {
			s := stateOf(c.d.m, c.d.m.allFree())
			f := newRefiner(c, s, pool, uint64(i))
			wg.Go(func() {
				for range 20 {
					f.step(1 + i)
				}
				out[i] = s.price()
			})
			if !together {
				wg.Wait()
			}
		}
		wg.Wait()
		return out
	}
	center, model := slices.Clone(c.center), c.model()
	if alone, together := prices(false), prices(true); alone != together {
		t.Errorf("alone they come to %v, together to %v", alone, together)
	}
	if !slices.Equal(center, c.center) || model != c.model() {
		t.Error("the climb moved with its refiners")
	}
}

// A fork goes on by itself: what it does is not seen in the climb it left.
func TestFork(t *testing.T) {
	c := someClimb(t)
	center, best, model := slices.Clone(c.center), c.best, c.model()
	f := c.fork()
	for range 5 {
		if _, ok := f.climb(); !ok {
			t.Fatal("the fork cannot climb")
		}
	}
	if !slices.Equal(center, c.center) || c.best != best || c.model() != model {
		t.Error("the climb moved with its fork")
	}
	if f.best < best {
		t.Errorf("the fork's bound fell from %d to %d", best, f.best)
	}
}

// A series goes on while there is time and what it has found promises more; a
// dive given up is none.
func TestSeriesOfDives(t *testing.T) {
	c := someClimb(t)
	const plenty, over = 1 << 40, 1 // of iterations: of the one, hardly any are spent, of the other all are
	ever := math.Inf(1)
	for _, x := range []struct {
		name      string
		last, end float64
		more      bool
		budget    int64
		stop      bool
		asked     int // whether to go on
		found     bool
	}{
		{"all lengths", 1, 1, true, plenty, false, len(lengths) - 1, true},
		{"one is enough", 1, 1, false, plenty, false, 1, true},
		{"one that is never too late", ever, ever, false, over, false, 1, true},
		{"too late to begin", 0, ever, true, over, false, 0, false},
		{"given up", ever, 0, true, over, false, 0, false},
		{"told to stop", 1, 1, true, plenty, true, 0, false},
	} {
		r := &run{m: c.d.m, d: c.d, o: Options{Iterations: x.budget}, chains: []*chain{{}}}
		asked := 0
		how := series{pace: inHaste, last: x.last, end: x.end, more: func(*state) bool { asked++; return x.more }}
		best := r.dives(c, how, func() bool { return x.stop })
		if asked != x.asked || (best != nil) != x.found {
			t.Errorf("%s: asked %d times whether to go on, want %d; found %v", x.name, asked, x.asked, best != nil)
		}
	}
}

// Of many people one dive is made however late it is; of few none is begun late.
func TestCarefully(t *testing.T) {
	for _, c := range []struct {
		people       int
		more, polish bool
		last         float64
	}{{leastToSample - 1, true, false, shareOfDives}, {leastToSample, false, true, math.Inf(1)}} {
		r := &run{m: &model{people: make([]*person, c.people)}}
		if how := r.carefully(); how.more(nil) != c.more || how.polish != c.polish || how.last != c.last {
			t.Errorf("%d people: %+v", c.people, how)
		}
	}
}
