package solver

import (
	"cmp"
	"slices"
)

// labels are partial rows that carry all sums, day by day.
type labels struct {
	all   []rowLabel
	made  int              // in this solve
	index map[uint64]int32 // of the day under way, by what is carried
}

// rowLabel is the cheapest partial row that leads to a state with its sums.
type rowLabel struct {
	key   uint64 // state, inner sum and outer sums
	price int32
	whole int32 // with the least price to come
	prev  int32
	shift uint8
}

// at returns the state and the sums carried in full.
func (l *rowLabel) at() (state, sum int) { return int(l.key >> 20 & 0xfff), int(l.key & 0xfffff) }

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
	relaxed := int64(b.values[int(p.start)*p.block()])
	step := max(int64(p.m.gain)*int64(q.fine)/64, 16)
	for {
		limit := relaxed + step
		if f.ok {
			limit = min(limit, f.price+slack)
		}
		end, complete := p.search(q, b, int32(min(limit, never/2)), false)
		if !complete && !f.ok { // any lawful row will do
			limit = never / 4
			end, _ = p.search(q, b, int32(limit), true)
		}
		if end >= 0 {
			if price, _ := p.truth(q, b, &b.labels.all[end]); !f.ok || price < f.price {
				f.price, f.ok = p.unwind(q, b, end)
				b.good = append(b.good[:0], b.row...)
			}
		}
		if complete { // all rows below the limit have been looked at
			proven := limit - slack
			if f.ok {
				proven = min(proven, f.price)
			}
			f.bound = max(f.bound, proven)
		}
		if f.ok && (!complete || f.price <= f.bound) || limit >= never/4 {
			return
		}
		step *= 3
	}
}

// search walks all labels below a limit and returns the best end, -1 if there
// is none, and whether no label had to be dropped for want of room. A beam goes on
// with the best labels then, other searches give up.
func (p *planner) search(q *quote, b *room, limit int32, beam bool) (end int, complete bool) {
	l := &b.labels
	l.all = append(l.all[:0], rowLabel{key: uint64(p.start) << 20, prev: -1})
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
		if beam && len(l.all)-from > widthOfBeam {
			l.keepBest(from)
		} else if !beam && len(l.all) > mostLabels {
			l.made += len(l.all)
			return -1, false
		}
	}
	l.made += len(l.all)
	return p.cheapest(q, b, from, limit), complete
}

// extend takes all steps of a day from a label.
func (p *planner) extend(q *quote, b *room, day int, at, limit int32) {
	l, plan, from, block := &p.net.layers[day], &p.layers[day], b.labels.all[at], p.block()
	state, sum := from.at()
	there := b.values[p.offsets[day+1]:]
	for _, a := range l.arcs[plan.begin[state]:plan.begin[state+1]] {
		for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
			o := &plan.branches[n]
			next, ok := p.next(sum, o)
			if !ok {
				continue
			}
			price := from.price + b.prices[b.first[day]+int(n)] + a.soft*q.fine
			rest := there[int(a.to)*block+next]
			if rest >= never/2 || price+rest >= limit {
				continue
			}
			if key, ok := p.carry(from.key, o.kind); ok {
				key = key&^0xffffffff | uint64(a.to)<<20 | uint64(next)
				b.labels.add(rowLabel{key, price, price + rest, at, b.shifts[b.first[day]+int(n)]})
			}
		}
	}
}

// carry adds a kind's amounts to the outer sums of a key; ok is false when one
// exceeds what is lawful.
func (p *planner) carry(key uint64, kind int32) (uint64, bool) {
	for i, n := range p.kinds[kind] {
		if n == 0 {
			continue
		}
		levels := p.curves[p.outer[i]].end()
		if p.sum(key, i)+int(n) >= levels {
			return 0, false
		}
		key += uint64(n) * p.strides[i]
	}
	return key, true
}

// sum reads an outer sum of a key.
func (p *planner) sum(key uint64, i int) int {
	return int(key / p.strides[i] % uint64(p.curves[p.outer[i]].end()))
}

// add keeps a label unless a cheaper one carries the same.
func (l *labels) add(n rowLabel) {
	if i, seen := l.index[n.key]; seen {
		if n.price < l.all[i].price {
			l.all[i] = n
		}
		return
	}
	l.index[n.key] = int32(len(l.all))
	l.all = append(l.all, n)
}

// keepBest drops all but the most promising labels from one on.
func (l *labels) keepBest(from int) {
	day := l.all[from:]
	slices.SortFunc(day, func(a, b rowLabel) int {
		return cmp.Or(cmp.Compare(a.whole, b.whole), cmp.Compare(a.key, b.key))
	})
	l.all = l.all[:from+widthOfBeam]
}

// cheapest returns the end label of least true price below the limit, or -1.
func (p *planner) cheapest(q *quote, b *room, from int, limit int32) int {
	best, at := int64(1)<<62, -1
	for i := from; i < len(b.labels.all); i++ {
		if price, ok := p.truth(q, b, &b.labels.all[i]); ok && price < best {
			best, at = price, i
		}
	}
	return at
}

// truth is the price of a whole row, with the sums it carries.
func (p *planner) truth(q *quote, b *room, l *rowLabel) (int64, bool) {
	state, sum := l.at()
	price := int64(l.price) + int64(b.values[p.offsets[len(p.layers)]+state*p.block()+sum])
	for i, n := range p.outer {
		v := int32(p.sum(l.key, i))
		cost, ok := p.curves[n].at(v)
		if !ok {
			return 0, false
		}
		price += cost*int64(q.fine) - int64(q.tilt[i])*int64(v)
	}
	return price, true
}

// unwind writes the row that leads to a label into the room.
func (p *planner) unwind(q *quote, b *room, end int) (int64, bool) {
	l := &b.labels.all[end]
	price, ok := p.truth(q, b, l)
	for i := range b.sums {
		b.sums[i] = int32(p.sum(l.key, i))
	}
	for day := len(p.layers) - 1; day >= 0; day-- {
		b.row[day] = l.shift
		l = &b.labels.all[l.prev]
	}
	return price, ok
}
