package bench

import (
	"math"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
)

// told scales a forecast so that each span of some days adds up to what came:
// the forecast of somebody who was told the totals beforehand and had to guess
// the days alone. What it is still wrong by is not to be had from a better level.
func told(came []forecast.Point, mean []float64, days int) []float64 {
	out := make([]float64, len(mean))
	span := func(i int) int { return int(came[i].Start.Sub(came[0].Start).Hours()) / (24 * days) }
	for lo := 0; lo < len(came); {
		hi, sum, base := lo, 0.0, 0.0
		for ; hi < len(came) && span(hi) == span(lo); hi++ {
			sum += came[hi].Volume
			base += mean[hi]
		}
		for i := lo; i < hi; i++ {
			out[i] = mean[i] * sum / math.Max(base, 1e-9)
		}
		lo = hi
	}
	return out
}

// daily returns Σ|error| of the sums of days in UTC.
func daily(came []forecast.Point, mean []float64) (wrong, volume float64) {
	day := 0.0
	for i, p := range came {
		day += p.Volume - mean[i]
		volume += p.Volume
		if i+1 == len(came) || !sameDay(p.Start, came[i+1].Start, time.UTC) {
			wrong += math.Abs(day)
			day = 0
		}
	}
	return wrong, volume
}

// Told every day's total, nothing is wrong with days; told the sum of all, no
// more than before on a level that does not move; hours keep their shares.
func TestTold(t *testing.T) {
	came := []forecast.Point{}
	var mean []float64
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	for h := range 48 {
		came = append(came, forecast.Point{Start: start.Add(time.Duration(h) * time.Hour), Volume: map[bool]float64{true: 10, false: 14}[h < 24]})
		mean = append(mean, 6)
	}
	for _, tt := range []struct {
		days int
		want float64 // Σ|error| of two days of 240 and 336
	}{{1, 0}, {2, 2 * (336 - 288)}} {
		if wrong, _ := daily(came, told(came, mean, tt.days)); math.Abs(wrong-tt.want) > 1e-9 {
			t.Errorf("told spans of %d days: wrong by %v, want %v", tt.days, wrong, tt.want)
		}
	}
	if wrong, volume := daily(came, mean); wrong != 576-288 || volume != 576 {
		t.Errorf("untold: wrong by %v of %v, want 288 of 576", wrong, volume)
	}
}

// BenchmarkTold reports the WAPE of day sums over ten origins of a made queue
// whose level wanders: as forecast, told the sum of 28 days, and told each week's.
func BenchmarkTold(b *testing.B) {
	s := noise(b)
	wander := 0.0
	for i := range s.Points {
		if i%24 == 0 {
			wander = 0.9*wander + 0.04*math.Sin(float64(i*i))
		}
		s.Points[i].Volume = math.Round(s.Points[i].Volume * math.Exp(wander))
	}
	for b.Loop() {
		var wrong [3]float64
		volume := 0.0
		for k := range 10 {
			from := s.Points[0].Start.AddDate(0, 0, 7*(12+k))
			f, err := forecast.Run(s, from, 28*24*time.Hour, forecast.Options{})
			if err != nil {
				b.Fatal(err)
			}
			var came []forecast.Point
			var mean []float64
			for i, p := range s.Points[7*24*(12+k):] {
				if i < len(f.Values) {
					came, mean = append(came, p), append(mean, f.Values[i].Mean)
				}
			}
			for i, m := range [][]float64{mean, told(came, mean, 28), told(came, mean, 7)} {
				w, v := daily(came, m)
				wrong[i] += w
				if i == 0 {
					volume += v
				}
			}
		}
		for i, unit := range []string{"untold", "total", "weeks"} {
			b.ReportMetric(wrong[i]/volume, unit)
		}
	}
}
