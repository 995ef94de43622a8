package forecast

import "math"

// profile forecasts a shape of the week times a level. The shape is learnt
// over many weeks, the level over few: what comes at ten on a Monday rather
// than at three changes slowly, how much comes in all does not.
//
// The shape is a log-linear rate, weekday × clock, with three tiers. Each hour
// of the week is drawn towards the clock shape of its kind of day (Monday to
// Friday, Saturday, Sunday), and that towards its neighbours on the clock, by
// as much as its own history is noise: the empirical Bayes estimate for
// overdispersed counts (Morris 1983; Weinberg, Brown & Stroud 2007 shrink the
// shapes of the bank's calls alike). Queues of thousands keep their shape;
// queues of two an hour borrow strength.
type profile struct {
	name       string
	shapeWeeks float64 // half-life of the shape's memory
	levelWeeks float64 // half-life of the level's memory
	shrink     bool
	shape      []float64 // by hour of the week
	level      float64
}

func (m *profile) Name() string { return m.name }

func (m *profile) Predict(cell int) float64 { return m.level * m.shape[cell%len(m.shape)] }

func (m *profile) Fit(p *Past) {
	m.shape, m.level = make([]float64, p.Week), 1
	levels := ones(p.Origin/p.Week + 2)
	var weight []float64
	for range 2 { // the shape needs the levels, the levels need the shape
		m.shape, weight = weightedShape(p, m.shapeWeeks, levels)
		levels = weeklyLevels(p, m.shape)
	}
	if m.shrink {
		m.shape = shrinkShape(p, m.shape, weight)
	}
	m.level = levelOf(p, m.shape, m.levelWeeks)
}

// weeksBack limits how far a model looks back; older weeks weigh nothing to speak of.
const weeksBack = 156

// weightedShape returns the mean of each hour of the week with weights that
// halve every halfLife weeks, each week divided by its level; and the weights.
func weightedShape(p *Past, halfLife float64, levels []float64) (shape, weight []float64) {
	shape, weight = make([]float64, p.Week), make([]float64, p.Week)
	fade := make([]float64, len(levels))
	for k := range fade {
		fade[k] = math.Exp2(-float64(k) / halfLife)
	}
	for c := max(0, p.Origin-weeksBack*p.Week); c < p.Origin; c++ {
		if !known(p.Y[c]) {
			continue
		}
		k := (p.Origin - 1 - c) / p.Week
		w := fade[k]
		h := c % p.Week
		shape[h] += w * p.Y[c]
		weight[h] += w * levels[k]
	}
	for h := range shape {
		if weight[h] > 0 {
			shape[h] /= weight[h]
		}
	}
	return shape, weight
}

// weeklyLevels returns volume ÷ shape of each week back from the origin,
// evened out over five weeks.
func weeklyLevels(p *Past, shape []float64) []float64 {
	n := min(p.Origin/p.Week+2, weeksBack+1)
	sum, base := make([]float64, n), make([]float64, n)
	for c := max(0, p.Origin-weeksBack*p.Week); c < p.Origin; c++ {
		if known(p.Y[c]) {
			k := (p.Origin - 1 - c) / p.Week
			sum[k] += p.Y[c]
			base[k] += shape[c%p.Week]
		}
	}
	out := ones(n)
	for k := range out {
		s, b := 0.0, 0.0
		for j := max(0, k-2); j < min(n, k+3); j++ {
			s += sum[j]
			b += base[j]
		}
		if b > 0 && s > 0 {
			out[k] = s / b
		}
	}
	return out
}

// levelOf returns volume ÷ shape with weights that halve every halfLife weeks.
func levelOf(p *Past, shape []float64, halfLife float64) float64 {
	sum, base := 0.0, 0.0
	first := max(0, p.Origin-weeksBack*p.Week)
	w := math.Exp2(-float64(p.Origin-first) / float64(p.Week) / halfLife)
	rise := math.Exp2(1 / float64(p.Week) / halfLife)
	for c := first; c < p.Origin; c++ {
		w *= rise
		if known(p.Y[c]) {
			sum += w * p.Y[c]
			base += w * shape[c%p.Week]
		}
	}
	if base == 0 {
		return 1
	}
	return sum / base
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}
