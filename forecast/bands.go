package forecast

import (
	"math"
	"slices"
)

// bands turns a mean into quantiles by the errors that forecasts of like size
// made in the backtest: split conformal prediction (Vovk et al. 2005; Lei et
// al. 2018), with the score scaled by size and taken in bins of size, so that
// night hours of two contacts and noon hours of two hundred each get their own.
type bands struct {
	levels []float64
	bins   []bin // by rising centre
}

type bin struct {
	centre float64
	scores []float64 // one a level, in units of spread
}

// binSize is how many errors a bin needs for its tails to be steady.
const binSize = 150

// newBands learns from forecasts and what came.
func newBands(levels, forecasts, came []float64) bands {
	b := bands{levels: levels}
	edges := edgesOf(forecasts)
	sums, scores := make([]float64, len(edges)+1), make([][]float64, len(edges)+1)
	for k := range scores {
		scores[k] = make([]float64, 0, len(forecasts)/len(scores)*5/4)
	}
	for i, f := range forecasts {
		k := 0
		for k < len(edges) && f >= edges[k] {
			k++
		}
		sums[k] += f
		scores[k] = append(scores[k], (came[i]+jitter(i, f)-f)/spread(f))
	}
	for k, s := range scores {
		if len(s) == 0 {
			continue
		}
		x := bin{centre: sums[k] / float64(len(s))}
		for _, l := range levels {
			x.scores = append(x.scores, conformal(s, l))
		}
		b.bins = append(b.bins, x)
	}
	return b
}

// edgesOf cuts forecasts into bins of about equal number, by a sample of them:
// a bin's size need not be exact.
func edgesOf(forecasts []float64) []float64 {
	n := min(8, max(1, len(forecasts)/binSize))
	if n == 1 {
		return nil
	}
	every := 1
	for len(forecasts)/every > 1000 || every%2 == 0 || every%3 == 0 || every%7 == 0 {
		every++ // no day's or week's rhythm
	}
	var sample []float64
	for i := 0; i < len(forecasts); i += every {
		sample = append(sample, forecasts[i])
	}
	slices.Sort(sample)
	var edges []float64
	for k := 1; k < n; k++ {
		if e := sample[k*len(sample)/n]; e > sample[0] && (len(edges) == 0 || e > edges[len(edges)-1]) {
			edges = append(edges, e)
		}
	}
	return edges
}

// jitter spreads a count evenly over the unit about it, so that small counts
// have a continuous distribution whose quantiles, rounded, are those of the
// counts (Machado & Santos Silva 2005). Multiples of the golden section fill the
// unit evenly and come out the same every time.
func jitter(i int, forecast float64) float64 {
	if forecast >= wholeBelow {
		return 0
	}
	_, f := math.Modf(float64(i) * math.Phi)
	return f - 0.5
}

// spread is the size of error to expect of a forecast: that of a Poisson count
// where little comes, and a tenth where much does.
func spread(f float64) float64 { return math.Sqrt(f + 0.25 + 0.01*f*f) }

// conformal returns the quantile with the correction that makes it valid for
// the next value, whatever the distribution: rank ⌈(n+1)·level⌉ above the
// median, ⌊(n+1)·level⌋ below. It changes the order of the values.
func conformal(values []float64, level float64) float64 {
	rank := float64(len(values)+1) * level
	if level >= 0.5 {
		rank = math.Ceil(rank)
	}
	return nth(values, min(len(values), max(1, int(rank)))-1)
}

// at returns the quantiles around a mean: rising and never negative.
func (b bands) at(mean float64) []float64 {
	out := make([]float64, len(b.levels))
	b.lay(mean, out)
	return out
}

// lay writes the quantiles around a mean into out: in whatever order the levels
// are, each follows from its own.
func (b bands) lay(mean float64, out []float64) {
	hi := 0
	for hi < len(b.bins) && b.bins[hi].centre < mean {
		hi++
	}
	lo := max(0, hi-1)
	hi = min(hi, len(b.bins)-1)
	share := 0.0
	if width := b.bins[hi].centre - b.bins[lo].centre; width > 0 {
		share = (mean - b.bins[lo].centre) / width
	}
	size := spread(mean)
	for i := range out {
		score := b.bins[lo].scores[i]*(1-share) + b.bins[hi].scores[i]*share
		out[i] = math.Max(0, mean+score*size)
		if mean < wholeBelow {
			out[i] = math.Round(out[i])
		}
	}
}

// wholeBelow is the mean below which quantiles are whole numbers, as counts are:
// a tenth of a contact helps nobody, and the band of few contacts is known no better.
const wholeBelow = 1

// How unsure a mean is of which too little is known to test it, as a share of
// it: of a queue with a short history, and of hours or queues never seen.
const (
	shortShare   = 0.1
	unknownShare = 0.5
)

// wide returns bands for what could not be tested: the normal quantiles of the
// usual spread and a share more, and of that share of the mean. That of short
// histories makes the band of 80 % hold about that on simulated queues.
func wide(levels []float64, share float64) bands {
	b := bands{levels: levels}
	for _, centre := range []float64{0, 1, 10, 100, 1000, 10000} {
		x := bin{centre: centre}
		for _, l := range levels {
			x.scores = append(x.scores, math.Sqrt2*math.Erfinv(2*l-1)*(1+share+share*centre/spread(centre)))
		}
		b.bins = append(b.bins, x)
	}
	return b
}
