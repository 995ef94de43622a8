package solver

import (
	"encoding/binary"
	"fmt"
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
	at := 0
	for day := range p.net.layers {
		p.layers = append(p.layers, p.branches(day, kinds, jumps))
		p.offsets = append(p.offsets, at)
		at += p.net.layers[day].states * p.block()
	}
	p.offsets = append(p.offsets, at, at+len(p.net.ends)*p.block())
	p.pack()
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
	full, outer := amounts(p.full), amounts(p.outer)
	key, seen := amountsKey(full), false
	if o.jump, seen = jumps[key]; !seen {
		o.jump = int32(len(p.jumps))
		jumps[key] = o.jump
		p.jumps = append(p.jumps, p.jump(full))
	}
	key = amountsKey(outer)
	if o.kind, seen = kinds[key]; !seen {
		o.kind = int32(len(p.kinds))
		kinds[key] = o.kind
		p.kinds = append(p.kinds, outer)
	}
	return o
}

// jump tabulates what amounts do to every combination of sums carried in full.
func (p *planner) jump(amounts []int32) []int32 {
	next := make([]int32, p.combos)
	for c := range next {
		stride := int32(1)
		next[c] = int32(c)
		for i, n := range p.full {
			levels := int32(p.curves[n].end())
			if int32(c)/stride%levels+amounts[i] >= levels {
				next[c] = -1
				break
			}
			next[c] += amounts[i] * stride
			stride *= levels
		}
	}
	return next
}

// block is how many values a state has.
func (p *planner) block() int { return p.size * p.combos }

// final prices a combination of final sums of what is carried in full.
func (p *planner) final(at int) (cost int64, ok bool) {
	if p.inner < 0 {
		return 0, true
	}
	cost, ok = p.curves[p.inner].at(int32(at % p.size))
	for i, rest := 0, at/p.size; ok && i < len(p.full); i++ {
		c := &p.curves[p.full[i]]
		more, lawful := c.at(int32(rest % c.end()))
		cost, ok, rest = cost+more, lawful, rest/c.end()
	}
	return cost, ok
}

// windows finds the sums of the inner resource with which a state can be
// reached from the start and a lawful end from it.
func (p *planner) windows() {
	if p.inner < 0 {
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
	p.work = 0
	for day := range p.layers {
		l, plan := &p.net.layers[day], &p.layers[day]
		plan.from, plan.to = make([]int32, l.states), make([]int32, l.states)
		for q := range plan.from {
			plan.from[q] = max(lo[q], c.floor-most[day][q])
			plan.to[q] = min(hi[q], int32(c.end())-1-least[day][q])
		}
		lo, hi = p.ahead(r, day, lo, hi, len(least[day+1]))
		for _, a := range l.arcs {
			branches := plan.first[a.label+1] - plan.first[a.label]
			p.work += int64(max(plan.to[a.from]-plan.from[a.from]+1, 0)) * int64(p.combos) * int64(branches)
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
