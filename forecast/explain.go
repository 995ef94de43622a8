package forecast

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Part is what made one value: its mean is the product of all numbers of it.
// Level is in contacts an interval; the others are factors about 1.
type Part struct {
	Level    float64 // of the first week forecast
	Trend    float64 // how the level moves on from there
	Week     float64 // hour of the week
	Month    float64 // place in the month
	Year     float64 // place in the year
	Special  float64 // a holiday or event, or a day beside one, as learnt
	Day      string  // its name
	Override float64 // by what the planner changed what the statistics say
	By       string  // the name the planner gave
}

// Product returns the value that the part explains.
func (p Part) Product() float64 {
	return p.Level * p.Trend * p.Week * p.Month * p.Year * p.Special * p.Override
}

// Ahead is how accurate the forecast was in one week of the horizon.
type Ahead struct {
	Week        int // 1: the first seven days
	WAPE, Daily float64
	Coverage    float64 // of the 80 % band
}

// ahead scores the chosen model by the week of the horizon.
func (t *trial) ahead() []Ahead {
	var out []Ahead
	t.scores()
	for w := 0; len(t.folds) > 0; w++ {
		var part []fold
		for _, f := range t.folds {
			if g, ok := f.week(w, t.slots); ok {
				part = append(part, g)
			}
		}
		if len(part) == 0 {
			return out
		}
		s := t.score(t.chosen, part)
		out = append(out, Ahead{Week: w + 1, WAPE: s.WAPE, Daily: s.DailyWAPE, Coverage: s.Coverage})
	}
	return out
}

// week returns the part of a fold that lies w weeks behind its origin.
func (f fold) week(w, slots int) (fold, bool) {
	lo, _ := slices.BinarySearch(f.cells, f.origin+w*7*slots)
	hi, _ := slices.BinarySearch(f.cells, f.origin+(w+1)*7*slots)
	g := fold{number: f.number, origin: f.origin, cells: f.cells[lo:hi], days: daysOf(f.cells[lo:hi], slots), came: f.came[lo:hi], naive: f.naive}
	for _, p := range f.by {
		g.by = append(g.by, p[lo:hi])
	}
	return g, hi > lo
}

// why says in words how the model was chosen.
func (t *trial) why() string {
	if len(t.folds) == 0 {
		return "too little history to try models on the past: the plainest one is used"
	}
	if len(t.names) == 2 {
		return fmt.Sprintf("%s was asked for", t.names[0])
	}
	last := len(t.names) - 1
	scores := t.scores()
	if t.chosen != last {
		return fmt.Sprintf("%s was off by %.1f %% over %d origins of the past, clearly less than the combination with %.1f %%",
			t.names[t.chosen], 100*scores[t.chosen].WAPE, len(t.folds), 100*scores[last].WAPE)
	}
	best := 0
	for m := range last {
		if scores[m].WAPE < scores[best].WAPE {
			best = m
		}
	}
	return fmt.Sprintf("the combination was off by %.1f %% over %d origins of the past, and no model was clearly better (best: %s, %.1f %%); day sums are of %s, their spread over the day of %s",
		100*scores[last].WAPE, len(t.folds), t.names[best], 100*scores[best].WAPE, t.mainly(t.shares.days), t.mainly(t.shares.hours))
}

// mainly names the models that make up most of a mixture.
func (t *trial) mainly(w []float64) string {
	order := make([]int, len(w))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(math.Copysign(1, w[b]-w[a])) })
	var out []string
	for sum, i := 0.0, 0; sum < 0.6 && i < len(order) && i < 4; i++ {
		sum += w[order[i]]
		out = append(out, fmt.Sprintf("%s (%.0f %%)", t.names[order[i]], 100*w[order[i]]))
	}
	return strings.Join(out, ", ")
}

// waving is a model that knows what the place in the month and year does.
type waving interface {
	waves(cell int) (month, year float64) // factors
}

// explain takes values apart. Base are the means without the planner's overrides.
func (e *engine) explain(k knowledge, models []Model, w []float64, cells []int, values []Value) []Part {
	out := make([]Part, len(cells))
	rest := make([]float64, len(cells)) // what is left of the means for level, trend and week
	for i, c := range cells {
		p := Part{Month: 1, Year: 1, Special: k.effects.factor(c), Override: 1}
		for m, model := range models {
			if wave, ok := model.(waving); ok && w[m] > 0 { // one without a share may not have been fitted
				month, year := wave.waves(c)
				p.Month, p.Year = p.Month*math.Pow(month, w[m]), p.Year*math.Pow(year, w[m])
			}
		}
		if mark, ok := e.calendar.marks[c]; ok && p.Special != 1 {
			p.Day = mark.words()
		}
		if values[i].Base > 0 {
			p.Override = values[i].Mean / values[i].Base
		} else if values[i].Mean > 0 {
			p.Special, p.Override = 1, 1
		}
		p.By = saidOf(e.overrides, c)
		rest[i] = values[i].Base / (p.Month * p.Year * p.Special)
		out[i] = p
	}
	e.levels7(k, cells, rest, out)
	for i := range out {
		p := &out[i]
		p.Week = 1
		if q := p.Product(); q > 0 {
			p.Week = values[i].Mean / q
		}
	}
	return out
}

// levels7 sets level and trend: the mean of the first seven days, and of each
// week against it, both freed of the shape of the week.
func (e *engine) levels7(k knowledge, cells []int, rest []float64, out []Part) {
	week := k.past.Week
	shape := func(c int) float64 {
		if s := k.shape[c%week]; known(s) {
			return s
		}
		return 0
	}
	size, n := 0.0, 0.0
	for _, c := range cells[:min(len(cells), week)] {
		size += shape(c)
		n++
	}
	level := 0.0
	for lo := 0; lo < len(cells); {
		hi, sum, base := lo, 0.0, 0.0
		for ; hi < len(cells) && (cells[hi]-cells[0])/week == (cells[lo]-cells[0])/week; hi++ {
			sum += rest[hi]
			base += shape(cells[hi])
		}
		ratio := 1.0
		if base > 0 && sum > 0 {
			ratio = sum / base
		}
		if lo == 0 {
			level = ratio
		}
		for i := lo; i < hi; i++ {
			out[i].Level, out[i].Trend = level*math.Max(size/math.Max(n, 1), 1e-9), ratio/level
		}
		lo = hi
	}
}

// Beside takes the words of a part's day apart: the name of the special day,
// and by how many working days the day lies behind it, or before it below 0.
func Beside(day string) (name string, lag int) {
	if name, ok := strings.CutPrefix(day, "the day before "); ok {
		return name, -1
	}
	if n, name, ok := strings.Cut(day, " working days behind "); ok {
		if lag, err := strconv.Atoi(n); err == nil && lag > 0 {
			return name, lag
		}
	}
	return day, 0
}

// words names the special day of a mark.
func (m mark) words() string {
	switch {
	case m.lag > 0:
		return fmt.Sprintf("%d working days behind %s", m.lag, m.day.Name)
	case m.lag < 0:
		return "the day before " + m.day.Name
	default:
		return m.day.Name
	}
}
