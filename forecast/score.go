package forecast

import (
	"math"
	"slices"
)

// scores measures every model over the folds, once.
func (t *trial) scores() []Score {
	if t.scored == nil {
		t.scored = make([]Score, 0, len(t.names))
		for m := range t.names {
			if len(t.folds) > 0 {
				t.scored = append(t.scored, t.score(m, t.folds, t.judges(m)))
			}
		}
	}
	return t.scored
}

// judges holds bands learnt from the folds of even and of odd number.
type judges [2]bands

// judges returns the bands of a model, at the levels asked for and 10 and 90 %.
func (t *trial) judges(m int) (j judges) {
	levels, _, _ := t.judged()
	for half := range j {
		j[half] = t.bands(m, levels, func(i int) bool { return i%2 == half || len(t.folds) == 1 })
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
func (t *trial) score(m int, folds []fold, j judges) Score {
	s := Score{Model: t.names[m], Origins: len(folds), Chosen: m == t.chosen}
	var wrong, wrongDaily, volume, n, inside, loss float64
	levels, low, high := t.judged()
	q := make([]float64, len(levels))
	for _, f := range folds {
		off := absolute(f.by[m], f.came)
		wrong += off
		wrongDaily += t.daily(f, f.by[m])
		if f.naive > 0 {
			s.MASE += off / float64(len(f.came)) / f.naive / float64(len(folds))
		}
		judge := j[(f.number+1)%2]
		for i, y := range f.came {
			judge.lay(f.by[m][i], q)
			volume += y
			n++
			loss += pinball(t.levels, q, y)
			if q[low] <= y && y <= q[high] {
				inside++
			}
		}
	}
	if volume > 0 {
		s.WAPE, s.DailyWAPE = wrong/volume, wrongDaily/volume
	}
	s.Pinball, s.Coverage = loss/n, inside/n
	return s
}

// daily returns Σ|error| of the sums of days.
func (t *trial) daily(f fold, forecast []float64) float64 {
	sum, diff := 0.0, 0.0
	for i, c := range f.cells {
		diff += f.came[i] - forecast[i]
		if i+1 == len(f.cells) || f.cells[i+1]/t.slots != c/t.slots {
			sum += math.Abs(diff)
			diff = 0
		}
	}
	return sum
}

// pinball returns the mean quantile loss (Koenker & Bassett 1978).
func pinball(levels, quantiles []float64, y float64) float64 {
	sum := 0.0
	for i, l := range levels {
		if d := y - quantiles[i]; d >= 0 {
			sum += l * d
		} else {
			sum += (l - 1) * d
		}
	}
	return sum / float64(len(levels))
}
