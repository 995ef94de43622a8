package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// calm returns a history of some days of four cells, busier on some weekdays
// than on others, and as noisy as chance has it.
func calm(days int) []float64 {
	rng := rand.New(rand.NewPCG(5, 5))
	y := make([]float64, 4*days)
	for c := range y {
		y[c] = count(rng, 30+10*float64(c%28/4)+5*float64(c%4), 1)
	}
	return y
}

// until returns what is known of a history after some days.
func until(y []float64, days int) *Past {
	return &Past{Origin: 4 * days, Slots: 4, Week: 28, Y: slices.Clone(y[:4*days]), FirstDay: dayOf(2025, 1, 6), Horizon: 28 * 4}
}

// A trail followed in two parts is the one followed at once, also when it was
// given up in between.
func TestTrailsGoOn(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 5))
	logs := make([]float64, 200)
	for i := range logs {
		logs[i] = 0.1*rng.NormFloat64() + 0.2*float64(i/150)
	}
	for _, h := range []hyper{
		{drift: 0.01, spell: 0.05, last: 0.8, noise: 0.05, weekday: 0.1},
		{drift: 0.001, spell: 0.1, last: 0.5, noise: 0.03, weekday: 0.1, month: 0.1, year: 0.15, slope: 0.001},
	} {
		whole, parts := noisyDays(logs, true), noisyDays(logs, true)
		want, _ := whole.follow(h, nil)
		for _, n := range []int{1, 20, 120, 200} {
			parts.log = logs[:n]
			rival := &trail{likely: slices.Repeat([]float64{0}, n)}
			if n == 20 { // nobody can keep up with this one
				rival.likely[10] = 1e9
			}
			if _, kept := parts.follow(h, rival); kept != (n != 20) && n < 120 {
				t.Errorf("%+v: %d days, kept %v", h, n, kept)
			}
			parts.follow(h, nil)
		}
		if got := parts.trails[h]; got.likelihood != want.likelihood || !slices.Equal(got.fitted, want.fitted) || !slices.Equal(got.mean, want.mean) {
			t.Errorf("%+v: in parts %v, at once %v", h, got.likelihood, want.likelihood)
		}
	}
}

// Days already written stay as long as they are what they were; what is new is
// held against the same base; and the forecast is nearly that of a new diary.
func TestDiaryGoesOn(t *testing.T) {
	y := calm(330)
	var d diary
	d.write(until(y, 300))
	before := slices.Clone(d.log)
	m := &days{name: "days", diary: &d}
	m.Fit(d.of)
	p := until(y, 314)
	m.Fit(p)
	if d.begun != 1 || len(d.log) != 314 || d.known != 314 || !slices.Equal(d.log[:300], before) {
		t.Fatalf("begun %d times, %d days of which %d known", d.begun, len(d.log), d.known)
	}
	now := read(p)
	for i, v := range d.ratio {
		if got, want := v*d.base[i%7], now.ratio[i]*now.base[i%7]; i >= 300 && math.Abs(got-want) > 1e-9*want {
			t.Errorf("day %d: %v contacts written down, %v came", i, got, want)
		}
	}
	totals := weekdayTotals(d.shape, 4)
	for day, base := range d.base {
		if math.Abs(totals[day]-base) > 1e-9*base {
			t.Errorf("the shape of weekday %d adds up to %v, want %v", day, totals[day], base)
		}
	}
	anew := &days{name: "days", diary: new(diary)}
	anew.Fit(until(y, 314))
	for c := 4 * 314; c < 4*330; c++ {
		if a, b := m.Predict(c), anew.Predict(c); math.Abs(a-b) > 0.01*b {
			t.Errorf("cell %d: %v, from a new diary %v", c, a, b)
		}
	}
}

// The diary is begun anew when a day is no longer what it was, when a weekday
// opens or closes, and for another history.
func TestDiaryBeginsAnew(t *testing.T) {
	tests := map[string]struct {
		change func(p *Past)
		begun  int
	}{
		"nothing changed":     {func(*Past) {}, 1},
		"one contact fewer":   {func(p *Past) { p.Y[40]-- }, 1},
		"a day a third less":  {func(p *Past) { scale(p.Y[40:44], 0.67) }, 2},
		"a day unknown":       {func(p *Past) { scale(p.Y[40:44], math.NaN()) }, 2},
		"Sundays were closed": {func(p *Past) { forSundays(p, math.NaN()) }, 2},
		"an earlier history":  {func(p *Past) { p.FirstDay -= 7 }, 2},
		"a later one":         {func(p *Past) { p.FirstDay += 70 }, 2},
		"a shorter one":       {func(p *Past) { p.Origin, p.Y = 80*4, p.Y[:80*4] }, 2},
	}
	for name, tt := range tests {
		var d diary
		d.write(until(calm(330), 300))
		p := until(calm(330), 314)
		tt.change(p)
		d.write(p)
		if d.begun != tt.begun {
			t.Errorf("%s: begun %d times, want %d", name, d.begun, tt.begun)
		}
		if want := read(p); d.begun == 2 && (d.first != want.first || len(d.log) != len(want.log) || d.known != want.known) {
			t.Errorf("%s: %d days from %d, want %d from %d", name, len(d.log), d.first, len(want.log), want.first)
		}
		d.write(p)
		if d.begun != tt.begun {
			t.Errorf("%s: the same past is written twice", name)
		}
	}
}

func scale(v []float64, by float64) {
	for i := range v {
		v[i] *= by
	}
}

func forSundays(p *Past, by float64) {
	for c := 24; c < len(p.Y); c += 28 {
		scale(p.Y[c:c+4], by)
	}
}
