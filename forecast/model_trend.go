package forecast

import (
	"math"
	"slices"
)

// trend is the profile whose level also moves: by the slope of the last half
// year, as far as the slope is more than noise, and damped, since a trend that
// goes on for ever is what makes forecasts weeks ahead bad (Gardner & McKenzie 1985).
type trend struct {
	profile
	origin int
	slope  float64 // of the logarithm, a week
	age    float64 // weeks back at which the level stands
}

const (
	trendWeeks = 26
	damping    = 0.95 // a week
)

var fading = math.Log(damping)

func (m *trend) Fit(p *Past) {
	m.profile.Fit(p)
	m.origin = p.Origin
	m.slope = shrunkSlope(weeklyLogs(p, m.shape, trendWeeks))
	m.age = m.levelWeeks / math.Ln2 // mean age under exponential weights
}

func (m *trend) Predict(cell int) float64 {
	ahead := float64(cell-m.origin)/float64(len(m.shape)) + math.Min(m.age, trendWeeks/2)
	// 1 + damping + damping² … as a continuous sum.
	return m.profile.Predict(cell) * math.Exp(m.slope*(math.Exp(fading*ahead)-1)/fading)
}

// weeklyLogs returns log(volume ÷ shape) of each of the last n weeks, oldest
// first; NaN where less than half a week is known.
func weeklyLogs(p *Past, shape []float64, n int) []float64 {
	n = min(n, p.Origin/p.Week)
	all := 0.0
	for _, s := range shape {
		all += s
	}
	out := nan(n)
	seen, _ := p.sums()
	bases := p.bases(shape, len(seen)-7*n)
	for k := range out {
		sum, base := 0.0, 0.0
		for d := len(seen) - 7*(n-k); d < len(seen)-7*(n-k-1); d++ {
			sum += seen[d]
			base += bases[d]
		}
		if sum > 0 && 2*base > all {
			out[k] = math.Log(sum / base)
		}
	}
	return out
}

// shrunkSlope is the median of all pairwise slopes (Theil 1950, Sen 1968),
// drawn to nothing by how uncertain it is: b·max(0, 1 − 4·se²/b²).
func shrunkSlope(v []float64) float64 {
	var slopes, rest []float64
	for i := range v {
		for j := range i {
			if known(v[i]) && known(v[j]) {
				slopes = append(slopes, (v[i]-v[j])/float64(i-j))
			}
		}
	}
	if len(slopes) < 28 { // fewer than eight weeks tell no trend
		return 0
	}
	b := median(slopes)
	for i, x := range v {
		if known(x) {
			rest = append(rest, x-b*float64(i))
		}
	}
	middle := median(rest)
	for i := range rest {
		rest[i] = math.Abs(rest[i] - middle)
	}
	n := float64(len(rest))
	se := 1.4826 * median(slices.Clone(rest)) * math.Sqrt(12/(n*n*n))
	if b == 0 {
		return 0
	}
	return b * math.Max(0, 1-4*se*se/(b*b))
}
