package forecast

import "math"

// kalman is the filter of a regression: means and covariances of its states.
type kalman struct {
	hyper
	weekday    [weekdays]int // the state of each weekday, 0 for those that are shut
	fixed      int           // how many states lie before the waves
	wave       int           // where a day's regressors for the waves begin, counted behind the weekdays
	waves      int           // how many there are
	sloping    bool
	mean, gain []float64
	cov        []float64 // the lower triangle by rows
	likelihood float64
	track      float64 // smoothed sign and size of the last errors
}

// The first states of the filter: behind them come the weekdays that are open,
// the waves that are not nothing beforehand, and last the slope, if there is one.
const (
	levelState = iota
	spellState
	weekdayState
)

func newKalman(h hyper, shut [weekdays]bool) *kalman {
	k := &kalman{hyper: h, sloping: h.slope > 0}
	v := h.spread()
	prior := append(make([]float64, 0, parts), v[:weekdayState]...)
	for day := range weekdays {
		if !shut[day] {
			k.weekday[day] = len(prior)
			prior = append(prior, v[weekdayState+day])
		}
	}
	k.fixed = len(prior)
	if h.month > 0 {
		k.waves += monthly
	} else {
		k.wave = monthly
	}
	if h.year > 0 {
		k.waves += yearly
	}
	prior = append(prior, v[weekdayState+weekdays+k.wave:][:k.waves]...)
	if k.sloping {
		prior = append(prior, v[slope])
	}
	n := len(prior)
	room := make([]float64, 2*n+n*(n+1)/2)
	k.mean, k.gain, k.cov = room[:n:n], room[n:2*n:2*n], room[2*n:]
	for i, v := range prior {
		k.row(i)[i] = v
	}
	return k
}

// row returns the covariances of a state with itself and those before it.
func (k *kalman) row(i int) []float64 { return k.cov[i*(i+1)/2 : (i+1)*(i+2)/2] }

// step moves on by a day: the level climbs and drifts, spells fade.
func (k *kalman) step() {
	if k.sloping {
		k.climb()
	}
	k.stepMean()
	k.cov[0] += k.drift * k.drift
	last := k.last
	k.cov[1] *= last
	k.cov[2] = last*last*k.cov[2] + k.spell*k.spell*(1-last*last)
	for i, at := 2, 4; i < len(k.mean); i++ {
		k.cov[at] *= last
		at += i + 1
	}
}

// stepMean moves the means on by a day.
func (k *kalman) stepMean() {
	if s := len(k.mean) - 1; k.sloping {
		k.mean[levelState] += k.mean[s]
		k.mean[s] *= steady
	}
	k.mean[spellState] *= k.last
}

// climb is what the level's slope does to the covariances. It fades (a damped
// trend: Gardner & McKenzie 1985).
func (k *kalman) climb() {
	s := len(k.mean) - 1
	last := k.row(s)
	k.cov[0] += 2*last[0] + last[s]
	for i, at := 1, 1; i < s; i++ {
		k.cov[at] += last[i]
		last[i] *= steady
		at += i + 1
	}
	last[0] = (last[0] + last[s]) * steady
	last[s] = last[s]*steady*steady + k.slope*k.slope*(1-steady*steady)
}

// predict returns the mean of a day with the regressors x.
func (k *kalman) predict(x []float64) float64 {
	sum := k.mean[levelState] + k.mean[spellState]
	if today := k.today(x); today > 0 {
		sum += k.mean[today]
	}
	z := k.wavesOf(x)
	for i, m := range k.mean[k.fixed:][:len(z)] {
		sum += z[i] * m
	}
	return sum
}

// today returns the state of a day's weekday, 0 where it is shut.
func (k *kalman) today(x []float64) int {
	day := 0
	for x[day] == 0 {
		day++
	}
	return k.weekday[day]
}

// wavesOf returns the regressors of the waves.
func (k *kalman) wavesOf(x []float64) []float64 { return x[weekdays+k.wave:][:k.waves] }

// learn takes in by how much a day was off. An error of more than outlier
// standard deviations is taken for a noisier day (Masreliez 1975; Huber's weights).
func (k *kalman) learn(x []float64, e, noise float64, settled bool) {
	const outlier = 2.5
	s := noise + k.gains(x)
	if settled {
		shifted := k.shifted(e / math.Sqrt(s))
		if w := e * e / (outlier * outlier * s); w > 1 && !shifted {
			s += noise * (w - 1)
		}
		k.likelihood -= (math.Log(s) + e*e/s) / 2
	}
	scale := 1 / s
	e *= scale
	mean := k.mean[:len(k.gain)]
	for i, g := range k.gain {
		mean[i] += g * e
	}
	k.shrink(scale)
}

// shrink takes from the covariances what was learnt: gain·gain' times a scale.
// Four rows at a time read the gain once; what they have beyond the first of
// them, on and beside the diagonal, is left to the end.
func (k *kalman) shrink(scale float64) {
	i, at := 0, 0
	for ; i+3 < len(k.gain); i += 4 {
		n, rows, gain := i+1, k.cov[at:at+4*i+10], k.gain[:i+4]
		a, b, c, d := gain[i]*scale, gain[i+1]*scale, gain[i+2]*scale, gain[i+3]*scale
		one, two, three, four := rows[:n], rows[n:][:n], rows[2*n+1:][:n], rows[3*n+3:][:n]
		for j, g := range gain[:n] {
			one[j] -= a * g
			two[j] -= b * g
			three[j] -= c * g
			four[j] -= d * g
		}
		rows[2*n] -= b * gain[n]
		rows[3*n+1] -= c * gain[n]
		rows[3*n+2] -= c * gain[n+1]
		rows[4*n+3] -= d * gain[n]
		rows[4*n+4] -= d * gain[n+1]
		rows[4*n+5] -= d * gain[n+2]
		at += len(rows)
	}
	for ; i < len(k.gain); i++ {
		row, share := k.cov[at:at+i+1], k.gain[i]*scale
		for j := range row {
			row[j] -= share * k.gain[j]
		}
		at += len(row)
	}
}

// gains multiplies the covariances by the regressors and returns the variance
// of what they predict. Each row is walked once, as the row it is and as the
// column it stands for, and the two of a wave together: most of the time of a
// forecast is spent here and in shrink.
func (k *kalman) gains(x []float64) float64 {
	today, waves := k.today(x), k.wavesOf(x)
	k.fixedGains(today)
	i, at := k.fixed, k.fixed*(k.fixed+1)/2
	for n := 0; n < len(waves); n += 2 {
		cos, sin := k.cov[at:at+i+1], k.cov[at+i+1:at+2*i+3]
		a, b := waves[n], waves[n+1]
		before := k.gain[:i]
		other := sin[:len(before)]
		for j, v := range cos[:len(before)] {
			before[j] += a*v + b*other[j]
		}
		one, two := cos[levelState]+cos[spellState]+cos[today], sin[levelState]+sin[spellState]+sin[today]
		seen, also := cos[k.fixed:][:n], sin[k.fixed:][:n]
		for j, z := range waves[:n] {
			one += z * seen[j]
			two += z * also[j]
		}
		k.gain[i], k.gain[i+1] = one+a*cos[i]+b*sin[i], two+a*sin[i]+b*sin[i+1]
		at += len(cos) + len(sin)
		i += 2
	}
	if k.sloping { // a day does not see the slope itself
		row := k.cov[at:]
		k.gain[i] = row[levelState] + row[spellState] + row[today]
		for j, z := range waves {
			k.gain[i] += z * row[k.fixed+j]
		}
	}
	sum := k.gain[levelState] + k.gain[spellState] + k.gain[today]
	for n, z := range waves {
		sum += z * k.gain[k.fixed+n]
	}
	return sum
}

// fixedGains are those of level, spell and weekdays to each other.
func (k *kalman) fixedGains(today int) {
	fixed := k.cov[:k.fixed*(k.fixed+1)/2]
	gain, day := k.gain[:k.fixed], k.row(today)
	gain[levelState] = fixed[0] + fixed[1] + day[levelState]
	gain[spellState] = fixed[1] + fixed[2] + day[spellState]
	at := weekdayState * (weekdayState + 1) / 2
	for i := weekdayState; i <= today; i++ {
		gain[i] = fixed[at] + fixed[at+1] + day[i]
		at += i + 1
	}
	for i := today + 1; i < k.fixed; i++ {
		gain[i] = fixed[at] + fixed[at+1] + fixed[at+today]
		at += i + 1
	}
}

// shifted tells whether the last errors all point one way: the level has
// jumped, and they are no outliers (the tracking signal of Trigg & Leach 1967).
// The level is then free to follow.
func (k *kalman) shifted(e float64) bool {
	const smooth, most, alarm, jump = 0.2, 3, 1.5, 0.1
	k.track += smooth * (max(-most, min(most, e)) - k.track)
	if math.Abs(k.track) < alarm {
		return false
	}
	k.cov[0] += jump * jump
	return true
}

// place returns what the place in the month and in the year adds to a day.
func (k *kalman) place(x []float64) (month, year float64) {
	for i, z := range k.wavesOf(x) {
		if k.wave+i < monthly {
			month += z * k.mean[k.fixed+i]
		} else {
			year += z * k.mean[k.fixed+i]
		}
	}
	return month, year
}
