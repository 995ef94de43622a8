package forecast

import (
	"math"
	"strings"
	"testing"
	"time"
)

// alwaysOpen is a queue of round the clock, busy by the common course of a day.
func alwaysOpen(t testing.TB, days int, scale float64) (Series, time.Time) {
	t.Helper()
	zone := place(t, "Europe/Budapest")
	s := Series{Name: "sibling", Zone: zone, Interval: time.Hour}
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, zone)
	end := start.AddDate(0, 0, days)
	for at := start; at.Before(end); at = at.Add(time.Hour) {
		s.Points = append(s.Points, Point{Start: at, Volume: math.Round(scale * (2 + math.Sin(float64(at.Hour())/24*2*math.Pi)) * float64(1+int(at.Weekday()+6)%7/5))})
	}
	return s, end
}

// A team of 8 to 20 plans round the clock.
func TestHoursNeverOpen(t *testing.T) {
	s, end := made(t, 20*7, time.Hour, 1)
	always := func(time.Time) bool { return true }
	f := run(t, s, end, 14, Options{OpenHours: always})
	night, noon, n, unseen := 0.0, 0.0, 0, 0
	for _, v := range f.Values {
		if weekday := v.Start.Weekday(); weekday == time.Wednesday && v.Start.Hour() == 3 {
			night += v.Mean
		} else if weekday == time.Wednesday && v.Start.Hour() == 12 {
			noon += v.Mean
		}
		if v.Unseen {
			unseen++
			if width := v.Quantiles[2] - v.Quantiles[0]; width < v.Mean {
				t.Errorf("%s: %v with a narrow band %v", v.Start, v.Mean, v.Quantiles)
			}
		}
		n++
	}
	if n != 14*24 || unseen != 2*(168-5*12-6) {
		t.Errorf("%d values, %d unseen; want %d and %d", n, unseen, 14*24, 2*(168-5*12-6))
	}
	if night <= 0 || night > 0.2*noon {
		t.Errorf("three at night has %.1f, noon %.1f; want a small share", night, noon)
	}
	if last := f.Notes[len(f.Notes)-1]; last.Code != "unseen" || last.Count != unseen || !strings.Contains(last.Text, "wide bands") {
		t.Errorf("notes end with %+v", last)
	}
}

// With a sibling queue, unseen hours are its own, at this queue's size.
func TestSiblingShowsUnseenHours(t *testing.T) {
	sibling, end := alwaysOpen(t, 20*7, 100)
	s := Series{Name: "q", Zone: sibling.Zone, Interval: time.Hour}
	for _, p := range sibling.Points {
		if h := p.Start.Hour(); h >= 9 && h < 21 {
			s.Points = append(s.Points, Point{Start: p.Start, Volume: math.Round(p.Volume / 5)})
		}
	}
	f := run(t, s, end, 7, Options{Like: &sibling, OpenHours: func(time.Time) bool { return true }})
	for i, v := range f.Values {
		want := sibling.Points[len(sibling.Points)-7*24+i].Volume / 5
		if math.Abs(v.Mean-want) > 0.1*want+1 {
			t.Errorf("%s: %.1f, want about %.1f", v.Start, v.Mean, want)
		}
	}
	other := sibling
	other.Interval = 30 * time.Minute
	if _, err := Run(s, end, day, Options{Like: &other}); err == nil || !strings.Contains(err.Error(), "intervals of 30m") {
		t.Errorf("a sibling with another interval: %v", err)
	}
	if _, err := Run(s, end, day, Options{Like: &Series{Name: "empty"}}); err == nil {
		t.Error("a sibling without history is accepted")
	}
}

func TestBorrow(t *testing.T) {
	like, end := made(t, 20*7, time.Hour, 1)
	f, err := Borrow("new", like, 1000, end, 28*day, Options{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	checkSane(t, f)
	sum := 0.0
	for i, v := range f.Values {
		sum += v.Mean
		if !v.Unseen || math.Abs(f.Parts[i].Product()-v.Mean) > 1e-6*v.Mean {
			t.Fatalf("%+v made of %+v", v, f.Parts[i])
		}
	}
	if math.Abs(sum-4000) > 1e-6 {
		t.Errorf("four weeks of 1000 add up to %v", sum)
	}
	own := run(t, like, end, 28, Options{})
	if a, b := f.Values[5], own.Values[5]; (a.Quantiles[2]-a.Quantiles[0])/a.Mean < 1.5*(b.Quantiles[2]-b.Quantiles[0])/b.Mean {
		t.Errorf("the band of a borrowed shape is %v around %v, the queue's own %v around %v", a.Quantiles, a.Mean, b.Quantiles, b.Mean)
	}
	if f.Series != "new" || f.Model != "borrowed" || f.Notes[len(f.Notes)-1].Code != "borrowed" {
		t.Errorf("%s %s %v", f.Series, f.Model, f.Notes)
	}
	for _, bad := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := Borrow("new", like, bad, end, 28*day, Options{}); err == nil {
			t.Errorf("a level of %v is accepted", bad)
		}
	}
	if _, err := Borrow("new", Series{Name: "x"}, 10, end, day, Options{}); err == nil {
		t.Error("borrowing from nothing is accepted")
	}
}

// Two weeks are enough for a forecast, and the band owns up to how little they are.
func TestTwoWeeksAreUsable(t *testing.T) {
	s, end := made(t, 14, time.Hour, 1)
	f := run(t, s, end, 28, Options{})
	wrong, sum, inside := 0.0, 0.0, 0
	for _, v := range f.Values {
		mu := usualAt(v.Start)
		wrong += math.Abs(v.Mean - mu)
		sum += mu
		if v.Quantiles[0] <= mu && mu <= v.Quantiles[2] {
			inside++
		}
	}
	if wrong/sum > 0.15 || inside < len(f.Values)*9/10 {
		t.Errorf("off by %.3f; %d of %d true rates inside the band", wrong/sum, inside, len(f.Values))
	}
}
