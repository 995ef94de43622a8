// Package bench compares the forecast with its single models and with
// historical averages on past data: rolling origins, a horizon apart, the last
// one a horizon before the end, all intervals pooled. At each origin every
// method sees what lay before it and nothing else.
package bench

import (
	"math"
	"time"

	"github.com/smena-org/smena/forecast"
)

// Result is how one method did on one series.
type Result struct {
	Method   string
	WAPE     float64 // Σ|error| ÷ Σ volume, by interval
	Daily    float64 // the same for sums of days
	MASE     float64 // mean |error| ÷ that of last week's value within the history (Hyndman & Koehler 2006)
	Coverage float64 // share of intervals inside the 80 % band, NaN without bands
	Pinball  float64 // mean quantile loss at 10, 50 and 90 %, NaN without bands
	Seconds  float64 // of one origin
}

// Params say what is compared.
type Params struct {
	Origins int           // default 3
	Skip    int           // origins left out at the end
	Horizon time.Duration // default 28 days
	Models  []string      // single models to run beside the combination; nil: all; empty: none
	Special []forecast.SpecialDay
}

// Ours is the name of the forecast as Run chooses it.
const Ours = "smena"

// levels at which bands are judged.
var levels = []float64{0.1, 0.5, 0.9}

// tally adds up the errors of one method over the origins.
type tally struct {
	wrong, wrongDaily, mase float64
	inside, loss            float64
	bands                   bool
	took                    time.Duration
	origins                 int
}

// prediction is what a method says of the intervals of one origin.
type prediction struct {
	mean      []float64
	quantiles [][]float64 // nil without bands
	took      time.Duration
}

// Compare runs every method on a series, the forecast itself first.
func Compare(s forecast.Series, p Params) ([]Result, error) {
	if p.Origins == 0 {
		p.Origins = 3
	}
	if p.Horizon == 0 {
		p.Horizon = 28 * 24 * time.Hour
	}
	if p.Models == nil {
		for _, m := range forecast.Models() {
			p.Models = append(p.Models, m.Name())
		}
	}
	c := comparison{Params: p, series: s, history: newHistory(s), tallies: map[string]*tally{}}
	for i := range p.Origins {
		if err := c.origin(c.start(p.Skip + i + 1)); err != nil {
			return nil, err
		}
	}
	return c.results(), nil
}

// comparison is the work on one series.
type comparison struct {
	Params
	series  forecast.Series
	history history
	order   []string
	tallies map[string]*tally
	volume  float64
	n       float64
}

// start returns the k-th origin from the end: midnight, horizons back.
func (c *comparison) start(k int) time.Time {
	last := c.series.Points[len(c.series.Points)-1].Start.In(c.series.Zone)
	y, m, d := last.Date()
	days := int(c.Horizon / (24 * time.Hour))
	return time.Date(y, m, d+1-k*days, 0, 0, 0, 0, c.series.Zone)
}

// leastHistory is what an origin needs before it, as in the published
// comparison that this one repeats.
const leastHistory = 26 * 24 * time.Hour

// origin runs all methods at one origin.
func (c *comparison) origin(from time.Time) error {
	if from.Sub(c.series.Points[0].Start) < leastHistory {
		return nil
	}
	days := int(c.Horizon / (24 * time.Hour))
	to := from.AddDate(0, 0, days)
	var came []forecast.Point
	for _, p := range c.series.Points {
		if !p.Start.Before(from) && p.Start.Before(to) {
			came = append(came, p)
			c.volume += p.Volume
			c.n++
		}
	}
	scale := c.scale(from)
	if err := c.ours(from, to.Sub(from), came, scale); err != nil {
		return err
	}
	c.averages(from, came, scale)
	return nil
}

// ours runs the forecast and its single models.
func (c *comparison) ours(from time.Time, horizon time.Duration, came []forecast.Point, scale float64) error {
	for _, name := range append([]string{""}, c.Models...) {
		o := forecast.Options{Quantiles: levels, Special: c.Special, Model: name, OpenHours: func(time.Time) bool { return true }}
		begin := time.Now()
		f, err := forecast.Run(c.series, from, horizon, o)
		if err != nil {
			return err
		}
		p := prediction{took: time.Since(begin)}
		byStart := map[int64]forecast.Value{}
		for _, v := range f.Values {
			byStart[v.Start.Unix()] = v
		}
		for _, x := range came {
			v, ok := byStart[x.Start.Unix()]
			if !ok {
				v.Quantiles = make([]float64, len(levels)) // held to be closed
			}
			p.mean = append(p.mean, v.Mean)
			p.quantiles = append(p.quantiles, v.Quantiles)
		}
		if name == "" {
			name = Ours
		}
		c.add(name, p, came, scale)
	}
	return nil
}

// averages runs the baselines, and the empirical quantiles of 26 weeks.
func (c *comparison) averages(from time.Time, came []forecast.Point, scale float64) {
	const quantileWeeks = 26
	origin := c.history.wall(from)
	for _, b := range baselines {
		begin := time.Now()
		var p prediction
		for _, x := range came {
			p.mean = append(p.mean, mean(c.history.last(c.history.wall(x.Start), origin, b.weeks)))
			if b.weeks == quantileWeeks {
				p.quantiles = append(p.quantiles, quantiles(c.history.last(c.history.wall(x.Start), origin, b.weeks), levels))
			}
		}
		p.took = time.Since(begin)
		c.add("avg "+b.name, p, came, scale)
	}
}

// scale returns the mean absolute difference to the week before, before the origin.
func (c *comparison) scale(from time.Time) float64 {
	sum, n, origin := 0.0, 0.0, c.history.wall(from)
	for _, p := range c.series.Points {
		w := c.history.wall(p.Start)
		if before, ok := c.history.volume[w-week]; ok && w < origin {
			sum += math.Abs(p.Volume - before)
			n++
		}
	}
	return sum / math.Max(1, n)
}

// add tallies a prediction.
func (c *comparison) add(name string, p prediction, came []forecast.Point, scale float64) {
	t, ok := c.tallies[name]
	if !ok {
		t = &tally{bands: p.quantiles != nil}
		c.tallies[name] = t
		c.order = append(c.order, name)
	}
	wrong, day := 0.0, 0.0
	for i, x := range came {
		e := x.Volume - p.mean[i]
		wrong += math.Abs(e)
		day += e
		if i+1 == len(came) || !sameDay(x.Start, came[i+1].Start, c.series.Zone) {
			t.wrongDaily += math.Abs(day)
			day = 0
		}
		if t.bands {
			q := p.quantiles[i]
			if q[0] <= x.Volume && x.Volume <= q[2] {
				t.inside++
			}
			t.loss += pinball(q, x.Volume)
		}
	}
	t.wrong += wrong
	t.mase += wrong / float64(max(1, len(came))) / scale
	t.took += p.took
	t.origins++
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}

// pinball returns the mean quantile loss (Koenker & Bassett 1978).
func pinball(quantiles []float64, y float64) float64 {
	sum := 0.0
	for i, l := range levels {
		d := y - quantiles[i]
		sum += math.Max(l*d, (l-1)*d)
	}
	return sum / float64(len(levels))
}

// results divides the tallies.
func (c *comparison) results() []Result {
	var out []Result
	for _, name := range c.order {
		t := c.tallies[name]
		r := Result{Method: name, WAPE: t.wrong / c.volume, Daily: t.wrongDaily / c.volume, MASE: t.mase / float64(t.origins),
			Coverage: math.NaN(), Pinball: math.NaN(), Seconds: t.took.Seconds() / float64(t.origins)}
		if t.bands {
			r.Coverage, r.Pinball = t.inside/c.n, t.loss/c.n
		}
		out = append(out, r)
	}
	return out
}
