package rotating

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Every quantity has a value within its bounds on a roster, and the values on
// the first level count what a person would count.
func TestQuantities(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	nw := p.network()
	c := &chain{nw: nw, rows: nw.rows(), seed: 1}
	c.run(100_000, never)
	if c.state != found {
		t.Fatalf("outcome %d", c.state)
	}
	x := make([]float64, len(nw.cols))
	for j, n := range c.tree.counts {
		x[j] = float64(n)
	}
	levels := nw.quantities()
	for i, level := range levels {
		for _, q := range level {
			if !q.holds(c.tree.counts) {
				t.Errorf("level %d: %g outside 0..%d", i, q.value(x), -q.lo)
			}
		}
	}
	rest, work := starts(nw.roster(c.tree.counts))
	var got []int
	for _, q := range levels[0] {
		got = append(got, int(q.value(x)))
	}
	if want := append(rest[:], work[:]...); !slices.Equal(got, want) {
		t.Errorf("runs of days off, then blocks, by first weekday: %v, want %v", got, want)
	}
}

// starts counts by weekday where days off and where work begins.
func starts(rows [][]int) (rest, work [7]int) {
	before := rows[len(rows)-1][6]
	for _, row := range rows {
		for d, k := range row {
			switch {
			case k == Off && before != Off:
				rest[d]++
			case k != Off && before == Off:
				work[d]++
			}
			before = k
		}
	}
	return rest, work
}

// The last level has every column on its own: when all is whole there, all is.
func TestLastLevelIsColumns(t *testing.T) {
	nw := load(t, "testdata/ward.txt").network()
	levels := nw.quantities()
	last := levels[len(levels)-1]
	if len(last) != len(nw.cols) {
		t.Fatalf("%d quantities for %d columns", len(last), len(nw.cols))
	}
	for j, q := range last {
		if q.variable != j || q.coefs[0] != 1 {
			t.Errorf("quantity %d is %+v", j, q)
		}
	}
}

// ring has two circles, 0→1→0 and 2→3→2, and bridges 1→2 and 3→0.
func ring() *network {
	nw := &network{p: &Problem{Days: 1, Employees: 5}, nodes: 4}
	for _, arc := range [][2]int{{0, 1}, {1, 0}, {2, 3}, {3, 2}, {1, 2}, {3, 0}} {
		nw.cols = append(nw.cols, column{from: arc[0], to: arc[1], most: 3})
	}
	return nw
}

func TestComponent(t *testing.T) {
	tests := map[string]struct {
		counts []int
		want   []bool
	}{
		"one circle":      {[]int{1, 1, 0, 0, 0, 0}, nil},
		"all hangs":       {[]int{1, 0, 1, 0, 1, 1}, nil},
		"two circles":     {[]int{1, 1, 2, 2, 0, 0}, []bool{false, false, true, true}},
		"two, other side": {[]int{2, 2, 0, 1, 0, 0}, []bool{false, false, true, true}},
	}
	for name, tt := range tests {
		if got := ring().component(tt.counts); !slices.Equal(got, tt.want) {
			t.Errorf("%s: component = %v, want %v", name, got, tt.want)
		}
	}
}

// Of two circles, splitting leaves the rosters that cross over, those that
// stay on one and those that stay on the other, and drops the two circles.
func TestSplitCoversEveryRoster(t *testing.T) {
	nw := ring()
	part := []bool{false, false, true, true}
	rosters := map[string][]int{
		"crossing": {1, 0, 1, 0, 1, 1},
		"here":     {1, 1, 0, 0, 0, 0},
		"there":    {0, 0, 1, 1, 0, 0},
		"both":     {1, 1, 1, 1, 0, 0}, // no roster
	}
	kept := make(map[string]int)
	s := newTree(nw, nil, rand.New(rand.NewPCG(1, 1)))
	look := func() {
		for name, counts := range rosters {
			if s.admits(counts) {
				kept[name]++
			}
		}
	}
	s.split(part)
	look() // leaving
	s.backtrack()
	s.split(part)
	look() // outside
	s.backtrack()
	look() // inside
	s.backtrack()
	if s.state != refuse {
		t.Errorf("state %d after all three children, want refuse", s.state)
	}
	if kept["crossing"] != 1 || kept["here"] != 1 || kept["there"] != 1 || kept["both"] != 0 {
		t.Errorf("children that admit: %v, want one for each roster and none for both", kept)
	}
}

// admits says whether the counts obey rows and bounds of the present node.
func (s *tree) admits(counts []int) bool {
	within := func(j, v int) bool { return float64(v) >= s.lp.lo[j] && float64(v) <= s.lp.hi[j] }
	for j, n := range counts {
		if !within(j, n) {
			return false
		}
	}
	for i, r := range s.lp.rows {
		slack := r.rhs
		for k, j := range r.cols {
			slack -= r.coefs[k] * counts[j]
		}
		if !within(s.lp.n+i, slack) {
			return false
		}
	}
	return true
}

// Backtracking to the root restores every bound.
func TestBacktrackRestoresBounds(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	nw := p.network()
	s := newTree(nw, nw.rows(), rand.New(rand.NewPCG(1, 1)))
	hi := slices.Clone(s.lp.hi[:s.lp.n])
	for range 30 {
		if s.state == open {
			s.visit()
		}
	}
	for s.state = open; s.state == open; {
		s.backtrack()
	}
	if !slices.Equal(hi, s.lp.hi[:s.lp.n]) || slices.Max(s.lp.lo[:s.lp.n]) > 0 {
		t.Error("bounds differ from those at the start")
	}
}

// A leaf that is closed without a certificate leaves the tree unclear.
func TestNoProofWithoutCertificates(t *testing.T) {
	p := load(t, "testdata/pairs_impossible.txt")
	nw := p.network()
	s := newTree(nw, nw.rows(), rand.New(rand.NewPCG(1, 1)))
	s.unsure = 1
	s.explore(1000)
	if s.state != unclear {
		t.Errorf("state %d, want unclear", s.state)
	}
	c := &chain{nw: nw, rows: nw.rows(), tree: s, prover: true, round: proveFrom}
	if c.run(1000, never); c.state != refuse || c.proof == "" {
		t.Errorf("a fresh tree: state %d, proof %q, want a proof", c.state, c.proof)
	}
}

// Told to stop, a tree stops and claims nothing.
func TestStopped(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	nw := p.network()
	c := &chain{nw: nw, rows: nw.rows()}
	c.run(1000, func() bool { return true })
	if c.state != open {
		t.Errorf("state %d, want open", c.state)
	}
}
