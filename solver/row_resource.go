package solver

import "slices"

// resource is a sum over a row that one or more counters judge: counters that
// count alike on the same days are one resource. It is counted in units, the
// greatest common divisor of its amounts, so that its sums are small numbers.
type resource struct {
	rest     bool // counts what others leave out
	unit     int32
	amounts  []int32  // in units, by planned day and shift; nil when a machine's tally feeds it
	tally    tallyRef // which one
	from, to int      // the days it counts
	judges   []judge  // the counters that judge it
}

// judge is a counter of the person that counts what a resource does, or what
// it leaves out: a sum v of the resource is base + unit·v of the counter.
type judge struct {
	counter    int32
	base, unit int32
}

// resources lists what a person's counters count.
func (who *person) resources(m *model) []resource {
	var out []resource
	for i := range who.counters {
		c := &who.counters[i]
		if !who.join(m, out, c, int32(i)) {
			r := who.resource(m, c, int32(i))
			r.judges = []judge{{int32(i), c.opening, r.unit}}
			out = append(out, r)
		}
	}
	return out
}

// join lets a counter judge the resource that counts what it does, if there is one.
func (who *person) join(m *model, all []resource, c *counter, n int32) bool {
	for i := range all {
		if j, ok := who.judgeOf(m, c, n, &all[i]); ok {
			all[i].judges = append(all[i].judges, j)
			return true
		}
	}
	return false
}

// judgeOf returns how a counter judges a resource; ok is false when it counts
// something else.
func (who *person) judgeOf(m *model, c *counter, n int32, r *resource) (j judge, ok bool) {
	if c.from != r.from || c.to != r.to || (c.amounts == nil) != (r.amounts == nil) {
		return j, false
	}
	if c.amounts == nil {
		ref := who.refOf(c, n)
		return judge{n, c.opening, 1}, ref.machine == r.tally.machine && ref.shift == r.tally.shift
	}
	unit := max(who.divisor(m, c), 1)
	if base, ok := who.offset(m, c, r, unit); ok {
		return judge{n, c.opening + base, unit}, true
	}
	base, ok := who.offset(m, c, r, -unit)
	return judge{n, c.opening + base, -unit}, ok
}

// offset returns what a counter counts beyond unit times what the resource
// does, if that is the same whatever the person does: days off and duties, say,
// make up the days.
func (who *person) offset(m *model, c *counter, r *resource, unit int32) (sum int32, ok bool) {
	for day := c.from; day < c.to; day++ {
		for k, s := range who.allowed(day) {
			beyond := c.amount(day, m.shifts, s) - unit*r.amounts[day*m.shifts+int(s)]
			if k == 0 {
				sum += beyond
			}
			first := who.allowed(day)[0]
			if beyond != c.amount(day, m.shifts, first)-unit*r.amounts[day*m.shifts+int(first)] {
				return 0, false
			}
		}
	}
	return sum, true
}

// refOf finds the tally that feeds a counter.
func (who *person) refOf(c *counter, n int32) tallyRef {
	for _, t := range who.tallied.of(c.from) {
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

// flipped counts what a resource leaves out: of each day's largest amount, the rest.
// Both sums of a lawful row add up to all.
func (r resource) flipped(who *person, shifts int) (rest resource, all int32) {
	amounts, judges := make([]int32, len(r.amounts)), slices.Clone(r.judges)
	for day := r.from; day < r.to; day++ {
		var most int32
		for _, s := range who.allowed(day) {
			most = max(most, r.amounts[day*shifts+int(s)])
		}
		for _, s := range who.allowed(day) {
			amounts[day*shifts+int(s)] = most - r.amounts[day*shifts+int(s)]
		}
		all += most
	}
	for i := range judges {
		judges[i].base += all * judges[i].unit
		judges[i].unit = -judges[i].unit
	}
	r.amounts, r.judges, r.rest = amounts, judges, true
	return r, all
}

// divisor is the greatest common divisor of what the duties that a person may
// do add to a counter: whoever works only duties of eight hours counts in eights.
func (who *person) divisor(m *model, c *counter) (g int32) {
	for day := c.from; day < c.to; day++ {
		for _, s := range who.allowed(day) {
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
	for _, j := range r.judges {
		h, f := who.counters[j.counter].cost(j.base + v*j.unit)
		hard, soft = hard+h, soft+f
	}
	return hard, soft
}

// sum is what a resource adds up to when its counters stand at some values.
func (r *resource) sum(values []int32) int32 {
	j := &r.judges[0]
	return (values[j.counter] - j.base) / j.unit
}

// duty is the most that a day adds.
func (r *resource) duty() int32 {
	if r.amounts == nil {
		return 1
	}
	return slices.Max(r.amounts)
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
