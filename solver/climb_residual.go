package solver

// residual says where a change of the fractions is felt: by union, the stakes
// that weigh it.
type residual struct {
	stakes  [][]int32 // by count
	family  []int32   // by stake
	worth   []float64 // by count: the weights of its stakes at the trial point
	amounts []float64 // working room, by count
	room    []float64 // of duties
	touched []int32
	felt    []int32 // families
	seen    []bool  // by family
}

func newResidual(d *dual) residual {
	r := residual{
		stakes: make([][]int32, d.m.cover.haves), family: make([]int32, len(d.stakes)),
		worth: make([]float64, d.m.cover.haves), amounts: make([]float64, d.m.cover.haves), seen: make([]bool, len(d.families)),
	}
	for v, s := range d.stakes {
		r.stakes[s.union] = append(r.stakes[s.union], int32(v))
	}
	for n, f := range d.families {
		for v := f.from; v < f.to; v++ {
			r.family[v] = int32(n)
		}
	}
	return r
}

// tally adds a duty's contributions, times a factor, to the working room.
func (r *residual) tally(c *cover, adds []contribution, by float64) {
	for i := range adds {
		a := &adds[i]
		for h, u := a.hits, a.offset; h != 0; h, u = h>>1, u+1 {
			if h&1 != 0 {
				r.note(u, by*float64(a.amount))
			}
		}
	}
}

// note adds to a count of the working room.
func (r *residual) note(union int32, amount float64) {
	if r.amounts[union] == 0 {
		r.touched = append(r.touched, union)
	}
	r.amounts[union] += amount
}

// each reports the touched counts and clears the room.
func (r *residual) each(f func(union int32, amount float64)) {
	for _, u := range r.touched {
		if a := r.amounts[u]; a != 0 {
			r.amounts[u] = 0
			f(u, a)
		}
	}
	r.touched = r.touched[:0]
}

// weigh adds up the weights of a count's stakes.
func (b *climber) weigh(union int32) {
	var sum float64
	for _, v := range b.stakes[union] {
		sum += b.trial[v]
	}
	b.worth[union] = sum
}

// put gives a column so much more weight, and lets the trial point follow.
func (b *climber) put(i int, c *column, by float64) {
	m := b.d.m
	for day, s := range c.row {
		if s != 0 {
			b.tally(m.cover, m.cover.of(m.people[i].class, day, int(s)), by)
		}
	}
	b.regain(c.moved, by)
	b.felt = b.felt[:0]
	b.each(func(union int32, amount float64) {
		for _, v := range b.stakes[union] {
			b.rest[v] -= amount
			if f := b.family[v]; !b.seen[f] {
				b.seen[f] = true
				b.felt = append(b.felt, f)
			}
		}
	})
	for _, f := range b.felt {
		b.seen[f] = false
		b.follow(b.d.families[f])
		for v := b.d.families[f].from; v < b.d.families[f].to; v++ {
			b.weigh(b.d.stakes[v].union)
		}
	}
}

// difference reports what the duties of one column add to each stake's count
// beyond those of another.
func (b *climber) difference(i int, from, to *column, f func(stake int32, diff float64)) {
	m := b.d.m
	class := m.people[i].class
	for day, s := range to.row {
		if s == from.row[day] {
			continue
		}
		b.tally(m.cover, m.cover.of(class, day, int(s)), 1)
		b.tally(m.cover, m.cover.of(class, day, int(from.row[day])), -1)
	}
	b.regain(to.moved, 1)
	b.regain(from.moved, -1)
	b.each(func(union int32, amount float64) {
		for _, v := range b.stakes[union] {
			f(v, amount)
		}
	})
}

// model returns the value of the model at the trial point.
func (b *climber) model() (sum float64) {
	for v, s := range b.d.stakes {
		sum += b.trial[v] * float64(s.need)
	}
	byClass := make([][]float64, len(b.d.m.cover.groups))
	for i := range b.columns {
		if len(b.columns[i]) == 0 {
			continue
		}
		class := b.d.m.people[i].class
		if byClass[class] == nil {
			byClass[class] = b.worths(class)
		}
		least := 0.0
		for k := range b.columns[i] {
			if r := b.reduced(i, &b.columns[i][k], byClass[class]); k == 0 || r < least {
				least = r
			}
		}
		sum += least * b.stands(i)
	}
	return sum
}
