package solver

import "slices"

// curve is what the sums of a resource cost: a convex function on the whole
// numbers from floor on, and unlawful elsewhere.
type curve struct {
	floor int32
	costs []int64
	tail  int   // sums that need not be told from one smaller
	low   int32 // sums below need not be told from it
}

// cut stops telling sums apart that are by more than a slack from the best ones
// and the hinted one, where no hard rule ends them. What lies beyond is priced by
// the last slope before, which by convexity is never too much.
func (c *curve) cut(hint, slack, least, most int32) {
	best := slices.Min(c.costs)
	first, last := slices.Index(c.costs, best), len(c.costs)-1
	for c.costs[last] != best {
		last--
	}
	if top := max(c.floor+int32(last), hint) + slack; c.end() > int(most) {
		c.tail = max(c.tail, c.end()-1-int(top))
	}
	if low := min(c.floor+int32(first), hint) - slack; c.floor <= least {
		c.low = max(low, c.floor)
	}
}

func newCurve(who *person, r *resource, least, most int32) (c curve) {
	from, to := r.lawful(who, least, most)
	c.floor = from
	for v := from; v <= to; v++ {
		_, soft := r.cost(who, v)
		c.costs = append(c.costs, soft)
	}
	if to == most {
		for n := len(c.costs); n-c.tail > 1 && c.costs[n-c.tail-1] == c.costs[n-c.tail-2]; c.tail++ {
		}
	}
	return c
}

// end is one more than the largest lawful sum.
func (c *curve) end() int { return int(c.floor) + len(c.costs) }

// levels is how many sums have to be told apart: from some sum on, more may make
// no difference to the end.
func (c *curve) levels() int { return int(c.floor) + len(c.costs) - c.tail }

// rise is what a sum beyond those told apart costs, each unit of it.
func (c *curve) rise() int64 {
	if c.tail == 0 {
		return 0
	}
	n := len(c.costs) - c.tail
	return c.costs[n] - c.costs[n-1]
}

// fall is what a unit less costs below the sums told apart.
func (c *curve) fall() int64 {
	if !c.lifts() {
		return 0
	}
	n := c.low - c.floor
	return c.costs[n-1] - c.costs[n]
}

// lifts reports whether small sums are cut off.
func (c *curve) lifts() bool { return c.low > c.floor }

// clamps reports whether the largest sum told apart stands for all larger ones,
// of which most is the largest there is.
func (c *curve) clamps(most int32) bool { return c.end() > int(most) }

// at returns what a sum costs, and whether it is lawful.
func (c *curve) at(v int32) (cost int64, ok bool) {
	if v < c.floor || int(v) >= c.end() {
		return 0, false
	}
	return c.costs[v-c.floor], true
}

// conjugate returns the most that λv exceeds the cost of a sum v, in fine cost units.
func (c *curve) conjugate(lambda, fine int64) int64 {
	most := lambda*int64(c.floor) - c.costs[0]*fine
	for i, f := range c.costs {
		most = max(most, lambda*int64(c.floor+int32(i))-f*fine)
	}
	return most
}

// slopes returns the prices of a unit at which a sum is the best: between what
// the last unit cost and what the next would.
func (c *curve) slopes(v int32, fine int64) (from, to int64) {
	from, to = -1<<40, 1<<40
	switch k := int(v - c.floor); {
	case k < 0:
		return from, from
	case k >= len(c.costs):
		return to, to
	default:
		if k > 0 {
			from = (c.costs[k] - c.costs[k-1]) * fine
		}
		if k+1 < len(c.costs) {
			to = (c.costs[k+1] - c.costs[k]) * fine
		}
	}
	return from, to
}
