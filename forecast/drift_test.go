package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// runLength returns after how many weeks, on average over runs, an alarm comes
// when the errors are normal with a mean and a correlation from week to week.
func runLength(runs int, shift, correlation float64) float64 {
	rng := rand.New(rand.NewPCG(1, 2))
	sum := 0.0
	for range runs {
		high, low, e := 0.0, 0.0, rng.NormFloat64()
		for n := 1.0; ; n++ {
			high, low = cusum(high, low, e+shift)
			if high >= driftAlarm || low >= driftAlarm {
				sum += n
				break
			}
			e = correlation*e + math.Sqrt(1-correlation*correlation)*rng.NormFloat64()
		}
	}
	return sum / float64(runs)
}

// The rate of false alarms is the one that is stated, and alarms come as soon.
// The bounds are four standard errors of the simulation about the theory.
func TestDriftFalseAlarms(t *testing.T) {
	tests := map[string]struct {
		runs               int
		shift, correlation float64
		least, most        float64
	}{
		"nothing moved":                      {3000, 0, 0, 430, 510},
		"a level one unit up":                {3000, 1, 0, 9.8, 11},
		"one unit down":                      {3000, -1, 0, 9.8, 11},
		"two units up":                       {3000, 2, 0, 3.7, 4.4},
		"errors alike from week to week":     {1000, 0, 0.3, 90, 200},
		"far more than can be: two weeks":    {10, 100, 0, 2, 2},
		"far less than can be: never in one": {10, -100, 0, 2, 2},
	}
	for name, tt := range tests {
		if got := runLength(tt.runs, tt.shift, tt.correlation); got < tt.least || got > tt.most {
			t.Errorf("%s: an alarm after %.1f weeks, want %v to %v", name, got, tt.least, tt.most)
		}
	}
}

func stepsOf(errors ...float64) []DriftStep {
	var out []DriftStep
	for i, e := range errors {
		out = append(out, DriftStep{Week: time.Date(2026, 1, 5+7*i, 0, 0, 0, 0, time.UTC), Error: e, Came: 100 + 10*e, Said: 100})
	}
	return out
}

func TestWatch(t *testing.T) {
	week := func(i int) time.Time { return time.Date(2026, 1, 5+7*i, 0, 0, 0, 0, time.UTC) }
	tests := map[string]struct {
		errors []float64
		want   []Alarm
	}{
		"nothing":                    {nil, nil},
		"small errors either way":    {[]float64{1, -1, 1, -1, 1, -1, 1, -1, 1, -1}, nil},
		"one wild week":              {[]float64{0, 50, 0, 0}, nil},
		"half a unit never adds up":  {[]float64{.5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5}, nil},
		"2 units: 1.5, 3, 4.5, 6":    {[]float64{-1, 2, 2, 2, 2}, []Alarm{{Week: week(4), Since: week(1), More: true, By: 0.2}}},
		"and down":                   {[]float64{1, -2, -2, -2, -2}, []Alarm{{Week: week(4), Since: week(1), More: false, By: -0.2}}},
		"the sums begin anew behind": {[]float64{3, 3, 3, 3}, []Alarm{{Week: week(1), Since: week(0), More: true, By: 0.3}, {Week: week(3), Since: week(2), More: true, By: 0.3}}},
	}
	for name, tt := range tests {
		got := watch(stepsOf(tt.errors...))
		if len(got) != len(tt.want) {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
			continue
		}
		for i := range got {
			if math.Abs(got[i].By-tt.want[i].By) > 1e-9 {
				t.Errorf("%s: off by %v, want %v", name, got[i].By, tt.want[i].By)
			}
			got[i].By = tt.want[i].By
			if got[i] != tt.want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], tt.want[i])
			}
		}
	}
}
