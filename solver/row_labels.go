package solver

import (
	"cmp"
	"slices"
)

// labels are partial rows that carry all sums, day by day.
type labels struct {
	all   []rowLabel
	sums  []int32          // of the outer resources, by label
	made  int              // in this solve
	index map[uint64]int32 // of the day under way, by what is carried
}

// rowLabel is the cheapest partial row that leads to a state with its sums.
type rowLabel struct {
	key   uint64 // state, sums carried in full and outer sums
	at    uint32 // the state and the sums carried in full
	price int32
	whole int32 // with the least price to come
	prev  int32
	shift uint8
}

// place returns the state and the sums carried in full.
func (l *rowLabel) place() (state, sum int) { return int(l.at >> 20), int(l.at & 0xfffff) }

// mostLabels bounds the labels of a search that is to prove something, and
// widthOfBeam those of a day of one that only has to find a lawful row.
const (
	mostLabels  = 5000
	widthOfBeam = 200
)

// decide looks for the best row among those that the relaxation leaves: labels
// whose price so far and least price to come are below the best row known. While
// none is known the limit is raised step by step.
func (p *planner) decide(q *quote, b *room, f *found, slack int64) {
	relaxed := int64(p.value(b, 0, int(p.start), 0))
	step := max(int64(p.m.gain)*int64(q.fine)/64, 16)
	for {
		limit := relaxed + step
		if f.ok {
			limit = min(limit, f.price+slack)
		}
		end, complete := p.search(q, b, int32(min(limit, never/2)), 0)
		if !complete && !f.ok { // any lawful row will do
			p.beam(q, b, f, widthOfBeam)
			return
		}
		proven := limit - slack
		if end >= 0 {
			price, _ := p.truth(q, b, end)
			proven = min(proven, price)
			p.unwind(b, end)
			p.consider(q, b, f)
		}
		if complete { // all rows below the limit have been looked at
			if f.ok {
				proven = min(proven, f.price)
			}
			f.bound = max(f.bound, proven)
		}
		if f.ok && (!complete || limit >= f.price+slack) || limit >= never/4 {
			return
		}
		step *= 3
	}
}

// beam looks for a lawful row among the most promising labels of each day.
func (p *planner) beam(q *quote, b *room, f *found, width int) {
	if end, _ := p.search(q, b, never/4, width); end >= 0 {
		p.unwind(b, end)
		p.consider(q, b, f)
	}
}

// search walks all labels below a limit and returns the best end, -1 if there
// is none, and whether no label had to be dropped for want of room. With a width
// it goes on with so many of the best labels a day; otherwise it gives up.
func (p *planner) search(q *quote, b *room, limit int32, width int) (end int, complete bool) {
	l := &b.labels
	l.all = append(l.all[:0], rowLabel{at: uint32(p.start) << 20, prev: -1})
	l.sums = append(l.sums[:0], make([]int32, len(p.outer))...)
	if l.index == nil {
		l.index = map[uint64]int32{}
	}
	from := 0
	complete = true
	for day := range p.layers {
		to := len(l.all)
		clear(l.index)
		for i := from; i < to; i++ {
			p.extend(q, b, day, int32(i), limit)
		}
		from = to
		if width > 0 && len(l.all)-from > width {
			l.keepBest(from, width, len(p.outer))
		} else if width == 0 && len(l.all) > mostLabels {
			l.made += len(l.all)
			return -1, false
		}
	}
	l.made += len(l.all)
	return p.cheapest(q, b, from, limit), complete && p.packs
}

// extend takes all steps of a day from a label.
func (p *planner) extend(q *quote, b *room, day int, at, limit int32) {
	l, plan, from := &p.net.layers[day], &p.layers[day], b.labels.all[at]
	state, sum := from.place()
	for _, a := range l.arcs[plan.begin[state]:plan.begin[state+1]] {
		for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
			o := &plan.branches[n]
			next, cost, ok := p.next(day, int(a.to), sum, o)
			if !ok {
				continue
			}
			price := from.price + b.prices[b.first[day]+int(n)] + (a.soft+cost)*q.fine
			rest := p.value(b, day+1, int(a.to), next)
			if rest >= never/2 || price+rest >= limit {
				continue
			}
			if key, ok := p.carry(&b.labels, at, o.kind); ok {
				place := uint32(a.to)<<20 | uint32(next)
				b.labels.add(rowLabel{key | uint64(place), place, price, price + rest, at, b.shifts[b.first[day]+int(n)]}, len(p.outer))
			}
		}
	}
}

// carry appends the outer sums of a label with a kind's amounts added; ok is
// false when one exceeds what is lawful. The key tells sums apart: exactly when
// their combinations can be numbered, else by a hash, and nothing is proven.
func (p *planner) carry(l *labels, from int32, kind int32) (key uint64, ok bool) {
	width := len(p.outer)
	start := len(l.sums)
	l.sums = append(l.sums, l.sums[int(from)*width:(int(from)+1)*width]...)
	for i, n := range p.kinds[kind] {
		sum := &l.sums[start+i]
		if *sum += n; int(*sum) >= p.curves[p.outer[i]].end() {
			l.sums = l.sums[:start]
			return 0, false
		}
		if p.packs {
			key += uint64(*sum) * p.strides[i]
		} else {
			key = (key ^ uint64(*sum) + 1) * 0x9e3779b97f4a7c15 // Fibonacci hashing; Knuth, TAOCP 6.4
			key ^= key >> 29
		}
	}
	if !p.packs {
		key &^= 0xffffffff
	}
	return key, true
}

// add keeps a label, whose sums have been appended, unless a cheaper one
// carries the same.
func (l *labels) add(n rowLabel, width int) {
	i, seen := l.index[n.key]
	if !seen {
		l.index[n.key] = int32(len(l.all))
		l.all = append(l.all, n)
		return
	}
	if last := len(l.sums) - width; n.price < l.all[i].price {
		copy(l.sums[int(i)*width:(int(i)+1)*width], l.sums[last:])
		l.all[i] = n
	}
	l.sums = l.sums[:len(l.sums)-width]
}

// keepBest drops all but the most promising labels from one on.
func (l *labels) keepBest(from, most, width int) {
	order := make([]int, len(l.all)-from)
	for i := range order {
		order[i] = from + i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(l.all[a].whole, l.all[b].whole), cmp.Compare(a, b))
	})
	order = order[:most]
	slices.Sort(order)
	for i, n := range order {
		l.all[from+i] = l.all[n]
		copy(l.sums[(from+i)*width:(from+i+1)*width], l.sums[n*width:(n+1)*width])
	}
	l.all, l.sums = l.all[:from+most], l.sums[:(from+most)*width]
}

// cheapest returns the end label of least true price below the limit, or -1.
func (p *planner) cheapest(q *quote, b *room, from int, limit int32) int {
	best, at := int64(1)<<62, -1
	for i := from; i < len(b.labels.all); i++ {
		if price, ok := p.truth(q, b, i); ok && price < best {
			best, at = price, i
		}
	}
	return at
}

// truth is the price of a whole row, with the sums it carries.
func (p *planner) truth(q *quote, b *room, at int) (int64, bool) {
	l := &b.labels.all[at]
	state, sum := l.place()
	price := int64(l.price) + int64(p.value(b, len(p.layers), state, sum))
	for i, n := range p.outer {
		v := b.labels.sums[at*len(p.outer)+i]
		cost, ok := p.curves[n].at(v)
		if !ok {
			return 0, false
		}
		price += cost*int64(q.fine) - int64(q.tilt[i])*int64(v)
	}
	return price, true
}

// unwind writes the row that leads to a label into the room.
func (p *planner) unwind(b *room, end int) {
	l := &b.labels.all[end]
	for day := len(p.layers) - 1; day >= 0; day-- {
		b.row[day] = l.shift
		l = &b.labels.all[l.prev]
	}
}
