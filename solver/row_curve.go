package solver

// curve is what the sums of a resource cost: a convex function on the whole
// numbers from floor on, and unlawful elsewhere.
type curve struct {
	floor int32
	costs []int64
}

func newCurve(who *person, r *resource, least, most int32) (c curve) {
	from, to := r.lawful(who, least, most)
	c.floor = from
	for v := from; v <= to; v++ {
		_, soft := r.cost(who, v)
		c.costs = append(c.costs, soft)
	}
	return c
}

// end is one more than the largest lawful sum.
func (c *curve) end() int { return int(c.floor) + len(c.costs) }

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

// curvesOf tabulates all resources of a planner.
func (p *planner) curvesOf() (out []curve) {
	for n := range p.resources {
		out = append(out, newCurve(p.who, &p.resources[n], p.least[n], p.most[n]))
	}
	return out
}
