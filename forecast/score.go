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
	for half := range j {
		j[half] = t.bands(m, append(slices.Clone(t.levels), 0.1, 0.9), func(i int) bool { return i%2 == half || len(t.folds) == 1 })
	}
	return j
}

// score measures one model over some folds, or parts of them. A fold is judged
// by bands that did not learn from it: those of the other half.
func (t *trial) score(m int, folds []fold, j judges) Score {
	s := Score{Model: t.names[m], Origins: len(folds), Chosen: m == t.chosen}
	var wrong, wrongDaily, volume, n, inside, loss float64
	q := make([]float64, len(t.levels)+2)
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
			if k := len(t.levels); q[k] <= y && y <= q[k+1] {
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
