package forecast

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// plain is ten weeks of a queue with 10 contacts an hour from 9 to 19, daily.
func plain() (Series, time.Time) {
	s := Series{Name: "calls", Zone: time.UTC, Interval: time.Hour}
	for h := range 10 * 168 {
		if hour := h % 24; hour >= 9 && hour < 19 {
			s.Points = append(s.Points, Point{Start: monday5.Add(time.Duration(h) * time.Hour), Volume: 10})
		}
	}
	return s, monday5.AddDate(0, 0, 70)
}

// byDay adds up the means of each day.
func byDay(values []Value) []float64 {
	var out []float64
	last := ""
	for _, v := range values {
		if d := v.Start.Format(time.DateOnly); d != last {
			out, last = append(out, 0), d
		}
		out[len(out)-1] += v.Mean
	}
	return out
}

// The first three days to come are 16, 17 and 18 March, of 100 contacts each.
func TestPlannersWords(t *testing.T) {
	tests := map[string]struct {
		days []SpecialDay
		want [3]float64
	}{
		"nothing said":        {nil, [3]float64{100, 100, 100}},
		"+20 % over two days": {[]SpecialDay{{Date: "2026-03-16", Until: "2026-03-17", Name: "campaign", Kind: "event", Factor: 1.2}}, [3]float64{120, 120, 100}},
		"a flat target":       {[]SpecialDay{{Date: "2026-03-17", Name: "told", Kind: "event", Target: 55}}, [3]float64{100, 55, 100}},
		"a cap that binds":    {[]SpecialDay{{Date: "2026-03-16", Until: "2026-03-18", Name: "lines", Kind: "event", Cap: 80}}, [3]float64{80, 80, 80}},
		"a cap that does not": {[]SpecialDay{{Date: "2026-03-16", Name: "lines", Kind: "event", Cap: 101}}, [3]float64{100, 100, 100}},
		"factors multiply, the cap is last": {[]SpecialDay{
			{Date: "2026-03-16", Name: "lines", Kind: "event", Cap: 130}, {Date: "2026-03-16", Name: "a", Kind: "event", Factor: 1.2},
			{Date: "2026-03-16", Name: "b", Kind: "event", Factor: 1.5}}, [3]float64{130, 100, 100}},
		"half of the day": {[]SpecialDay{{Date: "2026-03-16", Name: "mailing", Kind: "event", Factor: 2, From: "14:00", To: "24:00"}}, [3]float64{150, 100, 100}},
		"another queue":   {[]SpecialDay{{Date: "2026-03-16", Name: "mailing", Kind: "event", Factor: 2, Series: "chat"}}, [3]float64{100, 100, 100}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, from := plain()
			f, err := Run(s, from, 3*day, Options{Special: tt.days})
			if err != nil {
				t.Fatal(err)
			}
			for d, got := range byDay(f.Values) {
				if math.Abs(got-tt.want[d]) > 0.5 {
					t.Errorf("day %d: %.1f contacts, want %.0f", d, got, tt.want[d])
				}
			}
			for _, v := range f.Values {
				if math.Abs(v.Base-10) > 0.05 {
					t.Fatalf("%s: the statistics say %.2f", v.Start, v.Base)
				}
			}
			before, err := Run(s, from, 3*day, Options{})
			if err != nil {
				t.Fatal(err)
			}
			laid, err := Lay(before, time.UTC, tt.days)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range laid {
				if math.Abs(v.Mean-f.Values[i].Mean) > 1e-6 {
					t.Errorf("%s: laid over an old forecast %.3f, in a new one %.3f", v.Start, v.Mean, f.Values[i].Mean)
				}
			}
		})
	}
}

// What is said of a holiday is said of a holiday: half of it, then a third more.
func TestAPlannersFactorKeepsTheHoliday(t *testing.T) {
	s, from := plain()
	for i, p := range s.Points {
		if d := p.Start.Format(time.DateOnly); d == "2026-02-03" || d == "2026-02-20" {
			s.Points[i].Volume = 5
		}
	}
	special := []SpecialDay{
		{Date: "2026-02-03", Name: "Feast", Kind: "holiday"}, {Date: "2026-02-20", Name: "Feast", Kind: "holiday"}, {Date: "2026-03-16", Name: "Feast", Kind: "holiday"}}
	alone, err := Run(s, from, day, Options{Special: special})
	if err != nil {
		t.Fatal(err)
	}
	f, err := Run(s, from, day, Options{Special: append(special, SpecialDay{Date: "2026-03-16", Name: "campaign", Kind: "event", Factor: 4. / 3}), Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	a, b := byDay(alone.Values)[0], byDay(f.Values)[0]
	if a > 75 || math.Abs(b/a-4./3) > 0.001 || f.Parts[0].By != "campaign" || f.Parts[0].Day != "Feast" {
		t.Errorf("%.1f on the holiday, %.1f with a third more; made of %+v", a, b, f.Parts[0])
	}
}

func TestWordsThatMakeNoSense(t *testing.T) {
	s, from := plain()
	for want, d := range map[string]SpecialDay{
		"a cap of -1 contacts":            {Date: "2026-03-16", Cap: -1},
		"write two dates of one year":     {Date: "2026-03-16", Until: "2026-03-15"},
		`until "2028-03-15"; write two`:   {Date: "2026-03-16", Until: "2028-03-15"},
		`until "soon"; write two dates`:   {Date: "2026-03-16", Until: "soon"},
		"a target of NaN contacts; use":   {Date: "2026-03-16", Target: math.NaN()},
		`"2026-13-16" is not a date; wri`: {Date: "2026-13-16"},
	} {
		if _, err := Run(s, from, day, Options{Special: []SpecialDay{d}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", d, err, want)
		}
	}
}

// However words are combined: nothing is negative, a binding target is met, a
// cap is kept, and the statistics stay as they were.
func TestOverrideLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "values")
		values, cells := make([]Value, n), make([]int, n)
		for i := range values {
			m := float64(rapid.IntRange(0, 9).Draw(t, "mean"))
			values[i], cells[i] = Value{Mean: m, Base: m}, 3*i
		}
		k := &calendar{}
		for range rapid.IntRange(0, 4).Draw(t, "words") {
			from := rapid.IntRange(0, 90).Draw(t, "from")
			w := &special{from: from, to: from + rapid.IntRange(1, 30).Draw(t, "length")}
			v := float64(rapid.IntRange(1, 50).Draw(t, "size"))
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				w.Factor = v / 10
			case 1:
				w.Target = v
			default:
				w.Cap = v
			}
			k.days = append(k.days, w)
		}
		words := k.overridden(0)
		override(values, cells, words)
		for i, v := range values {
			if !(v.Mean >= 0) || math.IsInf(v.Mean, 0) || v.Base != math.Round(v.Base) {
				t.Fatalf("value %d is %+v", i, v)
			}
		}
		for _, w := range words {
			sum := 0.0
			for i, c := range cells {
				if w.from <= c && c < w.to {
					sum += values[i].Mean
				}
			}
			if w.Cap > 0 && sum > w.Cap+1e-6 {
				t.Fatalf("%v contacts under a cap of %v", sum, w.Cap)
			}
		}
	})
}

// A word holds from its first cell to before its last, is named once, and with the
// others that hold there.
func TestWordsOnACell(t *testing.T) {
	words := []*special{{SpecialDay: SpecialDay{Name: "a"}, from: 10, to: 20}, {SpecialDay: SpecialDay{Name: "b"}, from: 15, to: 16}, {SpecialDay: SpecialDay{Name: "a"}, from: 12, to: 30}}
	for cell, want := range map[int]string{9: "", 10: "a", 12: "a", 14: "a", 15: "a + b", 16: "a", 29: "a", 30: ""} {
		if got := saidOf(words, cell); got != want {
			t.Errorf("cell %d: %q, want %q", cell, got, want)
		}
	}
}

// Words laid over a forecast in which nothing comes at some hours leave numbers.
func TestLayOverNothing(t *testing.T) {
	at := time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)
	f := Forecast{Series: "q", Levels: []float64{0.1, 0.9}, Values: []Value{
		{Start: at, Mean: 0, Base: 0, Quantiles: []float64{0, 0}}, {Start: at.Add(time.Hour), Mean: 10, Base: 10, Quantiles: []float64{6, 14}}}}
	for _, tt := range []struct {
		day  SpecialDay
		want [2][3]float64 // mean and quantiles
	}{
		{SpecialDay{Factor: 2}, [2][3]float64{{0, 0, 0}, {20, 12, 28}}}, {SpecialDay{Target: 30}, [2][3]float64{{0, 0, 0}, {30, 18, 42}}},
		{SpecialDay{Cap: 5}, [2][3]float64{{0, 0, 0}, {5, 3, 7}}}, {SpecialDay{Closed: true}, [2][3]float64{}},
	} {
		tt.day.Date, tt.day.Name = "2026-03-16", "word"
		values, err := Lay(f, time.UTC, []SpecialDay{tt.day})
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if got := [3]float64{v.Mean, v.Quantiles[0], v.Quantiles[1]}; got != tt.want[i] {
				t.Errorf("%+v: value %d is %v, want %v", tt.day, i, got, tt.want[i])
			}
		}
	}
	if none, err := Lay(Forecast{}, time.UTC, nil); err != nil || len(none) != 0 {
		t.Errorf("of nothing: %v, %v", none, err)
	}
}
