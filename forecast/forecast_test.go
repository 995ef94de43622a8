package forecast

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
)

func place(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// made is a queue open from 8 to 20 on weekdays and 10 to 16 on Saturdays,
// with Poisson-like noise of the given relative size.
func made(t testing.TB, days int, interval time.Duration, noise float64) (Series, time.Time) {
	t.Helper()
	zone := place(t, "Europe/Budapest")
	rng := rand.New(rand.NewPCG(7, 7))
	s := Series{Name: "q", Zone: zone, Interval: interval}
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, zone) // a Monday
	end := start.AddDate(0, 0, days)
	for at := start; at.Before(end); at = at.Add(interval) {
		if mu := usualAt(at) * interval.Hours(); mu > 0 {
			v := math.Max(0, math.Round(mu+noise*math.Sqrt(mu)*rng.NormFloat64()))
			s.Points = append(s.Points, Point{Start: at, Volume: v, AHT: 200})
		}
	}
	return s, end
}

// usualAt is the true rate an hour.
func usualAt(at time.Time) float64 {
	h, d := at.Hour(), at.Weekday()
	if h < 8 || h >= 20 || d == time.Sunday || d == time.Saturday && (h < 10 || h >= 16) {
		return 0
	}
	return (40 + 10*float64(h%6)) * map[bool]float64{true: 1.5, false: 1}[d == time.Monday]
}

func run(t testing.TB, s Series, from time.Time, days int, o Options) Forecast {
	t.Helper()
	f, err := Run(s, from, time.Duration(days)*day, o)
	if err != nil {
		t.Fatal(err)
	}
	checkSane(t, f)
	return f
}

// checkSane holds for every forecast whatever went in.
func checkSane(t testing.TB, f Forecast) {
	t.Helper()
	for i, v := range f.Values {
		if !(v.Mean >= 0) || math.IsInf(v.Mean, 0) || !(v.AHT >= 0) || len(v.Quantiles) != len(f.Levels) {
			t.Fatalf("value %d: %+v", i, v)
		}
		for j, q := range v.Quantiles {
			if !(q >= 0) || math.IsInf(q, 0) || j > 0 && q < v.Quantiles[j-1] {
				t.Fatalf("quantiles of value %d: %+v", i, v)
			}
		}
		if i > 0 && !v.Start.After(f.Values[i-1].Start) {
			t.Fatalf("%v comes after %v", v.Start, f.Values[i-1].Start)
		}
	}
}

// total adds up the means of one date.
func total(f Forecast, date string) (sum float64, n int) {
	for _, v := range f.Values {
		if v.Start.Format(time.DateOnly) == date {
			sum += v.Mean
			n++
		}
	}
	return sum, n
}

func TestRunFindsTheRate(t *testing.T) {
	for _, interval := range []time.Duration{15 * time.Minute, time.Hour} {
		s, end := made(t, 26*7, interval, 1)
		f := run(t, s, end, 28, Options{})
		if want := 28 / 7 * (5*12 + 6) * int(time.Hour/interval); len(f.Values) != want {
			t.Errorf("%v: %d open intervals, want %d", interval, len(f.Values), want)
		}
		wrong, sum := 0.0, 0.0
		for _, v := range f.Values {
			mu := usualAt(v.Start) * interval.Hours()
			wrong += math.Abs(v.Mean - mu)
			sum += mu
			if math.Abs(v.AHT-200) > 1e-9 {
				t.Fatalf("AHT %v, want 200", v.AHT)
			}
		}
		if wrong/sum > 0.05 {
			t.Errorf("%v: off the true rate by %.3f, want at most 0.05", interval, wrong/sum)
		}
	}
}

// What lies after the origin must not leak into the forecast.
func TestOnlyThePastIsUsed(t *testing.T) {
	s, end := made(t, 100, time.Hour, 1)
	from := end.AddDate(0, 0, -20)
	cut := s
	cut.Points = before(s.Points, from)
	if a, b := run(t, s, from, 14, Options{}), run(t, cut, from, 14, Options{}); !reflect.DeepEqual(a, b) {
		t.Error("points after the origin change the forecast")
	}
}

func TestTheSameAgain(t *testing.T) {
	s, end := made(t, 100, time.Hour, 1)
	o := Options{Special: []SpecialDay{{Date: "2025-03-14", Name: "a", Kind: "holiday"}, {Date: "2025-02-14", Name: "b", Kind: "holiday"}, {Date: "2025-04-21", Name: "b", Kind: "holiday"}}}
	if !reflect.DeepEqual(run(t, s, end, 28, o), run(t, s, end, 28, o)) {
		t.Error("two runs differ")
	}
}

// Twice the contacts, twice the forecast; the models are linear but for the noise model.
func TestScale(t *testing.T) {
	s, end := made(t, 100, time.Hour, 0)
	double := s
	double.Points = append([]Point(nil), s.Points...)
	for i := range double.Points {
		double.Points[i].Volume *= 2
	}
	a, b := run(t, s, end, 7, Options{}), run(t, double, end, 7, Options{})
	for i := range a.Values {
		if math.Abs(2*a.Values[i].Mean-b.Values[i].Mean) > 0.02*b.Values[i].Mean {
			t.Fatalf("at %v: %v and %v", a.Values[i].Start, a.Values[i].Mean, b.Values[i].Mean)
		}
	}
}

func TestShortHistory(t *testing.T) {
	for _, days := range []int{7, 10, 14, 20, 22, 30} {
		s, end := made(t, days, time.Hour, 1)
		f := run(t, s, end, 28, Options{})
		if sum, _ := total(f, end.Format(time.DateOnly)); sum == 0 && end.Weekday() != time.Sunday {
			t.Errorf("%d days of history: nothing forecast", days)
		}
		if days < 21 && (len(f.Notes) == 0 || f.Notes[len(f.Notes)-1].Code != "short") {
			t.Errorf("%d days of history: notes %v, want one that says it is short", days, f.Notes)
		}
	}
	s, end := made(t, 5, time.Hour, 1)
	if _, err := Run(s, end, day, Options{}); err == nil || !strings.Contains(err.Error(), "less than a week") {
		t.Errorf("five days of history: error %v", err)
	}
}

func TestSpecialDays(t *testing.T) {
	s, end := made(t, 26*7, time.Hour, 0.5) // to Sunday 2025-07-06
	for i, p := range s.Points {
		if d := p.Start.Format(time.DateOnly); d == "2025-05-01" || d == "2025-06-09" {
			s.Points[i].Volume = math.Round(p.Volume * 0.4) // holidays
		} else if d == "2025-05-02" || d == "2025-06-10" {
			s.Points[i].Volume = math.Round(p.Volume * 1.5) // and the days behind them
		}
	}
	seen := []SpecialDay{{Date: "2025-05-01", Name: "May Day", Kind: "holiday"}, {Date: "2025-06-09", Name: "Whit Monday", Kind: "holiday"}}
	plain, _ := total(run(t, s, end, 14, Options{Special: seen}), "2025-07-09")
	tests := map[string]struct {
		day      SpecialDay
		date     string
		min, max float64 // of the usual volume
	}{
		"learnt by name":       {SpecialDay{Date: "2025-07-09", Name: "May Day", Kind: "holiday"}, "2025-07-09", 0.35, 0.55},
		"borrowed from others": {SpecialDay{Date: "2025-07-09", Name: "New", Kind: "holiday"}, "2025-07-09", 0.4, 0.65},
		"an unknown event":     {SpecialDay{Date: "2025-07-09", Name: "Sale", Kind: "event"}, "2025-07-09", 0.999, 1.001},
		"the planner's factor": {SpecialDay{Date: "2025-07-09", Name: "Sale", Kind: "event", Factor: 2}, "2025-07-09", 1.999, 2.001},
		"part of the day":      {SpecialDay{Date: "2025-07-09", Name: "Sale", Kind: "event", Factor: 2, From: "08:00", To: "14:00"}, "2025-07-09", 1.4, 1.6},
		"the day behind":       {SpecialDay{Date: "2025-07-08", Name: "May Day", Kind: "holiday"}, "2025-07-09", 1.2, 1.55},
		"closed":               {SpecialDay{Date: "2025-07-09", Name: "Move", Kind: "event", Closed: true}, "2025-07-09", 0, 0},
		"of another queue":     {SpecialDay{Date: "2025-07-09", Name: "Sale", Factor: 2, Series: "other"}, "2025-07-09", 0.999, 1.001},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sum, n := total(run(t, s, end, 14, Options{Special: append(seen[:2:2], tt.day)}), tt.date)
			if r := sum / plain; r < tt.min || r > tt.max || tt.max == 0 && n > 0 {
				t.Errorf("%.3f of the usual volume, want %v to %v", r, tt.min, tt.max)
			}
		})
	}
	for _, bad := range []SpecialDay{{Date: "9.7.2025"}, {Date: "2025-07-09", From: "noon"}, {Date: "2025-07-09", Factor: -1}} {
		if _, err := Run(s, end, day, Options{Special: []SpecialDay{bad}}); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}

// A storm and an outage are named, and do not move the forecast.
func TestAnomalies(t *testing.T) {
	s, end := made(t, 15*7, time.Hour, 0.5)
	calm, _ := total(run(t, s, end, 7, Options{}), end.Format(time.DateOnly))
	spoilt := s
	spoilt.Points = append([]Point(nil), s.Points...)
	for i, p := range spoilt.Points {
		switch d := p.Start.Format(time.DateOnly); {
		case d == "2025-04-14" && p.Start.Hour() >= 12: // the last Monday
			spoilt.Points[i].Volume *= 8
		case d == "2025-04-07":
			spoilt.Points[i].Volume = 0
		}
	}
	f := run(t, spoilt, end, 7, Options{})
	codes := map[string]bool{}
	for _, n := range f.Notes {
		codes[n.Code+" "+n.From.Format(time.DateOnly)] = true
	}
	if !codes["storm 2025-04-14"] || !codes["outage 2025-04-07"] {
		t.Errorf("notes %v, want the storm and the outage", f.Notes)
	}
	if sum, _ := total(f, end.Format(time.DateOnly)); math.Abs(sum/calm-1) > 0.06 {
		t.Errorf("the forecast moved by %.3f", sum/calm-1)
	}
}

// A day of 25 hours has 25 rows, one of 23 has 23, and the doubled hour is not
// twice as busy.
func TestClockChanges(t *testing.T) {
	zone := place(t, "America/New_York")
	s := Series{Zone: zone, Interval: time.Hour}
	for at := time.Date(2025, 1, 5, 0, 0, 0, 0, zone); at.Before(time.Date(2025, 10, 26, 0, 0, 0, 0, zone)); at = at.Add(time.Hour) {
		s.Points = append(s.Points, Point{Start: at, Volume: 60})
	}
	f := run(t, s, time.Date(2025, 10, 26, 0, 0, 0, 0, zone), 14, Options{})
	if sum, n := total(f, "2025-11-02"); n != 25 || math.Abs(sum-25*60) > 5 {
		t.Errorf("the autumn day has %d rows of %v in all, want 25 of 1500", n, sum)
	}
	spring := before(s.Points, time.Date(2025, 3, 3, 0, 0, 0, 0, zone))
	f = run(t, Series{Zone: zone, Interval: time.Hour, Points: spring}, time.Date(2025, 3, 3, 0, 0, 0, 0, zone), 14, Options{})
	if sum, n := total(f, "2025-03-09"); n != 23 || math.Abs(sum-23*60) > 5 {
		t.Errorf("the spring day has %d rows of %v in all, want 23 of 1380", n, sum)
	}
}

// In local history one autumn row holds two real hours; it is halved.
func TestAutumnRowIsTheSum(t *testing.T) {
	zone := place(t, "America/New_York")
	first := time.Date(2025, 11, 2, 1, 0, 0, 0, zone)
	one := []Point{{Start: first.Add(-time.Hour), Volume: 10}, {Start: first, Volume: 20}, {Start: first.Add(2 * time.Hour), Volume: 10}}
	two := append([]Point(nil), one[0], Point{Start: first, Volume: 12}, Point{Start: first.Add(time.Hour), Volume: 8}, one[2])
	for name, points := range map[string][]Point{"one row": one, "two rows": two} {
		g := newGrid(Series{Zone: zone, Interval: time.Hour, Points: points}, first.Add(day))
		if want := []float64{10, 10, 10}; !reflect.DeepEqual(g.y[len(g.y)-3:], want) {
			t.Errorf("%s: %v, want %v", name, g.y, want)
		}
	}
}

func TestOpenHours(t *testing.T) {
	s, end := made(t, 70, time.Hour, 1)
	f := run(t, s, end, 7, Options{OpenHours: func(at time.Time) bool { return at.Hour() == 9 || at.Hour() == 21 }})
	if len(f.Values) != 14 {
		t.Errorf("%d values, want 14: two hours a day, whatever history shows", len(f.Values))
	}
}

// Freak histories give sane forecasts or errors, never a panic.
func TestFreaks(t *testing.T) {
	zone := place(t, "Europe/Budapest")
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range 60 {
		interval := []time.Duration{15 * time.Minute, time.Hour, 4 * time.Hour, day}[i%4]
		s := Series{Name: "freak", Zone: zone, Interval: interval}
		at := time.Date(2025, 1, 1, 0, 0, 0, 0, zone)
		for n := range 400 + rng.IntN(1200) {
			if rng.IntN(5) > i%5 || n == 0 {
				v := []float64{0, 1, 3, 1e6, 1e-9}[rng.IntN(1+i%5)]
				s.Points = append(s.Points, Point{Start: at, Volume: v})
			}
			at = at.Add(interval)
		}
		f, err := Run(s, at, 10*day, Options{Quantiles: []float64{0.05, 0.5, 0.99}})
		if err != nil {
			if !strings.Contains(err.Error(), "less than a week") {
				t.Fatal(err)
			}
			continue
		}
		checkSane(t, f)
	}
}

func TestBadSeries(t *testing.T) {
	s, end := made(t, 30, time.Hour, 1)
	for name, spoil := range map[string]func(*Series){
		"no time zone": func(s *Series) { s.Zone = nil },
		"interval":     func(s *Series) { s.Interval = 7 * time.Minute },
		"volume":       func(s *Series) { s.Points[3].Volume = math.NaN() },
		"handle time":  func(s *Series) { s.Points[3].AHT = -1 },
		"sort":         func(s *Series) { s.Points[3].Start = s.Points[2].Start },
		"no history":   func(s *Series) { s.Points = nil },
	} {
		bad := s
		bad.Points = append([]Point(nil), s.Points...)
		spoil(&bad)
		if _, err := Run(bad, end, day, Options{}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// Ten years of hours; the goal is two seconds on one core.
func BenchmarkTenYears(b *testing.B) {
	s, end := made(b, 3652, time.Hour, 1)
	for b.Loop() {
		if _, err := Run(s, end, 28*day, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Two years of hours; 200 such queues are to take half a minute on two cores.
func BenchmarkTwoYears(b *testing.B) {
	s, end := made(b, 730, time.Hour, 1)
	for b.Loop() {
		if _, err := Run(s, end, 28*day, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
