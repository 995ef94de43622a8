package rotating

import "math/rand/v2"

// Tolerances of the floating-point side. They steer; they decide nothing.
const (
	feasTol  = 1e-7  // a value so far outside its bounds is still inside
	pivotTol = 1e-7  // a smaller pivot is none
	zeroTol  = 1e-11 // noise
	fracTol  = 1e-5  // a value so close to a whole number is whole
)

// entry is a coefficient in a column.
type entry struct {
	row int
	val float64
}

// lp is the linear relaxation in the shape the dual simplex works on. Its
// variables are the n columns, then one slack for each of the m rows. Every
// variable has two finite bounds, so every basis is dual feasible once each
// variable outside it stands at the bound its reduced cost points to. That is
// why bounds may be changed at will between calls of solve: no phase one, and
// no basis to save or restore when the tree backtracks.
type lp struct {
	n, m   int
	rows   []row     // exact, for the proofs
	cols   [][]entry // the same by column, slacks left out
	lo, hi []float64
	cost   []float64 // random: breaks ties and cycles
	x      []float64
	d      []float64 // reduced costs

	basic []int     // variable of each basis position
	where []int     // position of each variable, -1 outside the basis
	inv   []float64 // the basis inverted, m×m by rows; nil when out of date
	since int       // pivots since it was computed afresh

	alpha []float64 // pivot row
	cand  []int     // candidates to enter
	work  []float64
	ray   []float64 // multipliers of the rows that refute them, after solve

	pivots  int64
	stopped func() bool // asked now and then
}

// newLP returns the relaxation of a network. The costs are random and
// positive: a vertex that uses few columns is likelier whole.
func newLP(nw *network, rows []row, rng *rand.Rand) *lp {
	n := len(nw.cols)
	l := &lp{n: n, cols: make([][]entry, n), lo: make([]float64, n), hi: make([]float64, n), cost: make([]float64, n),
		stopped: func() bool { return false }}
	for j := range nw.cols {
		l.hi[j] = float64(nw.cols[j].most)
		l.cost[j] = 0.01 + rng.Float64()
		l.where = append(l.where, -1)
	}
	for _, r := range rows {
		l.addRow(r)
	}
	return l
}

// addRow appends a row and returns its slack, which enters the basis.
func (l *lp) addRow(r row) int {
	slack := l.n + l.m
	for i, j := range r.cols {
		l.cols[j] = append(l.cols[j], entry{l.m, float64(r.coefs[i])})
	}
	l.rows = append(l.rows, r)
	l.lo = append(l.lo, float64(r.lo))
	l.hi = append(l.hi, float64(r.hi))
	l.cost = append(l.cost, 0)
	l.where = append(l.where, l.m)
	l.basic = append(l.basic, slack)
	l.m++
	l.inv = nil
	return slack
}

// dot is the product of a row vector with column j.
func (l *lp) dot(v []float64, j int) float64 {
	if j >= l.n {
		return v[j-l.n]
	}
	sum := 0.0
	for _, e := range l.cols[j] {
		sum += v[e.row] * e.val
	}
	return sum
}

// place puts every variable outside the basis at its bound and solves for the
// others. To do so afresh costs no more than a pivot and keeps errors small:
// x follows from basis, bounds and the signs of the reduced costs alone.
func (l *lp) place() {
	rest := l.work
	for i := range l.rows {
		rest[i] = float64(l.rows[i].rhs)
	}
	for j := range l.where {
		if l.where[j] < 0 {
			l.x[j] = l.bound(j)
			l.subtract(rest, j, l.x[j])
		}
	}
	at := nonzero(rest)
	for i, j := range l.basic {
		sum := 0.0
		inv := l.inv[i*l.m : i*l.m+l.m]
		for _, k := range at {
			sum += inv[k] * rest[k]
		}
		l.x[j] = sum
	}
}

// bound is where variable j stands outside the basis.
func (l *lp) bound(j int) float64 {
	if l.d[j] < 0 {
		return l.hi[j]
	}
	return l.lo[j]
}

// subtract moves v times column j to the right side.
func (l *lp) subtract(rest []float64, j int, v float64) {
	switch {
	case v == 0:
	case j >= l.n:
		rest[j-l.n] -= v
	default:
		for _, e := range l.cols[j] {
			rest[e.row] -= e.val * v
		}
	}
}
