package forecast

import "math"

// combination is the name of the weighted mean of all models. Combinations win
// forecasting competitions because models err in different directions
// (Bates & Granger 1969; Makridakis et al. 2020, M4).
const combination = "combination"

// sharpness is how much worse than the best, as a share, a model must be to
// weigh 1/e of it after eight origins; after fewer, more. It is the size of the
// noise in a backtest: models that cannot be told apart weigh alike, and one
// that is clearly worse drops out. Between 0.5 and 3 % the results on our test
// series hardly move.
const sharpness = 0.01

// weights returns the share of each model from its absolute errors over some origins.
func weights(errors []float64, origins int) []float64 {
	scale := sharpness * math.Sqrt(8/float64(origins))
	best := math.Inf(1)
	for _, e := range errors {
		best = math.Min(best, e)
	}
	out, sum := make([]float64, len(errors)), 0.0
	for i, e := range errors {
		out[i] = 1
		if best > 0 {
			out[i] = math.Exp(-(e/best - 1) / scale)
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

// mix returns the weighted mean of the models' forecasts of each cell.
func mix(predictions [][]float64, w []float64) []float64 {
	out := make([]float64, len(predictions[0]))
	for i, p := range predictions {
		for j, v := range p {
			out[j] += w[i] * v
		}
	}
	return out
}
