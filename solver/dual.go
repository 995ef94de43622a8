package solver

import "math"

// The bound is the Lagrangian dual of the problem that lets go of what couples
// people: each cell's cost is replaced by a linear function of its counts that
// nowhere exceeds it, and each person's row is then the cheapest by itself
// (Geoffrion 1974, doi 10.1007/BFb0120690; Held and Karp 1971,
// doi 10.1007/BF01584070).
//
// With one union, a cell costs at least y·(need − have) for every y between
// −surplus and +missing. With several, each priced shortage costs at least
// Σ w·(need − have) over its unions for weights w ≥ 0 that add up to no more
// than its price; people too many cost at least o·(have − need) over the union
// of all for 0 ≤ o ≤ surplus, since a shortage only makes more of them idle. A
// lawful roster meets all minima, so a minimum may have any weight.

// stake is one dual variable: the weight of (need − have) of a union.
type stake struct {
	union  int32   // the place of its count among all counts
	need   int32   // less what the history covers
	lo, hi float64 // of the weight
	unit   float64 // what one person present adds
}

// priced counts everybody's sums that are only priced.
func (d *dual) priced() (n int) {
	for _, p := range d.planners {
		n += len(p.outer)
	}
	return n
}

// family is the stakes that share a price: their weights, if more than one,
// are positive and add up to hi at most.
type family struct{ from, to int }

// stakes lists the dual variables of all cells.
func (m *model) stakes() (out []stake, families []family) {
	past := make([]int32, m.cover.haves)
	m.cover.apply(past, m.cover.past, 1)
	for i := range m.cover.cells {
		c := &m.cover.cells[i]
		add := func(t *term, lo, hi float64) {
			from := len(out)
			for k, u := range t.index {
				n := c.offset + int32(u)
				out = append(out, stake{n, t.need[k] - past[n], lo, hi, float64(c.unit)})
			}
			families = append(families, family{from, len(out)})
		}
		all := term{index: []uint8{uint8(c.all)}, need: []int32{c.need}}
		if len(c.unions) == 1 {
			var price int64
			for k := range c.terms {
				price += c.terms[k].price
			}
			add(&all, -float64(c.over), float64(price))
		} else {
			for k := range c.terms {
				add(&c.terms[k], 0, float64(c.terms[k].price))
			}
			if c.over > 0 {
				add(&all, -float64(c.over), 0)
			}
		}
		if c.hard != nil {
			add(c.hard, 0, 4*float64(m.gain+60)/float64(c.unit))
		}
	}
	return out, families
}

// within puts the weights of a family where they may be, as near as can be to
// where they are.
func (f family) within(stakes []stake, y []float64) {
	if f.to-f.from == 1 {
		s := &stakes[f.from]
		y[f.from] = min(max(y[f.from], s.lo), s.hi)
		return
	}
	// Projection onto {y ≥ 0, Σ y ≤ hi}: all are lowered alike until they fit.
	w, most := y[f.from:f.to], stakes[f.from].hi
	for sum := positive(w, 0); sum > most+1e-9; sum = positive(w, 0) {
		count := 0
		for _, v := range w {
			if v > 0 {
				count++
			}
		}
		for i := range w {
			if w[i] > 0 {
				w[i] -= (sum - most) / float64(count)
			}
		}
	}
	for i := range w {
		w[i] = max(w[i], 0)
	}
}

// positive adds up what exceeds a level.
func positive(w []float64, level float64) (sum float64) {
	for _, v := range w {
		sum += max(v-level, 0)
	}
	return sum
}

// round returns the weights in fine cost units, rounded so that families keep
// to their price: the bound is then proven in whole numbers.
func (d *dual) round(y []float64) []int64 {
	out := make([]int64, len(y))
	for _, f := range d.families {
		if f.to-f.from == 1 {
			s, fine := &d.stakes[f.from], float64(d.fine)
			out[f.from] = int64(math.Round(min(max(y[f.from]*fine, math.Ceil(s.lo*fine)), math.Floor(s.hi*fine))))
			continue
		}
		left := int64(d.stakes[f.from].hi * float64(d.fine))
		for i := f.from; i < f.to; i++ {
			out[i] = min(max(int64(y[i]*float64(d.fine)), 0), left)
			left -= out[i]
		}
	}
	return out
}
