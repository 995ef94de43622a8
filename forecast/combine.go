package forecast

import (
	"cmp"
	"math"
)

// combination is the name of the weighted mean of all models. Combinations win
// forecasting competitions because models err in different directions
// (Bates & Granger 1969; Makridakis et al. 2020, M4).
//
// How much comes on a day and how it spreads over the hours are two questions,
// and a model that answers one well may answer the other badly. Each model is
// split into its day sums and its shares of them; sums are weighed by how they
// did on days, shares by how they did on hours.
const combination = "combination"

// sharpness is how much worse than the best, as a share, a model must be to
// weigh 1/e of it after eight origins; after fewer, more. It is the size of the
// noise in a backtest: models that cannot be told apart weigh alike, and one
// that is clearly worse drops out. Sums of days are fewer than hours, and noisier.
const (
	sharpnessHours = 0.01
	sharpnessDays  = 0.03
)

// shares are the weights of the models in the combination.
type shares struct{ days, hours []float64 }

// expected is what a model's error is believed to be, as a multiple of a sound
// one's, before any test: a last week alone is noisy, and so is the slope of
// half a year. Others are expected to do alike.
var expected = map[string]float64{"snaive": 1.3, "mean4": 1.08, "mean8": 1.03, "trend": 1.08, "rate": 1.01, "mean26": 1.01, "mean52": 1.01, "shape": 1.01}

// trust is the weight of a model in the combination before any test, 1 if not
// said. Averages are so alike that several of them must not outvote one model
// that sees months and years.
var trust = map[string]float64{"days": 2, "year": 2, "mean26": 0.5, "mean52": 0.5, "shape": 0.5, "mean8": 0.5, "mean4": 0.25, "snaive": 0.1, "trend": 0.5}

// trusts returns the trust in each model.
func trusts(models []string) []float64 {
	out := make([]float64, len(models))
	for i, m := range models {
		out[i] = cmp.Or(trust[m], 1)
	}
	return out
}

// belief is how many origins' worth that belief is: a model must be better in
// several before it is trusted against it.
const belief = 3

// believed draws errors over some origins to what was expected before.
func believed(models []string, errors []float64, origins float64) []float64 {
	prior := make([]float64, len(errors))
	for m := range prior {
		prior[m] = cmp.Or(expected[models[m]], 1)
	}
	ratios := make([]float64, len(errors))
	for m, e := range errors {
		ratios[m] = e / prior[m]
	}
	sound := median(ratios) // the error of a sound model
	out := make([]float64, len(errors))
	for m, e := range errors {
		out[m] = (e + belief/origins*sound*prior[m]) / (1 + belief/origins)
	}
	return out
}

// weights returns the share of each model from its absolute errors over some origins.
func weights(trust, errors []float64, origins, sharpness float64) []float64 {
	scale := sharpness * math.Sqrt(8/math.Max(1, origins))
	best := math.Inf(1)
	for _, e := range errors {
		best = math.Min(best, e)
	}
	out, sum := make([]float64, len(errors)), 0.0
	for i, e := range errors {
		out[i] = trust[i]
		if best > 0 {
			out[i] *= math.Exp(-(e/best - 1) / scale)
		} else if e > 0 {
			out[i] = 0
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// daysOf cuts cells, which rise, into runs of one day each: the index of the
// first cell of each, and the number of cells at the end.
func daysOf(cells []int, slots int) []int {
	out := []int{0}
	for i := 1; i < len(cells); i++ {
		if floorDiv(cells[i], slots) != floorDiv(cells[i-1], slots) {
			out = append(out, i)
		}
	}
	return append(out, len(cells))
}

// sums adds up the days.
func sums(v []float64, days []int) []float64 {
	out := make([]float64, len(days)-1)
	for d := range out {
		for _, x := range v[days[d]:days[d+1]] {
			out[d] += x
		}
	}
	return out
}

// split is forecasts taken apart: what each model expects of each day, and the
// share of it in each cell. A day for which a model expects nothing is spread evenly.
type split struct {
	days         []int       // where they begin, see daysOf
	sums, shares [][]float64 // by model
}

func splitUp(predictions [][]float64, days []int) split {
	s := split{days: days}
	for _, p := range predictions {
		totals, parts := sums(p, days), make([]float64, len(p))
		for d, sum := range totals {
			for i := days[d]; i < days[d+1]; i++ {
				if sum > 0 {
					parts[i] = p[i] / sum
				} else {
					parts[i] = 1 / float64(days[d+1]-days[d])
				}
			}
		}
		s.sums, s.shares = append(s.sums, totals), append(s.shares, parts)
	}
	return s
}

// level returns the weighted mean of the day sums.
func (s split) level(weights []float64) []float64 {
	out := make([]float64, len(s.days)-1)
	for m, w := range weights {
		for d, v := range s.sums[m] {
			out[d] += w * v
		}
	}
	return out
}

// shape returns the weighted mean of the shares.
func (s split) shape(weights []float64) []float64 {
	out := make([]float64, s.days[len(s.days)-1])
	for m, w := range weights {
		for i, v := range s.shares[m] {
			out[i] += w * v
		}
	}
	return out
}

// mix returns the combination: the weighted mean of the day sums, spread by
// the weighted mean of the shares.
func (s split) mix(w shares) []float64 {
	level, out := s.level(w.days), s.shape(w.hours)
	for d, v := range level {
		for i := s.days[d]; i < s.days[d+1]; i++ {
			out[i] *= v
		}
	}
	return out
}

// mix is that of forecasts not yet taken apart.
func mix(predictions [][]float64, days []int, w shares) []float64 {
	return splitUp(predictions, days).mix(w)
}

// off returns Σ|error| of a model's shares of given day sums.
func (s split) off(model int, level, came []float64) float64 {
	sum := 0.0
	for d, v := range level {
		for i := s.days[d]; i < s.days[d+1]; i++ {
			sum += math.Abs(came[i] - v*s.shares[model][i])
		}
	}
	return sum
}
