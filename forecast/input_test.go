package forecast

import (
	"math"
	"strings"
	"testing"
	"time"
)

// Histories that are odd but no error: the forecast is sane, and says so where
// it must.
func TestOddHistories(t *testing.T) {
	tests := map[string]struct {
		volume   func(i int) float64
		note     string  // a code
		min, max float64 // of every mean
	}{
		"all zeros":         {func(int) float64 { return 0 }, "zeros", 0, 0},
		"a constant":        {func(int) float64 { return 12 }, "", 11.9, 12.1},
		"a spike":           {func(i int) float64 { return map[bool]float64{true: 1e8, false: 12}[i == 1500] }, "storm", 11, 14},
		"a spike at last":   {func(i int) float64 { return map[bool]float64{true: 1e8, false: 12}[i == 60*24-1] }, "storm", 11, 14},
		"next to nothing":   {func(i int) float64 { return map[bool]float64{true: 1, false: 0}[i%997 == 0] }, "", 0, 1},
		"fractions":         {func(i int) float64 { return 0.25 }, "", 0.2, 0.3},
		"a million an hour": {func(i int) float64 { return 1e6 + float64(i%24) }, "", 0.99e6, 1.01e6},
	}
	zone := place(t, "Europe/Budapest")
	start := time.Date(2025, 6, 2, 0, 0, 0, 0, zone)
	for name, tt := range tests {
		s := Series{Name: name, Zone: zone, Interval: time.Hour}
		for i := range 90 * 24 {
			s.Points = append(s.Points, Point{Start: start.Add(time.Duration(i) * time.Hour), Volume: tt.volume(i)})
		}
		f := run(t, s, start.AddDate(0, 0, 90), 14, Options{})
		codes := ""
		for _, n := range f.Notes {
			codes += n.Code + " "
		}
		if !strings.Contains(codes, tt.note) {
			t.Errorf("%s: notes %q, want %q", name, codes, tt.note)
		}
		for _, v := range f.Values {
			if v.Mean < tt.min || v.Mean > tt.max {
				t.Errorf("%s: %v at %s, want %v to %v", name, v.Mean, v.Start, tt.min, tt.max)
				break
			}
		}
		for _, x := range f.Sums {
			if !(x.Mean >= 0) || math.IsInf(x.Quantiles[2], 0) || math.IsNaN(x.Quantiles[2]) {
				t.Errorf("%s: sum %+v", name, x)
			}
		}
	}
}

func TestInputThatIsRefused(t *testing.T) {
	s, end := made(t, 30, time.Hour, 1)
	tests := map[string]struct {
		spoil func(p []Point) []Point
		want  string
	}{
		"backwards":       {func(p []Point) []Point { p[9], p[10] = p[10], p[9]; return p }, "sort the points"},
		"twice":           {func(p []Point) []Point { p[9].Start = p[8].Start; return p }, "join equal ones"},
		"mixed intervals": {func(p []Point) []Point { p[9].Start = p[8].Start.Add(30 * time.Minute); return p }, "a series of its own"},
		"negative":        {func(p []Point) []Point { p[9].Volume = -1; return p }, "0 or more"},
		"not a number":    {func(p []Point) []Point { p[9].Volume = math.NaN(); return p }, "0 or more"},
		"beyond counting": {func(p []Point) []Point { p[9].Volume = 1e300; return p }, "no count"},
		"three days":      {func(p []Point) []Point { return p[len(p)-30:] }, "less than a week"},
		"nothing":         {func(p []Point) []Point { return nil }, "no history"},
	}
	for name, tt := range tests {
		bad := s
		bad.Points = tt.spoil(append([]Point(nil), s.Points...))
		if _, err := Run(bad, end, day, Options{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, tt.want)
		}
	}
	for _, horizon := range []time.Duration{0, -day, 3 * 366 * day} {
		if _, err := Run(s, end, horizon, Options{}); err == nil {
			t.Errorf("a horizon of %v is accepted", horizon)
		}
	}
}
