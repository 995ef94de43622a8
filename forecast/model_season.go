package forecast

import "math"

// season is the profile with the year laid over it: two annual waves fitted to
// the weekly levels of all the history, beside a straight trend, with a ridge
// that keeps a wave small until several years bear it out (harmonic regression,
// as Rausch 2021 found best for a retailer's calls and e-mails).
type season struct {
	profile
	origin int
	coef   []float64 // 1, trend, cos, sin, cos2, sin2
	base   float64   // the waves at the level's own time
}

const (
	yearWeeks   = 365.25 / 7
	seasonLeast = 60  // weeks of history below which the year is left alone
	seasonMost  = 260 // weeks looked at
)

func (m *season) Fit(p *Past) {
	m.profile.Fit(p)
	m.origin, m.coef = p.Origin, nil
	logs := weeklyLogs(p, m.shape, seasonMost)
	if len(logs) < seasonLeast {
		return
	}
	m.coef = ridge(logs)
	m.base = m.levelWave(len(logs))
}

func (m *season) Predict(cell int) float64 {
	v := m.profile.Predict(cell)
	if m.coef == nil {
		return v
	}
	ahead := float64(cell-m.origin) / float64(len(m.shape))
	return v * math.Exp(m.wave(ahead)-m.base)
}

func (m *season) waves(cell int) (month, year float64) {
	if m.coef == nil {
		return 1, 1
	}
	return 1, math.Exp(m.wave(float64(cell-m.origin) / float64(len(m.shape))))
}

// wave returns the annual waves t weeks after the origin.
func (m *season) wave(t float64) float64 {
	sum := 0.0
	for i, x := range annual(t) {
		if i >= 2 {
			sum += m.coef[i] * x
		}
	}
	return sum
}

// levelWave returns the mean of the waves under the weights of the level.
func (m *season) levelWave(weeks int) float64 {
	sum, weight := 0.0, 0.0
	for k := range weeks {
		w := math.Exp2(-float64(k) / m.levelWeeks)
		sum += w * m.wave(-float64(k)-0.5)
		weight += w
	}
	return sum / weight
}

// annual returns the regressors at t weeks after the origin.
func annual(t float64) [6]float64 {
	a := 2 * math.Pi * t / yearWeeks
	return [6]float64{1, t / yearWeeks, math.Cos(a), math.Sin(a), math.Cos(2 * a), math.Sin(2 * a)}
}

// ridge fits weekly logs, oldest first, by least squares with a penalty on the waves.
func ridge(logs []float64) []float64 {
	const n = 6
	a, b := make([][]float64, n), make([]float64, n)
	for i := range a {
		a[i] = make([]float64, n)
		a[i][i] = 1e-6
		if i >= 2 {
			a[i][i] = 10 // weeks of evidence that there is no wave
		}
	}
	for k, v := range logs {
		if !known(v) {
			continue
		}
		x := annual(float64(k-len(logs)) + 0.5)
		for i := range x {
			b[i] += x[i] * v
			for j := range x {
				a[i][j] += x[i] * x[j]
			}
		}
	}
	return solve(a, b)
}

// solve solves a symmetric positive definite system by elimination; such a
// system needs no pivoting.
func solve(a [][]float64, b []float64) []float64 {
	for i := range b {
		for r := i + 1; r < len(b); r++ {
			f := a[r][i] / a[i][i]
			for c := i; c < len(b); c++ {
				a[r][c] -= f * a[i][c]
			}
			b[r] -= f * b[i]
		}
	}
	for i := len(b) - 1; i >= 0; i-- {
		for c := i + 1; c < len(b); c++ {
			b[i] -= a[i][c] * b[c]
		}
		b[i] /= a[i][i]
	}
	return b
}
