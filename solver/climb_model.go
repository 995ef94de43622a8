package solver

import "math"

// settle moves the fractions towards the best of the model: person by person,
// weight goes from the dearest column that has any to the cheapest at the
// weights of the moment (pairwise Frank–Wolfe; Lacoste-Julien and Jaggi 2015,
// arXiv:1511.05932), each by an exact step of the quadratic model.
func (b *climber) settle(passes int) {
	b.refresh()
	for pass := range passes {
		if b.d.stop() {
			break
		}
		moved := 0.0
		for i := range b.columns {
			moved += b.visit(i)
		}
		if pass > 2 && moved < 1e-6*math.Abs(float64(b.best)/float64(b.d.fine)) {
			break
		}
	}
	for i := range b.columns {
		for k := range b.columns[i] {
			if c := &b.columns[i][k]; c.weight > 0 {
				c.idle = 0
			} else {
				c.idle++
			}
		}
	}
}

// refresh puts the trial point where the residuals lead from the center.
func (b *climber) refresh() {
	for _, f := range b.d.families {
		b.follow(f)
	}
	for u := range b.worth {
		b.weigh(int32(u))
	}
}

// follow moves the weights of a family to where its residuals lead.
func (b *climber) follow(f family) {
	for v := f.from; v < f.to; v++ {
		b.trial[v] = b.center[v] + b.steps.scale*b.steps.stake[v]*b.rest[v]
	}
	f.within(b.d.stakes, b.trial)
}

// visit improves one person's weights and returns by how much.
func (b *climber) visit(i int) float64 {
	cs := b.columns[i]
	if len(cs) < 2 {
		return 0
	}
	b.d.spent += int64(len(cs)*b.d.m.days) + b.d.look
	duties := b.duties(i)
	cheap, dear := -1, -1
	var least, most float64
	for k := range cs {
		r := b.reduced(i, &cs[k], duties)
		if cheap < 0 || r < least {
			cheap, least = k, r
		}
		if cs[k].weight > 0 && (dear < 0 || r > most) {
			dear, most = k, r
		}
	}
	if cheap == dear || most-least < 1e-6 {
		return 0
	}
	bend := b.bend(i, &cs[dear], &cs[cheap])
	share := cs[dear].weight
	if bend > 0 {
		share = min(share, (most-least)/bend)
	}
	b.shift(i, &cs[dear], -share)
	b.shift(i, &cs[cheap], share)
	return share * (most - least)
}

// duties returns what the duties in a person's columns are worth at the trial
// point. It stays valid until the next call.
func (b *climber) duties(i int) []float64 {
	m, who := b.d.m, b.d.m.people[i]
	for _, c := range b.columns[i] {
		if c.odd {
			return b.worths(who.class)
		}
	}
	if b.room == nil {
		b.room = make([]float64, m.days*m.shifts)
	}
	for day := range m.days {
		for _, s := range who.allowed(day) {
			b.room[day*m.shifts+int(s)] = valueOf(m.cover, m.cover.of(who.class, day, int(s)), b.worth)
		}
	}
	return b.room
}

// worths returns what all duties of a group are worth at the trial point.
func (b *climber) worths(class int) []float64 {
	m := b.d.m
	out := make([]float64, m.days*m.shifts)
	for day := range m.days {
		for s := 1; s < m.shifts; s++ {
			out[day*m.shifts+s] = valueOf(m.cover, m.cover.of(class, day, s), b.worth)
		}
	}
	return out
}

// reduced returns the price of a column at the trial point.
func (b *climber) reduced(i int, c *column, duties []float64) float64 {
	price := c.cost
	for day, s := range c.row {
		price -= duties[day*b.d.m.shifts+int(s)]
	}
	for _, l := range c.moved {
		price -= l.amount * b.worth[l.union]
	}
	return price
}

// bend returns how fast the gain of moving weight from one column to another falls.
func (b *climber) bend(i int, from, to *column) (sum float64) {
	b.difference(i, from, to, func(v int32, diff float64) {
		t := b.steps.scale * b.steps.stake[v]
		s, at := &b.d.stakes[v], b.center[v]+t*b.rest[v]
		if at < s.hi+t*s.unit && at > s.lo-t*s.unit { // else it stays at its limit
			sum += t * diff * diff
		}
	})
	return sum
}

// shift changes the weight of a column.
func (b *climber) shift(i int, c *column, by float64) {
	c.weight += by
	if c.weight < 1e-9 {
		by, c.weight = by-c.weight, 0
	}
	b.put(i, c, by)
}
