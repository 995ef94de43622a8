package bench

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
)

// still makes days of a queue that never changes but by its weekdays and by
// chance, 190 contacts on average, and their true rates.
func still(rng *rand.Rand, weeks int) (s forecast.Series, rates []float64) {
	s = forecast.Series{Name: "still", Zone: time.UTC, Interval: 24 * time.Hour}
	weekday := [7]float64{0.7, 1.2, 1.1, 1, 1, 0.95, 0.8}
	start := time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)
	for d := range 7 * weeks {
		rate := 190 * weekday[d%7]
		s.Points = append(s.Points, forecast.Point{Start: start.AddDate(0, 0, d), Volume: math.Round(rate + math.Sqrt(rate)*rng.NormFloat64())})
		rates = append(rates, rate)
	}
	return s, rates
}

// ofTheBest returns Σ|error| of forecasts of the last days ÷ that of the best
// average, at the last three origins.
func ofTheBest(s forecast.Series, forecasts []float64) float64 {
	h, wrong, theirs := newHistory(s), 0.0, make([]float64, len(baselines))
	for k := 1; k <= 3; k++ {
		from := len(s.Points) - 28*k
		for i, p := range s.Points[from : from+28] {
			wrong += math.Abs(p.Volume - forecasts[from+i])
			for j, b := range baselines {
				theirs[j] += math.Abs(p.Volume - mean(h.last(h.wall(p.Start), h.wall(s.Points[from].Start), b.weeks)))
			}
		}
	}
	best := math.Inf(1)
	for _, w := range theirs {
		best = math.Min(best, w)
	}
	return wrong / best
}

// How much better than the best of five averages, picked afterwards, could a
// forecast of days be that knew the truth? Of a queue that stays as it is, by a
// per cent or two once there is half a year of it: the rest is chance. Only
// where levels move, and can be seen to, is there more to win.
func TestTrueRateHardlyBeatsTheBestAverage(t *testing.T) {
	const queues = 150
	for _, tt := range []struct {
		weeks       int
		least, most float64
	}{{16, 0.92, 0.96}, {30, 0.96, 0.99}, {70, 0.98, 1.005}} {
		rng, sum := rand.New(rand.NewPCG(5, uint64(tt.weeks))), 0.0
		for range queues {
			s, rates := still(rng, tt.weeks)
			sum += ofTheBest(s, rates)
		}
		t.Logf("%d weeks: the true rate is at %.3f of the best average", tt.weeks, sum/queues)
		if got := sum / queues; got < tt.least || got > tt.most {
			t.Errorf("%d weeks: %.3f of the best average, want %v to %v", tt.weeks, got, tt.least, tt.most)
		}
	}
}

// Where each week is one higher, the last value is the best average, wrong by 1
// to 4; one that is one lower is wrong by 2 to 5.
func TestOfTheBest(t *testing.T) {
	s := counted(t, 20) // each week is one higher: the last value is best
	s.Interval = 24 * time.Hour
	points := s.Points[:0]
	var last, worse []float64
	for i, p := range s.Points {
		if i%24 == 0 {
			points = append(points, p)
			d := len(points) - 1
			from := 20*7 - (20*7-d+27)/28*28 // the origin of this day's horizon
			last = append(last, float64(from/7))
			worse = append(worse, float64(from/7-1))
		}
	}
	s.Points = points
	if got := ofTheBest(s, last); math.Abs(got-1) > 1e-9 {
		t.Errorf("the best average is at %v of itself", got)
	}
	if got, want := ofTheBest(s, worse), (2.0+3+4+5)/(1+2+3+4); math.Abs(got-want) > 1e-9 {
		t.Errorf("one less is at %v, want %v", got, want)
	}
}
