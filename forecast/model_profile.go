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
	w := p.weekShape(m.shapeWeeks)
	m.shape = w.raw
	if m.shrink {
		m.shape = w.shrunk(p)
	}
	m.level = levelOf(p, m.shape, m.levelWeeks)
}

// weekShape is a shape of the week, as counted and drawn together. Several
// models share it.
type weekShape struct {
	raw, weight []float64
	drawn       []float64 // nil until asked for
}

// weekShape returns the shape whose memory halves every so many weeks.
func (p *Past) weekShape(halfLife float64) *weekShape {
	if w, ok := p.shapes[halfLife]; ok {
		return w
	}
	w, levels := &weekShape{}, ones(p.Origin/p.Week+2)
	for range 2 { // the shape needs the levels, the levels need the shape
		w.raw, w.weight = weightedShape(p, halfLife, levels)
		levels = weeklyLevels(p, w.raw)
	}
	if p.shapes == nil {
		p.shapes = map[float64]*weekShape{}
	}
	p.shapes[halfLife] = w
	return w
}

func (w *weekShape) shrunk(p *Past) []float64 {
	if w.drawn == nil {
		w.drawn = shrinkShape(p, w.raw, w.weight)
	}
	return w.drawn
}

// weeksBack limits how far a model looks back; older weeks weigh nothing to speak of.
const weeksBack = 156

// weightedShape returns the mean of each hour of the week with weights that
// halve every halfLife weeks, each week divided by its level; and the weights.
func weightedShape(p *Past, halfLife float64, levels []float64) (shape, weight []float64) {
	shape, weight = make([]float64, p.Week), make([]float64, p.Week)
	for k := range min(weeksBack, (p.Origin+p.Week-1)/p.Week) {
		w := math.Exp2(-float64(k) / halfLife)
		base := w * levels[k]
		to := p.Origin - k*p.Week
		from := max(0, to-p.Week)
		h := from % p.Week
		for _, v := range p.Y[from:to] {
			if known(v) {
				shape[h] += w * v
				weight[h] += base
			}
			if h++; h == p.Week {
				h = 0
			}
		}
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
	seen, _ := p.sums()
	bases := p.bases(shape, p.firstDay())
	for d := p.firstDay(); d < len(seen); d++ {
		k := min(p.weeksAgo(d), n-1)
		sum[k] += seen[d]
		base[k] += bases[d]
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
	seen, _ := p.sums()
	bases := p.bases(shape, p.firstDay())
	w, fall := 1.0, math.Exp2(-1/(7*halfLife))
	for d := len(seen) - 1; d >= p.firstDay(); d-- {
		sum += w * seen[d]
		base += w * bases[d]
		w *= fall
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
