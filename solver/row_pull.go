package solver

import "math/bits"

// backward finds the least price from every state and sum to a lawful end.
func (p *planner) backward(q *quote, b *room) {
	if cap(b.values) < p.met.end {
		b.values = make([]int32, p.met.end)
	}
	b.values = b.values[:p.met.end]
	for i := range b.values {
		b.values[i] = never
	}
	p.finish(q, b)
	for day := len(p.layers) - 1; day >= 0; day-- {
		l, plan := &p.net.layers[day], &p.layers[day]
		prices := b.prices[b.first[day]:]
		for i := range l.arcs {
			a := &l.arcs[i]
			for n := plan.first[a.label]; n < plan.first[a.label+1]; n++ {
				o := &plan.branches[n]
				from, to := 0, 1
				if p.inner >= 0 {
					from, to = int(plan.from[a.from]), int(plan.to[a.from])+1
					if !p.clamps {
						to = min(to, p.size-int(o.add))
					}
				}
				if from < to {
					p.pull(q, b, day, a, o, prices[n]+a.soft*q.fine, from, to)
				}
			}
		}
	}
}

// pull takes over the values of the state that a branch leads to, for the sums
// [from, to) of the inner resource.
func (p *planner) pull(q *quote, b *room, day int, a *arc, o *branch, price int32, from, to int) {
	j, words := &p.jumps[o.jump], p.words()
	least := p.lowest(day+1, int(a.to))
	at := int(p.met.first[day][int(a.from)*words])
	for i, word := range p.met.sets[day][int(a.from)*words:][:words] {
		for ; word != 0; word &= word - 1 {
			c := i<<6 + bits.TrailingZeros64(word)
			here := b.values[at:][:p.size]
			at += p.size
			next := j.next[c]
			if next < 0 {
				continue
			}
			there := p.place(day+1, int(a.to), next)
			if there < 0 {
				continue
			}
			paid := price
			if j.cost != nil {
				paid += j.cost[c] * q.fine
			}
			p.pullSums(here, b.values[there:][:p.size], from, to, int(o.add), least, paid, q.fine)
		}
	}
}

// lowest is the sum of the inner resource in a state to which smaller ones are lifted.
func (p *planner) lowest(day, state int) int {
	if p.inner < 0 || day == len(p.layers) || !p.curves[p.inner].lifts() {
		return 0
	}
	return int(p.layers[day].from[state])
}

// pullSums takes over the values of sums that are larger by an amount; the least
// stands for all smaller ones, the last for all larger ones, at a price.
func (p *planner) pullSums(here, there []int32, from, to, add, least int, price, fine int32) {
	for ; from < to && from+add < least; from++ {
		here[from] = min(here[from], there[least]+price+int32(least-from-add)*p.fall*fine)
	}
	for last := len(there) - 1; to > from && to-1+add > last; to-- {
		here[to-1] = min(here[to-1], there[last]+price+int32(to-1+add-last)*p.rise*fine)
	}
	if from >= to {
		return
	}
	src := there[from+add : to+add]
	dst := here[from:][:len(src)]
	for k, v := range src {
		if v += price; v < dst[k] {
			dst[k] = v
		}
	}
}
