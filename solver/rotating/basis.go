package rotating

import "math"

// refactor inverts the basis afresh and derives the reduced costs from it. The
// basis has at most a few hundred rows, so a dense inverse is small enough for
// the cache and there is no sparse factorisation to maintain.
func (l *lp) refactor() {
	m := l.m
	a, inv := l.basisMatrix()
	// rowOf says on which row each column of the basis was pivoted: the rows
	// of the inverse come out in that order and are sorted afterwards.
	rowOf, used := make([]int, m), make([]bool, m)
	for _, slack := range []bool{true, false} { // slacks cost nothing when they come first
		for c, j := range l.basic {
			if (j >= l.n) == slack {
				rowOf[c] = eliminate(a, inv, used, c)
			}
		}
	}
	if l.patch(rowOf, used) {
		l.refactor()
		return
	}
	l.inv = make([]float64, m*m)
	for c, r := range rowOf {
		copy(l.inv[c*m:c*m+m], inv[r*m:r*m+m])
	}
	l.since = 0
	l.resize()
	l.price()
}

// basisMatrix returns the basis, a column for each position, and the identity.
func (l *lp) basisMatrix() (a, inv []float64) {
	m := l.m
	a, inv = make([]float64, m*m), make([]float64, m*m)
	for i, j := range l.basic {
		inv[i*m+i] = 1
		if j >= l.n {
			a[(j-l.n)*m+i] = 1
			continue
		}
		for _, e := range l.cols[j] {
			a[e.row*m+i] = e.val
		}
	}
	return a, inv
}

// eliminate is the step of Gauss and Jordan for column c. It returns the row
// it pivots on, the one with the biggest entry, or -1 when there is none.
func eliminate(a, inv []float64, used []bool, c int) int {
	m := len(used)
	p, biggest := -1, 1e-8
	for r := range m {
		if v := math.Abs(a[r*m+c]); !used[r] && v > biggest {
			p, biggest = r, v
		}
	}
	if p < 0 {
		return -1
	}
	used[p] = true
	pa, pi := a[p*m:p*m+m], inv[p*m:p*m+m]
	f := 1 / pa[c]
	scale(pa, f)
	scale(pi, f)
	atA, atI := nonzero(pa), nonzero(pi)
	for r := range m {
		if g := a[r*m+c]; r != p && g != 0 {
			minus(a[r*m:r*m+m], g, pa, atA)
			minus(inv[r*m:r*m+m], g, pi, atI)
		}
	}
	return p
}

// patch replaces the columns that found no pivot by slacks of the rows that
// were none, and says whether it had to. Rounding can make a basis singular.
func (l *lp) patch(rowOf []int, used []bool) bool {
	torn := false
	for c, r := range rowOf {
		if r >= 0 {
			continue
		}
		torn = true
		for r := range used {
			if !used[r] && l.where[l.n+r] < 0 {
				used[r] = true
				l.where[l.basic[c]] = -1
				l.basic[c], l.where[l.n+r] = l.n+r, c
				break
			}
		}
	}
	return torn
}

// resize makes room after rows were added.
func (l *lp) resize() {
	if n := l.n + l.m; len(l.x) < n {
		l.x, l.d, l.alpha = make([]float64, n), make([]float64, n), make([]float64, n)
		l.work, l.ray = make([]float64, l.m), make([]float64, l.m)
	}
}

// price computes the reduced costs, c - cB·B⁻¹·A. Between two refactorings
// the pivots keep them up to date.
func (l *lp) price() {
	y := l.work
	clear(y)
	for i, j := range l.basic {
		if c := l.cost[j]; c != 0 {
			for k, v := range l.inv[i*l.m : i*l.m+l.m] {
				y[k] += c * v
			}
		}
	}
	for j := range l.where {
		l.d[j] = 0
		if l.where[j] < 0 {
			l.d[j] = l.cost[j] - l.dot(y, j)
		}
	}
}

func scale(v []float64, f float64) {
	for i := range v {
		v[i] *= f
	}
}

// nonzero lists where v is not zero. Rows that idle, their slacks in the basis,
// leave their columns of the inverse empty, and there may be many of them.
func nonzero(v []float64) []int {
	at := make([]int, 0, len(v))
	for i, x := range v {
		if x != 0 {
			at = append(at, i)
		}
	}
	return at
}

// minus takes g times w from v, at the given places, where w is not zero.
func minus(v []float64, g float64, w []float64, at []int) {
	for _, i := range at {
		v[i] -= g * w[i]
	}
}
