package forecast

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The middle is that of the sorted values, whatever their order and ties.
func TestMedianIsTheMiddleOfTheSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(-9, 9).Draw(t, "v")) }), 1, 60).Draw(t, "values")
		sorted := slices.Sorted(slices.Values(v))
		want := (sorted[(len(v)-1)/2] + sorted[len(v)/2]) / 2
		if got := median(v); got != want {
			t.Fatalf("%v, want %v of %v", got, want, sorted)
		}
		for k := range sorted {
			if got := nth(v, k); got != sorted[k] {
				t.Fatalf("number %d is %v, want %v of %v", k, got, sorted[k], sorted)
			}
		}
	})
}

// The running median is the median of each window, worked out anew.
func TestRunningMedianOfEachWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
			if rapid.IntRange(0, 4).Draw(t, "unknown") == 0 {
				return math.NaN()
			}
			return float64(rapid.IntRange(0, 20).Draw(t, "v"))
		}), 0, 40).Draw(t, "values")
		reach := rapid.IntRange(0, 15).Draw(t, "reach")
		got := runningMedian(v, reach)
		for i := range v {
			var near []float64
			for _, x := range v[max(0, i-reach):min(len(v), i+reach+1)] {
				if known(x) {
					near = append(near, x)
				}
			}
			if len(near) == 0 {
				if known(got[i]) {
					t.Fatalf("%v where nothing is known", got[i])
				}
				continue
			}
			if want := median(near); got[i] != want {
				t.Fatalf("at %d: %v, want %v of %v", i, got[i], want, near)
			}
		}
	})
}
