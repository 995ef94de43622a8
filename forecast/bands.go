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
	levels  []float64
	centres []float64   // of the bins, rising
	scores  [][]float64 // of each level, one a bin, in units of spread
}

// binSize is how many errors a bin needs for its tails to be steady.
const binSize = 150

// learner makes bands. It keeps its room from one to the next: a backtest makes
// dozens, and room for the errors would be most of the memory it asks for.
type learner struct {
	edges  []float64   // between bins, rising
	scores [][]float64 // by bin
	sums   []float64   // of the forecasts, by bin
	seen   int
	ranker
}

// begin forgets what was learnt and takes other bins.
func (l *learner) begin(edges []float64) {
	l.edges, l.seen = edges, 0
	for len(l.scores) <= len(edges) {
		l.scores, l.sums = append(l.scores, nil), append(l.sums, 0)
	}
	for k := range l.scores {
		l.scores[k], l.sums[k] = l.scores[k][:0], 0
	}
}

// add learns the errors of forecasts.
func (l *learner) add(forecasts, came []float64) {
	k := 0
	for i, f := range forecasts {
		k = step(l.edges, k, f)
		l.sums[k] += f
		l.scores[k] = append(l.scores[k], (came[i]+jitter(l.seen+i, f)-f)/spread(f))
	}
	l.seen += len(forecasts)
}

// step returns how many of some rising values are at most v, looked for from k
// on: forecasts that follow each other are of like size.
func step(rising []float64, k int, v float64) int {
	for k > 0 && v < rising[k-1] {
		k--
	}
	for k < len(rising) && v >= rising[k] {
		k++
	}
	return k
}

// bands returns what was learnt.
func (l *learner) bands(levels []float64) bands {
	b := bands{levels: levels, scores: make([][]float64, len(levels))}
	for k, s := range l.scores {
		if n := float64(len(s)); n > 0 {
			b.add(l.sums[k]/n, l.conformals(s, levels))
		}
	}
	return b
}

// add adds a bin with a score for each level.
func (b *bands) add(centre float64, scores []float64) {
	b.centres = append(b.centres, centre)
	for i, s := range scores {
		b.scores[i] = append(b.scores[i], s)
	}
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

// conformals returns several of them and leaves the values as they are.
func (r *ranker) conformals(values, levels []float64) []float64 {
	out := make([]float64, len(levels))
	r.count(values)
	for i, l := range levels {
		out[i] = r.nth(values, conformalRank(len(values), l)-1)
	}
	return out
}

// at returns the quantiles around each mean: rising and never negative.
func (b bands) at(means ...float64) [][]float64 {
	spots, laid := b.spots(means, make([]spot, 0, len(means))), []float64(nil)
	n, room, out := len(b.levels), make([]float64, len(means)*len(b.levels)), make([][]float64, len(means))
	for level := range n {
		laid = b.lay(level, means, spots, laid[:0])
		for i, q := range laid {
			room[i*n+level] = q
		}
	}
	for i := range out {
		out[i] = room[i*n : (i+1)*n : (i+1)*n]
	}
	return out
}

// spot is where a mean lies between the centres of two bins, and the spread there.
type spot struct {
	lower, upper int
	share, size  float64
}

// spots returns those of several means, in the room of others.
func (b *bands) spots(means []float64, room []spot) []spot {
	hi, last := 0, len(b.centres)-1
	for _, m := range means {
		hi = step(b.centres, hi, m)
		s := spot{lower: max(0, hi-1), upper: min(hi, last), size: spread(m)}
		if width := b.centres[s.upper] - b.centres[s.lower]; width > 0 {
			s.share = (m - b.centres[s.lower]) / width
		}
		room = append(room, s)
	}
	return room
}

// lay returns the quantiles of one level around means at their spots, in the
// room of others.
func (b *bands) lay(level int, means []float64, at []spot, room []float64) []float64 {
	scores, at := b.scores[level], at[:len(means)]
	n := len(room)
	room = slices.Grow(room, len(means))[:n+len(means)]
	for i, m := range means {
		s := &at[i]
		below := scores[s.lower]
		q := m + s.size*(below+s.share*(scores[s.upper]-below))
		if q < 0 {
			q = 0
		}
		if m < wholeBelow {
			q = math.Round(q)
		}
		room[n+i] = q
	}
	return room
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
	b := bands{levels: levels, scores: make([][]float64, len(levels))}
	for _, centre := range []float64{0, 1, 10, 100, 1000, 10000} {
		var scores []float64
		for _, l := range levels {
			scores = append(scores, normalQuantile(l)*(1+share+share*centre/spread(centre)))
		}
		b.add(centre, scores)
	}
	return b
}
