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

func (s daySeries) regression(yearly bool) *regression {
	return &regression{log: s.log, noise: s.noise, x: s.x, yearly: yearly && s.known > yearLeast}
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

// kalman is the state of the filter: means and covariances of the parts.
type kalman struct {
	hyper
	live       []int // the parts whose prior is not nothing
	mean       []float64
	cov        [][]float64 // the lower triangle
	z, gain    []float64
	some       []int // where z is not 0
	likelihood float64
	track      float64 // smoothed sign and size of the last errors
}

func newKalman(h hyper) *kalman {
	k := &kalman{hyper: h}
	for i, v := range h.spread() {
		if v > 0 {
			k.live = append(k.live, i)
		}
	}
	n := len(k.live)
	room := make([]float64, 3*n+n*(n+1)/2)
	cut := func(n int) (piece []float64) {
		piece, room = room[:n:n], room[n:]
		return piece
	}
	k.mean, k.z, k.gain, k.cov, k.some = cut(n), cut(n), cut(n), make([][]float64, n), make([]int, 0, n)
	v := h.spread()
	for i, part := range k.live {
		k.cov[i] = cut(i + 1)
		k.cov[i][i] = v[part]
	}
	return k
}

// step moves on by a day: the level climbs and drifts, spells fade.
func (k *kalman) step() {
	if k.slope > 0 {
		k.climb()
	}
	k.cov[0][0] += k.drift * k.drift
	if k.spell == 0 {
		return
	}
	k.mean[1] *= k.last
	k.cov[1][1] *= k.last
	for i := range k.cov {
		k.cov[max(i, 1)][min(i, 1)] *= k.last
	}
	k.cov[1][1] += k.spell * k.spell * (1 - k.last*k.last)
}

// climb moves the level by its slope, which fades (a damped trend: Gardner &
// McKenzie 1985).
func (k *kalman) climb() {
	s := len(k.cov) - 1
	last := k.cov[s]
	k.mean[0] += k.mean[s]
	k.mean[s] *= steady
	k.cov[0][0] += 2*last[0] + last[s]
	for i := 1; i < s; i++ {
		k.cov[i][0] += last[i]
		last[i] *= steady
	}
	last[0] = (last[0] + last[s]) * steady
	last[s] = last[s]*steady*steady + k.hyper.slope*k.hyper.slope*(1-steady*steady)
}

// predict sets the regressors of the day and returns the mean.
func (k *kalman) predict(x []float64) float64 {
	sum := 0.0
	k.some = k.some[:0]
	for i, part := range k.live {
		switch {
		case part < 2:
			k.z[i] = 1
		case part < slope:
			k.z[i] = x[part-2]
		}
		if k.z[i] != 0 {
			k.some = append(k.some, i)
			sum += k.z[i] * k.mean[i]
		}
	}
	return sum
}

// learn takes in what came. An error of more than outlier standard deviations
// is taken for a noisier day (Masreliez 1975; Huber's weights).
func (k *kalman) learn(e, noise float64, settled bool) {
	const outlier = 2.5
	s := noise
	k.gains()
	for _, j := range k.some {
		s += k.gain[j] * k.z[j]
	}
	if settled {
		shifted := k.shifted(e / math.Sqrt(s))
		if w := e * e / (outlier * outlier * s); w > 1 && !shifted {
			s += noise * (w - 1)
		}
		k.likelihood -= (math.Log(s) + e*e/s) / 2
	}
	for i, g := range k.gain {
		k.mean[i] += g / s * e
		share, row := g/s, k.cov[i][:i+1]
		gains := k.gain[:len(row)]
		for j := range row {
			row[j] -= share * gains[j]
		}
	}
}

// gains multiplies the covariance by the regressors. The triangle is walked by
// rows, first left of the diagonal, then, as columns, below it: most of the
// time of a forecast is spent here.
func (k *kalman) gains() {
	clear(k.gain)
	for _, j := range k.some {
		z, row := k.z[j], k.cov[j]
		gain := k.gain[:len(row)]
		for i := range row {
			gain[i] += z * row[i]
		}
	}
	for i, row := range k.cov {
		g := k.gain[i]
		for _, j := range k.some {
			if j >= i {
				break
			}
			g += row[j] * k.z[j]
		}
		k.gain[i] = g
	}
}

// shifted tells whether the last errors all point one way: the level has
// jumped, and they are no outliers (the tracking signal of Trigg & Leach 1967).
// The level is then free to follow.
func (k *kalman) shifted(e float64) bool {
	const smooth, most, alarm, jump = 0.2, 3, 1.5, 0.1
	k.track += smooth * (math.Max(-most, math.Min(most, e)) - k.track)
	if math.Abs(k.track) < alarm {
		return false
	}
	k.cov[0][0] += jump * jump
	return true
}

// place returns what the place in the month and in the year adds to a day.
func (k *kalman) place(x []float64) (month, year float64) {
	for i, part := range k.live {
		switch {
		case part == slope:
		case part >= 2+weekdays+monthly:
			year += k.mean[i] * x[part-2]
		case part >= 2+weekdays:
			month += k.mean[i] * x[part-2]
		}
	}
	return month, year
}

// settle is how many days the filter sees before its errors count.
const settle = 21

// outlook is the forecast of a day ahead, in logs, and what the month and the
// year have in it.
type outlook struct{ log, month, year float64 }

// filter runs over the days and returns the forecast of each made the day
// before, those of the days ahead, and how likely, in logs, the days are.
func (r *regression) filter(h hyper, ahead int) (fitted []float64, out []outlook, likelihood float64) {
	k := newKalman(h)
	fitted = make([]float64, len(r.log))
	for i, v := range r.log {
		k.step()
		fitted[i] = k.predict(r.x[i])
		if known(v) {
			k.learn(v-fitted[i], r.noise[i]+h.noise*h.noise, i >= settle)
		}
	}
	for i := range ahead {
		k.step()
		x := r.x[len(r.log)+i]
		o := outlook{log: k.predict(x)}
		o.month, o.year = k.place(x)
		out = append(out, o)
	}
	return fitted, out, k.likelihood
}

// behind is by how much, in logs, settings may be less likely than the best on
// the days so far before they are given up. Only those within lessLikely of
// the best at the end count, and few make up for so much.
const behind = 16

// likelihood returns the logarithm of how likely the days are, and how it grew
// from day to day; -Inf when it fell too far behind that of a rival, nil for none.
func (r *regression) likelihood(h hyper, rival []float64) (float64, []float64) {
	k, course := newKalman(h), make([]float64, len(r.log))
	for i, v := range r.log {
		k.step()
		if known(v) {
			k.learn(v-k.predict(r.x[i]), r.noise[i]+h.noise*h.noise, i >= settle)
		}
		course[i] = k.likelihood
		if rival != nil && course[i] < rival[i]-behind {
			return math.Inf(-1), nil
		}
	}
	return k.likelihood, course
}

// average filters with each setting and returns the means, weighted by how
// likely each setting makes the days.
func (r *regression) average(settings []weighted, ahead int) (fitted []float64, out []outlook) {
	fitted, out = make([]float64, len(r.log)), make([]outlook, ahead)
	fits, outs := make([][]float64, len(settings)), make([][]outlook, len(settings))
	again := slices.Clone(settings)
	for i, s := range again {
		var l float64
		fits[i], outs[i], l = r.filter(s.hyper, ahead)
		again[i].weight = l + s.prior()
	}
	for n, s := range normal(again) {
		for i, v := range fits[n] {
			fitted[i] += s.weight * v
		}
		for i, v := range outs[n] {
			out[i].log += s.weight * v.log
			out[i].month += s.weight * v.month
			out[i].year += s.weight * v.year
		}
	}
	return fitted, out
}
