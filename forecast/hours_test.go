package forecast

import (
	"testing"
	"time"
)

// An hour is open when it is known in a third of the last eight weeks that have
// any data: weeks in between without are not counted, and older ones forgotten.
func TestOpenByAThird(t *testing.T) {
	const week = 4
	for _, tt := range []struct {
		name   string
		weeks  int
		known  func(w int) bool // hour 1 in the w-th week from the end
		silent func(w int) bool // no hour at all
		open   bool
	}{
		{"always", 10, func(int) bool { return true }, nil, true},
		{"never", 10, func(int) bool { return false }, nil, false},
		{"in two of eight", 10, func(w int) bool { return w < 2 }, nil, false},
		{"in three of eight", 10, func(w int) bool { return w < 3 }, nil, true},
		{"in three, but long ago", 11, func(w int) bool { return w >= 8 }, nil, false},
		{"in one of three", 3, func(w int) bool { return w == 2 }, nil, true},
		{"in one of four", 4, func(w int) bool { return w == 2 }, nil, false},
		{"behind five silent weeks", 10, func(w int) bool { return w >= 5 }, func(w int) bool { return w < 5 }, true},
	} {
		y := nan(tt.weeks * week)
		for w := range tt.weeks {
			at := (tt.weeks - 1 - w) * week
			if tt.silent == nil || !tt.silent(w) {
				y[at] = 0 // open, and nothing came
				if tt.known(w) {
					y[at+1] = 3
				}
			}
		}
		if got := openHours(y, week); got[1] != tt.open || !got[0] || got[2] {
			t.Errorf("%s: open %v, want the first and %v", tt.name, got, tt.open)
		}
	}
	if got := openHours([]float64{1, 1}, week); got[0] != true || got[3] {
		t.Errorf("half a week: %v", got)
	}
}

// The horizon is cut into elapsed intervals: 25 hours in autumn, 23 in spring;
// days begin at midnight; what begins within an interval begins with the next.
func TestHorizonSlots(t *testing.T) {
	zone := place(t, "Europe/Budapest")
	at := func(month time.Month, d, h, m int) time.Time { return time.Date(2025, month, d, h, m, 0, 0, zone) }
	for _, tt := range []struct {
		name        string
		step        time.Duration
		from        time.Time
		until       time.Time
		n           int
		first, last time.Time
	}{
		{"a day", time.Hour, at(1, 7, 0, 0), at(1, 8, 0, 0), 24, at(1, 7, 0, 0), at(1, 7, 23, 0)},
		{"in spring", time.Hour, at(3, 30, 0, 0), at(3, 31, 0, 0), 23, at(3, 30, 0, 0), at(3, 30, 23, 0)},
		{"in autumn", time.Hour, at(10, 26, 0, 0), at(10, 27, 0, 0), 25, at(10, 26, 0, 0), at(10, 26, 23, 0)},
		{"quarters in autumn", 15 * time.Minute, at(10, 26, 0, 0), at(10, 27, 0, 0), 100, at(10, 26, 0, 0), at(10, 26, 23, 45)},
		{"days across spring", 24 * time.Hour, at(3, 29, 0, 0), at(4, 1, 0, 0), 3, at(3, 29, 0, 0), at(3, 31, 0, 0)},
		{"days from noon", 24 * time.Hour, at(1, 7, 12, 0), at(1, 9, 12, 0), 2, at(1, 8, 0, 0), at(1, 9, 0, 0)},
		{"from past the hour", time.Hour, at(1, 7, 9, 20), at(1, 7, 12, 20), 3, at(1, 7, 10, 0), at(1, 7, 12, 0)},
		{"from half a second past", time.Hour, at(1, 7, 9, 0).Add(time.Second / 2), at(1, 7, 12, 0), 2, at(1, 7, 10, 0), at(1, 7, 11, 0)},
		{"nothing whole", time.Hour, at(1, 7, 9, 20), at(1, 7, 9, 50), 0, time.Time{}, time.Time{}},
	} {
		begin := at(1, 6, 0, 0)
		g := newGrid(Series{Zone: zone, Interval: tt.step, Points: []Point{{Start: begin}}}, begin.Add(time.Hour))
		got := g.horizonSlots(tt.from, tt.until.Sub(tt.from))
		if len(got) != tt.n {
			t.Errorf("%s: %d intervals, want %d", tt.name, len(got), tt.n)
			continue
		}
		if tt.n > 0 && (!got[0].start.Equal(tt.first) || !got[tt.n-1].start.Equal(tt.last)) {
			t.Errorf("%s: from %v to %v, want %v to %v", tt.name, got[0].start, got[tt.n-1].start, tt.first, tt.last)
		}
		for _, s := range got {
			if s.cell != g.cell(s.start) {
				t.Errorf("%s: %v lies in cell %d, not %d", tt.name, s.start, g.cell(s.start), s.cell)
			}
		}
	}
}
