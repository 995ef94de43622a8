package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// Sums are those of the values, and weeks begin on Monday.
func TestSumsAddUp(t *testing.T) {
	s, end := made(t, 20*7+3, time.Hour, 1) // Monday 2025-01-06 and 143 days: Thursday 2025-05-29
	f := run(t, s, end, 28, Options{})
	all, units := 0.0, map[string]float64{}
	for _, v := range f.Values {
		all += v.Mean
	}
	counts := map[string]int{}
	for _, x := range f.Sums {
		units[x.Unit] += x.Mean
		counts[x.Unit]++
		if x.Unit == "week" && x.From.Weekday() != time.Monday {
			t.Errorf("a week begins on %s", x.From)
		}
		if len(x.Quantiles) != 3 || !(x.Quantiles[0] >= 0 && x.Quantiles[0] <= x.Quantiles[1] && x.Quantiles[1] <= x.Quantiles[2]) {
			t.Errorf("quantiles %v", x.Quantiles)
		}
		if x.Mean > 100 && (x.Quantiles[0] > x.Mean || x.Quantiles[2] < x.Mean) {
			t.Errorf("%s %s: %.1f lies outside its band %.1f", x.Unit, x.From, x.Mean, x.Quantiles)
		}
	}
	for unit, sum := range units {
		if math.Abs(sum-all) > 1e-6*all {
			t.Errorf("the %ss add up to %.3f, the values to %.3f", unit, sum, all)
		}
	}
	if counts["day"] != 24 || counts["week"] != 5 || counts["month"] != 2 { // four Sundays are closed
		t.Errorf("%v, want 24 days, 5 weeks, 2 months", counts)
	}
}

// paths returns errors of days: with share of their variance in common within
// a path.
func paths(n, days int, common float64) sumErrors {
	rng := rand.New(rand.NewPCG(3, 4))
	s := sumErrors{levels: []float64{0.1, 0.5, 0.9}, spans: float64(n)}
	for range n {
		bias := rng.NormFloat64() * math.Sqrt(common)
		var p []dayError
		for range days {
			p = append(p, dayError{100, 100 + 10*(bias+rng.NormFloat64()*math.Sqrt(1-common))})
		}
		s.paths = append(s.paths, p)
	}
	return s
}

// Days that err alike do not even out over a week, others do by √7.
func TestSumsKeepCorrelation(t *testing.T) {
	for _, tt := range []struct{ common, want float64 }{{0, 1 / math.Sqrt(7)}, {0.99, 1}, {0.5, math.Sqrt((1 + 6*0.5) / 7)}} {
		s := paths(300, 28, tt.common)
		one, week := s.quantiles(100, 1), s.quantiles(700, 7)
		width := (week[2] - week[0]) / 7 / (one[2] - one[0])
		if math.Abs(width-tt.want) > 0.1 {
			t.Errorf("common %v: a week is %.2f as uncertain as a day, in relation, want %.2f", tt.common, width, tt.want)
		}
	}
}

// Few paths say little, and the band is wider for it.
func TestFewPathsAreWide(t *testing.T) {
	few, many := paths(3, 28, 0.5), paths(300, 28, 0.5)
	a, b := few.quantiles(2800, 28), many.quantiles(2800, 28)
	if len(few.paths) != 3 || a[2]-a[0] < 0.5*(b[2]-b[0]) {
		t.Errorf("band of three paths %v, of three hundred %v", a, b)
	}
	none := sumErrors{levels: []float64{0.1, 0.5, 0.9}}.quantiles(1000, 28)
	if none[2]-none[0] < 300 {
		t.Errorf("the band of an untested sum is %v", none)
	}
}

// Student's quantiles against tables.
func TestStudent(t *testing.T) {
	for _, tt := range []struct{ level, freedom, want float64 }{
		{0.9, 5, 1.476}, {0.9, 10, 1.372}, {0.9, 1e9, 1.2816}, {0.5, 4, 0}, {0.1, 10, -1.372}, {0.975, 20, 2.086},
	} {
		if got := student(tt.level, tt.freedom); math.Abs(got-tt.want) > 0.01*math.Max(1, math.Abs(tt.want)) {
			t.Errorf("student(%v, %v) = %.4f, want %.3f", tt.level, tt.freedom, got, tt.want)
		}
	}
}

// The band of a month holds what comes about as often as it says, on series
// whose level wanders.
func TestSumsAreCalibrated(t *testing.T) {
	inside, n := 0, 0
	for seed := range uint64(14) {
		rng := rand.New(rand.NewPCG(seed, 9))
		s, end := made(t, 30*7, time.Hour, 0)
		spell := 0.0
		for i, p := range s.Points {
			if i == 0 || p.Start.Day() != s.Points[i-1].Start.Day() {
				spell = 0.8*spell + 0.05*rng.NormFloat64()
			}
			s.Points[i].Volume = math.Round(p.Volume * math.Exp(spell))
		}
		from := end.AddDate(0, 0, -28)
		f := run(t, s, from, 28, Options{Quantiles: []float64{0.1, 0.9}})
		for _, x := range f.Sums {
			if x.Unit != "week" {
				continue
			}
			came := 0.0
			for _, p := range s.Points {
				if !p.Start.Before(x.From) && p.Start.Before(x.To) && !p.Start.Before(from) {
					came += p.Volume
				}
			}
			n++
			if x.Quantiles[0] <= came && came <= x.Quantiles[1] {
				inside++
			}
		}
	}
	if share := float64(inside) / float64(n); share < 0.68 || share > 0.95 {
		t.Errorf("%d of %d weeks lie in their 80 %% band", inside, n)
	}
}
