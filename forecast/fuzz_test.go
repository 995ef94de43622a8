package forecast

import (
	"math"
	"testing"
	"time"
)

// FuzzRun reads any bytes as a history, special days and a horizon: what comes
// out is an error or a sane forecast.
func FuzzRun(f *testing.F) {
	f.Add([]byte{1, 0, 40, 3, 0}, []byte("a week and more of hours, told in letters"))
	f.Add([]byte{3, 1, 200, 9, 255}, []byte{0, 0, 0, 255, 255, 1})
	f.Add([]byte{2, 2, 90, 1, 77}, []byte{250, 1, 251, 2, 252, 3, 253, 4, 254, 5})
	f.Add([]byte{0, 3, 10, 30, 3}, []byte{7})
	f.Fuzz(func(t *testing.T, head, body []byte) {
		if len(head) < 5 || len(body) == 0 {
			return
		}
		zones := []string{"UTC", "Europe/Budapest", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"}
		s := Series{Name: "fuzz", Zone: place(t, zones[int(head[1])%len(zones)]),
			Interval: []time.Duration{15 * time.Minute, time.Hour, 6 * time.Hour, day}[int(head[0])%4]}
		at := time.Date(2024, time.Month(1+head[2]%12), 1, 0, 0, 0, 0, s.Zone)
		for i := range min(3000, 40*int(head[2])) {
			at = at.Add(s.Interval)
			if p, told := fuzzPoint(at, body[i%len(body)], i/len(body)); told {
				s.Points = append(s.Points, p)
			}
		}
		o := Options{Explain: head[4]%2 == 0}
		for i := range min(4, int(head[3])) {
			o.Special = append(o.Special, fuzzDay(at, int(head[4])+i*int(body[i%len(body)])))
		}
		made, err := Run(s, at, time.Duration(1+head[3])*7*time.Hour, o)
		if err != nil {
			return
		}
		checkSane(t, made)
		for _, x := range made.Sums {
			if !(x.Mean >= 0) || math.IsInf(x.Mean, 0) || math.IsNaN(x.Quantiles[0]+x.Quantiles[2]) {
				t.Fatalf("%+v", x)
			}
		}
		for i, p := range made.Parts {
			if v := made.Values[i].Mean; math.Abs(p.Product()-v) > 1e-6*math.Max(1, v) {
				t.Fatalf("the parts of %v multiply to %v", v, p.Product())
			}
		}
	})
}

// fuzzPoint makes a point of a byte: high values are unknown, freak or nothing.
func fuzzPoint(at time.Time, b byte, round int) (Point, bool) {
	v := float64(b) + float64(round%3)
	switch {
	case b >= 254:
		return Point{}, false
	case b == 253:
		v = 1e8
	case b == 252:
		v = 1e-12
	case b > 200:
		v = 0
	}
	return Point{Start: at, Volume: v, AHT: float64(b % 7 * 60)}, true
}

func fuzzDay(at time.Time, n int) SpecialDay {
	d := SpecialDay{Date: at.AddDate(0, 0, n%40-25).Format(time.DateOnly), Name: string(rune('a' + n%3)), Kind: []string{"holiday", "event"}[n%2]}
	switch n % 5 {
	case 1:
		d.Factor = float64(n%9) / 3
	case 2:
		d.Target = float64(n)
	case 3:
		d.Closed = true
	case 4:
		d.From, d.To = "09:30", "17:00"
	}
	return d
}
