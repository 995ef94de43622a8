package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// ahtSeries simulates a queue that is open from 8 to 20, with contacts of
// exponential length whose mean is level(week) × shape(hour of the day).
func ahtSeries(weeks, perHour int, seed uint64, level func(week int) float64, shape func(hour int) float64) Series {
	rng := rand.New(rand.NewPCG(seed, 1))
	s := Series{Name: "calls", Zone: time.UTC, Interval: time.Hour}
	start := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) // a Monday
	for h := range weeks * 7 * 24 {
		hour := h % 24
		if hour < 8 || hour >= 20 {
			continue
		}
		sum := 0.0
		for range perHour {
			sum += rng.ExpFloat64() * level(h/168) * shape(hour)
		}
		p := Point{Start: start.Add(time.Duration(h) * time.Hour), Volume: float64(perHour)}
		if perHour > 0 {
			p.AHT = sum / float64(perHour)
		}
		s.Points = append(s.Points, p)
	}
	return s
}

func handleTimesOf(s Series) []float64 {
	return newGrid(s, s.Points[len(s.Points)-1].Start.Add(s.Interval)).handleTimes()
}

func flat(int) float64           { return 1 }
func always(v float64) fn        { return func(int) float64 { return v } }
func evening(hour int) float64   { return 1 + 0.4*float64(b2i(hour >= 16)) }
func b2i(b bool) int             { return map[bool]int{true: 1}[b] }
func off(got, want float64) bool { return math.Abs(got/want-1) > 0.05 }

type fn = func(int) float64

// Made from a known level and shape, both are found again.
func TestHandleTimesRecover(t *testing.T) {
	tests := map[string]struct {
		perHour  int
		level    fn
		day, eve float64 // expected at 10 and at 18
		least    float64 // relative accuracy
	}{
		"flat":                 {40, always(300), 300, 300, 0.03},
		"evenings take longer": {40, always(300), 300, 420, 0.05},
		"a level that fell 3 weeks ago": {40, func(w int) float64 {
			if w >= 23 {
				return 240
			}
			return 300
		}, 240, 336, 0.05},
		"one odd week, the last but one": {40, func(w int) float64 {
			if w == 24 {
				return 900
			}
			return 300
		}, 300, 420, 0.05},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			shape := evening
			if tt.day == tt.eve {
				shape = flat
			}
			got := handleTimesOf(ahtSeries(26, tt.perHour, 7, tt.level, shape))
			day, eve := 0.0, 0.0
			for d := range 7 {
				day += got[d*24+10] / 7
				eve += got[d*24+18] / 7
			}
			if math.Abs(day/tt.day-1) > tt.least || math.Abs(eve/tt.eve-1) > tt.least {
				t.Errorf("at 10 %.0f s, want %.0f; at 18 %.0f s, want %.0f", day, tt.day, eve, tt.eve)
			}
		})
	}
}

// With the same contacts the profile is nearer to the truth than the mean of
// the queue, and than every hour's own mean.
func TestHandleTimesBeatTheirParts(t *testing.T) {
	const weeks, perHour = 13, 3
	s := ahtSeries(weeks, perHour, 3, always(300), evening)
	own, n, all := make([]float64, 168), make([]float64, 168), 0.0
	for i, p := range s.Points {
		h := int(p.Start.Sub(s.Points[0].Start.Add(-8*time.Hour)).Hours()) % 168
		own[h] += p.AHT
		n[h]++
		all += (p.AHT - all) / float64(i+1)
	}
	got := handleTimesOf(s)
	var profile, mean, single float64
	for h := range own {
		if n[h] > 0 {
			truth := 300 * evening(h%24)
			profile += math.Pow(got[h]-truth, 2)
			mean += math.Pow(all-truth, 2)
			single += math.Pow(own[h]/n[h]-truth, 2)
		}
	}
	if profile >= mean || profile >= single {
		t.Errorf("squared error %.0f; of the mean of all %.0f, of single hours %.0f", profile, mean, single)
	}
}

// Two contacts left open for a day do not change what is expected of their hours.
func TestHandleTimesForgetTicketsLeftOpen(t *testing.T) {
	s := ahtSeries(26, 5, 11, always(300), evening)
	before := handleTimesOf(s)
	s.Points[len(s.Points)-3].AHT, s.Points[len(s.Points)-200].AHT = 86400, 43200
	for h, v := range handleTimesOf(s) {
		if math.Abs(v/before[h]-1) > 0.08 {
			t.Errorf("hour %d of the week: %.0f s instead of %.0f", h, v, before[h])
		}
	}
}

// Hours without contacts get the mean of the queue at its present level.
func TestHandleTimesAtHoursWithoutContacts(t *testing.T) {
	got := handleTimesOf(ahtSeries(10, 30, 5, always(200), flat))
	if off(got[3], 200) {
		t.Errorf("at 3 in the morning %.0f s, want about 200", got[3])
	}
}

func TestHandleTimesWithoutData(t *testing.T) {
	for name, s := range map[string]Series{
		"no handle times": func() Series {
			s := ahtSeries(4, 3, 1, always(300), flat)
			for i := range s.Points {
				s.Points[i].AHT = 0
			}
			return s
		}(),
		"no contacts": ahtSeries(4, 0, 1, always(300), flat),
	} {
		for h, v := range handleTimesOf(s) {
			if v != 0 {
				t.Fatalf("%s: %v s at hour %d", name, v, h)
			}
		}
	}
}

// Whatever the history, a handle time lies within what was seen, and all of
// them grow with the unit they are measured in.
func TestHandleTimesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Series{Name: "q", Zone: time.UTC, Interval: 6 * time.Hour}
		low, high := math.Inf(1), 0.0
		for i := range rapid.IntRange(1, 200).Draw(t, "points") {
			p := Point{Start: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * s.Interval)}
			p.Volume = float64(rapid.IntRange(0, 50).Draw(t, "volume"))
			p.AHT = float64(rapid.IntRange(0, 4000).Draw(t, "aht"))
			if p.Volume > 0 && p.AHT > 0 {
				low, high = math.Min(low, p.AHT), math.Max(high, p.AHT)
			}
			s.Points = append(s.Points, p)
		}
		got := handleTimesOf(s)
		for i := range s.Points {
			s.Points[i].AHT *= 3
		}
		for h, v := range handleTimesOf(s) {
			if math.Abs(v-3*got[h]) > 1e-6*v {
				t.Fatalf("hour %d: %v times three is not %v", h, got[h], v)
			}
			switch {
			case high == 0 && v == 0:
			case !(v > 0) || math.IsInf(v, 0) || got[h] > high*high/low+1:
				t.Fatalf("hour %d: %v of values from %v to %v", h, got[h], low, high)
			}
		}
	})
}

func TestWeightedMedian(t *testing.T) {
	tests := []struct {
		in   []counted
		want float64
	}{
		{[]counted{{5, 1}}, 5},
		{[]counted{{5, 1}, {7, 1}}, 6},
		{[]counted{{7, 1}, {5, 3}}, 5},
		{[]counted{{1, 1}, {9, 1}, {2, 1}}, 2},
	}
	for _, tt := range tests {
		if got := weightedMedian(tt.in); got != tt.want {
			t.Errorf("of %v: %v, want %v", tt.in, got, tt.want)
		}
	}
}

// Weeks without data have the level of the week before them, and the first ones
// that of the first with data.
func TestRunningLevels(t *testing.T) {
	for name, tt := range map[string]struct{ own, volume, want []float64 }{
		"calm":              {[]float64{300, 300, 300}, []float64{9, 9, 9}, []float64{300, 300, 300}},
		"late beginning":    {[]float64{0, 0, 300, 300}, []float64{0, 0, 9, 9}, []float64{300, 300, 300, 300}},
		"one week alone":    {[]float64{0, 200, 0}, []float64{0, 5, 0}, []float64{200, 200, 200}},
		"nothing":           {[]float64{0, 0}, []float64{0, 0}, []float64{0, 0}},
		"one odd week":      {[]float64{300, 300, 900, 300}, []float64{9, 9, 9, 9}, []float64{300, 300, 300, 300}},
		"an odd full week":  {[]float64{300, 300, 900}, []float64{1, 1, 99}, []float64{300, 300, 900}},
		"two that are odd":  {[]float64{300, 300, 300, 900, 900}, []float64{9, 9, 9, 9, 9}, []float64{300, 300, 300, 300, 900}},
		"a hole in between": {[]float64{300, 0, 300}, []float64{9, 0, 9}, []float64{300, 300, 300}},
	} {
		if got := running(tt.own, tt.volume); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
