package rotating

import "math"

const (
	feasTol  = 1e-7
	pivotTol = 1e-7
	zeroTol  = 1e-11
)

type term struct {
	row int
	val float64
}

// lp : rows sum a x + s = b.
type lp struct {
	m, n   int
	cols   [][]term // structural columns
	b      []float64
	lo, hi []float64 // n structural then logicals
	cost   []float64
	d      []float64
	basic  []int
	where  []int // var -> row or -1
	atHi   []bool
	x      []float64 // value of nonbasic/basic
	inv    []float64 // m*m row-major
	since  int
	pivots int64
	alpha  []float64
	w      []float64
	ray    []float64
	cand   []int
}

func newLP(n int) *lp {
	return &lp{n: n, cols: make([][]term, n), lo: make([]float64, n), hi: make([]float64, n), cost: make([]float64, n), where: fill(n, -1)}
}
func fill(n, v int) []int {
	a := make([]int, n)
	for i := range a {
		a[i] = v
	}
	return a
}

// addRow appends the row; coefs by column; logical bounds lo..hi.
func (l *lp) addRow(js []int, vs []float64, b, lo, hi float64) int {
	r := l.m
	for i, j := range js {
		l.cols[j] = append(l.cols[j], term{r, vs[i]})
	}
	l.b = append(l.b, b)
	l.lo = append(l.lo, lo)
	l.hi = append(l.hi, hi)
	l.cost = append(l.cost, 0)
	l.where = append(l.where, r)
	l.basic = append(l.basic, l.n+r)
	l.m++
	l.inv = nil
	return l.n + r
}

func (l *lp) col(j int) []term {
	if j < l.n {
		return l.cols[j]
	}
	return []term{{j - l.n, 1}}
}

// refactor inverts the basis from scratch and recomputes d.
func (l *lp) refactor() {
	m := l.m
	a := make([]float64, m*m)
	inv := make([]float64, m*m)
	for i, j := range l.basic {
		if j < l.n {
			for _, t := range l.cols[j] {
				a[t.row*m+i] = t.val
			}
		} else {
			a[(j-l.n)*m+i] = 1
		}
		inv[i*m+i] = 1
	}
	// Gauss-Jordan: column c of a is basic var c. After elimination row perm.
	rowOf := fill(m, -1)
	used := make([]bool, m)
	lost := []int{}
	for c := 0; c < m; c++ {
		p, best := -1, 1e-8
		for r := 0; r < m; r++ {
			if !used[r] && math.Abs(a[r*m+c]) > best {
				best, p = math.Abs(a[r*m+c]), r
			}
		}
		if p < 0 {
			lost = append(lost, c)
			continue
		}
		used[p] = true
		rowOf[c] = p
		f := 1 / a[p*m+c]
		pa, pi := a[p*m:p*m+m], inv[p*m:p*m+m]
		for k := c; k < m; k++ {
			pa[k] *= f
		}
		for k := range pi {
			pi[k] *= f
		}
		for r := 0; r < m; r++ {
			if r == p {
				continue
			}
			g := a[r*m+c]
			if g == 0 {
				continue
			}
			ra, ri := a[r*m:r*m+m], inv[r*m:r*m+m]
			for k := c; k < m; k++ {
				ra[k] -= g * pa[k]
			}
			for k := range ri {
				ri[k] -= g * pi[k]
			}
		}
	}
	if len(lost) > 0 { // singular: replace by logicals of unused rows
		for _, c := range lost {
			for r := 0; r < m; r++ {
				if !used[r] && l.where[l.n+r] < 0 {
					used[r] = true
					l.where[l.basic[c]] = -1
					l.basic[c] = l.n + r
					l.where[l.n+r] = c
					break
				}
			}
		}
		l.refactor()
		return
	}
	l.inv = make([]float64, m*m)
	for c := 0; c < m; c++ {
		copy(l.inv[c*m:c*m+m], inv[rowOf[c]*m:rowOf[c]*m+m])
	}
	l.since = 0
	// duals
	y := make([]float64, m)
	for i, j := range l.basic {
		if c := l.cost[j]; c != 0 {
			for k := 0; k < m; k++ {
				y[k] += c * l.inv[i*m+k]
			}
		}
	}
	if len(l.d) < l.n+m {
		l.d = make([]float64, l.n+m, l.n+m+64)
	}
	for j := 0; j < l.n+m; j++ {
		if l.where[j] >= 0 {
			l.d[j] = 0
			continue
		}
		v := l.cost[j]
		for _, t := range l.col(j) {
			v -= y[t.row] * t.val
		}
		l.d[j] = v
	}
}

// place puts nonbasics on the bound its reduced cost asks for & recomputes basics.
func (l *lp) place() {
	m := l.m
	if len(l.x) < l.n+m {
		l.x = make([]float64, l.n+m)
		l.alpha = make([]float64, l.n+m)
		l.w = make([]float64, m)
		l.ray = make([]float64, m)
	}
	rhs := l.w
	copy(rhs, l.b)
	for j := 0; j < l.n+m; j++ {
		if l.where[j] >= 0 {
			continue
		}
		v := l.lo[j]
		if l.d[j] < 0 {
			v = l.hi[j]
		}
		l.x[j] = v
		if v != 0 {
			if j < l.n {
				for _, t := range l.cols[j] {
					rhs[t.row] -= t.val * v
				}
			} else {
				rhs[j-l.n] -= v
			}
		}
	}
	for i, j := range l.basic {
		s := 0.0
		row := l.inv[i*m : i*m+m]
		for k, v := range rhs {
			s += row[k] * v
		}
		l.x[j] = s
	}
}

type status int

const (
	optimal status = iota
	infeasible
	stuck
)

// solve runs the dual simplex.
func (l *lp) solve(limit int) status {
	if l.inv == nil || l.since > 60 {
		l.refactor()
	}
	l.place()
	for it := 0; ; it++ {
		if it > limit {
			return stuck
		}
		if l.since > 60 {
			l.refactor()
			l.place()
		}
		// leaving
		r, worst, below := -1, feasTol, false
		m := l.m
		for i, j := range l.basic {
			if v := l.lo[j] - l.x[j]; v > worst {
				r, worst, below = i, v, true
			} else if v := l.x[j] - l.hi[j]; v > worst {
				r, worst, below = i, v, false
			}
		}
		if r < 0 {
			return optimal
		}
		l.pivots++
		rho := l.inv[r*m : r*m+m]
		out := l.basic[r]
		sgn := 1.0
		if !below {
			sgn = -1
		}
		// row
		l.cand = l.cand[:0]
		for j := 0; j < l.n+m; j++ {
			l.alpha[j] = 0
			if l.where[j] >= 0 || l.lo[j] == l.hi[j] {
				if l.where[j] >= 0 {
					continue
				}
			}
			var a float64
			if j < l.n {
				for _, t := range l.cols[j] {
					a += rho[t.row] * t.val
				}
			} else {
				a = rho[j-l.n]
			}
			if a < zeroTol && a > -zeroTol {
				continue
			}
			l.alpha[j] = a
			if l.lo[j] == l.hi[j] {
				continue
			}
			// below: need alpha<0 at lo, alpha>0 at hi
			s := a * sgn
			if l.d[j] < 0 || (l.d[j] == 0 && l.x[j] == l.hi[j]) {
				s = -s
			}
			if s < -pivotTol {
				l.cand = append(l.cand, j)
			}
		}
		// bound flipping ratio test
		slope := worst
		q := -1
		for len(l.cand) > 0 {
			// min ratio
			best, bi := math.Inf(1), -1
			for i, j := range l.cand {
				t := math.Abs(l.d[j] / l.alpha[j])
				if t < best-1e-12 || (t <= best+1e-12 && bi >= 0 && math.Abs(l.alpha[j]) > math.Abs(l.alpha[l.cand[bi]])) {
					best, bi = t, i
				}
			}
			j := l.cand[bi]
			s := slope - math.Abs(l.alpha[j])*(l.hi[j]-l.lo[j])
			if s <= feasTol {
				q = j
				break
			}
			slope = s
			l.cand[bi] = l.cand[len(l.cand)-1]
			l.cand = l.cand[:len(l.cand)-1]
			q = -2 - 0
		}
		if q < 0 {
			copy(l.ray, rho)
			return infeasible
		}
		// flips happen via sign of d after update
		theta := l.d[q] / l.alpha[q]
		for j := 0; j < l.n+m; j++ {
			if a := l.alpha[j]; a != 0 {
				l.d[j] -= theta * a
			}
		}
		l.d[out] = -theta
		l.d[q] = 0
		// pivot inverse
		w := l.w
		for i := range w {
			w[i] = 0
		}
		for _, t := range l.col(q) {
			for i := 0; i < m; i++ {
				w[i] += l.inv[i*m+t.row] * t.val
			}
		}
		f := 1 / w[r]
		for k := range rho {
			rho[k] *= f
		}
		for i := 0; i < m; i++ {
			if i == r || w[i] == 0 {
				continue
			}
			g := w[i]
			row := l.inv[i*m : i*m+m]
			for k, v := range rho {
				row[k] -= g * v
			}
		}
		l.basic[r] = q
		l.where[q] = r
		l.where[out] = -1
		l.since++
		// leaving var placed at violated bound: d sign must match
		if below && l.d[out] < 0 || !below && l.d[out] > 0 {
			l.d[out] = 0
		}
		if !below && l.d[out] == 0 {
			l.d[out] = -1e-300
		}
		l.place()
	}
}
