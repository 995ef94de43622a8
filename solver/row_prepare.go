package solver

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// netCache shares nets among people with the same machines and amounts.
type netCache map[string]*net

// get returns the net of a person and the number of the start.
func (c netCache) get(m *model, who *person) (*net, int32) {
	key := ""
	for _, mach := range who.machines {
		key += fmt.Sprintf("%p ", mach)
	}
	n := c[key]
	if n == nil {
		n = newNet(who.machines, startsOf(m, who), m.days, m.shifts)
		c[key] = n
	}
	s := who.startState()
	clear(s[len(who.machines)-n.skips:])
	return n, n.start[s]
}

// startState is the state of all machines before the first planned day.
func (who *person) startState() (s joint) {
	for i := range min(len(who.starts), mostMachines) {
		s[i] = uint32(who.starts[i])
	}
	return s
}

// startsOf lists the start states of everybody with the same machines.
func startsOf(m *model, who *person) (out []joint) {
	for _, x := range m.people {
		if sameMachines(x, who) {
			out = append(out, x.startState())
		}
	}
	return out
}

func sameMachines(a, b *person) bool {
	if len(a.machines) != len(b.machines) {
		return false
	}
	for i := range a.machines {
		if a.machines[i] != b.machines[i] {
			return false
		}
	}
	return true
}

// prepare tabulates what the resources make of the net.
func (p *planner) prepare() {
	kinds, jumps := map[string]int32{}, map[string]int32{}
	p.layers, p.jumps, p.kinds, p.strides = nil, nil, nil, nil
	for day := range p.net.layers {
		p.layers = append(p.layers, p.branches(day, kinds, jumps))
	}
	p.pack()
	p.explore()
	p.windows()
}

// pack numbers the combinations of sums, if they are few enough to be numbered.
func (p *planner) pack() {
	stride, p_ := uint64(1)<<32, true // the lower half is for state and inner sum
	for _, n := range p.outer {
		p.strides = append(p.strides, stride)
		levels := uint64(p.curves[n].end())
		if stride > (1<<63)/levels {
			p_ = false
			break
		}
		stride *= levels
	}
	p.packs = p_
}

// branches splits the labels of a day into what the resources tell apart.
func (p *planner) branches(day int, kinds, jumps map[string]int32) (l planLayer) {
	net := &p.net.layers[day]
	for i := range net.labels {
		l.first = append(l.first, int32(len(l.branches)))
		for _, s := range net.labels[i].shifts {
			if p.lawful(day, s) {
				l.join(int(l.first[i]), s, p.branch(day, &net.labels[i].counts, s, kinds, jumps))
			}
		}
	}
	l.first = append(l.first, int32(len(l.branches)))
	l.begin = make([]int32, net.states+1)
	for _, a := range net.arcs {
		l.begin[a.from+1]++
	}
	for q := range net.states {
		l.begin[q+1] += l.begin[q]
	}
	return l
}

// join adds a shift to the label's branch of its kind.
func (l *planLayer) join(first int, s uint8, o branch) {
	for i := first; i < len(l.branches); i++ {
		if q := &l.branches[i]; q.add == o.add && q.jump == o.jump && q.kind == o.kind {
			q.shifts = append(q.shifts, s)
			return
		}
	}
	o.shifts = []uint8{s}
	l.branches = append(l.branches, o)
}

func (p *planner) branch(day int, counts *joint, s uint8, kinds, jumps map[string]int32) (o branch) {
	amounts := func(of []int) []int32 {
		out := make([]int32, len(of))
		for i, n := range of {
			out[i] = p.amount(&p.resources[n], day, counts, s)
		}
		return out
	}
	if p.inner >= 0 {
		o.add = p.amount(&p.resources[p.inner], day, counts, s)
	}
	o.jump = p.jumpOf(p.crossings(day, counts, s), jumps)
	outer, seen := amounts(p.outer), false
	key := amountsKey(outer)
	if o.kind, seen = kinds[key]; !seen {
		o.kind = int32(len(p.kinds))
		kinds[key] = o.kind
		p.kinds = append(p.kinds, outer)
	}
	return o
}

// final prices the final sum of the inner resource.
func (p *planner) final(at int) (cost int64, ok bool) {
	if p.inner < 0 {
		return p.fixed, true
	}
	c := &p.curves[p.inner]
	cost, ok = c.at(max(int32(at%p.size), c.low))
	return cost + p.fixed, ok
}

// windows finds the sums of the inner resource with which a state can be
// reached from the start and a lawful end from it.
func (p *planner) windows() {
	if p.inner < 0 {
		p.weigh()
		return
	}
	r, c := &p.resources[p.inner], &p.curves[p.inner]
	least, most := p.reach(r)
	lo, hi := []int32{}, []int32{}
	for q := range p.net.layers[0].states {
		lo, hi = append(lo, -nowhere), append(hi, nowhere)
		if q == int(p.start) {
			lo[q], hi[q] = 0, 0
		}
	}
	for day := range p.layers {
		l, plan := &p.net.layers[day], &p.layers[day]
		plan.from, plan.to = make([]int32, l.states), make([]int32, l.states)
		for q := range plan.from {
			plan.from[q] = max(lo[q], c.floor-most[day][q], c.low-most[day][q])
			plan.to[q] = min(hi[q], int32(c.end())-1-least[day][q])
			if p.clamps {
				plan.from[q], plan.to[q] = min(plan.from[q], int32(p.size)-1), min(plan.to[q], int32(p.size)-1)
			}
			if c.lifts() && hi[q] >= 0 { // sums too small are lifted
				plan.to[q] = max(plan.to[q], plan.from[q])
			}
		}
		lo, hi = p.ahead(r, day, lo, hi, len(least[day+1]))
	}
	p.weigh()
}

// weigh counts the inner steps of a solve, as units of the budget: a row of sums
// takes some time to find, and a sum about two units.
func (p *planner) weigh() {
	p.work = 0
	w := p.words()
	for day := range p.layers {
		l, plan := &p.net.layers[day], &p.layers[day]
		for i := range l.arcs {
			a := &l.arcs[i]
			sums, combos := int64(1), 0
			if p.inner >= 0 {
				sums = int64(max(plan.to[a.from]-plan.from[a.from]+1, 0))
			}
			for _, word := range p.met.sets[day][int(a.from)*w:][:w] {
				combos += bits.OnesCount64(word)
			}
			p.work += int64(plan.first[a.label+1]-plan.first[a.label]) * int64(combos) * 2 * (sums + 4)
		}
	}
}

// ahead carries the smallest and largest sums so far over a day.
func (p *planner) ahead(r *resource, day int, lo, hi []int32, states int) (nextLo, nextHi []int32) {
	for range states {
		nextLo, nextHi = append(nextLo, -nowhere), append(nextHi, nowhere)
	}
	down, up := p.span(r, day)
	for _, a := range p.net.layers[day].arcs {
		if up[a.label] >= 0 && hi[a.from] >= 0 {
			nextLo[a.to] = min(nextLo[a.to], lo[a.from]+down[a.label])
			nextHi[a.to] = max(nextHi[a.to], hi[a.from]+up[a.label])
		}
	}
	return nextLo, nextHi
}

func amountsKey(amounts []int32) string {
	key := make([]byte, 0, 64)
	for _, n := range amounts {
		key = binary.LittleEndian.AppendUint32(key, uint32(n))
	}
	return string(key)
}
