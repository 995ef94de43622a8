package forecast

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// noisy returns forecasts of all sizes and what came, with twice Poisson's spread.
func noisy(rng *rand.Rand, n int) (forecasts, came []float64) {
	for range n {
		mu := math.Exp(6 * rng.Float64())
		forecasts = append(forecasts, mu)
		came = append(came, math.Max(0, mu+2*math.Sqrt(mu)*rng.NormFloat64()))
	}
	return forecasts, came
}

// The band holds the share it promises on values it has not seen, for small
// forecasts as for large ones.
func TestBandsAreCalibrated(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	forecasts, came := noisy(rng, 4000)
	b := newBands([]float64{0.1, 0.9}, forecasts, came)
	forecasts, came = noisy(rng, 20000)
	var inside, n [2]float64
	for i, f := range forecasts {
		size := 0
		if f > 20 {
			size = 1
		}
		n[size]++
		if q := b.at(f)[0]; q[0] <= came[i] && came[i] <= q[1] {
			inside[size]++
		}
	}
	for size, c := range inside {
		if share := c / n[size]; share < 0.75 || share > 0.85 {
			t.Errorf("size %d: the band holds %.3f, want about 0.8", size, share)
		}
	}
}

// Nine values cut the line into ten equally likely parts, so that the tenth
// and ninetieth hundredths are the first and the last.
func TestConformalRanks(t *testing.T) {
	nine := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	for level, want := range map[float64]float64{0.1: 1, 0.5: 5, 0.9: 9, 0.99: 9, 0.01: 1, 0.75: 8, 0.25: 2} {
		if got := conformal(nine, level); got != want {
			t.Errorf("conformal(%v) = %v, want %v", level, got, want)
		}
	}
}

func TestBandsOutsideWhatWasSeen(t *testing.T) {
	for name, b := range map[string]bands{"one error": newBands([]float64{0.1, 0.9}, []float64{5}, []float64{0}), "wide": wide([]float64{0.1, 0.9}, shortShare)} {
		for _, m := range []float64{0, 0.001, 1, 1e9} {
			if q := b.at(m)[0]; !(q[0] >= 0 && q[1] >= q[0]) || math.IsInf(q[1], 0) {
				t.Errorf("%s: quantiles of %v are %v", name, m, q)
			}
		}
	}
}

func TestWeights(t *testing.T) {
	tests := map[string]struct{ errors, want []float64 }{
		"alike":            {[]float64{10, 10}, []float64{0.5, 0.5}},
		"much worse":       {[]float64{10, 20}, []float64{1, 0}},
		"one is perfect":   {[]float64{0, 1}, []float64{1, 0}},
		"all are perfect":  {[]float64{0, 0}, []float64{0.5, 0.5}},
		"one per cent off": {[]float64{100, 101}, []float64{1 / (1 + math.Exp(-1)), 1 / (1 + math.E)}},
	}
	for name, tt := range tests {
		for i, w := range weights(ones(2), tt.errors, 8, 0.01) {
			if math.Abs(w-tt.want[i]) > 1e-9 {
				t.Errorf("%s: share %d is %v, want %v", name, i, w, tt.want[i])
			}
		}
	}
}

func TestSeasonalMeans(t *testing.T) {
	// Two cells a day, four weeks; cell 0 of the week holds 1, 2, 3 and then nothing.
	p := &Past{Origin: 56, Slots: 2, Week: 14, Y: nan(56)}
	p.Y[0], p.Y[14], p.Y[28] = 1, 2, 3
	for weeks, want := range map[int]float64{1: 3, 2: 2.5, 3: 2, 8: 2} {
		m := &seasonalMean{weeks: weeks}
		m.Fit(p)
		if got := m.Predict(56); got != want {
			t.Errorf("mean of %d weeks = %v, want %v", weeks, got, want)
		}
	}
}

func TestShrunkSlope(t *testing.T) {
	line, noise := make([]float64, 26), make([]float64, 26)
	rng := rand.New(rand.NewPCG(2, 2))
	for i := range line {
		line[i] = 0.02 * float64(i)
		noise[i] = 0.05 * rng.NormFloat64()
	}
	line[7] = 9 // one freak week does not move it
	if got := shrunkSlope(line); math.Abs(got-0.02) > 0.001 {
		t.Errorf("slope %v, want 0.02", got)
	}
	if got := shrunkSlope(noise); math.Abs(got) > 0.002 {
		t.Errorf("slope of noise %v, want none", got)
	}
	if got := shrunkSlope(line[:6]); got != 0 {
		t.Errorf("slope of six weeks %v, want 0", got)
	}
}

// The waves come back out of what was made of them.
func TestRidgeFindsTheYear(t *testing.T) {
	logs := make([]float64, 260)
	for k := range logs {
		x := annual(float64(k-len(logs)) + 0.5)
		logs[k] = 1 + 0.1*x[1] + 0.3*x[2] - 0.2*x[5]
	}
	want := []float64{1, 0.1, 0.3, 0, 0, -0.2}
	for i, c := range ridge(logs) {
		if math.Abs(c-want[i]) > 0.03 {
			t.Errorf("coefficient %d = %.3f, want %.3f", i, c, want[i])
		}
	}
}

func TestShrinkingKeepsWhatIsCertain(t *testing.T) {
	shape := []float64{10, 20, 10, 20}
	none := []float64{0, 0, 0, 0}
	if got, _ := draw(shape, none, []float64{1, 2, 3, 4}); !reflect.DeepEqual(got, shape) {
		t.Errorf("values without noise are drawn to %v", got)
	}
	much := []float64{1e6, 1e6, 1e6, 1e6}
	if got, _ := draw(shape, much, []float64{15, 15, 15, 15}); !reflect.DeepEqual(got, []float64{15, 15, 15, 15}) {
		t.Errorf("values of noise alone are drawn to %v, want the prior", got)
	}
}

// Bins are cut at rising sizes and hold about as many errors each, also where
// forecasts follow the rhythm of days and weeks.
func TestEdgesCutEvenly(t *testing.T) {
	tests := map[string]struct {
		n    int
		of   func(i int) float64
		bins int
	}{
		"few":        {100, func(i int) float64 { return float64(i) }, 1},
		"spread out": {6000, func(i int) float64 { return float64(i * 7919 % 6000) }, 8},
		"a day":      {24 * 250, func(i int) float64 { return float64(1 + i%24) }, 8},
		"a week":     {168 * 40, func(i int) float64 { return float64(1 + i%168) }, 8},
		"all alike":  {5000, func(int) float64 { return 3 }, 1},
	}
	for name, tt := range tests {
		var f []float64
		for i := range tt.n {
			f = append(f, tt.of(i))
		}
		edges := edgesOf(f)
		if len(edges)+1 != tt.bins || !slices.IsSorted(edges) {
			t.Errorf("%s: edges %v, want %d bins", name, edges, tt.bins)
			continue
		}
		held := make([]int, tt.bins)
		for _, v := range f {
			at, found := slices.BinarySearch(edges, v)
			if found {
				at++
			}
			held[at]++
		}
		for _, n := range held {
			if share := float64(n*tt.bins) / float64(tt.n); share < 0.6 || share > 1.5 {
				t.Errorf("%s: bins hold %v", name, held)
				break
			}
		}
	}
}

// A fold is judged by bands that did not learn from it: where one of two is far
// noisier than the other, the narrow bands of the calm one miss most of it, and
// the wide ones hold all of the calm.
func TestFoldsAreJudgedByOthers(t *testing.T) {
	trial := &trial{names: []string{"m"}, levels: []float64{0.5}, slots: 24}
	for k, size := range []float64{1, 40} {
		f := fold{number: k, by: [][]float64{nil}}
		for i := range 672 {
			f.cells = append(f.cells, i)
			f.by[0] = append(f.by[0], 1000)
			f.came = append(f.came, 1000+size*float64(i%21-10))
		}
		f.days = daysOf(f.cells, 24)
		trial.folds = append(trial.folds, f)
	}
	trial.scores()
	calm, wild := trial.score(0, trial.folds[:1]), trial.score(0, trial.folds[1:])
	if calm.Coverage != 1 || wild.Coverage > 0.1 {
		t.Errorf("%.2f of the calm fold and %.2f of the noisy one lie inside, want all and next to none", calm.Coverage, wild.Coverage)
	}
}

// Several ranks at once are those looked for one by one, in whatever order the
// levels are, wherever the values lie.
func TestConformalsTogether(t *testing.T) {
	var r ranker
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]float64{0, 0.01, 1, 9, 1e12}).Draw(t, "size")
		values := rapid.SliceOfN(rapid.Float64Range(-size, size), 1, 400).Draw(t, "values")
		levels := rapid.SliceOfN(rapid.Float64Range(0.01, 0.99), 1, 5).Draw(t, "levels")
		for i, got := range r.conformals(values, levels) {
			if want := conformal(slices.Clone(values), levels[i]); got != want {
				t.Fatalf("level %v of %v: %v, alone %v", levels[i], values, got, want)
			}
		}
	})
}

// A learner that was used before makes the same bands as a new one.
func TestLearnerForgets(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	levels, used := []float64{0.1, 0.5, 0.9}, new(learner)
	for _, n := range []int{3000, 200, 1, 2000} {
		forecasts, came := noisy(rng, n)
		used.begin(edgesOf(forecasts))
		used.add(forecasts[:n/3], came[:n/3])
		used.add(forecasts[n/3:], came[n/3:])
		if got, want := used.bands(levels), newBands(levels, forecasts, came); !reflect.DeepEqual(got, want) {
			t.Errorf("%d errors: %v, from a new one %v", n, got, want)
		}
	}
}

// Wherever the search begins, it ends where it should.
func TestStepFromAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rising := rapid.SliceOfN(rapid.Float64Range(0, 9), 0, 9).Draw(t, "edges")
		slices.Sort(rising)
		v, from := rapid.Float64Range(-1, 10).Draw(t, "value"), rapid.IntRange(0, len(rising)).Draw(t, "from")
		if rapid.Bool().Draw(t, "on an edge") && len(rising) > 0 {
			v = rising[from%len(rising)]
		}
		want := 0
		for _, e := range rising {
			if e <= v {
				want++
			}
		}
		if got := step(rising, from, v); got != want {
			t.Fatalf("%v from %d of %v: %d, want %d", v, from, rising, got, want)
		}
	})
}

// newBands learns from forecasts and what came.
func newBands(levels, forecasts, came []float64) bands {
	l := new(learner)
	l.begin(edgesOf(forecasts))
	l.add(forecasts, came)
	return l.bands(levels)
}

// The quantiles of many means are those of each alone.
func TestManyBandsAreEachAlone(t *testing.T) {
	b := wide([]float64{0.1, 0.5, 0.9}, 0.1)
	means := []float64{0, 0.3, 12, 4, 5000, 1e6, 12}
	all := b.at(means...)
	for i, m := range means {
		if one := b.at(m)[0]; !slices.Equal(all[i], one) || len(one) != 3 {
			t.Errorf("%v among others: %v, alone %v", m, all[i], one)
		}
	}
	if none := b.at(); len(none) != 0 {
		t.Errorf("of no mean: %v", none)
	}
}

// Errors learnt in several goes are those learnt in one: few contacts are spread
// by where they stand among all.
func TestLearntInSeveralGoes(t *testing.T) {
	rng := newRand(5)
	var means, came []float64
	for range 700 {
		mean := 2 * rng.Float64()
		means, came = append(means, mean), append(came, count(rng, mean, 1))
	}
	edges := edgesOf(means)
	var once, often learner
	once.begin(edges)
	once.add(means, came)
	often.begin(edges)
	for lo := 0; lo < len(means); lo += 100 {
		often.add(means[lo:lo+100], came[lo:lo+100])
	}
	for k := range once.scores {
		if !slices.Equal(once.scores[k], often.scores[k]) || math.Abs(once.sums[k]-often.sums[k]) > 1e-9 {
			t.Fatalf("bin %d has %v, in one go %v", k, often.scores[k], once.scores[k])
		}
	}
}

// Whole numbers are spread over the unit about them, evenly and without bias.
func TestJitterIsEven(t *testing.T) {
	var tenths [10]int
	for i := range 1000 {
		j := jitter(i, wholeBelow/2.0)
		if j < -0.5 || j >= 0.5 || jitter(i, wholeBelow) != 0 {
			t.Fatalf("number %d is moved by %v", i, j)
		}
		tenths[int(10*(j+0.5))]++
	}
	for k, n := range tenths {
		if n < 97 || n > 103 {
			t.Errorf("%d of 1000 lie in tenth %d", n, k)
		}
	}
}
