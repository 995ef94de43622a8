package forecast

import "math"

// kalman is the filter of a regression: means and covariances of its states.
type kalman struct {
	hyper
	wave       int // where a day's regressors for the waves begin, counted behind the weekdays
	waves      int // how many there are
	sloping    bool
	mean, gain []float64
	cov        []float64 // the lower triangle by rows
	likelihood float64
	track      float64 // smoothed sign and size of the last errors
}

// The states of the filter: behind the weekdays come the waves that are not
// nothing beforehand, and last the slope, if there is one.
const (
	levelState = iota
	spellState
	weekdayState
	waveState = weekdayState + weekdays
)

func newKalman(h hyper) *kalman {
	k := &kalman{hyper: h, sloping: h.slope > 0}
	v := h.spread()
	prior := make([]float64, 0, parts)
	prior = append(prior, v[:waveState]...)
	if h.month > 0 {
		k.waves += monthly
	} else {
		k.wave = monthly
	}
	if h.year > 0 {
		k.waves += yearly
	}
	prior = append(prior, v[waveState+k.wave:waveState+k.wave+k.waves]...)
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
	for i, z := range x[:weekdays] {
		sum += z * k.mean[weekdayState+i]
	}
	z := k.wavesOf(x)
	for i, m := range k.mean[waveState : waveState+k.waves] {
		sum += z[i] * m
	}
	return sum
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
// column it stands for: most of the time of a forecast is spent here and in shrink.
func (k *kalman) gains(x []float64) float64 {
	today := weekdayState
	for x[today-weekdayState] == 0 {
		today++
	}
	k.fixedGains(today)
	waves, at := k.wavesOf(x), waveState*(waveState+1)/2
	for i := waveState; i < len(k.gain); i++ {
		row, before := k.cov[at:at+i+1], k.gain[:i]
		at += i + 1
		sum := row[levelState] + row[spellState] + row[today]
		if i-waveState < len(waves) { // else the slope, which a day does not see
			z := waves[i-waveState]
			for j, v := range row[:len(before)] {
				before[j] += z * v
			}
			sum += z * row[i]
		}
		seen := row[waveState:i]
		for j, z := range waves[:len(seen)] {
			sum += z * seen[j]
		}
		k.gain[i] = sum
	}
	sum := k.gain[levelState] + k.gain[spellState] + k.gain[today]
	for i, g := range k.gain[waveState:][:len(waves)] {
		sum += waves[i] * g
	}
	return sum
}

// fixedGains are those of level, spell and weekdays to each other.
func (k *kalman) fixedGains(today int) {
	fixed := k.cov[:waveState*(waveState+1)/2]
	gain, day := k.gain[:waveState], k.row(today)
	gain[levelState] = fixed[0] + fixed[1] + day[levelState]
	gain[spellState] = fixed[1] + fixed[2] + day[spellState]
	at := weekdayState * (weekdayState + 1) / 2
	for i := weekdayState; i <= today; i++ {
		gain[i] = fixed[at] + fixed[at+1] + day[i]
		at += i + 1
	}
	for i := today + 1; i < waveState; i++ {
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
			month += z * k.mean[waveState+i]
		} else {
			year += z * k.mean[waveState+i]
		}
	}
	return month, year
}
