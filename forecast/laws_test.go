package forecast

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawnHistory is a short history of any kind.
func drawnHistory(t *rapid.T) (Series, time.Time) {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	q := anyQueue(rng)
	q.weeks = rapid.IntRange(2, 12).Draw(t, "weeks")
	q.mean = math.Min(q.mean, 80)
	s, _ := q.history(rng)
	return s, s.Points[0].Start.Truncate(day).AddDate(0, 0, 7*q.weeks)
}

// mustRun runs and checks what holds for every forecast.
func mustRun(t *rapid.T, s Series, from time.Time, o Options) Forecast {
	f, err := Run(s, from, 14*day, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range f.Values {
		if !(v.Mean >= 0) || math.IsInf(v.Mean, 0) || !slices.IsSorted(v.Quantiles) || !(v.Quantiles[0] >= 0) {
			t.Fatalf("%+v", v)
		}
	}
	for _, x := range f.Sums {
		if !(x.Mean >= 0) || !slices.IsSorted(x.Quantiles) || !(x.Quantiles[0] >= 0) {
			t.Fatalf("%+v", x)
		}
	}
	return f
}

// The models that know no dates do not mind when the history was: moved by
// whole weeks, it gives the same forecast.
func TestWhenDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := drawnHistory(t)
		weeks := rapid.IntRange(-200, 200).Draw(t, "by")
		moved := s
		moved.Points = slices.Clone(s.Points)
		for i := range moved.Points {
			moved.Points[i].Start = s.Points[i].Start.AddDate(0, 0, 7*weeks)
		}
		model := rapid.SampledFrom([]string{"snaive", "mean4", "mean26", "shape", "rate", "slow-rate", "trend"}).Draw(t, "model")
		a, b := mustRun(t, s, from, Options{Model: model}), mustRun(t, moved, from.AddDate(0, 0, 7*weeks), Options{Model: model})
		for i, v := range a.Values {
			if w := b.Values[i]; w.Mean != v.Mean || !slices.Equal(v.Quantiles, w.Quantiles) {
				t.Fatalf("%s: %v became %v", model, v, w)
			}
		}
	})
}

// Averages of what came k times as often are k times as large. The history is
// so calm that nothing is taken for a storm at either size.
func TestAveragesAreLinear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.Float64Range(1, 50).Draw(t, "times")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		p := &Past{Origin: 60 * 14, Slots: 2, Week: 14, Y: make([]float64, 60*14), Horizon: 28}
		q := *p
		q.Y = make([]float64, len(p.Y))
		for i := range p.Y {
			p.Y[i] = math.Round(40 + 30*rng.Float64())
			if rng.IntN(9) == 0 {
				p.Y[i] = math.NaN()
			}
			q.Y[i] = k * p.Y[i]
		}
		for i, m := range Models() {
			if m.Name() == "days" || m.Name() == "year" { // they know that few contacts are noisy
				continue
			}
			n := Models()[i]
			m.Fit(p)
			n.Fit(&q)
			for c := p.Origin; c < p.Origin+28; c++ {
				a, b := m.Predict(c), n.Predict(c)
				if !(m.Name() == "snaive" || math.Abs(b-k*a) <= 0.02*k*a) || m.Name() == "snaive" && b != k*a {
					t.Fatalf("%s: %v, and of %.3f times as much %v", m.Name(), a, k, b)
				}
			}
		}
	})
}

// Models stay within what they have seen: no average or shape of it exceeds
// the largest value, whatever is unknown.
func TestAveragesStayWithinHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := rapid.SampledFrom([]int{1, 2, 6}).Draw(t, "slots")
		p := &Past{Origin: 7*slots*rapid.IntRange(1, 30).Draw(t, "weeks") + rapid.IntRange(0, slots).Draw(t, "more"), Slots: slots, Week: 7 * slots, Horizon: 14 * slots}
		most := 0.0
		for range p.Origin {
			v := float64(rapid.IntRange(-2, 9).Draw(t, "v"))
			if v < 0 {
				v = math.NaN()
			}
			p.Y = append(p.Y, v)
			most = math.Max(most, finite(v))
		}
		for _, m := range Models() {
			m.Fit(p)
			for c := p.Origin; c < p.Origin+p.Horizon; c++ {
				v := m.Predict(c)
				if math.IsNaN(v) || v < 0 {
					t.Fatalf("%s: %v", m.Name(), v)
				}
				if _, mean := m.(*seasonalMean); mean && v > most {
					t.Fatalf("%s: %v, and nothing above %v ever came", m.Name(), v, most)
				}
			}
		}
	})
}

// Queues do not know of each other: forecast alone, in any order, or side by
// side, each comes out the same, and what is special to one is not to another.
func TestQueuesAreApart(t *testing.T) {
	var all []Series
	var from time.Time
	for i := range 6 {
		rng := rand.New(rand.NewPCG(5, uint64(i)))
		q := anyQueue(rng)
		q.weeks = 9
		s, _ := q.history(rng)
		if i == 5 {
			for j := range s.Points {
				s.Points[j].Volume = 0
			}
		}
		s.Name = string(rune('a' + i))
		from = s.Points[0].Start.Truncate(day).AddDate(0, 0, 63)
		all = append(all, s)
	}
	alone := make([]Forecast, len(all))
	for i, s := range all {
		alone[i] = run(t, s, from, 14, Options{})
	}
	special := []SpecialDay{{Date: from.AddDate(0, 0, 2).Format(time.DateOnly), Name: "sale", Kind: "event", Factor: 3, Series: "nobody"}}
	together := make([]Forecast, len(all))
	var wg sync.WaitGroup
	for i := len(all) - 1; i >= 0; i-- {
		wg.Go(func() { together[i] = run(t, all[i], from, 14, Options{Special: special}) })
	}
	wg.Wait()
	for i := range all {
		if !reflect.DeepEqual(alone[i], together[i]) {
			t.Errorf("queue %s differs when others are forecast beside it", all[i].Name)
		}
	}
}

// What a day adds up to is what its hours add up to under every pair of
// models and weights: mixing conserves.
func TestMixConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days, models := rapid.IntRange(1, 5).Draw(t, "days"), rapid.IntRange(1, 4).Draw(t, "models")
		draw := func(n int, what string) []float64 {
			out, sum := make([]float64, n), 0.0
			for i := range out {
				out[i] = rapid.Float64Range(0.01, 1).Draw(t, what)
				sum += out[i]
			}
			for i := range out {
				out[i] /= sum
			}
			return out
		}
		var p [][]float64
		for range models {
			p = append(p, draw(4*days, "forecast"))
		}
		w := shares{draw(models, "days"), draw(models, "hours")}
		cut := []int{0}
		for d := range days {
			cut = append(cut, 4*(d+1))
		}
		got := sums(mix(p, cut, w), cut)
		for d := range days {
			want := 0.0
			for m := range models {
				want += w.days[m] * sums(p[m], cut)[d]
			}
			if math.Abs(got[d]-want) > 1e-9 {
				t.Fatalf("day %d adds up to %v, want %v", d, got[d], want)
			}
		}
	})
}

// A shape shared by several models is the one each would fit alone.
func TestSharedShapesAreTheirOwn(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	y := make([]float64, 40*14)
	for i := range y {
		y[i] = 20 + 5*rng.Float64()
	}
	past := func() *Past {
		return &Past{Origin: len(y), Slots: 2, Week: 14, Y: y, Horizon: 28, FirstDay: 19000}
	}
	shared := past()
	for i, m := range Models() {
		alone := Models()[i]
		m.Fit(shared)
		alone.Fit(past())
		for c := len(y); c < len(y)+28; c++ {
			if m.Predict(c) != alone.Predict(c) {
				t.Fatalf("%s: %v beside others, %v alone", m.Name(), m.Predict(c), alone.Predict(c))
			}
		}
	}
}

// Known days are added up as they stand, also where a day is cut short.
func TestBasesAreOfKnownCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &Past{Origin: rapid.IntRange(1, 90).Draw(t, "origin"), Slots: 3, Week: 21}
		for range p.Origin {
			p.Y = append(p.Y, map[bool]float64{true: math.NaN(), false: float64(rapid.IntRange(0, 9).Draw(t, "v"))}[rapid.Bool().Draw(t, "unknown")])
		}
		shape := make([]float64, 21)
		for h := range shape {
			shape[h] = float64(h + 1)
		}
		seen, bases := make([]float64, (p.Origin+2)/3), make([]float64, (p.Origin+2)/3)
		for c, v := range p.Y {
			if known(v) {
				seen[c/3] += v
				bases[c/3] += shape[c%21]
			}
		}
		got, _ := p.sums()
		if !slices.Equal(got, seen) || !slices.Equal(p.bases(shape, 0), bases) {
			t.Fatalf("%v over %v, want %v over %v", got, p.bases(shape, 0), seen, bases)
		}
	})
}
