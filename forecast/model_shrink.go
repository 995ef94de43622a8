package forecast

import "math"

// shrinkShape draws each hour of the week towards what its neighbours on the
// clock make of it, and then towards what the other days of the week do, each
// by as much as its own history is noise.
func shrinkShape(p *Past, shape, weight []float64) []float64 {
	noise := noiseOf(p, shape, weight)
	shape, noise = draw(shape, noise, neighbours(shape, noise))
	shape, _ = draw(shape, noise, otherDays(shape, noise, p.Slots))
	return shape
}

// noiseOf returns the variance of each estimate: φ·shape ÷ weight, where φ is
// the dispersion within days. How whole days differ is not noise of the shape.
func noiseOf(p *Past, shape, weight []float64) []float64 {
	phi := withinDayDispersion(p, shape)
	out := make([]float64, len(shape))
	for h, w := range weight {
		out[h] = math.Inf(1)
		if w > 0 {
			out[h] = phi * shape[h] / w
		}
	}
	return out
}

// withinDayDispersion returns variance ÷ mean about the shape scaled to each
// day's own total, over the last year.
func withinDayDispersion(p *Past, shape []float64) float64 {
	seen, _ := p.sums()
	first := max(0, len(seen)-52*7)
	bases := p.bases(shape, first)
	chi, n := 0.0, 0.0
	for d := first; d < len(seen); d++ {
		if seen[d] == 0 || bases[d] == 0 {
			continue
		}
		ratio, lo := seen[d]/bases[d], d*p.Slots%p.Week
		for i, v := range p.Y[d*p.Slots : min(p.Origin, (d+1)*p.Slots)] {
			if mu := shape[lo+i] * ratio; known(v) && mu > 0 {
				chi += (v - mu) * (v - mu) / mu
				n++
			}
		}
	}
	if n == 0 {
		return 1
	}
	return chi / n
}

// draw moves each value towards its prior by noise ÷ (noise + spread), where
// spread is how much values differ from priors beyond noise, relative to
// their size; and returns what noise is left.
func draw(shape, noise, prior []float64) (drawn, left []float64) {
	excess, size := 0.0, 0.0
	for h, v := range shape {
		if d := v - prior[h]; !math.IsInf(noise[h], 1) && known(d) {
			excess += d*d - noise[h]
			size += prior[h] * prior[h]
		}
	}
	spread := 0.0
	if size > 0 {
		spread = math.Max(0, excess/size)
	}
	drawn, left = make([]float64, len(shape)), make([]float64, len(shape))
	for h, v := range shape {
		drawn[h], left[h] = v, noise[h]
		total := noise[h] + spread*prior[h]*prior[h]
		if known(prior[h]) && total > 0 && !math.IsInf(total, 1) {
			own := spread * prior[h] * prior[h] / total
			drawn[h] = own*v + (1-own)*prior[h]
			left[h] = math.Max(own*noise[h], noise[h]/4)
		}
	}
	return drawn, left
}

// neighbours returns the mean of the hours before and after, NaN where one of
// them is closed.
func neighbours(shape, noise []float64) []float64 {
	out := nan(len(shape))
	for h := range shape {
		a, b := floorMod(h-1, len(shape)), (h+1)%len(shape)
		if !math.IsInf(noise[a], 1) && !math.IsInf(noise[b], 1) {
			out[h] = (shape[a] + shape[b]) / 2
		}
	}
	return out
}

// otherDays returns what the other days of the week, scaled to this day's
// total, have at the clock time; days of like shape count more.
func otherDays(shape, noise []float64, slots int) []float64 {
	out := nan(len(shape))
	total := make([]float64, len(shape)/slots)
	for h, v := range shape {
		total[h/slots] += v
	}
	for d, own := range total {
		if own == 0 {
			continue
		}
		alike := alikeness(shape, total, d, slots)
		for h := d * slots; h < (d+1)*slots; h++ {
			sum, base := 0.0, 0.0
			for e, a := range alike {
				if o := e*slots + h%slots; a > 0 && !math.IsInf(noise[o], 1) {
					sum += a * shape[o] / total[e]
					base += a
				}
			}
			if base > 0 {
				out[h] = sum / base * own
			}
		}
	}
	return out
}

// alikeness returns how much each other day counts for a day, 0 where nothing
// comes and for the day itself.
func alikeness(shape, total []float64, d, slots int) []float64 {
	out := make([]float64, len(total))
	for e := range total {
		if e != d && total[e] > 0 {
			out[e] = 1 / (unlikeness(shape, total, d, e, slots) + 1e-6)
		}
	}
	return out
}

// unlikeness is the squared distance of two days' clock shapes.
func unlikeness(shape, total []float64, d, e, slots int) float64 {
	sum := 0.0
	for s := range slots {
		x := shape[d*slots+s]/total[d] - shape[e*slots+s]/total[e]
		sum += x * x
	}
	return sum
}
