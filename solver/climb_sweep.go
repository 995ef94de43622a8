package solver

// batches is how many batches a sweep asks people in. The more there are, the
// less people who are alike rush to the same duties; the fewer, the more threads
// have work at once.
const batches = 16

// sweep asks the people who are free for their rows, batch after batch, each at
// the weights that the answers before it have led to (block-coordinate
// Frank–Wolfe; Lacoste-Julien et al. 2013, arXiv:1207.4747). It finds columns and
// proves nothing.
func (b *climber) sweep() (ok bool) {
	b.refresh()
	for first := range min(batches, len(b.columns)) {
		who := b.batch(first)
		for k, a := range b.d.askSome(b.trial, who, b.tilts, true) {
			i := who[k]
			if !a.ok {
				return false
			}
			if b.sharpener != nil {
				b.sharpener.note(b.d.planners[i], i, a.missed)
			}
			if a.row != nil {
				b.add(i, a.row)
			}
			for n := 0; n < 4 && b.visit(i) > 0; n++ {
			}
		}
	}
	return true
}

// batch lists the free people of a batch: neighbours, who are often alike, are
// in different ones.
func (b *climber) batch(first int) (who []int) {
	for i := first; i < len(b.columns); i += batches {
		if b.fixed[i] == nil && b.stands(i) > 0 {
			who = append(who, i)
		}
	}
	return who
}

// askSome finds rows of some people, side by side; quick ones are good, and
// maybe not the cheapest.
func (d *dual) askSome(at []float64, who []int, tilts []tilt, quick bool) []answer {
	y := d.round(at)
	worth := make([]int64, d.m.cover.haves)
	for v, s := range d.stakes {
		worth[s.union] += y[v]
	}
	duties := make([][]int64, len(d.m.cover.groups))
	for _, i := range who {
		if g := d.m.people[i].class; duties[g] == nil {
			duties[g] = d.duties(g, worth)
			d.spent += d.look
		}
	}
	out := make([]answer, len(who))
	d.each(len(who), func(k, w int) {
		if !d.stop() {
			i := who[k]
			out[k] = d.answer(d.planners[i], duties[d.m.people[i].class], &tilts[i], &d.rooms[w], quick)
		}
	})
	for _, a := range out {
		d.spent += a.work
	}
	return out
}
