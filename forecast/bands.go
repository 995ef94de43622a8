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
	return new(learner).learn(levels, forecasts, came)
}

// learner makes bands. It keeps its room from one to the next: a backtest makes
// dozens, and room for the errors would be most of the memory it asks for.
type learner struct {
	scores          [][]float64
	forecasts, came []float64
}

func (l *learner) learn(levels, forecasts, came []float64) bands {
	edges := edgesOf(forecasts)
	sums := make([]float64, len(edges)+1)
	for len(l.scores) < len(sums) {
		l.scores = append(l.scores, nil)
	}
	for k := range l.scores {
		l.scores[k] = l.scores[k][:0]
	}
	for i, f := range forecasts {
		k := 0
		for k < len(edges) && f >= edges[k] {
			k++
		}
		sums[k] += f
		l.scores[k] = append(l.scores[k], (came[i]+jitter(i, f)-f)/spread(f))
	}
	b := bands{levels: levels}
	for k, sum := range sums {
		if s := l.scores[k]; len(s) > 0 {
			b.bins = append(b.bins, bin{centre: sum / float64(len(s)), scores: conformals(s, levels)})
		}
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
	return nth(values, conformalRank(len(values), level)-1)
}

func conformalRank(n int, level float64) int {
	rank := float64(n+1) * level
	if level >= 0.5 {
		rank = math.Ceil(rank)
	}
	return min(n, max(1, int(rank)))
}

// conformals returns several of them. A level above the one before is looked
// for among the larger values alone.
func conformals(values, levels []float64) []float64 {
	out := make([]float64, len(levels))
	done := 0 // so many smallest values stand in front
	for i, l := range levels {
		rank := conformalRank(len(values), l)
		if rank <= done {
			done = 0
		}
		out[i] = nth(values[done:], rank-1-done)
		done = rank
	}
	return out
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
	below, above := &b.bins[max(0, hi-1)], &b.bins[min(hi, len(b.bins)-1)]
	share, size := 0.0, spread(mean)
	if width := above.centre - below.centre; width > 0 {
		share = (mean - below.centre) / width
	}
	for i := range out {
		score := below.scores[i]*(1-share) + above.scores[i]*share
		out[i] = max(0, mean+score*size)
	}
	if mean < wholeBelow {
		for i, q := range out {
			out[i] = math.Round(q)
		}
	}
}

// wholeBelow is the mean below which quantiles are whole numbers, as counts are:
// a tenth of a contact helps nobody, and the band of few contacts is known no better.
const wholeBelow = 1

// How unsure a mean is of which too little is known to test it, as a share of
// it: of a queue with a week of history, less with more, and of hours or queues
// never seen.
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
