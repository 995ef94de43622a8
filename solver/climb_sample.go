package solver

import (
	"cmp"
	"slices"
)

// A team of hundreds has few kinds of people: what the demand is worth can be
// learned from a sample of them, each standing for many, at a fraction of the
// work. The climb of the whole team begins where that of the sample ended.

const (
	leastToSample = 300  // people from which a climb begins with a sample
	sampled       = 100  // people of a sample, about
	shareOfSample = 0.17 // of the budget, when the climb of the sample ends
	shareOfWhole  = 0.45 // and that of everybody after it
	stepOfSample  = 0.03 // of its march: what one person lacks, many lack
	trialsOfMany  = 2    // sweeps of a dive between two steps
	shareOfMany   = 0.15 // of the people who are free, fixed in a step
)

// sample is people who stand for all.
type sample struct {
	mass  []float64 // by person: how many they stand for, 0 for who is not in it
	leads []int     // by person: who stands for them

	weights []int64 // by stake, last looked at, in fine cost units
	base    int64   // what the demand is worth there
	parts   []int64 // by person: no lawful row of theirs costs less there
}

// newSample takes every so manieth of those who serve the same demand under the
// same rules of days.
func newSample(d *dual, size int) *sample {
	type kind struct {
		class int
		net   *net
	}
	kinds := map[kind][]int{}
	var order []kind
	for i, who := range d.m.people {
		k := kind{who.class, d.planners[i].net}
		if kinds[k] == nil {
			order = append(order, k)
		}
		kinds[k] = append(kinds[k], i)
	}
	s := &sample{mass: make([]float64, len(d.m.people)), leads: make([]int, len(d.m.people))}
	for _, k := range order {
		slices.SortStableFunc(kinds[k], func(a, b int) int { return cmp.Compare(d.planners[a].choices(), d.planners[b].choices()) })
		s.draw(kinds[k], max(1, (len(kinds[k])*size+len(d.m.people)/2)/len(d.m.people)))
	}
	return s
}

// choices counts the duties that a person may do: fewer when there is leave.
func (p *planner) choices() (n int) {
	for day := range p.m.days {
		for s := range p.m.shifts {
			n += btoi(p.lawful(day, uint8(s)))
		}
	}
	return n
}

// draw lets n of some people, evenly spread, stand for all of them.
func (s *sample) draw(people []int, n int) {
	for k := range n {
		part := people[k*len(people)/n : (k+1)*len(people)/n]
		lead := part[len(part)/2]
		for _, i := range part {
			s.leads[i] = lead
		}
		s.mass[lead] = float64(len(part))
	}
}

// stands is how many people one stands for.
func (b *climber) stands(i int) float64 {
	if b.sample == nil {
		return 1
	}
	return b.sample.mass[i]
}

// value asks the dual function, or what the sample says of it.
func (b *climber) value(at []float64, quick bool) (total int64, rows [][]uint8, ok bool) {
	if b.sample == nil {
		return b.d.value(at, b.fixed, b.tilts, quick)
	}
	y, s := b.d.round(at), b.sample
	for v, s := range b.d.stakes {
		total += y[v] * int64(s.need)
	}
	s.weights, s.base, s.parts = y, total, make([]int64, len(b.columns))
	var who []int
	for i, mass := range s.mass {
		if mass > 0 {
			who = append(who, i)
		}
	}
	rows = make([][]uint8, len(b.columns))
	for k, a := range b.d.askSome(at, who, b.tilts, quick) {
		if !a.ok {
			return 0, nil, false
		}
		total += int64(s.mass[who[k]] * float64(a.bound))
		rows[who[k]], s.parts[who[k]] = a.row, a.bound
	}
	return total, rows, true
}

// expand returns a climber of everybody that goes on from a sample's: each
// begins with the columns of whoever stood for them, as far as they are lawful
// for them.
func (b *climber) expand() (*climber, bool) {
	out := newClimber(b.d)
	if b.march.point != nil {
		b.center = b.march.point
	}
	out.center, out.trial = slices.Clone(b.center), slices.Clone(b.center)
	for i, lead := range b.sample.leads {
		if lead != i {
			out.tilts[i] = out.tilts[i].like(&b.tilts[lead])
		} else {
			out.tilts[i] = b.tilts[i]
		}
	}
	if _, ok := out.begin(); !ok {
		return nil, false
	}
	for i, lead := range b.sample.leads {
		out.inherit(i, b.columns[lead], b.sample.mass[lead])
	}
	out.march.scale = b.march.scale / 2
	return out, true
}

// inherit takes over columns with their weights; the person's own has the rest.
func (b *climber) inherit(i int, cs []column, mass float64) {
	for k := range cs {
		c := &cs[k]
		if hard, _ := b.d.m.people[i].price(b.d.m, c.row); hard > 0 || c.weight == 0 {
			continue
		}
		n := len(b.columns[i])
		if b.add(i, c.row); n == 0 || n == len(b.columns[i]) {
			continue // it is their first, or their own
		}
		first, last := &b.columns[i][0], &b.columns[i][n]
		share := min(c.weight/mass, first.weight)
		b.shift(i, first, -share)
		b.shift(i, last, share)
	}
}

// like takes over the prices of another's outer resources, where both price the
// same number.
func (t tilt) like(other *tilt) tilt {
	if len(t.price) != len(other.price) {
		return t
	}
	return other.clone()
}

// many reports whether there are so many people that a sample stands for them.
func (r *run) many() bool { return len(r.m.people) >= leastToSample }

// climbs is the share of the budget at which the climb ends.
func (r *run) climbs() float64 {
	switch {
	case r.many():
		return shareOfWhole
	case r.coarse && !r.near() && r.looks >= leastLooks:
		return shareOfFar
	case r.rough():
		return shareOfRough
	}
	return shareOfClimb
}

// climber begins a climb: of everybody, or of a sample first where there are many.
func (r *run) climber(stop func() bool) *climber {
	c := newClimber(r.d)
	if !r.many() {
		if !r.m.problem.moves() { // what is noted at the peak is by the sums priced then
			c.sharpener = newSharpener(r.d, r.limits())
		}
		return c
	}
	c.sample, c.march.scale = newSample(r.d, sampled), stepOfSample
	for r.share() < shareOfSample && !stop() {
		if gap, ok := c.climb(); !ok || c.converged(gap) {
			break
		}
	}
	if whole, ok := c.expand(); ok {
		r.prove(whole)
		r.tell()
		return whole
	}
	return newClimber(r.d)
}
