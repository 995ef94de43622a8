package solver

// quote is what a solve is asked: the price of every duty and day off, by
// planned day and shift, and of a unit of every outer resource while it is only
// priced. All are in fine cost units, that is, multiplied by the factor fine.
type quote struct {
	fine   int32
	duties []int32
	tilt   []int32
	quick  bool // any lawful row will do that is good
}

// room is working room of solves, reused from one to the next.
type room struct {
	values []int32 // by day, state and sums carried in full: the least price from there to the end
	prices []int32 // by branch of all days
	shifts []uint8 // the best shift of each branch
	first  []int   // by day: where its branches begin
	row    []uint8
	sums   []int32 // of the outer resources
	good   []uint8 // the best lawful row
	passes int     // of the relaxation
	labels labels
}

// found is what a solve found.
type found struct {
	bound int64 // no lawful row has a lower price
	price int64 // of the row in the room, if that is lawful
	ok    bool
}

// never is the price of what cannot be.
const never = 1 << 30

// solve finds the lawful row of least price. Mostly bound and price are equal;
// when labels run out, the bound is what has been proven so far.
func (p *planner) solve(q *quote, b *room, t *tilt) (f found, feasible bool) {
	b.labels.made, b.passes = 0, 0
	best := -1 << 62
	var slack int64
	for range mostTilts {
		q.tilt = t.price
		relaxed, ok := p.relax(q, b)
		if !ok {
			return found{}, false
		}
		slack = relaxed.slack
		if best = max(best, int(relaxed.bound)); relaxed.ok && (!f.ok || relaxed.price < f.price) {
			f.price, f.ok = relaxed.price, true
			b.good = append(b.good[:0], b.row...)
		}
		if f.ok && f.price <= int64(best) || !t.follow(p, q.fine, b.sums) {
			break
		}
		q.tilt = t.used
	}
	f.bound = int64(best)
	if f.ok && (f.price <= f.bound || !p.packs) {
		b.row = append(b.row[:0], b.good...)
		return f, true
	}
	if q.quick {
		if !f.ok {
			p.beam(q, b, &f, widthOfQuickBeam)
		}
	} else {
		p.decide(q, b, &f, slack)
	}
	b.row = append(b.row[:0], b.good...)
	return f, true
}

// relaxation is what pricing the outer resources comes to.
type relaxation struct {
	found
	slack int64 // the conjugates of what is priced
}

// relax finds the cheapest row while the outer resources are only priced.
func (p *planner) relax(q *quote, b *room) (r relaxation, feasible bool) {
	b.passes++
	p.quote(q, b)
	p.backward(q, b)
	least := b.values[int(p.start)*p.block()]
	if least >= never/2 {
		return r, false
	}
	for i, n := range p.outer {
		r.slack += p.curves[n].conjugate(int64(q.tilt[i]), int64(q.fine))
	}
	r.bound = int64(least) - r.slack
	p.trace(q, b)
	r.price, r.ok = p.settle(q, b, int64(least))
	return r, true
}

// mostTilts is how often a solve prices the outer resources anew.
const mostTilts = 6

// settle turns the price of a row into what it is with its true sums.
func (p *planner) settle(q *quote, b *room, price int64) (int64, bool) {
	for i, n := range p.outer {
		cost, ok := p.curves[n].at(b.sums[i])
		if !ok {
			return 0, false
		}
		price += cost*int64(q.fine) - int64(q.tilt[i])*int64(b.sums[i])
	}
	return price, true
}

// quote prices the branches of all days, each by its cheapest shift.
func (p *planner) quote(q *quote, b *room) {
	b.prices, b.shifts, b.first = b.prices[:0], b.shifts[:0], b.first[:0]
	for day := range p.layers {
		b.first = append(b.first, len(b.prices))
		for i := range p.layers[day].branches {
			o := &p.layers[day].branches[i]
			best, shift := int32(never), o.shifts[0]
			for _, s := range o.shifts {
				if price := q.duties[day*p.m.shifts+int(s)]; price < best {
					best, shift = price, s
				}
			}
			for k, n := range p.kinds[o.kind] {
				best += q.tilt[k] * n
			}
			b.prices, b.shifts = append(b.prices, best), append(b.shifts, shift)
		}
	}
}

// backward finds the least price from every state and sum to a lawful end.
func (p *planner) backward(q *quote, b *room) {
	last := p.offsets[len(p.offsets)-1]
	if cap(b.values) < last {
		b.values = make([]int32, last)
	}
	b.values = b.values[:last]
	for i := range b.values {
		b.values[i] = never
	}
	p.finish(q, b)
	block := p.block()
	for day := len(p.layers) - 1; day >= 0; day-- {
		l, plan := &p.net.layers[day], &p.layers[day]
		here, there := b.values[p.offsets[day]:p.offsets[day+1]], b.values[p.offsets[day+1]:p.offsets[day+2]]
		prices := b.prices[b.first[day]:]
		for i := range l.arcs {
			a := &l.arcs[i]
			for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
				o := &plan.branches[n]
				from, to := 0, 1
				if p.inner >= 0 {
					from, to = int(plan.from[a.from]), min(int(plan.to[a.from])+1, p.size-int(o.add))
				}
				if from < to {
					p.pull(o, here[int(a.from)*block:], there[int(a.to)*block:], prices[n]+a.soft*q.fine, from, to)
				}
			}
		}
	}
}

// pull takes over the values of the state that a branch leads to, for the sums
// [from, to) of the inner resource.
func (p *planner) pull(o *branch, here, there []int32, price int32, from, to int) {
	for c, next := range p.jumps[o.jump] {
		if next < 0 {
			continue
		}
		src := there[int(next)*p.size+from+int(o.add):][:to-from]
		dst := here[c*p.size+from:][:len(src)]
		for k, v := range src {
			if v += price; v < dst[k] {
				dst[k] = v
			}
		}
	}
}

// finish prices the ends.
func (p *planner) finish(q *quote, b *room) {
	end := b.values[p.offsets[len(p.layers)]:]
	for state, soft := range p.net.ends {
		if soft < 0 {
			continue
		}
		for v := range p.block() {
			if cost, ok := p.final(v); ok {
				end[state*p.block()+v] = (soft + int32(cost)) * q.fine
			}
		}
	}
}

// next returns where a branch leads from what is carried in full.
func (p *planner) next(at int, o *branch) (int, bool) {
	c, v := at/p.size, at%p.size+int(o.add)
	to := p.jumps[o.jump][c]
	return int(to)*p.size + v, to >= 0 && v < p.size
}

// trace follows the least prices from the start to the end.
func (p *planner) trace(q *quote, b *room) {
	b.row = append(b.row[:0], make([]uint8, len(p.layers))...)
	b.sums = append(b.sums[:0], make([]int32, len(p.outer))...)
	state, sum := int(p.start), 0
	for day := range p.layers {
		state, sum = p.follow(q, b, day, state, sum)
	}
}

// follow takes the step of a day that the least price stands for.
func (p *planner) follow(q *quote, b *room, day, state, sum int) (int, int) {
	l, plan, block := &p.net.layers[day], &p.layers[day], p.block()
	want := b.values[p.offsets[day]+state*block+sum]
	there := b.values[p.offsets[day+1]:]
	for _, a := range l.arcs[plan.begin[state]:plan.begin[state+1]] {
		for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
			o := &plan.branches[n]
			next, ok := p.next(sum, o)
			if !ok || there[int(a.to)*block+next]+b.prices[b.first[day]+int(n)]+a.soft*q.fine != want {
				continue
			}
			b.row[day] = b.shifts[b.first[day]+int(n)]
			for k, amount := range p.kinds[o.kind] {
				b.sums[k] += amount
			}
			return int(a.to), next
		}
	}
	panic("solver: a value of the row optimiser came from nowhere")
}
