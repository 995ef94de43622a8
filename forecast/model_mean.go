package forecast

// seasonalMean forecasts the mean of the last known values at the same hour of
// the week. With one week it is the seasonal naive forecast; with more, the
// historical average that is hard to beat weeks ahead (Taylor 2008, Barrow 2016).
type seasonalMean struct {
	name  string
	weeks int
	mean  []float64 // by hour of the week, counted from cell 0
}

func (m *seasonalMean) Name() string { return m.name }

func (m *seasonalMean) Fit(p *Past) {
	const farthest = 60 // weeks back to look for a value
	m.mean = make([]float64, p.Week)
	for h := range m.mean {
		sum, n := 0.0, 0
		for c := lastOf(h, p); c >= 0 && c >= p.Origin-farthest*p.Week && n < m.weeks; c -= p.Week {
			if known(p.Y[c]) {
				sum += p.Y[c]
				n++
			}
		}
		if n > 0 {
			m.mean[h] = sum / float64(n)
		}
	}
}

func (m *seasonalMean) Predict(cell int) float64 { return m.mean[cell%len(m.mean)] }

// lastOf returns the last cell before the origin at hour h of the week.
func lastOf(h int, p *Past) int {
	return p.Origin - 1 - floorMod(p.Origin-1-h, p.Week)
}
