package rotating

import "slices"

// row is an equation with whole coefficients that every roster obeys:
//
//	Σ coef·x[col] + s = rhs,   lo ≤ s ≤ hi, s whole
//
// An equation of the model has lo = hi = 0, a cut has lo = 0, and a quantity
// to branch on has rhs = 0, so that s is its negative value.
type row struct {
	cols   []int
	coefs  []int
	rhs    int
	lo, hi int
}

// put adds v to the coefficient of column j; columns come in ascending order.
func (r *row) put(j, v int) {
	if n := len(r.cols); n > 0 && r.cols[n-1] == j {
		r.coefs[n-1] += v
		return
	}
	r.cols = append(r.cols, j)
	r.coefs = append(r.coefs, v)
}

// holds says whether the counts obey the row.
func (r *row) holds(counts []int) bool {
	s := r.rhs
	for i, j := range r.cols {
		s -= r.coefs[i] * counts[j]
	}
	return r.lo <= s && s <= r.hi
}

// rows returns the model: a balance for each node, then a cover for each shift
// and for the days off on each weekday. They are not independent; the simplex
// does not mind, and a redundant row gives the cuts more to work with.
func (nw *network) rows() []row {
	p := nw.p
	rows := make([]row, nw.nodes+p.Days*(len(p.Shifts)+1))
	cover := func(shift, day int) *row { return &rows[nw.nodes+(shift+1)*p.Days+day] }
	for j := range nw.cols {
		c := &nw.cols[j]
		rows[c.from].put(j, 1)
		rows[c.to].put(j, -1)
		nw.cover(c, func(shift, day int) { cover(shift, day).put(j, 1) })
	}
	for d := range p.Days {
		for k := Off; k < len(p.Shifts); k++ {
			cover(k, d).rhs = p.need(k, d)
		}
	}
	// A node no column touches and a cell nobody needs say 0 = 0.
	return slices.DeleteFunc(rows, func(r row) bool { return len(r.cols) == 0 && r.rhs == 0 })
}
