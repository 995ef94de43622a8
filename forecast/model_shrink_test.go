package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Counts of a queue with a day's rhythm that weekdays share: drawn together, the
// shape is nearer to the true one, the more so the fewer contacts there are; and
// where there are many, it stays as counted.
func TestShrinkingComesNearer(t *testing.T) {
	truth := make([]float64, 7*24)
	for h := range truth {
		truth[h] = (1 + 0.2*float64(h/24%3)) * (0.2 + math.Exp(-math.Pow(float64(h%24)-13, 2)/20))
	}
	for _, tt := range []struct{ mean, most float64 }{{0.5, 0.6}, {5, 0.8}, {5000, 1.02}} {
		raw, drawn := 0.0, 0.0
		for seed := range uint64(10) {
			rng := rand.New(rand.NewPCG(seed, 11))
			p := pastOf(truth, 12, func(float64) float64 { return tt.mean })
			for c, rate := range p.Y {
				p.Y[c] = count(rng, rate, 1)
			}
			w := p.weekShape(52)
			for h, v := range w.shrunk(p) {
				raw += math.Pow(w.raw[h]-tt.mean*truth[h], 2)
				drawn += math.Pow(v-tt.mean*truth[h], 2)
			}
		}
		if drawn > tt.most*raw {
			t.Errorf("mean %v: %.3f of the squared error of counting, want at most %v", tt.mean, drawn/raw, tt.most)
		}
	}
}

// A drawn value lies between what was counted and its prior, where there is one,
// and is known no worse than before, nor better than by four values.
func TestDrawnLiesBetween(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(rt, "n")
		shape, noise, prior := make([]float64, n), make([]float64, n), make([]float64, n)
		for h := range shape {
			shape[h] = rapid.Float64Range(0, 50).Draw(rt, "v")
			noise[h] = rapid.SampledFrom([]float64{0, 0.1, 3, 40, math.Inf(1)}).Draw(rt, "noise")
			prior[h] = rapid.SampledFrom([]float64{0, 1, 20, 45, math.NaN()}).Draw(rt, "prior")
		}
		drawn, left := draw(shape, noise, prior)
		for h, v := range drawn {
			lo, hi := math.Min(shape[h], prior[h]), math.Max(shape[h], prior[h])
			switch {
			case !known(prior[h]) || math.IsInf(noise[h], 1):
				if v != shape[h] || left[h] != noise[h] {
					rt.Fatalf("%d: %v became %v without a prior or without a value", h, shape[h], v)
				}
			case v < lo-1e-9 || v > hi+1e-9 || left[h] > noise[h] || left[h] < noise[h]/4:
				rt.Fatalf("%d: %v became %v with prior %v; noise %v became %v", h, shape[h], v, prior[h], noise[h], left[h])
			}
		}
	})
}

// Sunday's last hour stands beside Monday's first; beside a closed hour there is
// no mean.
func TestNeighboursGoRound(t *testing.T) {
	shut := math.Inf(1)
	got := neighbours([]float64{1, 2, 6, 0, 5}, []float64{1, 1, 1, shut, 1})
	if want := []float64{3.5, 3.5, math.NaN(), 5.5, math.NaN()}; !same(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Days scaled to each other's total: alike ones say what is there already, a day
// that is otherwise hardly counts, a closed one and the day itself not at all.
func TestOtherDaysOfLikeShape(t *testing.T) {
	shape := []float64{1, 3, 2, 6, 4, 12, 9, 3, 0, 0, 5, 15, 10, 30} // of two hours; the fourth day is the other way round, the fifth closed
	noise := make([]float64, len(shape))
	noise[8], noise[9] = math.Inf(1), math.Inf(1)
	got := otherDays(shape, noise, 2)
	for h, v := range got {
		switch d := h / 2; {
		case d == 4 && known(v), d != 4 && d != 3 && math.Abs(v-shape[h]) > 1e-3*shape[h]:
			t.Errorf("hour %d: %v of %v", h, v, shape[h])
		case d == 3 && math.Abs(v-12*map[bool]float64{true: 0.25, false: 0.75}[h == 6]) > 1e-9: // as the others are
			t.Errorf("hour %d of the odd day: %v", h, v)
		}
	}
	alike := alikeness(shape, []float64{4, 8, 16, 12, 0, 20, 40}, 0, 2)
	if alike[0] != 0 || alike[4] != 0 || alike[3] > 1e-4*alike[1] {
		t.Errorf("alike are %v", alike)
	}
}

// Dispersion within days is found whatever whole days do; of a day's total
// nothing is left to chance.
func TestDispersionWithinDays(t *testing.T) {
	for _, over := range []float64{1, 2} {
		rng := rand.New(rand.NewPCG(4, 4))
		shape := make([]float64, 7*24)
		for h := range shape {
			shape[h] = 40 + float64(h%24)
		}
		p := pastOf(shape, 30, func(float64) float64 { return 1 })
		busy := 1.0
		for c, rate := range p.Y {
			if c%24 == 0 {
				busy = math.Exp(0.3 * rng.NormFloat64())
			}
			p.Y[c] = count(rng, busy*rate, over)
		}
		if got := withinDayDispersion(p, shape); math.Abs(got/over-1) > 0.08 {
			t.Errorf("dispersion %.3f, want %v", got, over)
		}
	}
	if got := withinDayDispersion(&Past{Origin: 3, Slots: 1, Week: 7, Y: nan(3)}, make([]float64, 7)); got != 1 {
		t.Errorf("of nothing: %v, want chance", got)
	}
}
