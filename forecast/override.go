package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// said tells whether the special day is a planner's word, rather than one whose
// effect is to be learnt.
func (s SpecialDay) said() bool { return s.Factor > 0 || s.Target > 0 || s.Cap > 0 }

// overridden returns the planner's word on the cells to come, in the order in
// which it is laid over what the statistics say: factors first, then targets,
// then caps. It is never learnt from, and each value keeps what it was without
// (Value.Base).
func (k *calendar) overridden(origin int) []*special {
	var out []*special
	for _, s := range k.days {
		if !s.found && s.said() && s.to > origin {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b *special) int { return cmp.Compare(a.order(), b.order()) })
	return out
}

func (s *special) order() int {
	switch {
	case s.Cap > 0:
		return 2
	case s.Target > 0:
		return 1
	}
	return 0
}

// override lays the planner's words over the values. A factor multiplies; a
// target is what comes in all on the day, or in its part, spread as the forecast
// is; of more than a cap the rest does not come. Cells rise.
func override(values []Value, cells []int, words []*special) {
	for _, s := range words {
		from, _ := slices.BinarySearch(cells, s.from)
		to, _ := slices.BinarySearch(cells, s.to)
		part := values[from:to]
		said := 0.0
		for _, v := range part {
			said += v.Mean
		}
		for i := range part {
			part[i].Mean = s.on(part[i].Mean, said, len(part))
		}
	}
}

// on returns what a planner's word makes of one of n values that are said in all.
func (s *special) on(mean, said float64, n int) float64 {
	if s.Factor > 0 {
		mean, said = mean*s.Factor, said*s.Factor
	}
	switch {
	case s.Target > 0 && said > 0:
		mean, said = mean/said*s.Target, s.Target
	case s.Target > 0:
		mean, said = s.Target/float64(n), s.Target
	}
	if s.Cap > 0 && said > s.Cap {
		mean *= s.Cap / said
	}
	return mean
}

// saidOf names the planner's words on a cell.
func saidOf(words []*special, cell int) string {
	var out []string
	for _, s := range words {
		if s.from <= cell && cell < s.to && !slices.Contains(out, s.Name) {
			out = append(out, s.Name)
		}
	}
	return strings.Join(out, " + ")
}

// Lay lays other words of the planner over what a forecast's statistics say, and
// returns its values with them: the effect of an event before a new forecast is
// made. Days whose effect is learnt keep the one they had; closed ones get
// nothing. Quantiles keep their proportion to the mean.
func Lay(f Forecast, zone *time.Location, days []SpecialDay) ([]Value, error) {
	out := slices.Clone(f.Values)
	if len(out) == 0 {
		return out, nil
	}
	width := cmp.Or(f.width(), time.Hour)
	if width > day || day%width != 0 {
		return nil, fmt.Errorf("series %q: values every %v; use 5 minutes to 1 day, and one that divides a day", f.Series, width)
	}
	last := out[len(out)-1].Start
	g := newGrid(Series{Zone: zone, Interval: width, Points: []Point{{Start: out[0].Start}}}, last.Add(1))
	k, err := newCalendar(g, f.Series, days)
	if err != nil {
		return nil, err
	}
	cells := make([]int, len(out))
	for i := range out {
		cells[i] = g.cell(out[i].Start)
		out[i].Mean = out[i].Base
	}
	override(out, cells, k.overridden(math.MinInt))
	for i := range out {
		if k.closed(cells[i]) {
			out[i].Mean = 0
		}
		out[i].Quantiles = inProportion(f.Values[i], out[i].Mean)
	}
	return out, nil
}

// inProportion moves the quantiles of a value to another mean.
func inProportion(v Value, mean float64) []float64 {
	out := make([]float64, len(v.Quantiles))
	for i, q := range v.Quantiles {
		if v.Mean > 0 {
			out[i] = q * mean / v.Mean
		}
	}
	return out
}
