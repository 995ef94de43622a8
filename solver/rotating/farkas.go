package rotating

import "math"

// certify says whether the multipliers of the last refuted relaxation prove,
// in whole numbers, that no point within the bounds obeys the rows. That is
// Farkas' lemma the way Neumaier and Shcherbina ("Safe bounds in linear and
// mixed-integer linear programming", Mathematical Programming 99, 2004) make
// it safe: any whole multipliers y will do, so those of floating point are
// rounded, and only the sum they give is looked at. The rows add up to
//
//	Σ (y·A)ⱼ xⱼ + Σ yᵢ sᵢ = y·b,
//
// and when y·b lies outside of what the left side can reach within the bounds,
// there is no such x. Coarser roundings are tried after finer ones, for they
// keep the sums of big problems within 64 bits.
func (l *lp) certify() bool {
	biggest := 0.0
	for _, v := range l.ray {
		biggest = max(biggest, math.Abs(v))
	}
	if biggest == 0 || math.IsNaN(biggest) || math.IsInf(biggest, 0) {
		return false
	}
	for _, bits := range []int{30, 22, 14} {
		y := make([]int64, l.m)
		for i, v := range l.ray {
			y[i] = int64(math.Round(math.Ldexp(v/biggest, bits)))
		}
		if l.contradicts(y) {
			return true
		}
	}
	return false
}

// contradicts adds the rows up, each y times. It reports false when the sum
// might not fit 64 bits.
func (l *lp) contradicts(y []int64) bool {
	var sum interval
	// (y·A)ⱼ for each column; the slacks' share goes into the sum at once.
	acc := make([]int64, l.n)
	size := make([]float64, l.n) // Σ|terms|, to see an overflow coming
	var rhs int64
	for i, r := range l.rows {
		if y[i] == 0 {
			continue
		}
		for k, j := range r.cols {
			acc[j] += y[i] * int64(r.coefs[k])
			size[j] += math.Abs(float64(y[i]) * float64(r.coefs[k]))
		}
		rhs += y[i] * int64(r.rhs)
		sum.add(y[i], l.lo[l.n+i], l.hi[l.n+i])
		sum.size += math.Abs(float64(y[i]) * float64(r.rhs))
	}
	for j, c := range acc {
		if size[j] > safeSize {
			return false
		}
		sum.add(c, l.lo[j], l.hi[j])
	}
	return sum.size < safeSize && (rhs < sum.lo || rhs > sum.hi)
}

// safeSize is what sums must stay below to be sure of 64 bits; float64 keeps
// count of their sizes to 15 digits, and the margin is a factor of two.
const safeSize = 1 << 62

// interval is what a sum of terms c·x can reach.
type interval struct {
	lo, hi int64
	size   float64
}

// add takes in c·x for lo ≤ x ≤ hi, two whole numbers.
func (s *interval) add(c int64, lo, hi float64) {
	a, b := c*int64(lo), c*int64(hi)
	s.lo += min(a, b)
	s.hi += max(a, b)
	s.size += math.Abs(float64(c)) * (math.Abs(lo) + math.Abs(hi))
}
