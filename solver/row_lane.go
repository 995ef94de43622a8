package solver

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// lane is a place among the sums that are carried in full. Resources that count
// different days share it: when the last day of one is over its sum is priced,
// and the next begins at nothing. So what is counted by the week takes no more
// room in a month than in a week.
type lane struct {
	resources []int // in order of their days
	levels    int   // that its sums take
}

// fit carries as much of some resources in full, the first before the others, as
// room and work allow; the rest is only priced. How many of the sums are
// ever met shows only when they have been walked, so it takes a few tries.
func (p *planner) fit(order []int, limits rowLimits) {
	guess, fits := limits, limits
	for range triesToFit {
		p.choose(order, guess)
		p.prepare()
		share := max(float64(p.work)/float64(limits.work), float64(p.met.end)/float64(limits.values))
		if share <= 1 {
			if fits = guess; share > 0.5 || len(p.outer) == len(p.resources)-len(order) {
				return
			}
		}
		factor := min(0.8/share, 30)
		guess.values, guess.work = int(float64(guess.values)*factor), int64(float64(guess.work)*factor)
	}
	p.choose(order, fits)
	p.prepare()
}

const triesToFit = 3

// byTightness orders the resources by how much is lost when they are only priced.
func (p *planner) byTightness() []int {
	order := make([]int, len(p.resources))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.tightness(b), p.tightness(a)) })
	return order
}

// choose picks the resources to carry in full: the first of an order first, as
// far as room and work seem to allow.
func (p *planner) choose(order []int, limits rowLimits) {
	p.inner, p.lanes, p.outer = -1, nil, nil
	states, arcs := 0, int64(0)
	for i := range p.net.layers {
		states += p.net.layers[i].states
		arcs += int64(len(p.net.layers[i].arcs))
	}
	var lanes []lane
	sums := 1
	for _, i := range order {
		k := p.laneFor(lanes, i)
		n := sums / levelsOf(lanes, k) * max(levelsOf(lanes, k), p.curves[i].levels())
		if n*states > limits.values || int64(n)*arcs > limits.work || n >= 1<<20 {
			p.outer = append(p.outer, i)
			continue
		}
		if k == len(lanes) {
			lanes = append(lanes, lane{})
		}
		sums = n
		lanes[k].levels = max(lanes[k].levels, p.curves[i].levels())
		lanes[k].resources = append(lanes[k].resources, i)
	}
	for i := range p.resources {
		if !slices.Contains(order, i) {
			p.outer = append(p.outer, i)
		}
	}
	p.lay(lanes, sums)
}

// laneFor returns the lane whose days a resource leaves alone, or the number of
// a new one.
func (p *planner) laneFor(lanes []lane, i int) int {
	r := &p.resources[i]
	for k := range lanes {
		if !slices.ContainsFunc(lanes[k].resources, func(n int) bool {
			o := &p.resources[n]
			return r.from < o.to && o.from < r.to
		}) {
			return k
		}
	}
	return len(lanes)
}

func levelsOf(lanes []lane, k int) int {
	if k == len(lanes) {
		return 1
	}
	return lanes[k].levels
}

// lay puts the lane with most sums innermost, if its resource is alone in it.
func (p *planner) lay(lanes []lane, sums int) {
	p.size, p.clamps = 1, false
	inner := -1
	for k := range lanes {
		if len(lanes[k].resources) == 1 && (inner < 0 || lanes[k].levels > lanes[inner].levels) {
			inner = k
		}
	}
	if inner >= 0 {
		p.inner, p.size = lanes[inner].resources[0], lanes[inner].levels
		c := &p.curves[p.inner]
		p.clamps, p.rise, p.fall = c.clamps(p.most[p.inner]), int32(c.rise()), int32(c.fall())
		lanes = slices.Delete(lanes, inner, inner+1)
	}
	p.lanes, p.combos = lanes, sums/p.size
}

// jump is what a shift does to every combination of sums in the lanes.
type jump struct {
	next []int32 // combination, -1 when unlawful
	cost []int32 // of sums that are complete with the day; nil when none costs anything
}

// crossing is what a shift adds to a lane, and to what.
type crossing struct {
	resource int // -1 for none
	amount   int32
	last     bool // the resource's sum is complete with the day
}

// crossings lists what a shift of a day, taken by a label, adds to each lane.
func (p *planner) crossings(day int, counts *joint, s uint8) []crossing {
	out := make([]crossing, len(p.lanes))
	for k := range p.lanes {
		out[k].resource = -1
		for _, n := range p.lanes[k].resources {
			if r := &p.resources[n]; r.from <= day && day < r.to {
				out[k] = crossing{n, p.amount(r, day, counts, s), day == r.to-1}
			}
		}
	}
	return out
}

// jumpOf tabulates crossings, once.
func (p *planner) jumpOf(cs []crossing, seen map[string]int32) int32 {
	key := make([]byte, 0, 64)
	for _, c := range cs {
		key = binary.LittleEndian.AppendUint16(key, uint16(c.resource))
		key = binary.LittleEndian.AppendUint32(key, uint32(c.amount)<<1|uint32(btoi(c.last)))
	}
	n, ok := seen[string(key)]
	if !ok {
		n = int32(len(p.jumps))
		seen[string(key)] = n
		p.jumps = append(p.jumps, p.tabulate(cs))
	}
	return n
}

func (p *planner) tabulate(cs []crossing) jump {
	j := jump{next: make([]int32, p.combos), cost: make([]int32, p.combos)}
	paid := false
	for c := range j.next {
		j.next[c], j.cost[c] = p.cross(int32(c), cs)
		paid = paid || j.cost[c] != 0
	}
	if !paid {
		j.cost = nil
	}
	return j
}

// cross takes one combination over a day.
func (p *planner) cross(c int32, cs []crossing) (next, cost int32) {
	stride := int32(1)
	for k := range p.lanes {
		levels := int32(p.lanes[k].levels)
		v := c / stride % levels
		if n := cs[k].resource; n >= 0 {
			curve := &p.curves[n]
			v += cs[k].amount
			if last := int32(curve.levels()) - 1; v > last && curve.clamps(p.most[n]) {
				cost += (v - last) * int32(curve.rise())
				v = last
			}
			if int(v) >= curve.levels() {
				return -1, 0
			}
			if cs[k].last {
				paid, ok := curve.at(v)
				if !ok {
					return -1, 0
				}
				v, cost = 0, cost+int32(paid)
			}
		}
		next += v * stride
		stride *= levels
	}
	return next, cost
}
