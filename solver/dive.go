package solver

import (
	"cmp"
	"slices"
)

// pace is how a dive goes: so many sweeps after each share of the people who are
// free is fixed.
type pace struct {
	trials int
	share  float64
}

var (
	careful = pace{4, 0.1}
	ofMany  = pace{trialsOfMany, shareOfMany}
	inHaste = pace{1, 0.25}
)

// dive makes a roster of the fractions: person by person the weightiest row is
// fixed, and the others' weights follow by a few sweeps (the diving of
// column generation; Sadykov et al. 2019, doi 10.1287/ijoc.2018.0822).
//
// The lengths of the steps decide how fast the weights follow: it pays to dive
// with several.
func (b *climber) dive(length float64, at pace, stop func() bool) [][]uint8 {
	f := b.fork()
	f.steps.scale = length
	return f.descend(at, len(f.columns), stop)
}

// lengths are the steps that dives are made with, one after the other.
var lengths = []float64{0.02, 0.1, 0.05, 0.01, 0.2}

// series is how dives are made one after the other. The shares are of the budget.
type series struct {
	pace
	last   float64                // when no further dive is begun
	end    float64                // when one under way is given up
	polish bool                   // the roster of each
	more   func(best *state) bool // whether to go on after it
}

// dives returns the best roster of a series, nil when no dive came to an end.
func (r *run) dives(c *climber, how series, stop func() bool) (best *state) {
	late := func() bool { return stop() || r.share() > how.end }
	for _, length := range lengths {
		if r.share() > how.last || best != nil && !how.more(best) {
			break
		}
		rows := c.dive(length, how.pace, late)
		if rows == nil {
			break
		}
		s := stateLike(r.m, rows)
		if how.polish {
			r.d.polish(s, late)
		}
		if best == nil || s.price().Less(best.price()) {
			best = s
		}
	}
	return best
}

// descend fixes the people who are free.
func (b *climber) descend(at pace, free int, stop func() bool) [][]uint8 {
	for left := free; left > 0; {
		n := max(1, int(float64(left)*at.share))
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
		for range at.trials {
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
