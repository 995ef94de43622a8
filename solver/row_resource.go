package solver

import "slices"

// resource is a sum over a row that one or more counters judge: counters that
// count alike on the same days are one resource. It is counted in units, the
// greatest common divisor of its amounts, so that its sums are small numbers.
type resource struct {
	unit     int32
	amounts  []int32  // in units, by planned day and shift; nil when a machine's tally feeds it
	tally    tallyRef // which one
	from, to int      // the days it counts
	counters []int32  // of the person, that judge it
}

// resources lists what a person's counters count.
func (who *person) resources(m *model) []resource {
	var out []resource
	for i := range who.counters {
		c := &who.counters[i]
		n := slices.IndexFunc(out, func(r resource) bool { return who.alike(c, int32(i), &r) })
		if n < 0 {
			n = len(out)
			out = append(out, who.resource(m, c, int32(i)))
		}
		out[n].counters = append(out[n].counters, int32(i))
	}
	return out
}

// alike reports whether a counter counts what a resource's counters do.
func (who *person) alike(c *counter, n int32, r *resource) bool {
	first := &who.counters[r.counters[0]]
	if c.from != first.from || c.to != first.to || (c.amounts == nil) != (first.amounts == nil) {
		return false
	}
	if c.amounts != nil {
		return slices.Equal(c.amounts, first.amounts)
	}
	ref := who.refOf(c, n)
	return ref.machine == r.tally.machine && ref.shift == r.tally.shift
}

// refOf finds the tally that feeds a counter.
func (who *person) refOf(c *counter, n int32) tallyRef {
	for _, t := range who.tallied[c.from] {
		if t.counter == n {
			return t
		}
	}
	return tallyRef{machine: -1}
}

func (who *person) resource(m *model, c *counter, n int32) resource {
	r := resource{unit: 1, from: c.from, to: c.to}
	if c.amounts == nil {
		if c.from < c.to {
			r.tally = who.refOf(c, n)
		}
		return r
	}
	r.unit = max(who.divisor(m, c), 1)
	r.amounts = make([]int32, m.days*m.shifts)
	for day := c.from; day < c.to; day++ {
		for s := range m.shifts {
			r.amounts[day*m.shifts+s] = c.amount(day, m.shifts, uint8(s)) / r.unit
		}
	}
	return r
}

// divisor is the greatest common divisor of what the duties that a person may
// do add to a counter: whoever works only duties of eight hours counts in eights.
func (who *person) divisor(m *model, c *counter) (g int32) {
	for day := c.from; day < c.to; day++ {
		for _, s := range who.allowed[day] {
			g = gcd(g, c.amount(day, m.shifts, s))
		}
	}
	return g
}

func gcd[T int32 | int64](a, b T) T {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

// cost prices a sum of the resource, in units, by all counters that judge it.
func (r *resource) cost(who *person, v int32) (hard, soft int64) {
	for _, n := range r.counters {
		c := &who.counters[n]
		h, f := c.cost(c.opening + v*r.unit)
		hard, soft = hard+h, soft+f
	}
	return hard, soft
}

// judged reports whether any sum from lo to hi costs anything.
func (r *resource) judged(who *person, lo, hi int32) bool {
	for v := lo; v <= hi; v++ {
		if h, f := r.cost(who, v); h > 0 || f > 0 {
			return true
		}
	}
	return false
}

// lawful returns the sums of [lo, hi] that break no hard rule, as a range; it
// is one because bounds are.
func (r *resource) lawful(who *person, lo, hi int32) (from, to int32) {
	breaks := func(v int32) bool { h, _ := r.cost(who, v); return h > 0 }
	for lo <= hi && breaks(lo) {
		lo++
	}
	for hi >= lo && breaks(hi) {
		hi--
	}
	return lo, hi
}
