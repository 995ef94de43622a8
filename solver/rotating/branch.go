package rotating

import (
	"math"
	"math/rand/v2"
	"sort"
)

type expr struct {
	cols []int
	coef []int
	v    int // logical, or -1; for single column the column
	max  int
}

type frame struct {
	v            int
	lo, hi       float64 // before
	altLo, altHi float64
	done         bool
}

type search struct {
	nw       *network
	lp       *lp
	levels   [][]*expr
	rng      *rand.Rand
	rows     []row
	stack    []frame
	nodes    int64
	maxDepth int
	unsure   int
	state    int // 0 running 1 found 2 infeasible(exhausted)
	sol      []int
	started  bool
	leafs    int
	weird    int
}

type row struct {
	js     []int
	vs     []int
	b      int
	lo, hi int
}

func newSearch(nw *network, seed uint64) *search {
	p := nw.p
	s := &search{nw: nw, rng: rand.New(rand.NewPCG(seed, 77))}
	l := newLP(len(nw.cols))
	s.lp = l
	D := p.Days
	rows := make([]row, nw.nodes+D*(len(p.Shifts)+1))
	put := func(r, j, v int) {
		w := &rows[r]
		if n := len(w.js); n > 0 && w.js[n-1] == j {
			w.vs[n-1] += v
			return
		}
		w.js = append(w.js, j)
		w.vs = append(w.vs, v)
	}
	cov := func(k, d int) int { return nw.nodes + (k+1)*D + d }
	for k := range p.Shifts {
		for d := 0; d < D; d++ {
			rows[cov(k, d)].b = p.Demand[k][d]
		}
	}
	for d := 0; d < D; d++ {
		rows[cov(Off, d)].b = p.free(d)
	}
	for j := range nw.cols {
		c := &nw.cols[j]
		l.hi[j] = float64(c.most)
		l.cost[j] = s.rng.Float64() + 0.01
		put(c.from, j, 1)
		put(c.to, j, -1)
		nw.cover(c, func(k, d int) { put(cov(k, d), j, 1) })
	}
	for _, r := range rows {
		s.addRow(r)
	}
	s.buildExprs()
	return s
}

func (s *search) addRow(r row) int {
	s.rows = append(s.rows, r)
	vs := make([]float64, len(r.vs))
	for i := range vs {
		vs[i] = float64(r.vs[i])
	}
	return s.lp.addRow(r.js, vs, float64(r.b), float64(r.lo), float64(r.hi))
}

func (s *search) buildExprs() {
	type key [4]int
	D := s.nw.p.Days
	const L = 6
	lv := make([]map[key]map[int]int, L)
	for i := range lv {
		lv[i] = map[key]map[int]int{}
	}
	add := func(l int, k key, j int) {
		if lv[l][k] == nil {
			lv[l][k] = map[int]int{}
		}
		lv[l][k][j]++
	}
	for j := range s.nw.cols {
		c := &s.nw.cols[j]
		if c.work == nil {
			add(0, key{0, c.day}, j)
			add(1, key{0, c.day, c.days}, j)
		} else {
			add(0, key{1, c.day}, j)
			add(3, key{1, c.day, c.days}, j)
			d := c.day
			for _, r := range c.work {
				add(2, key{2, r.shift, d % D}, j)
				add(4, key{2, r.shift, d % D, r.days}, j)
				d += r.days
			}
		}
		add(5, key{5, j}, j)
	}
	for _, m := range lv {
		keys := []key{}
		for k := range m {
			keys = append(keys, k)
		}
		sort.Slice(keys, func(a, b int) bool {
			for i := range keys[a] {
				if keys[a][i] != keys[b][i] {
					return keys[a][i] < keys[b][i]
				}
			}
			return false
		})
		var es []*expr
		for _, k := range keys {
			e := &expr{v: -1}
			for j := range m[k] {
				e.cols = append(e.cols, j)
			}
			sort.Ints(e.cols)
			for _, j := range e.cols {
				e.coef = append(e.coef, m[k][j])
				e.max += m[k][j] * s.nw.cols[j].most
			}
			if len(e.cols) == 1 && e.coef[0] == 1 {
				e.v = e.cols[0]
			}
			es = append(es, e)
		}
		s.levels = append(s.levels, es)
	}
}

func (e *expr) value(x []float64) float64 {
	v := 0.0
	for i, j := range e.cols {
		v += float64(e.coef[i]) * x[j]
	}
	return v
}

// choose returns most fractional expr of the first level that has one.
func (s *search) choose() (*expr, float64) {
	for _, es := range s.levels {
		var best *expr
		bf, bv := 1e-5, 0.0
		for _, e := range es {
			v := e.value(s.lp.x)
			f := math.Abs(v - math.Round(v))
			if f > 1e-5 {
				f *= 0.9 + 0.2*s.rng.Float64()
			}
			if f > bf {
				best, bf, bv = e, f, v
			}
		}
		if best != nil {
			return best, bv
		}
	}
	return nil, 0
}

// variable of e with sign: value = sgn * x[v]
func (s *search) variable(e *expr) (int, float64) {
	if e.v < 0 {
		cs := append([]int(nil), e.coef...)
		e.v = s.addRow(row{js: e.cols, vs: cs, lo: -min(e.max, s.nw.p.Employees*2), hi: 0})
	}
	if e.v < s.lp.n {
		return e.v, 1
	}
	return e.v, -1
}

// step explores until budget pivots used or state changes
func (s *search) step(budget int64) {
	end := s.lp.pivots + budget
	for s.state == 0 && s.lp.pivots < end {
		s.nodes++
		switch s.lp.solve(2000) {
		case infeasible:
			s.leafs++
			if !s.certify() {
				s.unsure++
			}
			s.back()
			continue
		case stuck:
			s.unsure++
			s.weird++
			s.back()
			continue
		}
		e, v := s.choose()
		if e == nil {
			sol := make([]int, len(s.nw.cols))
			for j := range sol {
				sol[j] = int(math.Round(s.lp.x[j]))
			}
			if s.exact(sol) && s.nw.connected(sol) {
				s.sol = sol
				s.state = 1
				return
			}
			s.weird++
			s.unsure++
			s.back()
			continue
		}
		x, sg := s.variable(e)
		f := frame{v: x, lo: s.lp.lo[x], hi: s.lp.hi[x]}
		// candidate children: value<=floor, value>=ceil
		down := v-math.Floor(v) < 0.5
		fl, ce := math.Floor(v), math.Ceil(v)
		a, b := f.lo, f.hi
		var dl, dh, ul, uh float64
		if sg > 0 {
			dl, dh, ul, uh = a, fl, ce, b
		} else {
			dl, dh, ul, uh = -fl, b, a, -ce
		}
		if !down {
			dl, dh, ul, uh = ul, uh, dl, dh
		}
		f.altLo, f.altHi = ul, uh
		s.lp.lo[x], s.lp.hi[x] = dl, dh
		s.stack = append(s.stack, f)
		s.maxDepth = max(s.maxDepth, len(s.stack))
	}
}

func (s *search) back() {
	for len(s.stack) > 0 {
		f := &s.stack[len(s.stack)-1]
		if !f.done {
			f.done = true
			s.lp.lo[f.v], s.lp.hi[f.v] = f.altLo, f.altHi
			return
		}
		s.lp.lo[f.v], s.lp.hi[f.v] = f.lo, f.hi
		s.stack = s.stack[:len(s.stack)-1]
	}
	s.state = 2
}

// exact checks rows with integers.
func (s *search) exact(sol []int) bool {
	for _, r := range s.rows {
		v := 0
		for i, j := range r.js {
			v += r.vs[i] * sol[j]
		}
		if r.b-v < r.lo || r.b-v > r.hi {
			return false
		}
	}
	return true
}

// certify verifies Farkas in integers.
func (s *search) certify() bool {
	l := s.lp
	const scale = 1 << 30
	y := make([]int64, l.m)
	big := 0.0
	for _, v := range l.ray {
		big = max(big, math.Abs(v))
	}
	if big == 0 {
		return false
	}
	for i, v := range l.ray {
		y[i] = int64(math.Round(v / big * scale))
	}
	// y.b must lie in [min,max] of sum c_j x_j
	var rhs, lo, hi int64
	for i := range y {
		rhs += y[i] * int64(l.b[i])
	}
	tally := func(c int64, j int) {
		a, b := c*int64(l.lo[j]), c*int64(l.hi[j])
		lo += min(a, b)
		hi += max(a, b)
	}
	for j := 0; j < l.n; j++ {
		var c int64
		for _, t := range l.cols[j] {
			c += y[t.row] * int64(t.val)
		}
		tally(c, j)
	}
	for i := range y {
		tally(y[i], l.n+i)
	}
	return rhs < lo || rhs > hi
}

// connected says whether the support is one component.
func (nw *network) connected(sol []int) bool {
	par := fill(nw.nodes, 0)
	for i := range par {
		par[i] = i
	}
	var find func(int) int
	find = func(a int) int {
		for par[a] != a {
			a = par[a]
		}
		return a
	}
	root := -1
	for j, n := range sol {
		if n > 0 {
			par[find(nw.cols[j].from)] = find(nw.cols[j].to)
			root = nw.cols[j].from
		}
	}
	for j, n := range sol {
		if n > 0 && find(nw.cols[j].from) != find(root) {
			return false
		}
	}
	return true
}
