package forecast

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysOf(t *testing.T) {
	tests := map[string]struct {
		cells []int
		want  []int
	}{
		"two days":       {[]int{0, 1, 2, 3, 4, 5}, []int{0, 4, 6}},
		"a day left out": {[]int{2, 3, 9}, []int{0, 2, 3}},
		"one cell":       {[]int{7}, []int{0, 1}},
		"none":           {nil, []int{0, 0}},
	}
	for name, tt := range tests {
		if got := daysOf(tt.cells, 4); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// Sums from the first model, shares from the second.
func TestMixTakesSumsAndSharesApart(t *testing.T) {
	p := [][]float64{{10, 10, 40, 40}, {1, 3, 2, 2}}
	days := []int{0, 2, 4}
	tests := map[string]struct {
		w    shares
		want []float64
	}{
		"one model":     {shares{[]float64{1, 0}, []float64{1, 0}}, []float64{10, 10, 40, 40}},
		"one of each":   {shares{[]float64{1, 0}, []float64{0, 1}}, []float64{5, 15, 40, 40}},
		"half and half": {shares{[]float64{0.5, 0.5}, []float64{0.5, 0.5}}, []float64{12 * 0.375, 12 * 0.625, 21, 21}},
	}
	for name, tt := range tests {
		got := mix(p, days, tt.w)
		for i := range got {
			if math.Abs(got[i]-tt.want[i]) > 1e-9 {
				t.Errorf("%s: %v, want %v", name, got, tt.want)
				break
			}
		}
	}
}

// A model that expects nothing has no shares: what comes is spread evenly.
func TestSpreadOverNothing(t *testing.T) {
	s := splitUp([][]float64{{0, 0, 3, 1}}, []int{0, 2, 4})
	if !reflect.DeepEqual(s.shares, [][]float64{{0.5, 0.5, 0.75, 0.25}}) || !reflect.DeepEqual(s.sums, [][]float64{{0, 4}}) {
		t.Errorf("%+v, want halves of nothing, and three quarters and one of four", s)
	}
	if got := s.off(0, []float64{6, 8}, []float64{3, 1, 6, 5}); got != 5 {
		t.Errorf("6 and 8 spread so are off by %v, want 2 + 3", got)
	}
}

// One good month does not make a poor model trusted, eight do.
func TestBelief(t *testing.T) {
	models := []string{"snaive", "days"}
	for _, tt := range []struct {
		origins float64
		better  bool
	}{{0.5, false}, {40, true}} {
		e := believed(models, []float64{95 * tt.origins, 100 * tt.origins}, tt.origins)
		if (e[0] < e[1]) != tt.better {
			t.Errorf("after %v origins the last week's error counts as %.1f, the other's as %.1f", tt.origins, e[0], e[1])
		}
	}
	if e := believed([]string{"days", "season"}, []float64{7, 7}, 3); e[0] != e[1] {
		t.Errorf("equal errors are believed to be %v", e)
	}
}

// The shares of a combination add up to one and are never negative.
func TestSharesAddUp(t *testing.T) {
	all := names(Models())
	all = all[:len(all)-1]
	for scale := 1e-3; scale < 1e9; scale *= 1000 {
		errors := make([]float64, len(all))
		for i := range errors {
			errors[i] = scale * (1 + 0.1*float64(i))
		}
		sum := 0.0
		for _, w := range weights(trusts(all), believed(all, errors, 4), 4+belief, sharpnessDays) {
			if !(w >= 0) {
				t.Fatalf("a share of %v", w)
			}
			sum += w
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("shares add up to %v", sum)
		}
	}
}

// madeTrial is a backtest of three models over some origins, with errors of any kind.
func madeTrial(rng *rand.Rand, folds int) *trial {
	t := &trial{names: []string{"mean8", "rate", "days", combination}, slots: 4}
	for k := range folds {
		f := fold{number: k}
		for c := range 28 * 4 {
			f.cells = append(f.cells, 56*k+c)
			f.came = append(f.came, math.Round(20*rng.Float64()))
		}
		f.days = daysOf(f.cells, 4)
		for m := range 3 {
			var p []float64
			for range f.cells {
				p = append(p, 10+float64(m+1)*rng.NormFloat64())
			}
			f.by = append(f.by, p)
		}
		t.folds = append(t.folds, f)
	}
	return t
}

// Weights do not depend on the order of the origins: each counts alike.
func TestOriginsCountAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, n := rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, 8).Draw(t, "origins")
		a, b := madeTrial(rand.New(rand.NewPCG(seed, 1)), n), madeTrial(rand.New(rand.NewPCG(seed, 1)), n)
		rand.New(rand.NewPCG(seed, 2)).Shuffle(n, func(i, j int) { b.folds[i], b.folds[j] = b.folds[j], b.folds[i] })
		a.combine()
		b.combine()
		for m := range a.shares.days {
			if math.Abs(a.shares.days[m]-b.shares.days[m])+math.Abs(a.shares.hours[m]-b.shares.hours[m]) > 1e-9 {
				t.Fatalf("shares %v, shuffled %v", a.shares, b.shares)
			}
		}
	})
}

// The combination is judged at an origin by weights that did not see what came
// there: whatever came, its forecast there is the same, and others' may change.
func TestCombinationDoesNotSeeItsOwnOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, n := rapid.Uint64().Draw(t, "seed"), rapid.IntRange(2, 6).Draw(t, "origins")
		k := rapid.IntRange(0, n-1).Draw(t, "changed")
		a, b := madeTrial(rand.New(rand.NewPCG(seed, 1)), n), madeTrial(rand.New(rand.NewPCG(seed, 1)), n)
		for i := range b.folds[k].came {
			b.folds[k].came[i] = b.folds[k].by[0][i] // the first model was right there
		}
		a.combine()
		b.combine()
		if !reflect.DeepEqual(a.folds[k].by[3], b.folds[k].by[3]) {
			t.Fatal("its forecast depends on what came")
		}
		other := (k + 1) % n
		if reflect.DeepEqual(a.folds[other].by[3], b.folds[other].by[3]) {
			t.Fatal("what came tells other origins nothing")
		}
	})
}

// Sums of days that a fold keeps are those of its forecasts and of what came; a
// part of it adds up its own.
func TestFoldsKeepSumsOfDays(t *testing.T) {
	s, _ := made(t, 20*7, time.Hour, 1)
	e, err := newEngine(s, s.Points[len(s.Points)-1].Start.Add(1), Options{})
	if err != nil {
		t.Fatal(err)
	}
	e.horizon = 15 * e.grid.slots
	tried := e.trial(plan{cells: e.horizon, step: e.horizon, origins: 2})
	for _, f := range tried.folds {
		part, ok := f.week(1, e.grid.slots)
		if !ok || f.sums == nil || part.sums != nil || len(part.days)-1 < 6 {
			t.Fatalf("a second week of %d days, kept sums %v", len(part.days)-1, part.sums)
		}
		for m := range tried.names {
			for _, g := range []fold{f, part} {
				said, came := g.daily(m)
				if !slices.Equal(said, sums(g.by[m], g.days)) || !slices.Equal(came, sums(g.came, g.days)) {
					t.Errorf("%s: %v and %v are kept", tried.names[m], said, came)
				}
			}
		}
	}
}
