package rotating

import "math"

// status is what became of a relaxation.
type status uint8

const (
	solved  status = iota // x obeys rows and bounds
	refuted               // ray says why nothing does
	stuck                 // too many pivots, or told to stop
)

const (
	freshAfter = 60   // pivots until the inverse is computed anew
	mostPivots = 5000 // in one call; a few hundred is usual
)

// solve runs the dual simplex for bounded variables with the long-step ratio
// test (Maros, "A generalized dual phase-2 simplex algorithm", EJOR 149, 2003)
// from whatever basis it finds.
func (l *lp) solve() status {
	if l.inv == nil {
		l.refactor()
	}
	l.place()
	for range mostPivots {
		if l.since >= freshAfter {
			l.refactor()
			l.place()
		}
		if l.pivots%64 == 63 && l.stopped() {
			return stuck
		}
		r, gap := l.leaving()
		if r < 0 {
			return solved
		}
		l.pivotRow(r, gap > 0)
		q := l.entering(math.Abs(gap))
		if q < 0 {
			copy(l.ray, l.inv[r*l.m:r*l.m+l.m])
			return refuted
		}
		l.pivot(r, q, gap > 0)
		l.place()
	}
	return stuck
}

// leaving returns the basis position that is furthest out of bounds, and by
// how much its variable must grow.
func (l *lp) leaving() (r int, gap float64) {
	r, worst := -1, feasTol
	for i, j := range l.basic {
		if v := l.lo[j] - l.x[j]; v > worst {
			r, worst, gap = i, v, v
		} else if v := l.x[j] - l.hi[j]; v > worst {
			r, worst, gap = i, v, -v
		}
	}
	return r, gap
}

// pivotRow computes the row of the tableau and collects the variables that can
// move the leaving one the right way. A fixed variable moves nothing.
func (l *lp) pivotRow(r int, grow bool) {
	rho := l.inv[r*l.m : r*l.m+l.m]
	l.cand = l.cand[:0]
	for j, at := range l.where {
		l.alpha[j] = 0
		if at >= 0 {
			continue
		}
		a := l.dot(rho, j)
		if math.Abs(a) < zeroTol {
			continue
		}
		l.alpha[j] = a
		atHi := l.d[j] < 0
		if l.lo[j] < l.hi[j] && math.Abs(a) > pivotTol && (a < 0) == (grow != atHi) {
			l.cand = append(l.cand, j)
		}
	}
}

// entering picks the variable to enter. While the gap is bigger than what a
// candidate closes by going all the way to its other bound, it goes there:
// the sign of its reduced cost changes with the pivot and place does the rest.
// It returns -1 when all of them together cannot close the gap.
func (l *lp) entering(gap float64) int {
	for len(l.cand) > 0 {
		i := l.nearest()
		j := l.cand[i]
		gap -= math.Abs(l.alpha[j]) * (l.hi[j] - l.lo[j])
		if gap <= feasTol {
			return j
		}
		last := len(l.cand) - 1
		l.cand[i] = l.cand[last]
		l.cand = l.cand[:last]
	}
	return -1
}

// nearest returns the candidate whose reduced cost reaches zero first, of
// equals the one with the biggest pivot.
func (l *lp) nearest() int {
	best, ratio, size := 0, math.Inf(1), 0.0
	for i, j := range l.cand {
		a := math.Abs(l.alpha[j])
		t := math.Abs(l.d[j]) / a
		if t < ratio-1e-12 || t <= ratio+1e-12 && a > size {
			best, ratio, size = i, t, a
		}
	}
	return best
}

// pivot exchanges the variable at position r with q.
func (l *lp) pivot(r, q int, grow bool) {
	l.pivots++
	l.since++
	m, out := l.m, l.basic[r]
	// One step along the edge: every reduced cost moves in proportion to its
	// entry in the pivot row, and q's comes to zero.
	theta := l.d[q] / l.alpha[q]
	for j, a := range l.alpha {
		if a != 0 {
			l.d[j] -= theta * a
		}
	}
	l.d[q] = 0
	// The leaving variable goes to the bound it violated, whatever rounding
	// makes of its reduced cost.
	l.d[out] = math.Copysign(max(math.Abs(theta), math.SmallestNonzeroFloat64), -1)
	if grow {
		l.d[out] = math.Abs(theta)
	}
	// Product form of the inverse, carried out at once.
	w := l.work
	for i := range m {
		w[i] = l.dot(l.inv[i*m:i*m+m], q)
	}
	rho := l.inv[r*m : r*m+m]
	scale(rho, 1/w[r])
	at := nonzero(rho)
	for i := range m {
		if i != r && w[i] != 0 {
			minus(l.inv[i*m:i*m+m], w[i], rho, at)
		}
	}
	l.basic[r], l.where[q], l.where[out] = q, r, -1
}
