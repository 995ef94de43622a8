package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// level is n cells at which so much is usual.
func level(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// Around a hundred a cell, more than four standard deviations are cut back to
// two; what lies within stays as it is.
func TestCleanCutsBack(t *testing.T) {
	sd := math.Sqrt(100) + relative*100
	tests := map[string]struct {
		v, want float64
		code    string
	}{
		"usual":             {100, 100, ""},
		"much":              {100 + cut*sd + 3, 100 + cut*sd + 3, ""},
		"too much":          {100 + cut*sd + 4, 100 + keep*sd + 3, "storm"},
		"a storm":           {900, 100 + keep*sd + 3, "storm"},
		"little":            {100 - cut*sd, 100 - cut*sd, ""},
		"too little":        {100 - cut*sd - 1, 100 - keep*sd, "dip"},
		"nothing, too long": {0, math.NaN(), "outage"},
	}
	for name, tt := range tests {
		y := level(200, 100)
		y[77] = tt.v
		got, found := clean(y, level(200, 100), nil)
		if g := got[77]; g != tt.want && known(g) || known(g) != known(tt.want) {
			t.Errorf("%s: %v became %v, want %v", name, tt.v, g, tt.want)
		}
		if tt.code == "" && len(found) > 0 || tt.code != "" && (len(found) != 1 || found[0] != (anomaly{tt.code, 77, 78, tt.v, 100})) {
			t.Errorf("%s: %+v, want one %q", name, found, tt.code)
		}
		got[77] = 100
		if !slices.Equal(got, level(200, 100)) {
			t.Errorf("%s: other cells changed", name)
		}
	}
}

// Zeros are an outage once chance would not bring them in a million weeks: at two
// a cell, seven of them in a row.
func TestOutagesByTheirLength(t *testing.T) {
	for length := 1; length < 12; length++ {
		y := level(300, 2)
		clear(y[50 : 50+length])
		got, found := clean(y, level(300, 2), nil)
		if out := length >= 7; known(got[50]) == out || (len(found) == 1) != out {
			t.Errorf("%d zeros: %v, %+v", length, got[50], found)
		}
	}
}

// Neighbouring cells of one kind are one anomaly; storms and dips are not.
func TestRunsJoinNeighbours(t *testing.T) {
	y := level(100, 100)
	for _, c := range []int{10, 11, 13, 40, 42} { // 12 and 41 between them are usual
		y[c] = 500
	}
	y[14] = 1
	_, found := clean(y, level(100, 100), nil)
	want := []anomaly{{"storm", 10, 14, 1500, 300}, {"dip", 14, 15, 1, 100}, {"storm", 40, 43, 1000, 200}}
	if !slices.Equal(found, want) {
		t.Errorf("%+v, want %+v", found, want)
	}
}

// Rooms that others used change nothing.
func TestCleanInTheRoomOfOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 8))
		y, usual := make([]float64, 300), make([]float64, 300)
		for i := range y {
			usual[i] = 20 * rng.Float64()
			y[i] = count(rng, usual[i], 1+3*rng.Float64())
			if rng.IntN(20) == 0 {
				y[i] *= float64(rng.IntN(9))
			}
			if rng.IntN(20) == 0 {
				y[i] = math.NaN()
			}
		}
		before := slices.Clone(y)
		want, anomalies := clean(y, usual, nil)
		got, found := clean(y, usual, level(rapid.IntRange(1, 400).Draw(t, "room"), 7))
		if !same(got, want) || !slices.Equal(found, anomalies) || !same(y, before) {
			t.Fatalf("%v and %v, want %v and %v", got, found, want, anomalies)
		}
		for i, v := range got {
			if known(v) && (!known(y[i]) || v < 0 || math.Abs(v-usual[i]) > math.Abs(y[i]-usual[i])) {
				t.Fatalf("cell %d: %v became %v, farther from the usual %v", i, y[i], v, usual[i])
			}
		}
	})
}

// same tells whether two lists hold the same values, unknown ones too.
func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || !known(x) && !known(y) })
}

// The shape is the mean of the middle half of an hour's last 52 known values, and
// so does not see a quarter of them, however large.
func TestMedianShapeByHand(t *testing.T) {
	const week, weeks = 14, 60
	rapid.Check(t, func(t *rapid.T) {
		y := make([]float64, week*weeks+rapid.IntRange(0, week-1).Draw(t, "beyond"))
		for i := range y {
			y[i] = float64(rapid.IntRange(-3, 30).Draw(t, "v"))
			if y[i] < 0 {
				y[i] = math.NaN()
			}
		}
		got := medianShape(y, week)
		for h := range week {
			var at []float64
			for c := len(y) - 1; c >= 0 && len(at) < 52; c-- {
				if c%week == h && known(y[c]) {
					at = append(at, y[c])
				}
			}
			slices.Sort(at)
			if want := mean(at[len(at)/4 : len(at)-len(at)/4]); got[h] != want {
				t.Fatalf("hour %d: %v, want %v of %v", h, got[h], want, at)
			}
		}
	})
	if v := medianShape(append(nan(13), 5), week); known(v[0]) || v[13] != 5 {
		t.Errorf("one known hour: %v", v)
	}
}

// The dispersion is found again. With storms in a tenth of the values their middle
// is the 56th of a hundred others, whose square is 0.58 instead of 0.455.
func TestRobustDispersionIsRecovered(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for _, want := range []float64{1, 2, 4} {
		y, usual := make([]float64, 20000), level(20000, 6000)
		for i := range y {
			y[i] = count(rng, 6000, want)
		}
		calm := robustDispersion(y, usual, nil)
		for i := 0; i < len(y); i += 10 {
			y[i] += 9000
		}
		stormy := robustDispersion(y, usual, nil)
		if math.Abs(calm/want-1) > 0.1 || math.Abs(stormy/calm-0.58/0.455) > 0.06 {
			t.Errorf("dispersion %.2f, with storms %.2f, want %v and little more", calm, stormy, want)
		}
	}
	if got := robustDispersion(nan(9), level(9, 5), nil); got != 1 {
		t.Errorf("of nothing known: %v, want chance alone", got)
	}
	if got := robustDispersion(level(9, 5), level(9, 5), nil); got != 1 {
		t.Errorf("of a constant: %v, want no less than chance", got)
	}
}

// Days are held against what is known of their hours.
func TestDayRatios(t *testing.T) {
	u := math.NaN()
	got := dayRatios([]float64{2, 4, u, 6, u, u, 1}, []float64{1, 2, 3, 4, 5, u}, 2)
	if want := []float64{2, 1.5, u, 1}; !same(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Going on from origin to origin, and back, gives what beginning anew does.
func TestLastYearGoesOn(t *testing.T) {
	const week = 3
	rapid.Check(t, func(t *rapid.T) {
		y := make([]float64, rapid.IntRange(0, 90*week).Draw(t, "cells"))
		for i := range y {
			y[i] = float64(rapid.IntRange(-4, 12).Draw(t, "v"))
			if y[i] < 0 {
				y[i] = math.NaN()
			}
		}
		l := new(lastYear)
		for to := 0; to < len(y); to = max(0, to+rapid.IntRange(-9, 40).Draw(t, "step")) {
			if got, want := l.shape(y[:to], week), medianShape(y[:to], week); !same(got, want) {
				t.Fatalf("after %d cells: %v, anew %v", to, got, want)
			}
		}
	})
}
