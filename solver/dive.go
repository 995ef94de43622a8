package solver

import (
	"cmp"
	"slices"
)

// dive makes a roster of the fractions: person by person the weightiest row is
// fixed, and the others' weights follow by a few sweeps (the diving of
// column generation; Sadykov et al. 2019, doi 10.1287/ijoc.2018.0822).
//
// The lengths of the steps decide how fast the weights follow: it pays to dive
// with several.
func (b *climber) dive(length float64, stop func() bool) [][]uint8 {
	f := b.fork()
	f.steps.scale = length
	if len(f.columns) >= leastToSample {
		return f.descend(trialsOfMany, shareOfMany, len(f.columns), stop)
	}
	return f.descend(4, 0.1, len(f.columns), stop)
}

// lengths are the steps that dives are made with, one after the other.
var lengths = []float64{0.02, 0.1, 0.05, 0.01, 0.2}

// descend fixes the people who are free.
func (b *climber) descend(trials int, share float64, free int, stop func() bool) [][]uint8 {
	for left := free; left > 0; {
		n := max(1, int(float64(left)*share))
		for _, i := range b.surest() {
			if n == 0 && b.weightiest(i).weight < 0.98 {
				break
			}
			b.fix(i)
			left--
			n = max(n-1, 0)
		}
		if left == 0 {
			break
		}
		for range trials {
			if stop() || !b.sweep() {
				return b.cutShort()
			}
			b.settle(8)
			copy(b.center, b.trial)
		}
	}
	return b.fixed
}

// cutShort ends a dive that there is no time left for: of many people the rest is
// fixed as it stands, which annealing can go on from; of few it was for nothing.
func (b *climber) cutShort() [][]uint8 {
	if len(b.columns) < leastToSample {
		return nil
	}
	for _, i := range b.surest() {
		b.fix(i)
	}
	return b.fixed
}

// surest lists the people not fixed, by the weight of their weightiest column.
func (b *climber) surest() (out []int) {
	for i := range b.columns {
		if b.fixed[i] == nil {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(x, y int) int { return cmp.Compare(b.weightiest(y).weight, b.weightiest(x).weight) })
	return out
}

func (b *climber) weightiest(i int) *column {
	best := &b.columns[i][0]
	for k := range b.columns[i] {
		if c := &b.columns[i][k]; c.weight > best.weight {
			best = c
		}
	}
	return best
}

// fix gives a person's weightiest column all weight.
func (b *climber) fix(i int) {
	chosen := b.weightiest(i)
	for k := range b.columns[i] {
		if c := &b.columns[i][k]; c != chosen && c.weight > 0 {
			b.shift(i, c, -c.weight)
		}
	}
	b.shift(i, chosen, 1-chosen.weight)
	b.fixed[i] = chosen.row
	b.columns[i] = []column{*chosen}
}
