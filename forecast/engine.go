package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// engine holds what every origin of one series shares.
type engine struct {
	name      string
	until     time.Time // only what lies before is known
	like      []float64 // shape of the week from which unseen hours are taken
	sibling   bool      // it is another queue's
	lender    string    // the name of that one
	grid      *grid
	calendar  *calendar
	levels    []float64
	open      []bool // by hour of the week, as history shows it
	horizon   int    // cells to forecast from each origin
	models    func() []Model
	overrides []*special // the planner's word on what comes
	verdicts  verdicts
	stop      func() error
	year      lastYear
	room      struct{ masked, usual, cleared, cleaned []float64 } // of one origin, used again at the next
}

// memory is how far back anything is looked at. Older years tell nothing of
// next month, and cost time.
const memory = 5 * 365 * day

func newEngine(s Series, from time.Time, o Options) (*engine, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	levels, err := o.levels()
	if err != nil {
		return nil, err
	}
	past := before(s.Points, from)
	for len(past) > 0 && past[0].Start.Before(past[len(past)-1].Start.Add(-memory)) {
		past = past[1:]
	}
	s.Points = past
	e := &engine{name: s.Name, until: from, sibling: o.Like != nil, grid: newGrid(s, from), levels: levels, stop: o.Stop}
	if len(past) == 0 || from.Sub(e.grid.start(0)) < 7*day-2*time.Hour { // a week in spring is an hour short
		return nil, fmt.Errorf("series %q: less than a week of history before %s; import at least one week, better eight",
			s.Name, from.In(s.Zone).Format("2006-01-02 15:04"))
	}
	if e.calendar, err = newCalendar(e.grid, s.Name, o.Special); err != nil {
		return nil, fmt.Errorf("series %q: %w", s.Name, err)
	}
	e.open = openHours(e.grid.y, e.grid.week)
	e.calendar.markClosures()
	if e.verdicts, err = e.judge(s.Name, o.Verdicts); err != nil {
		return nil, fmt.Errorf("series %q: %w", s.Name, err)
	}
	e.calendar.markRecurring(e.grid.y, 2*366*e.grid.slots)
	e.calendar.markAround(e.open)
	if e.like, err = e.pattern(o.Like); err != nil {
		return nil, err
	}
	if e.sibling {
		e.lender = o.Like.Name
	}
	for _, room := range []*[]float64{&e.room.masked, &e.room.usual, &e.room.cleared, &e.room.cleaned} {
		*room = make([]float64, 0, len(e.grid.y)+e.grid.slots)
	}
	e.models, err = o.models()
	return e, err
}

// models returns what makes the models: all, or the one asked for.
func (o Options) models() (func() []Model, error) {
	if o.Model == "" || o.Model == combination {
		return Models, nil
	}
	known := names(Models())
	at := slices.Index(known, o.Model)
	if at < 0 {
		return nil, fmt.Errorf("no model is called %q; there are %s", o.Model, strings.Join(known, ", "))
	}
	return func() []Model { return Models()[at : at+1] }, nil
}

// levels returns the quantile levels asked for.
func (o Options) levels() ([]float64, error) {
	if len(o.Quantiles) == 0 {
		return []float64{0.1, 0.5, 0.9}, nil
	}
	for i, q := range o.Quantiles {
		if !(q > 0 && q < 1) || i > 0 && q <= o.Quantiles[i-1] {
			return nil, fmt.Errorf("quantiles %v: each lies between 0 and 1 and above the one before", o.Quantiles)
		}
	}
	return o.Quantiles, nil
}

// knowledge is what is known at one origin.
type knowledge struct {
	past      *Past
	effects   effects
	anomalies []anomaly
	fallback  []float64 // by hour of the week, for hours without history
	shape     []float64 // by hour of the week, roughly
	stop      func() error
}

// at gathers what is known at an origin, from cells before it alone.
func (e *engine) at(origin int) knowledge {
	g := e.grid
	raw := g.until(origin)
	e.room.masked = e.calendar.mask(raw, e.room.masked[:0])
	shape := e.year.shape(e.room.masked, g.week)
	e.room.usual = roughly(e.room.masked, shape, g.slots, e.room.usual[:0])
	found := e.calendar.learn(raw, e.room.usual, e.sunday(shape))
	e.room.cleared = found.clear(raw, e.room.cleared[:0])
	cleaned, anomalies := e.verdicts.keep(e.room.cleared, e.room.usual, e.room.cleaned)
	e.room.cleaned = cleaned
	return knowledge{
		past:      &Past{Origin: origin, Slots: g.slots, Week: g.week, Y: cleaned, FirstDay: g.first, Horizon: e.horizon},
		effects:   found,
		anomalies: anomalies,
		fallback:  e.fallback(shape),
		shape:     shape,
		stop:      e.stop,
	}
}

// sunday returns a function that gives a Sunday's volume relative to that of a
// cell's own weekday; 1 where the queue is closed on Sundays.
func (e *engine) sunday(shape []float64) func(int) float64 {
	total := make([]float64, 7)
	for h, v := range shape {
		if known(v) {
			total[h/e.grid.slots] += v
		}
	}
	return func(cell int) float64 {
		own, sunday := total[floorMod(cell, e.grid.week)/e.grid.slots], 0.0
		for d, v := range total {
			if e.grid.weekday(d*e.grid.slots) == time.Sunday {
				sunday = v
			}
		}
		if own == 0 || sunday == 0 {
			return 1
		}
		return math.Min(1, math.Max(0.05, sunday/own))
	}
}

// predict returns the forecast of each model for each cell, special days included.
func (k knowledge) predict(models []Model, cells []int) [][]float64 {
	factors := make([]float64, len(cells))
	for i, c := range cells {
		if !known(k.fallback[c%k.past.Week]) { // else see fill
			factors[i] = k.effects.factor(c)
		}
	}
	out := make([][]float64, len(models))
	for i, m := range models {
		k.mayStop()
		m.Fit(k.past)
		out[i] = make([]float64, len(cells))
		for j, c := range cells {
			if factors[j] > 0 {
				out[i][j] = finite(m.Predict(c) * factors[j])
			}
		}
	}
	return out
}

// fill sets the cells at hours without history: as busy, against what their
// fallback says, as the known hours of their day are against the usual week.
func (k knowledge) fill(means []float64, cells []int) {
	all := k.busyness(means, cells)
	days := daysOf(cells, k.past.Slots)
	for d := 1; d < len(days); d++ {
		from, to := days[d-1], days[d]
		ratio := cmp.Or(k.busyness(means[from:to], cells[from:to]), all, 1)
		for i := from; i < to; i++ {
			if f := k.fallback[cells[i]%k.past.Week]; known(f) {
				means[i] = finite(f * ratio)
			}
		}
	}
}

// busyness returns the forecast ÷ the usual of the cells with history, 0 when
// there are none.
func (k knowledge) busyness(means []float64, cells []int) float64 {
	sum, base := 0.0, 0.0
	for i, c := range cells {
		if s := k.shape[c%k.past.Week]; known(s) {
			sum += means[i]
			base += s
		}
	}
	if base == 0 {
		return 0
	}
	return sum / base
}

// finite guards the border: whatever a model does on a freak history, a
// forecast is a number that is not negative.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		return 0
	}
	return v
}

// lastKnown returns the cell after the last one with data.
func (g *grid) lastKnown() int {
	i := len(g.y)
	for i > 0 && !known(g.y[i-1]) {
		i--
	}
	return i
}

// names returns the models' names, with the combination's last.
func names(models []Model) []string {
	out := make([]string, 0, len(models)+1)
	for _, m := range models {
		out = append(out, m.Name())
	}
	return slices.Concat(out, []string{combination})
}
