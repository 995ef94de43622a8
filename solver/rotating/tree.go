package rotating

import (
	"math"
	"math/rand/v2"
)

// outcome is what a search has come to.
type outcome uint8

const (
	open    outcome = iota
	found           // counts holds a connected circulation
	refuse          // exhausted, every leaf certified: there is no roster
	unclear         // exhausted, but some leaf could not be certified
)

// tree is a depth-first branch and bound. It asks for no optimum: a node is
// closed when its relaxation is refuted, and the first whole and connected
// vertex ends the search.
type tree struct {
	nw     *network
	lp     *lp
	rng    *rand.Rand
	levels [][]*quantity
	splits map[string]int // set of nodes → slack of the row that counts what leaves it
	stack  []fork
	state  outcome
	unsure int // leaves closed without a certificate
	nodes  int64
	counts []int // of each column, when found
}

// limit is a pair of bounds of one variable.
type limit struct {
	variable int
	lo, hi   float64
}

// fork is a branching: two sets of limits, and every roster in the subtree
// obeys all of the one or all of the other.
type fork struct {
	undo   []limit // the bounds before the limits now in force
	second []limit
	last   bool // the second ones are in force
}

func newTree(nw *network, rows []row, rng *rand.Rand) *tree {
	return &tree{nw: nw, rng: rng, lp: newLP(nw, rows, rng), levels: nw.quantities(),
		splits: make(map[string]int)}
}

// explore goes on until the tree is decided or has used so many pivots.
func (s *tree) explore(pivots int64) {
	end := s.lp.pivots + pivots
	for s.state == open && s.lp.pivots < end && !s.lp.stopped() {
		s.nodes++
		// A node costs something even when it needs no pivot.
		s.lp.pivots++
		s.visit()
	}
}

// visit treats the node the bounds describe.
func (s *tree) visit() {
	if !s.relax() {
		s.backtrack()
		return
	}
	if q, v := s.fractional(); q != nil {
		s.branchOn(q, v)
		return
	}
	counts, ok := s.whole()
	if !ok {
		s.unsure++
		s.backtrack()
		return
	}
	if part := s.nw.component(counts); part != nil {
		s.split(part)
		return
	}
	s.counts, s.state = counts, found
}

// relax solves the relaxation. It reports false when the node can be dropped,
// and takes note when it had to be dropped without a proof.
func (s *tree) relax() bool {
	for range 2 {
		switch s.lp.solve() {
		case solved:
			return true
		case refuted:
			if s.lp.certify() {
				return false
			}
		}
		s.lp.inv = nil // perhaps worn: once more with a fresh one
	}
	s.unsure++
	return false
}

// whole rounds the vertex and verifies the rows in whole numbers.
func (s *tree) whole() ([]int, bool) {
	counts := make([]int, s.lp.n)
	for j := range counts {
		counts[j] = int(math.Round(s.lp.x[j]))
		if counts[j] < 0 {
			return nil, false
		}
	}
	for i := range s.lp.rows {
		if !s.lp.rows[i].holds(counts) {
			return nil, false
		}
	}
	return counts, true
}

// branchOn parts the rosters by whether they have at most ⌊v⌋ of the quantity
// or at least ⌈v⌉, the nearer side first.
func (s *tree) branchOn(q *quantity, v float64) {
	if q.variable < 0 {
		q.variable = s.lp.addRow(q.row)
	}
	j := q.variable
	lo, hi := s.lp.lo[j], s.lp.hi[j]
	few, many := []limit{{j, lo, math.Floor(v)}}, []limit{{j, math.Ceil(v), hi}}
	if j >= s.lp.n { // a slack is minus the quantity
		few, many = []limit{{j, -math.Floor(v), hi}}, []limit{{j, lo, -math.Ceil(v)}}
	}
	if v-math.Floor(v) < 0.5 {
		s.branch(few, many)
	} else {
		s.branch(many, few)
	}
}

// branch goes to the first child and keeps the second for later.
func (s *tree) branch(first, second []limit) {
	s.stack = append(s.stack, fork{undo: s.impose(first), second: second})
}

// impose sets the bounds and returns those before.
func (s *tree) impose(bounds []limit) []limit {
	was := make([]limit, len(bounds))
	for i, b := range bounds {
		was[i] = limit{b.variable, s.lp.lo[b.variable], s.lp.hi[b.variable]}
		s.lp.lo[b.variable], s.lp.hi[b.variable] = b.lo, b.hi
	}
	return was
}

// backtrack goes to the next child that was not visited. When there is none,
// the tree is exhausted.
func (s *tree) backtrack() {
	for len(s.stack) > 0 {
		f := &s.stack[len(s.stack)-1]
		s.impose(f.undo)
		if !f.last {
			f.last = true
			f.undo = s.impose(f.second)
			return
		}
		s.stack = s.stack[:len(s.stack)-1]
	}
	s.state = refuse
	if s.unsure > 0 {
		s.state = unclear
	}
}
