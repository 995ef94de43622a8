package solver

// quote is what a solve is asked: the price of every duty and day off, by
// planned day and shift, and of a unit of every outer resource while it is only
// priced. All are in fine cost units, that is, multiplied by the factor fine.
type quote struct {
	fine   int32
	duties []int32
	tilt   []int32
	quick  bool // any lawful row will do that is good
	effort
}

// effort is how much is done for a row.
type effort struct {
	tilts int // times that the outer resources are priced, at most
	width int // of the beam of a quick answer
}

var (
	usual = effort{6, 40}
	hasty = effort{2, 10} // where most of a climb's time would go into rows that it only passes by
)

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
	missed uint64 // the outer resources whose sums cost more than they were priced at
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
	done := false // no row is cheaper than the sums carried tell
	for range q.tilts {
		q.tilt = t.price
		relaxed, ok := p.relax(q, b)
		if !ok {
			return found{}, false
		}
		slack = relaxed.slack
		best = max(best, int(relaxed.bound))
		p.consider(q, b, &f)
		if done = relaxed.ok && relaxed.price <= int64(best); done || !t.follow(p, q.fine, b.sums) {
			break
		}
		q.tilt = t.used
	}
	f.bound = int64(best)
	if f.ok && (done || f.price <= f.bound || !p.packs) {
		b.row = append(b.row[:0], b.good...)
		return f, true
	}
	if q.quick {
		if !f.ok {
			p.beam(q, b, &f, q.width)
		}
	} else {
		p.decide(q, b, &f, slack)
	}
	b.row = append(b.row[:0], b.good...)
	return f, true
}

// consider keeps the row in the room if it is the best lawful one so far.
func (p *planner) consider(q *quote, b *room, f *found) {
	hard, soft := p.who.price(p.m, b.row)
	if hard > 0 {
		return
	}
	price := soft * int64(q.fine)
	for day, s := range b.row {
		n := day*p.m.shifts + int(s)
		price += int64(q.duties[n]) - int64(p.who.free(day, int(s)).soft)*int64(q.fine)
	}
	if !f.ok || price < f.price {
		f.price, f.ok = price, true
		b.good = append(b.good[:0], b.row...)
	}
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
	least := p.value(b, 0, int(p.start), 0)
	if least >= never/2 {
		return r, false
	}
	p.trace(q, b)
	r.price, r.ok = int64(least), true
	p.settle(q, b, &r)
	r.bound = int64(least) - r.slack
	return r, true
}

// settle turns the price of a row into what it is with its true sums.
func (p *planner) settle(q *quote, b *room, r *relaxation) {
	b.missed = 0
	for i, n := range p.outer {
		cost, ok := p.curves[n].at(b.sums[i])
		paid := cost*int64(q.fine) - int64(q.tilt[i])*int64(b.sums[i])
		most := p.curves[n].conjugate(int64(q.tilt[i]), int64(q.fine))
		if !ok || paid > -most {
			b.missed |= 1 << min(i, 63)
		}
		r.ok = r.ok && ok
		r.price, r.slack = r.price+paid, r.slack+most
	}
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

// finish prices the ends.
func (p *planner) finish(q *quote, b *room) {
	for state, soft := range p.net.ends {
		if soft < 0 {
			continue
		}
		for v := range p.size * p.combos {
			n := p.slot(len(p.layers), state, v)
			if cost, ok := p.final(v); ok && n >= 0 {
				b.values[n] = (soft + int32(cost)) * q.fine
			}
		}
	}
}

// next returns where a branch that leads to a state leads from what is carried in full, and what is
// paid for sums complete with it.
func (p *planner) next(day, state, at int, o *branch) (to int, cost int32, ok bool) {
	c, v := at/p.size, at%p.size+int(o.add)
	if least := p.lowest(day+1, state); v < least {
		v, cost = least, int32(least-v)*p.fall
	}
	if last := p.size - 1; p.clamps && v > last {
		v, cost = last, int32(v-last)*p.rise
	}
	j := &p.jumps[o.jump]
	if j.cost != nil {
		cost += j.cost[c]
	}
	return int(j.next[c])*p.size + v, cost, j.next[c] >= 0 && v < p.size
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
	l, plan := &p.net.layers[day], &p.layers[day]
	want := p.value(b, day, state, sum)
	for _, a := range l.arcs[plan.begin[state]:plan.begin[state+1]] {
		for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
			o := &plan.branches[n]
			next, cost, ok := p.next(day, int(a.to), sum, o)
			if !ok || p.value(b, day+1, int(a.to), next)+b.prices[b.first[day]+int(n)]+(a.soft+cost)*q.fine != want {
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
