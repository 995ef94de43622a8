package forecast

import (
	"cmp"
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
	order := make([]int, len(forecasts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(forecasts[i], forecasts[j]) })
	n := min(8, max(1, len(order)/binSize))
	for k := range n {
		part := order[k*len(order)/n : (k+1)*len(order)/n]
		if len(part) == 0 {
			continue
		}
		sum, scores := 0.0, make([]float64, len(part))
		for i, o := range part {
			sum += forecasts[o]
			scores[i] = (came[o] + jitter(o, forecasts[o]) - forecasts[o]) / spread(forecasts[o])
		}
		slices.Sort(scores)
		bin := bin{centre: sum / float64(len(part))}
		for _, l := range levels {
			bin.scores = append(bin.scores, conformal(scores, l))
		}
		b.bins = append(b.bins, bin)
	}
	return b
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
// median, ⌊(n+1)·level⌋ below.
func conformal(sorted []float64, level float64) float64 {
	rank := float64(len(sorted)+1) * level
	if level >= 0.5 {
		rank = math.Ceil(rank)
	}
	return sorted[min(len(sorted), max(1, int(rank)))-1]
}

// at returns the quantiles around a mean: rising and never negative.
func (b bands) at(mean float64) []float64 {
	out := make([]float64, len(b.levels))
	hi, _ := slices.BinarySearchFunc(b.bins, mean, func(x bin, m float64) int { return cmp.Compare(x.centre, m) })
	lo := max(0, hi-1)
	hi = min(hi, len(b.bins)-1)
	share := 0.0
	if width := b.bins[hi].centre - b.bins[lo].centre; width > 0 {
		share = (mean - b.bins[lo].centre) / width
	}
	for i := range out {
		score := b.bins[lo].scores[i]*(1-share) + b.bins[hi].scores[i]*share
		out[i] = math.Max(0, mean+score*spread(mean))
		if mean < wholeBelow {
			out[i] = math.Round(out[i])
		}
		if i > 0 {
			out[i] = math.Max(out[i], out[i-1])
		}
	}
	return out
}

// part returns the bands of some of the levels.
func (b bands) part(from, to int) bands {
	out := bands{levels: b.levels[from:to]}
	for _, x := range b.bins {
		out.bins = append(out.bins, bin{x.centre, x.scores[from:to]})
	}
	return out
}

// wholeBelow is the mean below which quantiles are whole numbers, as counts are:
// a tenth of a contact helps nobody, and the band of few contacts is known no better.
const wholeBelow = 1

// How unsure a mean is of which too little is known to test it, as a share of
// it: of a queue with a short history, and of hours or queues never seen.
const (
	shortShare   = 0.25
	unknownShare = 0.5
)

// wide returns bands for a history too short to test a model on: the normal
// quantiles of half as much again as the usual spread and a share of the mean.
func wide(levels []float64, share float64) bands {
	b := bands{levels: levels}
	for _, centre := range []float64{0, 1, 10, 100, 1000, 10000} {
		x := bin{centre: centre}
		for _, l := range levels {
			x.scores = append(x.scores, math.Sqrt2*math.Erfinv(2*l-1)*(1.5+share*centre/spread(centre)))
		}
		b.bins = append(b.bins, x)
	}
	return b
}
