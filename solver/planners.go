package solver

import "crypto/sha256"

// plan prepares the planners of everybody: those of people who are alike share
// their tables.
func (d *dual) plan(limits rowLimits, values [][]int32) {
	type key struct {
		basis *basis
		cuts  string
	}
	bases := d.bases()
	d.planners = make([]*planner, len(d.m.people))
	tables := map[key]*plan{}
	var fresh []*planner
	for i, b := range bases {
		if b == nil { // told to stop
			return
		}
		p := b.cut(d.m.people[i], valuesOf(values, i), limits.slack)
		d.planners[i] = p
		k := key{b, p.cuts()}
		if tables[k] == nil {
			tables[k] = p.plan
			fresh = append(fresh, p)
		}
		p.plan = tables[k]
	}
	d.each(len(fresh), func(n, _ int) {
		if fresh[n].feasible && !d.stop() {
			fresh[n].fit(fresh[n].byTightness(), limits)
		}
	})
}

// bases returns the basis of everybody, by person; some are nil when it is told
// to stop.
func (d *dual) bases() []*basis {
	type kind struct {
		net *net
		key [sha256.Size]byte
	}
	nets, first := netCache{}, map[kind]int{}
	starts, like := make([]int32, len(d.m.people)), make([]int, len(d.m.people))
	var fresh []int
	for i, who := range d.m.people {
		if d.stop() {
			return make([]*basis, len(d.m.people))
		}
		net, start := nets.get(d.m, who)
		k := kind{net, who.key(start)}
		n, seen := first[k]
		if !seen {
			n = i
			first[k], starts[i] = i, start
			fresh = append(fresh, i)
		}
		like[i] = n
	}
	out := make([]*basis, len(d.m.people))
	d.each(len(fresh), func(n, _ int) {
		if i := fresh[n]; !d.stop() {
			net, _ := nets.get(d.m, d.m.people[i])
			out[i] = newBasis(d.m, d.m.people[i], net, starts[i])
		}
	})
	for i, n := range like {
		out[i] = out[n]
	}
	return out
}
