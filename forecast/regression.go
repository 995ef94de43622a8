package forecast

import (
	"math"
	"slices"
)

// regression is a Gaussian dynamic regression of daily values.
type regression struct {
	log, noise []float64
	x          [][]float64 // regressors of each day and of those ahead
	yearly     bool
	shut       [weekdays]bool   // weekdays without any history
	begun      int              // which beginning of the diary the days are of
	trails     map[hyper]*trail // the settings tried
}

// hyper are the standard deviations of the parts, in logs.
type hyper struct {
	drift   float64 // of the level, a day
	spell   float64 // of good and bad spells
	last    float64 // their correlation from day to day
	noise   float64 // of a day beyond counting
	weekday float64
	month   float64
	year    float64
	slope   float64 // of the level, a day
}

const (
	yearLeast = 56 // days
	weekdays  = 7
	monthly   = 6 // three waves a month
	yearly    = 6 // three waves a year
	parts     = 2 + weekdays + monthly + yearly + 1
	slope     = parts - 1 // the last part, which the level alone sees
	steady    = 0.98      // the slope's correlation from day to day: it halves in five weeks
)

// read takes over the days of a diary.
func (r *regression) read(d *diary, yearly bool) {
	if r.begun != d.begun {
		r.begun, r.trails = d.begun, nil
	}
	for day, base := range d.base {
		r.shut[day] = base == 0
	}
	r.log, r.noise, r.x, r.yearly = d.log, d.noise, d.x, yearly && d.known > yearLeast
}

// almanac holds the regressors of days: all origins of a series see the same ones.
type almanac struct {
	first int // day since 1970
	x     [][]float64
}

// from returns the regressors of n days from a day on: 1 for its weekday, counted
// from that of the first day of all, and the waves of its month and of its year.
// Months count from 0 to 1 whatever their length.
func (a *almanac) from(first, day, n int) [][]float64 {
	if a.first != first {
		*a = almanac{first: first}
	}
	for d := first + len(a.x); d < day+n; d++ {
		y, m, date := dayTime(d).Date()
		length := dayTime(dayOf(y, m+1, 0)).Day()
		x := make([]float64, weekdays+monthly+yearly)
		x[(d-first)%weekdays] = 1
		waves(x[weekdays:weekdays+monthly], float64(date-1)/float64(length))
		waves(x[weekdays+monthly:], float64(dayTime(d).YearDay())/365.25)
		a.x = append(a.x, x)
	}
	return a.x[day-first : day-first+n]
}

// waves fills in cos and sin of 1, 2, 3 … times a place on the circle.
func waves(x []float64, at float64) {
	for k := range len(x) / 2 {
		x[2*k], x[2*k+1] = math.Cos(2*math.Pi*at*float64(k+1)), math.Sin(2*math.Pi*at*float64(k+1))
	}
}

// spread returns the prior variances of the state. Faster waves are smaller.
func (h hyper) spread() (v [parts]float64) {
	v[0], v[1] = 4, h.spell*h.spell
	for i := range weekdays {
		v[2+i] = h.weekday * h.weekday
	}
	for i := range monthly {
		v[2+weekdays+i] = h.month * h.month / float64(1+i/2)
	}
	for i := range yearly {
		v[2+weekdays+monthly+i] = h.year * h.year / float64((1+i/2)*(1+i/2))
	}
	v[slope] = h.slope * h.slope
	return v
}

// settle is how many days the filter sees before its errors count.
const settle = 21

// outlook is the forecast of a day ahead, in logs, and what the month and the
// year have in it.
type outlook struct{ log, month, year float64 }

// trail is how one setting fares with the days, as far as it was followed: days
// that come later are learnt where it stopped.
type trail struct {
	*kalman
	fitted []float64 // the forecast of each day made the day before
	likely []float64 // how likely, in logs, the days were up to each
}

// behind is by how much, in logs, settings may be less likely than the best on
// the days so far before they are given up. Only those within lessLikely of
// the best at the end count, and few make up for so much.
const behind = 10

// follow returns the trail of a setting up to the last day. One that falls too
// far behind a rival, nil for none, is left there and false returned.
func (r *regression) follow(h hyper, rival *trail) (*trail, bool) {
	c := r.trails[h]
	if c == nil {
		room := make([]float64, 0, 2*len(r.x))
		c = &trail{kalman: newKalman(h, r.shut), fitted: room[:0:len(r.x)], likely: room[len(r.x):len(r.x)]}
		if r.trails == nil {
			r.trails = map[hyper]*trail{}
		}
		r.trails[h] = c
	}
	return c, c.follow(r, rival)
}

func (c *trail) follow(r *regression, rival *trail) bool {
	for i := len(c.likely); ; i++ {
		if i > 0 && rival != nil && c.likelihood < rival.likely[i-1]-behind {
			return false
		}
		if i == len(r.log) {
			return true
		}
		c.step()
		f := c.predict(r.x[i])
		if v := r.log[i]; known(v) {
			c.learn(r.x[i], v-f, r.noise[i]+c.noise*c.noise, i >= settle)
		}
		c.fitted, c.likely = append(c.fitted, f), append(c.likely, c.likelihood)
	}
}

// ahead returns the forecasts of the days behind the last one. What is not
// known changes no means but by the steps.
func (c *trail) ahead(x [][]float64) []outlook {
	k := *c.kalman
	k.mean = slices.Clone(k.mean)
	out := make([]outlook, len(x))
	for i := range x {
		k.stepMean()
		out[i].log = k.predict(x[i])
		out[i].month, out[i].year = k.place(x[i])
	}
	return out
}

// average returns the fitted days and those ahead of several settings, weighted
// by how likely each makes the days.
func (r *regression) average(settings []weighted, ahead int) (fitted []float64, out []outlook) {
	fitted, out = make([]float64, len(r.log)), make([]outlook, ahead)
	again := slices.Clone(settings)
	for i, s := range again {
		c, _ := r.follow(s.hyper, nil)
		again[i].weight = c.likelihood + s.prior()
	}
	for _, s := range normal(again) {
		c := r.trails[s.hyper]
		for i, v := range c.fitted {
			fitted[i] += s.weight * v
		}
		for i, v := range c.ahead(r.x[len(r.log):][:ahead]) {
			out[i].log += s.weight * v.log
			out[i].month += s.weight * v.month
			out[i].year += s.weight * v.year
		}
	}
	return fitted, out
}
