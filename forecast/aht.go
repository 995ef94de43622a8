package forecast

// handleTimes returns the handle time to expect at each hour of the week:
// weighted by volume over the last quarter, and drawn to the mean of all hours
// where few contacts were handled. It returns 0 everywhere without data.
func (g *grid) handleTimes() []float64 {
	const weeks, draw = 13, 30 // draw: contacts' worth of the mean of all
	work, volume := make([]float64, g.week), make([]float64, g.week)
	allWork, allVolume := 0.0, 0.0
	for c := max(0, len(g.y)-weeks*g.week); c < len(g.y); c++ {
		if known(g.y[c]) && g.aht[c] > 0 {
			work[c%g.week] += g.y[c] * g.aht[c]
			volume[c%g.week] += g.y[c]
			allWork += g.y[c] * g.aht[c]
			allVolume += g.y[c]
		}
	}
	out := make([]float64, g.week)
	for h := range out {
		if allVolume > 0 {
			all := allWork / allVolume
			out[h] = (work[h] + draw*all) / (volume[h] + draw)
		}
	}
	return out
}
