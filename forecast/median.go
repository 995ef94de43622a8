package forecast

import (
	"slices"
)

// median returns the middle of v, whose order it changes.
func median(v []float64) float64 {
	upper := nth(v, len(v)/2)
	if len(v)%2 == 1 {
		return upper
	}
	return (slices.Max(v[:len(v)/2]) + upper) / 2
}

// nth puts the k-th smallest value in its place, smaller ones before it, and
// returns it (quickselect, Hoare 1961): a whole sort of ten thousand values to
// learn one of them would be most of the work of cleaning a history. A few are sorted.
func nth(v []float64, k int) float64 {
	const few = 12
	lo, hi := 0, len(v)-1
	for hi-lo >= few {
		pivot := middleOf(v[lo], v[(lo+hi)/2], v[hi])
		i, j := lo, hi
		for i <= j {
			for v[i] < pivot {
				i++
			}
			for v[j] > pivot {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return v[k]
		}
	}
	insert(v[lo : hi+1])
	return v[k]
}

// insert sorts a few values.
func insert(v []float64) {
	for i := 1; i < len(v); i++ {
		x, j := v[i], i
		for ; j > 0 && v[j-1] > x; j-- {
			v[j] = v[j-1]
		}
		v[j] = x
	}
}

func middleOf(a, b, c float64) float64 {
	if a > b {
		a, b = b, a
	}
	switch {
	case c < a:
		return a
	case c > b:
		return b
	default:
		return c
	}
}

// runningMedian returns the median of the known values up to reach away.
func runningMedian(v []float64, reach int) []float64 {
	out := nan(len(v))
	near := make([]float64, 0, 2*reach+2) // sorted
	for i := -reach; i < len(v); i++ {
		if in := i + reach; in < len(v) && known(v[in]) {
			near = slices.Insert(near, below(near, v[in]), v[in])
		}
		if gone := i - reach - 1; gone >= 0 && known(v[gone]) {
			at := below(near, v[gone])
			near = slices.Delete(near, at, at+1)
		}
		if i >= 0 && len(near) > 0 {
			out[i] = (near[(len(near)-1)/2] + near[len(near)/2]) / 2
		}
	}
	return out
}

// below returns how many of a few rising values are less than v.
func below(few []float64, v float64) int {
	for i, x := range few {
		if x >= v {
			return i
		}
	}
	return len(few)
}

// ranker finds several values by their ranks. Values are counted into narrow
// stretches first, so that each is looked for among few: for errors in units of
// their spread, most of which lie within four of 0. Elsewhere it is right too,
// and slower.
type ranker struct {
	counts  [128]int
	stretch []uint8 // of each value
	few     []float64
}

// count looks at the values.
func (r *ranker) count(values []float64) {
	clear(r.counts[:])
	r.stretch = r.stretch[:0]
	for _, v := range values {
		s := uint8(min(max(16*v+64, 0), 127))
		r.counts[s]++
		r.stretch = append(r.stretch, s)
	}
}

// nth returns the k-th smallest of the values counted.
func (r *ranker) nth(values []float64, k int) float64 {
	at := 0
	for ; k >= r.counts[at]; at++ {
		k -= r.counts[at]
	}
	r.few = r.few[:0]
	for i, s := range r.stretch {
		if s == uint8(at) {
			r.few = append(r.few, values[i])
		}
	}
	return nth(r.few, k)
}
