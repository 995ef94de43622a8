package solver

import "math/bits"

// reach marks the combinations of the lanes' sums that are met on some lawful
// path, the inner resource left aside. Solves have values for no other.
type reach struct {
	sets  [][]uint64 // by day, one more at the end: words of all states
	first [][]int32  // by day and word: where its values begin in the room of a solve
	end   int        // of all values
}

// slot returns where the value of a state is, with sums carried in full; -1 when
// they are met on no lawful path.
func (p *planner) slot(day, state, at int) int {
	n := p.place(day, state, int32(at/p.size))
	if n < 0 {
		return n
	}
	return n + at%p.size
}

// place returns where the values of a state are, with one combination of sums.
func (p *planner) place(day, state int, combo int32) int {
	i := state*p.words() + int(combo>>6)
	word, bit := p.met.sets[day][i], uint64(1)<<(combo&63)
	if word&bit == 0 {
		return -1
	}
	return int(p.met.first[day][i]) + bits.OnesCount64(word&(bit-1))*p.size
}

// value is the least price from a state to a lawful end.
func (p *planner) value(b *room, day, state, at int) int32 {
	if n := p.slot(day, state, at); n >= 0 {
		return b.values[n]
	}
	return never
}

// number lays the values out one after the other.
func (p *planner) number() {
	p.met.first, p.met.end = nil, 0
	for _, set := range p.met.sets {
		first := make([]int32, len(set))
		for i, word := range set {
			first[i] = int32(p.met.end)
			p.met.end += bits.OnesCount64(word) * p.size
		}
		p.met.first = append(p.met.first, first)
	}
}

// words is how many words of a reach a state takes.
func (p *planner) words() int { return (p.combos + 63) / 64 }

// explore finds the combinations that the start leads to, and then those among
// them that lead to a lawful end.
func (p *planner) explore() {
	w := p.words()
	p.met.sets = nil
	for day := range p.net.layers {
		p.met.sets = append(p.met.sets, make([]uint64, p.net.layers[day].states*w))
	}
	p.met.sets = append(p.met.sets, make([]uint64, len(p.net.ends)*w))
	p.met.sets[0][int(p.start)*w] = 1
	for day := range p.layers {
		p.forward(day)
	}
	for q, e := range p.net.ends {
		if e < 0 {
			clear(p.met.sets[len(p.layers)][q*w : (q+1)*w])
		}
	}
	for day := len(p.layers) - 1; day >= 0; day-- {
		p.back(day)
	}
	p.number()
}

func (p *planner) forward(day int) {
	w, next := p.words(), p.met.sets[day+1]
	p.eachStep(day, func(a *arc, o *branch, here []uint64) {
		there := next[int(a.to)*w:][:w]
		p.jumps[o.jump].over(here, func(_, to int32) { there[to>>6] |= 1 << (to & 63) })
	})
}

// back drops what leads nowhere.
func (p *planner) back(day int) {
	w, next := p.words(), p.met.sets[day+1]
	keep := make([]uint64, len(p.met.sets[day]))
	p.eachStep(day, func(a *arc, o *branch, here []uint64) {
		kept, there := keep[int(a.from)*w:][:w], next[int(a.to)*w:][:w]
		p.jumps[o.jump].over(here, func(c, to int32) {
			if there[to>>6]>>(to&63)&1 != 0 {
				kept[c>>6] |= 1 << (c & 63)
			}
		})
	})
	p.met.sets[day] = keep
}

func (p *planner) eachStep(day int, f func(a *arc, o *branch, here []uint64)) {
	w, l, plan := p.words(), &p.net.layers[day], &p.layers[day]
	for i := range l.arcs {
		a := &l.arcs[i]
		for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
			f(a, &plan.branches[n], p.met.sets[day][int(a.from)*w:][:w])
		}
	}
}

// over reports the lawful jumps of a set of combinations.
func (j *jump) over(set []uint64, f func(from, to int32)) {
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			c := int32(i<<6 + bits.TrailingZeros64(word))
			if to := j.next[c]; to >= 0 {
				f(c, to)
			}
		}
	}
}
