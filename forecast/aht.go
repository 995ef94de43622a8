package forecast

import (
	"cmp"
	"math"
	"slices"
)

// ahtWeeks is how much history the shape of handle times is learnt from, and
// ahtLevelWeeks how much their level: tools and tariffs change it within weeks,
// while nights differ from days as they always did.
const (
	ahtWeeks      = 26
	ahtLevelWeeks = 8
	ahtHalfLife   = 2.0 // weeks after which a week counts half for the level
	ahtOdd        = 4.0 // standard deviations of a mean beyond which it is not by chance
	ahtKeep       = 2.0 // standard deviations to which such a one is cut back
)

// handleTimes returns the handle time to expect at each hour of the week, 0
// everywhere without data: a shape of the week times the level of the last weeks.
//
// A mean of n contacts varies by σ²/n, so that everything is weighted by volume.
// Means that chance does not explain (a ticket left open over night) are cut
// back. An hour's own mean is drawn to that of all hours as if σ²/τ² more
// contacts of that had been seen, where τ² is by how much hours really differ
// (empirical Bayes; DerSimonian & Laird 1986): with few contacts, or hours that
// are all alike, it is the mean of all.
func (g *grid) handleTimes() []float64 {
	a := g.ahtCells()
	out := make([]float64, g.week)
	if len(a.cells) == 0 {
		return out
	}
	a.rough()
	a.cut()
	shape := a.shape()
	last := a.level(shape)
	for h := range out {
		out[h] = shape[h] * last
	}
	return out
}

// ahtPast is the handle times known.
type ahtPast struct {
	cells  []ahtCell
	week   int
	origin int // first cell of the first week
	weeks  int
}

// ahtCell is the handle time of one cell; usual is roughly that of its week.
type ahtCell struct {
	hour, week           int
	volume, value, usual float64
}

// ahtCells gathers the cells of the last half year in which something was handled.
func (g *grid) ahtCells() *ahtPast {
	end := len(g.y)
	weeks := min(ahtWeeks, (end+g.week-1)/g.week)
	a := &ahtPast{week: g.week, origin: end - weeks*g.week}
	for c := max(0, a.origin); c < end; c++ {
		if known(g.y[c]) && g.y[c] > 0 && g.aht[c] > 0 {
			a.cells = append(a.cells, ahtCell{hour: c % g.week, week: (c - a.origin) / g.week, volume: g.y[c], value: g.aht[c]})
			a.weeks = a.cells[len(a.cells)-1].week + 1
		}
	}
	return a
}

// byWeek and byHour gather values of cells, with what each counts.
func (a *ahtPast) byWeek(value func(ahtCell) float64) [][]counted {
	out := make([][]counted, a.weeks)
	for _, c := range a.cells {
		out[c.week] = append(out[c.week], counted{value(c), c.volume})
	}
	return out
}

func (a *ahtPast) byHour(value func(ahtCell) float64) [][]counted {
	out := make([][]counted, a.week)
	for _, c := range a.cells {
		out[c.hour] = append(out[c.hour], counted{value(c), c.volume})
	}
	return out
}

// rough sets what is usual in each cell's week: the running level, and the
// week's own where that stands out by more than chance.
func (a *ahtPast) rough() {
	own, volume := make([]float64, a.weeks), make([]float64, a.weeks)
	for w, cells := range a.byWeek(func(c ahtCell) float64 { return c.value }) {
		own[w] = weightedMedian(cells)
		for _, c := range cells {
			volume[w] += c.weight
		}
	}
	level := running(own, volume)
	for i, c := range a.cells {
		a.cells[i].usual = level[c.week]
	}
	sd := a.deviation()
	for i, c := range a.cells {
		// A median of n varies by a quarter more than a mean.
		if l := level[c.week]; math.Abs(own[c.week]/l-1) > ahtOdd*1.25*sd/math.Sqrt(volume[c.week]) {
			a.cells[i].usual = own[c.week]
		}
	}
}

// deviation returns the standard deviation of one contact's handle time as a
// share of the usual, from the middle of those seen.
func (a *ahtPast) deviation() float64 {
	chi := make([]float64, len(a.cells))
	for i, c := range a.cells {
		r := c.value/c.usual - 1
		chi[i] = c.volume * r * r
	}
	return math.Sqrt(median(chi) / 0.455)
}

// running returns the level of each week: the median of the weeks behind it,
// newer and fuller ones counting more. A week that stands out does not move it,
// and two weeks that stay do. Weeks without data have that before, or behind.
func running(own, volume []float64) []float64 {
	out := make([]float64, len(own))
	var near []counted
	for w := range out {
		near = near[:0]
		for v := max(0, w-ahtLevelWeeks+1); v <= w; v++ {
			if volume[v] > 0 {
				near = append(near, counted{own[v], volume[v] * math.Exp2(-float64(w-v)/ahtHalfLife)})
			}
		}
		switch {
		case len(near) > 0:
			out[w] = weightedMedian(near)
		case w > 0:
			out[w] = out[w-1]
		}
	}
	for w := len(out) - 2; w >= 0; w-- {
		out[w] = cmp.Or(out[w], out[w+1])
	}
	return out
}

// cut cuts back what chance does not explain, against what is usual in the week
// and, where that is more, at the hour.
func (a *ahtPast) cut() {
	hour := make([]float64, a.week)
	for h, cells := range a.byHour(func(c ahtCell) float64 { return c.value / c.usual }) {
		hour[h] = 1
		if len(cells) >= 4 {
			hour[h] = math.Max(1, weightedMedian(cells))
		}
	}
	sd := a.deviation()
	for i, c := range a.cells {
		usual, chance := c.usual*hour[c.hour], sd/math.Sqrt(c.volume)
		if c.value > usual*(1+ahtOdd*chance) {
			a.cells[i].value = usual * (1 + ahtKeep*chance)
		}
	}
}

// level returns the newest level of the handle times, the shape taken out.
func (a *ahtPast) level(shape []float64) float64 {
	own, base, volume := make([]float64, a.weeks), make([]float64, a.weeks), make([]float64, a.weeks)
	for _, c := range a.cells {
		own[c.week] += c.volume * c.value
		base[c.week] += c.volume * shape[c.hour]
		volume[c.week] += c.volume
	}
	for w := range own {
		if volume[w] > 0 {
			own[w] /= base[w]
		}
	}
	level := running(own, volume)
	return level[len(level)-1]
}

// shape returns the handle time of each hour of the week against the level.
func (a *ahtPast) shape() []float64 {
	work, volume, count := make([]float64, a.week), make([]float64, a.week), make([]float64, a.week)
	allWork, allVolume := 0.0, 0.0
	for _, c := range a.cells {
		work[c.hour] += c.volume * c.value / c.usual
		volume[c.hour] += c.volume
		count[c.hour]++
		allWork += c.volume * c.value / c.usual
		allVolume += c.volume
	}
	out, all := make([]float64, a.week), allWork/allVolume
	draw := a.draw(work, volume, count, all)
	for h := range out {
		out[h] = all
		if volume[h] > 0 && !math.IsInf(draw, 1) {
			out[h] = (work[h] + draw*all) / (volume[h] + draw)
		}
	}
	return out
}

// draw returns σ²/τ²: how many contacts' worth the mean of all hours counts.
// Infinite when the hours differ by no more than chance.
func (a *ahtPast) draw(work, volume, count []float64, all float64) float64 {
	within, free := 0.0, 0.0
	for _, c := range a.cells {
		if h := c.hour; count[h] > 1 {
			d := c.value/c.usual - work[h]/volume[h]
			within += c.volume * d * d
			free += 1 - 1/count[h]
		}
	}
	if free < 1 {
		return fewDraw
	}
	variance := within / free
	between, hours, total, squares := 0.0, 0.0, 0.0, 0.0
	for h, v := range volume {
		if v > 0 {
			d := work[h]/v - all
			between += v * d * d
			hours++
			total += v
			squares += v * v
		}
	}
	spread := (between - (hours-1)*variance) / math.Max(total-squares/total, 1e-9)
	if spread <= 0 {
		return math.Inf(1)
	}
	return variance / spread
}

// fewDraw is σ²/τ² where it cannot be told: handle times of single contacts
// vary by about their mean, and hours of the week by a fifth of it.
const fewDraw = 25

// counted is a value and how much it counts.
type counted struct{ value, weight float64 }

// weightedMedian sorts v and returns the value at which half of the weight is
// reached: the mean of two where it is reached just between them.
func weightedMedian(v []counted) float64 {
	slices.SortFunc(v, func(a, b counted) int { return cmp.Compare(a.value, b.value) })
	total := 0.0
	for _, x := range v {
		total += x.weight
	}
	sum := 0.0
	for i, x := range v {
		sum += x.weight
		if 2*sum > total*(1+1e-12) || i+1 == len(v) {
			return x.value
		}
		if 2*sum > total*(1-1e-12) {
			return (x.value + v[i+1].value) / 2
		}
	}
	return 0
}
