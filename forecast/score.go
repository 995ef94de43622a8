package forecast

import (
	"math"
	"slices"
)

// scores measures every model over the folds.
func (t *trial) scores() []Score {
	out := make([]Score, 0, len(t.names))
	if len(t.folds) == 0 {
		return out
	}
	for m, name := range t.names {
		s := t.score(m)
		s.Model, s.Origins, s.Chosen = name, len(t.folds), m == t.chosen
		out = append(out, s)
	}
	return out
}

// score measures one model. Its bands are judged on folds they did not learn from.
func (t *trial) score(m int) Score {
	var s Score
	var wrong, wrongDaily, volume, n, inside, loss float64
	for i, f := range t.folds {
		wrong += absolute(f.by[m], f.came)
		wrongDaily += t.daily(f, f.by[m])
		if f.naive > 0 {
			s.MASE += absolute(f.by[m], f.came) / float64(len(f.came)) / f.naive / float64(len(t.folds))
		}
		but := i
		if len(t.folds) == 1 {
			but = -1
		}
		judge, eighty := t.judges(m, but)
		for j, y := range f.came {
			volume += y
			n++
			loss += pinball(judge.levels, judge.at(f.by[m][j]), y)
			if q := eighty.at(f.by[m][j]); q[0] <= y && y <= q[1] {
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

// judges returns the bands at the levels asked for, and the 80 % band.
func (t *trial) judges(m, but int) (judge, eighty bands) {
	u := *t
	u.levels = append(slices.Clone(t.levels), 0.1, 0.9)
	both, n := u.bands(m, but), len(t.levels)
	return both.part(0, n), both.part(n, n+2)
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
