package forecast

import (
	"math"
	"reflect"
	"testing"
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
