package forecast

import (
	"math"
	"strings"
	"testing"
	"time"
)

// Whatever is in the history, the parts of a value multiply to it.
func TestPartsMultiplyToTheMean(t *testing.T) {
	s, end := made(t, 430, time.Hour, 1)
	special := []SpecialDay{
		{Date: "2025-05-01", Name: "May Day", Kind: "holiday"}, {Date: "2026-03-18", Name: "May Day", Kind: "holiday"},
		{Date: "2026-03-20", Name: "Campaign", Kind: "event", Factor: 1.2},
		{Date: "2026-03-24", Name: "Town hall", Kind: "event", Target: 500},
	}
	f := run(t, s, end, 28, Options{Explain: true, Special: special, OpenHours: func(at time.Time) bool { return at.Hour() >= 7 }})
	if len(f.Parts) != len(f.Values) {
		t.Fatalf("%d parts of %d values", len(f.Parts), len(f.Values))
	}
	for i, p := range f.Parts {
		v := f.Values[i]
		if v.Mean > 0 && math.Abs(p.Product()-v.Mean) > 1e-6*v.Mean {
			t.Fatalf("%s: %+v multiplies to %v, want %v", v.Start, p, p.Product(), v.Mean)
		}
		if date := v.Start.Format(time.DateOnly); v.Mean > 0 && !v.Unseen {
			if want := map[string]float64{"2026-03-20": 1.2}[date]; want > 0 && math.Abs(p.Override-want) > 1e-9 {
				t.Errorf("%s: overridden by %v, want %v", v.Start, p.Override, want)
			}
			if date == "2026-03-18" && (p.Day != "May Day" || p.By != "") {
				t.Errorf("%s: %+v, want it to name May Day", v.Start, p)
			}
			if date == "2026-03-20" && p.By != "Campaign" {
				t.Errorf("%s: %+v, want it to name the campaign", v.Start, p)
			}
		}
	}
	if sum, _ := total(f, "2026-03-24"); math.Abs(sum-500) > 1e-6 {
		t.Errorf("the target day has %v, want 500", sum)
	}
}

// What the statistics say stays visible under what the planner says.
func TestOverridesAreKeptApart(t *testing.T) {
	s, end := made(t, 100, time.Hour, 1) // to Tuesday 2025-04-15
	plain := run(t, s, end, 14, Options{})
	f := run(t, s, end, 14, Options{Special: []SpecialDay{
		{Date: "2025-04-17", Name: "Sale", Kind: "event", Factor: 2, From: "10:00", To: "12:00"},
		{Date: "2025-04-22", Name: "Flat", Kind: "event", Target: 240},
	}})
	for i, v := range f.Values {
		if v.Base != plain.Values[i].Mean {
			t.Fatalf("%s: %v before the planner, want %v", v.Start, v.Base, plain.Values[i].Mean)
		}
		date, hour := v.Start.Format(time.DateOnly), v.Start.Hour()
		sale := date == "2025-04-17" && hour >= 10 && hour < 12
		if want := v.Base * map[bool]float64{true: 2, false: 1}[sale]; date != "2025-04-22" && math.Abs(v.Mean-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", v.Start, v.Mean, want)
		}
	}
	if sum, _ := total(f, "2025-04-22"); math.Abs(sum-240) > 1e-9 {
		t.Errorf("the flat day has %v, want 240", sum)
	}
	if _, err := Run(s, end, day, Options{Special: []SpecialDay{{Date: "2025-04-22", Target: -1}}}); err == nil {
		t.Error("a target below nothing is accepted")
	}
}

func TestWhyAndAhead(t *testing.T) {
	s, end := made(t, 26*7, time.Hour, 1)
	f := run(t, s, end, 28, Options{})
	if !strings.Contains(f.Why, "origins of the past") {
		t.Errorf("why: %q", f.Why)
	}
	if len(f.Ahead) != 4 || f.Ahead[0].Week != 1 {
		t.Fatalf("accuracy ahead %+v, want four weeks", f.Ahead)
	}
	for _, a := range f.Ahead {
		if !(a.WAPE > 0 && a.WAPE < 0.3 && a.Daily > 0 && a.Daily < a.WAPE && a.Coverage > 0.6 && a.Coverage < 0.95) {
			t.Errorf("%+v", a)
		}
	}
	f = run(t, s, end, 28, Options{Model: "mean8"})
	if f.Model != "mean8" || f.Why != "mean8 was asked for" {
		t.Errorf("model %s, why %q", f.Model, f.Why)
	}
	short, end := made(t, 10, time.Hour, 1)
	if f := run(t, short, end, 28, Options{}); !strings.Contains(f.Why, "too little history") || len(f.Ahead) != 0 {
		t.Errorf("why: %q", f.Why)
	}
	if _, err := Run(s, end, day, Options{Model: "oracle"}); err == nil || !strings.Contains(err.Error(), "there are snaive, mean4") {
		t.Errorf("an unknown model: %v", err)
	}
}

// A model asked for is that model: the mean of eight weeks is a plain mean.
func TestModelAskedFor(t *testing.T) {
	s, end := made(t, 20*7, time.Hour, 1)
	f := run(t, s, end, 7, Options{Model: "mean8"})
	h := map[string]float64{}
	for _, p := range s.Points {
		if p.Start.After(end.AddDate(0, 0, -56).Add(-time.Second)) {
			h[p.Start.Format("Mon 15")] += p.Volume / 8
		}
	}
	for _, v := range f.Values {
		if want := h[v.Start.Format("Mon 15")]; math.Abs(v.Mean-want) > 0.1*want {
			t.Errorf("%s: %v, want about %v", v.Start, v.Mean, want)
		}
	}
}

// A fortnight of history tells too little to try models, yet its parts are told.
func TestPartsOfAShortHistory(t *testing.T) {
	for _, days := range []int{7, 14, 20, 25} {
		s, end := made(t, days, time.Hour, 1)
		f := run(t, s, end, 7, Options{Explain: true})
		if len(f.Parts) != len(f.Values) || len(f.Parts) == 0 {
			t.Fatalf("%d days: %d parts of %d values", days, len(f.Parts), len(f.Values))
		}
		for i, p := range f.Parts {
			if v := f.Values[i].Mean; math.Abs(p.Product()-v) > 1e-6*math.Max(1, v) {
				t.Errorf("%d days: %+v multiplies to %v, want %v", days, p, p.Product(), v)
				break
			}
		}
	}
}

// The words of a day beside a special one are taken apart again, whatever the
// name.
func TestBesideUndoesWords(t *testing.T) {
	for _, name := range []string{"Easter", "the day after", "2 for 1", ""} {
		for _, lag := range []int{-1, 0, 1, 2, 3} {
			if got, by := Beside(mark{&special{SpecialDay: SpecialDay{Name: name}}, lag}.words()); got != name || by != lag {
				t.Errorf("%q %d became %q %d", name, lag, got, by)
			}
		}
	}
}

// A year is told as the year: of a queue that has nothing else, its factor follows
// the true wave, the trend stays, and an hour of the week is the same in each week.
func TestTheYearIsTold(t *testing.T) {
	rng := newRand(12)
	q := queue{weeks: 160, mean: 300, year: 0.25}
	s, rates := q.history(rng)
	from := s.Points[0].Start.Truncate(day).AddDate(0, 0, 7*152)
	for _, model := range []string{"year", "season"} {
		f := run(t, s, from, 56, Options{Explain: true, Model: model})
		first, ahead := 7*152*24, 49*24
		for h := 10; h < 16; h++ { // of Monday
			a, b := f.Parts[h], f.Parts[ahead+h]
			truth := rates[first+ahead+h] / rates[first+h]
			if got := b.Year / a.Year; math.Abs(got-truth) > 0.05 || math.Abs(truth-1) < 0.1 {
				t.Errorf("%s: seven weeks on the year makes %.3f of it, want %.3f", model, got, truth)
			}
			if math.Abs(b.Trend/a.Trend-1) > 0.04 || math.Abs(b.Week/a.Week-1) > 0.04 || a.Level != b.Level {
				t.Errorf("%s: %+v became %+v", model, a, b)
			}
			if got := b.Level * b.Trend * b.Week * b.Month * b.Year; math.Abs(got/f.Values[ahead+h].Mean-1) > 1e-9 {
				t.Errorf("%s: the parts come to %v of %v", model, got, f.Values[ahead+h].Mean)
			}
		}
	}
}

// Weeks of a fold follow each other, seven days each, and leave nothing out.
func TestWeeksOfAFold(t *testing.T) {
	f := fold{origin: 48, by: [][]float64{nil, nil}}
	for c := 48; c < 48+24*23; c++ {
		if c%24 >= 6 && c/24%7 != 1 {
			f.cells, f.came = append(f.cells, c), append(f.came, float64(c))
			f.by[0], f.by[1] = append(f.by[0], 1), append(f.by[1], float64(2*c))
		}
	}
	at := 0
	for w := range 6 {
		g, ok := f.week(w, 24)
		if ok != (w < 4) {
			t.Fatalf("week %d: %v", w, ok)
		}
		for i, c := range g.cells {
			if c != f.cells[at] || g.came[i] != f.came[at] || g.by[1][i] != f.by[1][at] || (c-f.origin)/168 != w {
				t.Fatalf("week %d has cell %d", w, c)
			}
			at++
		}
		if ok && (g.days[len(g.days)-1] != len(g.cells) || len(g.days)-1 > 7) {
			t.Errorf("week %d has days at %v", w, g.days)
		}
	}
	if at != len(f.cells) {
		t.Errorf("%d of %d cells are in a week", at, len(f.cells))
	}
}
