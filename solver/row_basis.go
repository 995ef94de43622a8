package solver

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// basis is what a planner is made from before anything is known of a roster:
// the sums of a person's counters and what they cost. People of one kind, with
// the same rules, history and lawful duties, share it.
type basis struct {
	planner
	alive [][]bool // by day, one more at the end, and state: a lawful end is reached from it
	seen  [][]bool // and a lawful path leads to it
	sums  [][]sum  // of what can cost anything; a second one counts what the first leaves out
}

// sum is a resource with what its sums cost.
type sum struct {
	resource    resource
	least, most int32 // over lawful rows
	curve       curve
}

func newBasis(m *model, who *person, net *net, start int32) *basis {
	b := &basis{planner: planner{m, who, &plan{net: net, start: start, inner: -1}}}
	b.walk()
	if b.feasible = b.seen[0][start] && b.alive[0][start]; !b.feasible {
		return b
	}
	for _, r := range who.resources(m) {
		if r.amounts == nil && (r.tally.machine < 0 || r.tally.machine >= len(who.machines)-net.skips) {
			continue
		}
		if !b.add(r) {
			b.feasible = false
			break
		}
	}
	return b
}

// add takes a resource in; false when no sum of it is lawful.
func (b *basis) add(r resource) bool {
	least, most := b.extent(&r)
	if r.from >= r.to {
		hard, soft := r.cost(b.who, 0)
		b.fixed += soft
		return hard == 0
	}
	if !r.judged(b.who, least, most) {
		return true
	}
	if from, to := r.lawful(b.who, least, most); from > to {
		return false
	}
	out := []sum{{r, least, most, newCurve(b.who, &r, least, most)}}
	if r.amounts != nil {
		rest, all := r.flipped(b.who, b.m.shifts)
		lo, hi := all-most, all-least
		out = append(out, sum{rest, lo, hi, newCurve(b.who, &rest, lo, hi)})
	}
	b.sums = append(b.sums, out)
	return true
}

// cut returns a planner of a person of this kind that tells those sums apart
// that are not far from the values of their counters, if there are any. It has
// no tables yet.
func (b *basis) cut(who *person, values []int32, slack int32) *planner {
	p := &planner{b.m, who, &plan{net: b.net, start: b.start, inner: -1, fixed: b.fixed, feasible: b.feasible}}
	for _, ways := range b.sums {
		best := ways[0].near(values, slack)
		if len(ways) > 1 { // what is left out, if that has fewer sums
			if rest := ways[1].near(values, slack); rest.curve.levels() < best.curve.levels() {
				best = rest
			}
		}
		p.resources, p.curves = append(p.resources, best.resource), append(p.curves, best.curve)
		p.least, p.most = append(p.least, best.least), append(p.most, best.most)
	}
	return p
}

// near cuts off the sums that are far from the best ones and from a value.
func (s sum) near(values []int32, slack int32) sum {
	if values != nil {
		s.curve.cut(s.resource.sum(values), slack*s.resource.duty(), s.least, s.most)
	}
	return s
}

// cuts tells planners of one basis apart whose sums are not cut off alike.
func (p *planner) cuts() string {
	b := make([]byte, 0, 64)
	for i := range p.curves {
		c := &p.curves[i]
		for _, n := range []int{btoi(p.resources[i].rest), c.tail, int(c.low), len(c.costs)} {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
	}
	return string(b)
}

// walk marks the states of lawful paths.
func (b *basis) walk() {
	days := len(b.net.layers)
	b.alive, b.seen = make([][]bool, days+1), make([][]bool, days+1)
	b.alive[days] = make([]bool, len(b.net.ends))
	for q, e := range b.net.ends {
		b.alive[days][q] = e >= 0
	}
	open := make([][]bool, days) // by label
	for day := range days {
		l := &b.net.layers[day]
		b.alive[day], b.seen[day] = make([]bool, l.states), make([]bool, l.states)
		for i := range l.labels {
			open[day] = append(open[day], slices.ContainsFunc(l.labels[i].shifts, func(s uint8) bool { return b.lawful(day, s) }))
		}
	}
	b.seen[days] = make([]bool, len(b.net.ends))
	b.seen[0][b.start] = true
	for day := range days {
		for _, a := range b.net.layers[day].arcs {
			if b.seen[day][a.from] && open[day][a.label] {
				b.seen[day+1][a.to] = true
			}
		}
	}
	for day := days - 1; day >= 0; day-- {
		for _, a := range b.net.layers[day].arcs {
			if b.alive[day+1][a.to] && open[day][a.label] {
				b.alive[day][a.from] = true
			}
		}
	}
}

// extent returns the smallest and largest sum of a resource over lawful paths.
// Only the days that it counts are looked at.
func (b *basis) extent(r *resource) (least, most int32) {
	if r.from >= r.to {
		return 0, 0
	}
	lo, hi := make([]int32, len(b.alive[r.to])), make([]int32, len(b.alive[r.to]))
	for q, ok := range b.alive[r.to] {
		if !ok {
			lo[q], hi[q] = -nowhere, nowhere
		}
	}
	for day := r.to - 1; day >= r.from; day-- {
		lo, hi = b.before(r, day, lo, hi)
	}
	least, most = -nowhere, nowhere
	for q, ok := range b.seen[r.from] {
		if ok {
			least, most = min(least, lo[q]), max(most, hi[q])
		}
	}
	return least, most
}

// before carries the sums of the days to come back over a day.
func (p *planner) before(r *resource, day int, after, most []int32) (lo, hi []int32) {
	l := &p.net.layers[day]
	lo, hi = make([]int32, l.states), make([]int32, l.states)
	for q := range lo {
		lo[q], hi[q] = -nowhere, nowhere
	}
	down, up := p.span(r, day)
	for i := range l.arcs {
		a := &l.arcs[i]
		if up[a.label] >= 0 && most[a.to] >= 0 {
			lo[a.from] = min(lo[a.from], after[a.to]+down[a.label])
			hi[a.from] = max(hi[a.from], most[a.to]+up[a.label])
		}
	}
	return lo, hi
}

// key tells people apart who have one net and not one basis.
func (who *person) key(start int32) [sha256.Size]byte {
	b := make([]byte, 0, 1<<14)
	word := func(ns ...int64) {
		for _, n := range ns {
			b = binary.LittleEndian.AppendUint64(b, uint64(n))
		}
	}
	word(int64(start))
	for day := range who.days {
		for _, t := range who.tallied.of(day) {
			word(int64(t.machine), int64(t.shift), int64(t.counter))
		}
	}
	for i := range who.counters {
		c := &who.counters[i]
		word(int64(c.from), int64(c.to), int64(c.opening), int64(c.min), int64(c.max), c.price, int64(btoi(c.hard)+2*btoi(c.minutes)+4*btoi(c.bounds.Squared)), int64(len(c.amounts)))
		for _, n := range c.amounts {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
	}
	for day := range who.days {
		for s := range who.kinds.shifts {
			b = append(b, byte(btoi(who.free(day, s).hard == 0)+2*btoi(who.allows(day, uint8(s)))))
		}
	}
	return sha256.Sum256(b)
}
