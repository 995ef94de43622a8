package forecast

import "time"

// openHours returns the hours of the week that history shows open: known in at
// least a third of the last eight weeks that have any data.
func openHours(y []float64, week int) []bool {
	open, count := make([]bool, week), make([]int, week)
	weeks := 0
	for end := len(y); end > 0 && weeks < 8; end -= week {
		any := false
		for c := max(0, end-week); c < end; c++ {
			if known(y[c]) {
				any = true
				count[c%week]++
			}
		}
		if any {
			weeks++
		}
	}
	for h, n := range count {
		open[h] = n > 0 && 3*n >= weeks
	}
	return open
}

// slot is one elapsed interval to forecast.
type slot struct {
	start time.Time
	cell  int
}

// horizonSlots returns the elapsed intervals from an instant on. Up to an hour
// they follow each other in real time, so that the autumn day has 25 hours;
// longer ones keep to the clock, so that days begin at midnight.
func (g *grid) horizonSlots(from time.Time, horizon time.Duration) []slot {
	var out []slot
	end := from.Add(horizon)
	if g.step > 3600 {
		for c := g.cell(from); ; c++ {
			t := g.start(c)
			if !t.Before(end) {
				return out
			}
			if !t.Before(from) {
				out = append(out, slot{t, c})
			}
		}
	}
	t := from.Truncate(time.Second).In(g.zone)
	if t.Before(from) {
		t = t.Add(time.Second)
	}
	for {
		// Round up to the clock's grid; only the first step, and the odd zone
		// whose clocks move by half an hour, need it.
		if off := floorMod(g.wall(t), g.step); off != 0 {
			t = t.Add(time.Duration(g.step-off) * time.Second)
		}
		if !t.Before(end) {
			return out
		}
		out = append(out, slot{t, g.cell(t)})
		t = t.Add(time.Duration(g.step) * time.Second)
	}
}
