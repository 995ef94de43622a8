package rotating

import (
	"math"
	"slices"
)

// Sizes of the cutting plane phase. Rounds beyond the fifth rarely closed
// another instance, and each row slows every later pivot.
const (
	cutRounds      = 8
	cutsPerRound   = 20
	mostMultiple   = 4    // multiples of a tableau row that are rounded
	mostDivisor    = 60   // of its multipliers
	leastViolation = 0.01 // euclidean distance by which a cut must cut

	// Cuts of cuts may grow. These bounds keep every sum of rounded, of m rows
	// times at most mostDivisor, far within 64 bits: an overflow would be a
	// false proof.
	mostCoef = 1 << 10
	mostRHS  = 1 << 30
)

// tighten returns the rows of a root relaxation together with Chvátal-Gomory cuts that are tight
// there, and whether they alone refute the
// problem.
//
// Take whole multipliers u ≥ 0 of the rows and a divisor q: every roster obeys
// Σ ⌊(u·A)ⱼ/q⌋ xⱼ ≤ ⌊u·b/q⌋, for the x are whole and not negative and so is
// the slack of a cut (Chvátal, "Edmonds polytopes and a hierarchy of
// combinatorial problems", Discrete Mathematics 4, 1973). The multipliers come
// from the rows of the tableau as in Gomory's method. Arguments of parity,
// "seven weekdays cannot be paired", are cuts of this kind with q = 2, and
// without them a tree can grow for hours over one.
func tighten(nw *network, l *lp) ([]row, bool) {
	base, rows := l.m, slices.Clone(l.rows)
	for range cutRounds {
		switch l.solve() {
		case refuted:
			return l.rows, l.certify()
		case stuck:
			return rows, false
		}
		cuts := l.cuts(nw)
		if len(cuts) == 0 {
			break
		}
		for _, c := range cuts {
			l.addRow(c)
		}
	}
	for i := base; i < l.m; i++ {
		if l.where[l.n+i] < 0 { // a slack in the basis belongs to a cut that idles
			rows = append(rows, l.rows[i])
		}
	}
	return rows, false
}

type cut struct {
	row
	violation float64
}

// cuts returns the most violated cuts of the present vertex.
func (l *lp) cuts(nw *network) []row {
	var found []cut
	for i, j := range l.basic {
		if math.Abs(l.x[j]-math.Round(l.x[j])) < 10*fracTol {
			continue
		}
		rho := l.inv[i*l.m : i*l.m+l.m]
		q := divisor(rho)
		for t := 1; t < min(q, mostMultiple+1); t++ {
			for _, times := range []int{-t, t} {
				if c := l.rounded(nw, multipliers(rho, q, times), q); c.violation > leastViolation {
					found = append(found, c)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b cut) int {
		return int(math.Copysign(1, b.violation-a.violation))
	})
	var rows []row
	for _, c := range found[:min(len(found), cutsPerRound)] {
		rows = append(rows, c.row)
	}
	return rows
}

// divisor returns the least q > 1 that makes every number times q whole, or 0.
func divisor(v []float64) int {
	for q := 2; q <= mostDivisor; q++ {
		whole := func(x float64) bool {
			w := x * float64(q)
			return math.Abs(w-math.Round(w)) < 1e-6
		}
		if !slices.ContainsFunc(v, func(x float64) bool { return !whole(x) }) {
			return q
		}
	}
	return 0
}

// multipliers returns q·times·v modulo q, in 0..q-1. To drop whole multiples
// of a row before rounding changes nothing for an equation and only helps for
// a cut, whose slack then rounds to nothing.
func multipliers(v []float64, q, times int) []int {
	u := make([]int, len(v))
	for i, x := range v {
		u[i] = mod(times*int(math.Round(x*float64(q))), q)
	}
	return u
}

// rounded is the cut by multipliers u and divisor q, in whole numbers.
func (l *lp) rounded(nw *network, u []int, q int) cut {
	sum, rhs := make([]int, l.n), 0
	for i, r := range l.rows {
		if u[i] == 0 {
			continue
		}
		for k, j := range r.cols {
			sum[j] += u[i] * r.coefs[k]
		}
		rhs += u[i] * r.rhs
	}
	c := cut{row: row{rhs: floorDiv(rhs, q)}}
	lhs, norm, least := 0.0, 0.0, 0
	for j, v := range sum {
		f := floorDiv(v, q)
		if max(f, -f) > mostCoef || max(c.rhs, -c.rhs) > mostRHS {
			return cut{}
		}
		if f != 0 {
			c.put(j, f)
			lhs += float64(f) * l.x[j]
			norm += float64(f * f)
			least += min(0, f*nw.cols[j].most)
		}
	}
	c.hi = max(0, c.rhs-least) // what the slack can reach within the bounds of x
	c.violation = (lhs - float64(c.rhs)) / math.Sqrt(max(1, norm))
	return c
}

// floorDiv is a/b rounded down, for b > 0.
func floorDiv(a, b int) int { return (a - mod(a, b)) / b }

// mod is the rest of a/b that is not negative, for b > 0.
func mod(a, b int) int { return ((a % b) + b) % b }
