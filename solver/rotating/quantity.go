package rotating

import (
	"cmp"
	"math"
	"slices"
)

// quantity is a sum of columns that is whole in every roster: how many blocks
// start on a Monday, how many runs of nights last three days. Branching on a
// coarse quantity decides much at once; on a single column, next to nothing.
type quantity struct {
	row
	variable int // of the lp: its slack, its only column, or -1 when not yet a row
}

// quantities returns them in levels, coarse before fine. The last level has
// the columns themselves, so that when every quantity is whole, all is.
func (nw *network) quantities() [][]*quantity {
	// Where blocks begin and end settles most of a roster; which lengths the
	// days off have comes next, then when each shift begins, and so on.
	levels := make([]*tally, 6)
	for i := range levels {
		levels[i] = &tally{nw: nw, of: make(map[[4]int]*quantity)}
	}
	for j := range nw.cols {
		c := &nw.cols[j]
		if c.off > 0 {
			levels[0].count(j, 0, c.day)
			levels[1].count(j, c.day, c.off)
		}
		if c.opens {
			levels[0].count(j, 1, c.day)
			levels[3].count(j, c.day, c.work.days())
		}
		d := c.day
		for _, r := range c.work {
			levels[2].count(j, r.shift, d%nw.p.Days)
			levels[4].count(j, r.shift, d%nw.p.Days, r.days)
			d += r.days
		}
		levels[5].count(j, j)
	}
	var out [][]*quantity
	for _, t := range levels {
		out = append(out, t.sorted())
	}
	return out
}

// tally collects quantities by a key.
type tally struct {
	nw   *network
	of   map[[4]int]*quantity
	keys [][4]int
}

// count adds one of column j to the quantity with the key.
func (t *tally) count(j int, key ...int) {
	var k [4]int
	copy(k[:], key)
	q := t.of[k]
	if q == nil {
		q = &quantity{variable: -1}
		t.of[k] = q
		t.keys = append(t.keys, k)
	}
	q.put(j, 1)
	// Its value is minus the slack. Whatever is counted happens at most once
	// a column and on a certain weekday, of which the cycle has Employees.
	q.lo -= t.nw.cols[j].most
}

// sorted returns the quantities in the order of their keys: the order of a map
// would make two runs of the same search differ.
func (t *tally) sorted() []*quantity {
	slices.SortFunc(t.keys, func(a, b [4]int) int { return slices.Compare(a[:], b[:]) })
	var out []*quantity
	for _, k := range t.keys {
		q := t.of[k]
		q.lo = max(q.lo, -t.nw.p.Employees)
		if len(q.cols) == 1 && q.coefs[0] == 1 {
			q.variable = q.cols[0]
		}
		out = append(out, q)
	}
	return out
}

// value is what the vertex has of the quantity.
func (q *quantity) value(x []float64) float64 {
	v := 0.0
	for i, j := range q.cols {
		v += float64(q.coefs[i]) * x[j]
	}
	return v
}

// fraction is the distance of v from the nearest whole number.
func fraction(v float64) float64 { return math.Abs(v - math.Round(v)) }

// fractional returns the least whole quantity of the first level that has any,
// or nil. A little noise makes searches with different seeds differ.
func (s *tree) fractional() (*quantity, float64) {
	for _, level := range s.levels {
		best, score, at := (*quantity)(nil), 0.0, 0.0
		for _, q := range level {
			v := q.value(s.lp.x)
			if f := fraction(v); f > fracTol {
				f *= 0.9 + 0.2*s.rng.Float64()
				if cmp.Less(score, f) {
					best, score, at = q, f, v
				}
			}
		}
		if best != nil {
			return best, at
		}
	}
	return nil, 0
}
