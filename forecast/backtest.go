package forecast

import "math"

// fold is one origin of a backtest: what each model forecast there, and what came.
type fold struct {
	number int
	origin int
	cells  []int
	days   []int // where days begin, see daysOf
	came   []float64
	by     [][]float64 // forecasts by model, the combination last
	sums   [][]float64 // of days, by model, and last what came; nil to add them up each time
	naive  float64     // mean |difference to last week| before the origin
}

// trial is a finished backtest.
type trial struct {
	models []Model
	names  []string
	folds  []fold
	slots  int
	shares shares
	chosen int
	levels []float64
	scored []Score
	judges []judges // by model, once they are scored
	desk
	learner
}

// plan says where the origins of a backtest lie.
type plan struct{ cells, step, origins int }

// plan fits the horizon asked for into the history: up to eight origins, half a
// horizon apart in whole days, so that none of them is cut; a short history gets
// shorter horizons and fewer origins.
func (e *engine) plan(cells int) plan {
	weeks := (e.grid.lastKnown() - e.firstKnown()) / e.grid.week
	test := min(cells, max(1, weeks/3)*e.grid.week)
	half := test / 2 / e.grid.slots * e.grid.slots
	return plan{cells: test, step: max(half, min(test, e.grid.week)), origins: 8}
}

// weeks returns how many weeks of history there are, at least one.
func (e *engine) weeks() float64 {
	return math.Max(1, float64(e.grid.lastKnown()-e.firstKnown())/float64(e.grid.week))
}

func (e *engine) firstKnown() int {
	for c, v := range e.grid.y {
		if known(v) {
			return c
		}
	}
	return 0
}

// leastTraining is the history in front of an origin: two weeks, so that a
// mean has two values.
const leastTraining = 2

// trial runs the models at each origin of the plan.
func (e *engine) trial(p plan) *trial {
	models := e.models()
	t := &trial{models: models, names: names(models), levels: e.levels, slots: e.grid.slots}
	end := e.grid.lastKnown()
	if e.grid.slots > 1 { // days end at midnight
		end = (end + e.grid.slots - 1) / e.grid.slots * e.grid.slots
	}
	for i := p.origins - 1; i >= 0; i-- { // oldest first: a model may go on from where it was
		origin := end - p.cells - i*p.step
		if origin-e.firstKnown() < leastTraining*e.grid.week {
			continue
		}
		if f := e.fold(models, origin, p.cells); len(f.cells) > 0 {
			f.number = len(t.folds)
			t.folds = append(t.folds, f)
		}
	}
	if len(t.folds) > 0 {
		t.combine()
		t.choose()
	}
	return t
}

// fold forecasts from one origin the cells of which it is known what came.
func (e *engine) fold(models []Model, origin, cells int) fold {
	f := fold{origin: origin, cells: make([]int, 0, cells), came: make([]float64, 0, cells)}
	for c := origin; c < min(origin+cells, len(e.grid.y)); c++ {
		if known(e.grid.y[c]) && !e.calendar.closed(c) {
			f.cells = append(f.cells, c)
			f.came = append(f.came, e.grid.y[c])
		}
	}
	if len(f.cells) > 0 {
		f.days = daysOf(f.cells, e.grid.slots)
		f.by = e.at(origin).predict(models, f.cells)
		f.naive = e.naive(origin)
	}
	return f
}

// naive returns the mean absolute difference to the week before: the scale of MASE.
func (e *engine) naive(origin int) float64 {
	sum, n := 0.0, 0.0
	for c := e.grid.week; c < origin; c++ {
		if a, b := e.grid.y[c], e.grid.y[c-e.grid.week]; known(a) && known(b) {
			sum += math.Abs(a - b)
			n++
		}
	}
	return sum / math.Max(n, 1)
}

// combine adds the combination to each fold, with weights from the other folds.
func (t *trial) combine() {
	days, hours, splits := make([][]float64, len(t.folds)), make([][]float64, len(t.folds)), make([]split, len(t.folds))
	for i, f := range t.folds {
		splits[i] = splitUp(f.by, f.days)
		came := sums(f.came, splits[i].days)
		for _, p := range splits[i].sums {
			days[i] = append(days[i], absolute(p, came))
		}
		for m := range f.by { // by what the shares get wrong, all given the same sums: those that came
			hours[i] = append(hours[i], splits[i].off(m, came, f.came))
		}
	}
	t.shares = t.weigh(days, hours, -1)
	for i, f := range t.folds {
		own := splits[i].mix(t.weigh(days, hours, t.others(i)))
		t.folds[i].by = append(f.by, own)
		t.folds[i].sums = append(splits[i].sums, sums(own, f.days), sums(f.came, f.days))
	}
}

// daily returns the sums of days that a model forecast, and those that came.
func (f *fold) daily(m int) (said, came []float64) {
	if f.sums == nil {
		return sums(f.by[m], f.days), sums(f.came, f.days)
	}
	return f.sums[m], f.sums[len(f.sums)-1]
}

// weigh returns the shares by the errors of all folds but one.
func (t *trial) weigh(days, hours [][]float64, but int) shares {
	return shares{t.share(days, but, sharpnessDays), t.share(hours, but, sharpnessHours)}
}

func (t *trial) share(errors [][]float64, but int, sharpness float64) []float64 {
	n := t.count(but)
	return weights(trusts(t.names[:len(t.names)-1]), believed(t.names, sumBut(errors, but), n), n+belief, sharpness)
}

// others returns the fold to leave out when fold i is judged: itself, unless
// it is the only one.
func (t *trial) others(i int) int {
	if len(t.folds) == 1 {
		return -1
	}
	return i
}

// count returns the number of folds but one.
func (t *trial) count(but int) float64 {
	if but < 0 {
		return float64(len(t.folds))
	}
	return float64(len(t.folds) - 1)
}

// sumBut adds up the rows except one.
func sumBut(rows [][]float64, but int) []float64 {
	out := make([]float64, len(rows[0]))
	for i, r := range rows {
		for j, v := range r {
			if i != but {
				out[j] += v
			}
		}
	}
	return out
}

// clearly is how much better than the combination a single model must be to be
// chosen, and over how many origins. In a handful of origins the best of ten is
// mostly the luckiest.
const (
	clearly = 0.98
	seenIn  = 3
)

// choose takes the combination, unless one model is clearly better.
func (t *trial) choose() {
	last := len(t.names) - 1
	t.chosen = last
	if last == 1 { // the one asked for
		t.chosen = 0
		return
	}
	total := make([]float64, len(t.names))
	for _, f := range t.folds {
		for m, p := range f.by {
			total[m] += absolute(p, f.came)
		}
	}
	total = believed(t.names, total, t.count(-1))
	for m := range last {
		if len(t.folds) >= seenIn && total[m] < clearly*total[last] && total[m] <= total[t.chosen] {
			t.chosen = m
		}
	}
}

func absolute(forecast, came []float64) float64 {
	sum := 0.0
	for i, v := range came {
		sum += math.Abs(v - forecast[i])
	}
	return sum
}

// bands returns the bands of a model from some of the folds.
func (t *trial) bands(model int, levels, edges []float64, from func(fold int) bool) bands {
	t.learner.begin(edges)
	for i, f := range t.folds {
		if from(i) {
			t.learner.add(f.by[model], f.came)
		}
	}
	return t.learner.bands(levels)
}

// allBands returns the bands of the chosen model from all folds.
func (t *trial) allBands() bands {
	all := func(int) bool { return true }
	return t.bands(t.chosen, t.levels, t.edges(t.chosen, all), all)
}

// edges returns those between the bins of a model's forecasts in some of the folds.
func (t *trial) edges(model int, from func(fold int) bool) []float64 {
	all := make([]float64, 0, len(t.folds)*len(t.folds[0].came))
	for i, f := range t.folds {
		if from(i) {
			all = append(all, f.by[model]...)
		}
	}
	return edgesOf(all)
}
