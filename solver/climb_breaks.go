package solver

import "slices"

// A climb on duties at their best meets a row with its breaks where they take
// the least at the weights of that moment; elsewhere it is another column.

// loss is what a row adds to a count beyond what its duties usually add.
type loss struct {
	union  int32
	amount float64
}

// moved is what a row adds, beyond its duties with their breaks as usual, with
// every break where it takes the least at the trial point.
func (b *climber) moved(i int, row []uint8) (out []loss) {
	if !b.d.atBest {
		return nil
	}
	c, shifts := b.d.m.cover, b.d.m.shifts
	all := b.d.breaksOf(b.d.m.people[i].class)
	for day, s := range row {
		first, _ := slices.BinarySearchFunc(all, day*shifts+int(s), func(x dutyBreak, n int) int { return x.duty - n })
		for k := first; k < len(all) && all[k].duty == day*shifts+int(s); k++ {
			b.tally(c, all[k].usual(), 1)
			b.tally(c, leastOf(c, &all[k], b.worth), -1)
		}
	}
	b.each(func(union int32, amount float64) { out = append(out, loss{union, amount}) })
	return out
}

// regain adds what moved breaks give, times a factor, to the working room.
func (r *residual) regain(moved []loss, by float64) {
	for _, l := range moved {
		r.note(l.union, by*l.amount)
	}
}
