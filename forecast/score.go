package forecast

import (
	"math"
	"slices"
)

// scores measures every model over the folds, once.
func (t *trial) scores() []Score {
	if t.scored == nil && len(t.folds) > 0 {
		t.judges = make([]judges, len(t.names))
		edges := t.edges(len(t.names)-1, func(i int) bool { return i%2 == 0 })
		for m := range t.names {
			t.judges[m] = t.judge(m, edges)
			t.scored = append(t.scored, t.score(m, t.folds))
		}
	}
	return t.scored
}

// judges holds bands learnt from the folds of even and of odd number.
type judges [2]bands

// judge returns the bands of a model, at the levels asked for and 10 and 90 %.
func (t *trial) judge(m int, edges []float64) (j judges) {
	levels, _, _ := t.judged()
	for half := range j {
		j[half] = t.bands(m, levels, edges, func(i int) bool { return i%2 == half || len(t.folds) == 1 })
	}
	return j
}

// judged returns the levels asked for and, where they are not among them, 10
// and 90 %; and where those two stand.
func (t *trial) judged() (levels []float64, low, high int) {
	levels = slices.Clone(t.levels)
	place := func(level float64) int {
		if !slices.Contains(levels, level) {
			levels = append(levels, level)
		}
		return slices.Index(levels, level)
	}
	low, high = place(0.1), place(0.9)
	return levels, low, high
}

// score measures one model over some folds, or parts of them. A fold is judged
// by bands that did not learn from it: those of the other half.
func (t *trial) score(m int, folds []fold) Score {
	s := Score{Model: t.names[m], Origins: len(folds), Chosen: m == t.chosen}
	var wrong, wrongDaily, volume, n, inside, loss float64
	for _, f := range folds {
		off := absolute(f.by[m], f.came)
		wrong += off
		wrongDaily += absolute(f.daily(m))
		if f.naive > 0 {
			s.MASE += off / float64(len(f.came)) / f.naive / float64(len(folds))
		}
		held, lost := t.desk.judge(&t.judges[m][(f.number+1)%2], f.by[m], f.came, t)
		volume, n = volume+sum(f.came), n+float64(len(f.came))
		inside, loss = inside+held, loss+lost
	}
	if volume > 0 {
		s.WAPE, s.DailyWAPE = wrong/volume, wrongDaily/volume
	}
	s.Pinball, s.Coverage = loss/n, inside/n
	return s
}

// desk is the room in which forecasts are judged.
type desk struct {
	spots []spot
	laid  [][]float64 // by level
}

// judge returns how many values came inside the band of 80 %, and the mean
// quantile loss over the levels asked for, added up.
func (d *desk) judge(b *bands, means, came []float64, t *trial) (inside, loss float64) {
	levels, low, high := t.judged()
	for len(d.laid) < len(levels) {
		d.laid = append(d.laid, nil)
	}
	d.spots = b.spots(means, d.spots[:0])
	for i, l := range levels {
		d.laid[i] = b.lay(i, means, d.spots, d.laid[i][:0])
		if i < len(t.levels) {
			loss += pinball(l, d.laid[i], came) / float64(len(t.levels))
		}
	}
	for i, y := range came {
		if d.laid[low][i] <= y && y <= d.laid[high][i] {
			inside++
		}
	}
	return inside, loss
}

// pinball returns the quantile loss (Koenker & Bassett 1978): above a quantile
// its level of the distance, below it the rest to 1. That is half the distance
// and level − ½ of the difference, without asking which it is: chance decides
// that, and a processor that guesses is wrong half of the time.
func pinball(level float64, quantiles, came []float64) float64 {
	sum := 0.0
	for i, q := range quantiles {
		d := came[i] - q
		sum += (level-0.5)*d + 0.5*math.Abs(d)
	}
	return sum
}
