package forecast

import (
	"cmp"
	"math"
	"slices"
)

// anomaly is a run of cells that history holds but models should not believe.
type anomaly struct {
	code     string // storm, dip, outage
	from, to int    // cells, half-open
	seen     float64
	usual    float64
}

// clean returns the history with storms and dips cut back to what chance
// allows and outages made unknown, and what it changed. Usual is the rough
// volume of each cell to compare with. It is in the room of others.
func clean(y, usual, room []float64) ([]float64, []anomaly) {
	room = slices.Grow(room[:0], len(y))
	phi := robustDispersion(y, usual, room)
	out := append(room, y...)
	for c, v := range y {
		if !known(v) || !known(usual[c]) {
			continue
		}
		sd := math.Sqrt(phi*usual[c]) + relative*usual[c]
		// Counts are skewed: allow 3 more, which matters only where few come.
		if most := usual[c] + cut*sd + 3; v > most {
			out[c] = usual[c] + keep*sd + 3
		} else if least := usual[c] - cut*sd; v < least {
			out[c] = math.Max(0, usual[c]-keep*sd)
		}
	}
	found := runs(y, out, usual)
	return dropOutages(out, y, usual, phi, found)
}

// An hour beyond cut standard deviations is cut back to keep of them: it stays
// a large one, but does not move the level.
const (
	cut      = 4.0
	keep     = 2.0
	relative = 0.02 // no queue is more regular than a few per cent
)

// runs joins neighbouring changed cells into anomalies.
func runs(y, out, usual []float64) []anomaly {
	var found []anomaly
	for c, v := range y {
		if !known(v) || v == out[c] {
			continue
		}
		code := "storm"
		if v < out[c] {
			code = "dip"
		}
		if n := len(found); n > 0 && found[n-1].code == code && c-found[n-1].to <= 1 {
			found[n-1].to = c + 1
			found[n-1].seen += v
			found[n-1].usual += usual[c]
			continue
		}
		found = append(found, anomaly{code, c, c + 1, v, usual[c]})
	}
	return found
}

// dropOutages makes runs of zeros unknown that chance would not bring once in
// a million: Poisson, exp(−Σ usual/φ) < 1e-6.
func dropOutages(out, y, usual []float64, phi float64, found []anomaly) ([]float64, []anomaly) {
	for c := 0; c < len(y); c++ {
		start, sum := c, 0.0
		for c < len(y) && y[c] == 0 {
			if known(usual[c]) {
				sum += usual[c]
			}
			c++
		}
		if sum/phi < 14 {
			continue
		}
		for i := start; i < c; i++ {
			out[i] = math.NaN()
		}
		found = slices.DeleteFunc(found, func(a anomaly) bool { return a.from >= start && a.to <= c })
		found = append(found, anomaly{"outage", start, c, 0, sum})
	}
	slices.SortFunc(found, func(a, b anomaly) int { return cmp.Compare(a.from, b.from) })
	return out, found
}

// roughly returns the usual volume of each cell, NaN where there is too little
// to tell: a shape of the week times a running level, both built from medians,
// so that the anomalies looked for do not hide themselves. In the room of others.
func roughly(y, shape []float64, slots int, room []float64) []float64 {
	level := runningMedian(dayRatios(y, shape, slots), 14)
	out, hour := slices.Grow(room, len(y)), 0
	for d := range level {
		for range min(slots, len(y)-d*slots) {
			out = append(out, level[d]*shape[hour]) // unknown when either is
			if hour++; hour == len(shape) {
				hour = 0
			}
		}
	}
	return out
}

// medianShape returns the mean of the middle half of the last year's values
// at each hour of the week: steadier than the median where counts are small.
func medianShape(y []float64, week int) []float64 { return new(lastYear).shape(y, week) }

// lastYear is the last year's known values of each hour of the week, as they came
// and by their size. It goes on from origin to origin.
type lastYear struct {
	upto         int // cells seen
	came, ranked [][]float64
}

const yearValues = 52

// shape returns the median shape of a history that begins with the one before;
// after a shorter one it is looked at anew.
func (l *lastYear) shape(y []float64, week int) []float64 {
	if l.came == nil || len(y) < l.upto {
		l.begin(y, week)
	}
	for ; l.upto < len(y); l.upto++ {
		if v := y[l.upto]; known(v) {
			l.add(l.upto%week, v)
		}
	}
	shape := nan(week)
	for h, at := range l.ranked {
		if quarter := len(at) / 4; len(at) > 0 {
			shape[h] = mean(at[quarter : len(at)-quarter])
		}
	}
	return shape
}

// begin looks no farther back than it must.
func (l *lastYear) begin(y []float64, week int) {
	l.upto, l.came, l.ranked = len(y), make([][]float64, week), make([][]float64, week)
	for h := range week {
		var at []float64
		for c := len(y) - 1 - floorMod(len(y)-1-h, week); c >= 0 && len(at) < yearValues; c -= week {
			if known(y[c]) {
				at = append(at, y[c])
			}
		}
		slices.Reverse(at)
		l.came[h], l.ranked[h] = at, slices.Sorted(slices.Values(at))
	}
}

// add takes in a value and lets go of one that is more than a year old.
func (l *lastYear) add(h int, v float64) {
	l.came[h] = append(l.came[h], v)
	ranked := l.ranked[h]
	if len(ranked) == yearValues {
		gone := below(ranked, l.came[h][0])
		l.came[h], ranked = l.came[h][1:], slices.Delete(ranked, gone, gone+1)
	}
	l.ranked[h] = slices.Insert(ranked, below(ranked, v), v)
}

// dayRatios returns volume ÷ shape of each day.
func dayRatios(y, shape []float64, slots int) []float64 {
	out := nan((len(y) + slots - 1) / slots)
	for d := range out {
		sum, base := 0.0, 0.0
		hours := shape[d*slots%len(shape):]
		for i, v := range y[d*slots : min(len(y), (d+1)*slots)] {
			if s := hours[i]; known(v) && known(s) {
				sum += v
				base += s
			}
		}
		if base > 0 {
			out[d] = sum / base
		}
	}
	return out
}

// robustDispersion returns variance ÷ mean from the middle of the residuals:
// half of all squared standard normal values are below 0.455. They are gathered
// in the room of others.
func robustDispersion(y, usual, chi []float64) float64 {
	for c, v := range y {
		if known(v) && known(usual[c]) && usual[c] >= 0.5 {
			chi = append(chi, (v-usual[c])*(v-usual[c])/usual[c])
		}
	}
	if len(chi) == 0 {
		return 1
	}
	return math.Max(1, median(chi)/0.455)
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}
