package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// noisyDays is a regression over made logs with equal noise.
func noisyDays(logs []float64, yearly bool) *regression {
	first := dayOf(2023, 1, 2)
	return &regression{log: logs, noise: make([]float64, len(logs)), x: new(almanac).from(first, first, len(logs)+100), yearly: yearly}
}

// logDensity is that of a normal vector with mean 0, by elimination.
func logDensity(cov [][]float64, y []float64) float64 {
	n := len(y)
	a := make([][]float64, n)
	for i := range a {
		a[i] = append([]float64(nil), cov[i][:n]...)
	}
	out, rest := -float64(n)/2*0, append([]float64(nil), y...)
	for i := range n {
		out -= (math.Log(a[i][i]) + rest[i]*rest[i]/a[i][i]) / 2
		for r := i + 1; r < n; r++ {
			f := a[r][i] / a[i][i]
			rest[r] -= f * rest[i]
			for c := i; c < n; c++ {
				a[r][c] -= f * a[i][c]
			}
		}
	}
	return out
}

// covariance is that of the days written out: what the filter works out step
// by step.
func (r *regression) covariance(h hyper) [][]float64 {
	n := len(r.log)
	v := h.spread()
	out := make([][]float64, n)
	for i := range n {
		out[i] = make([]float64, n)
		for j := range n {
			c := v[0] + h.drift*h.drift*float64(min(i, j)+1)
			c += h.spell * h.spell * math.Pow(h.last, math.Abs(float64(i-j)))
			for a := range i + 1 { // the level is the sum of the slopes before
				for b := range j + 1 {
					c += h.slope * h.slope * math.Pow(steady, math.Abs(float64(a-b)))
				}
			}
			x, y := r.x[i], r.x[j]
			for k := range x {
				c += v[2+k] * x[k] * y[k]
			}
			if i == j {
				c += r.noise[i] + h.noise*h.noise
			}
			out[i][j] = c
		}
	}
	return out
}

// The likelihood of the filter is that of one large normal distribution.
func TestFilterAgreesWithOneLargeNormal(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	logs := make([]float64, 40)
	for i := range logs {
		logs[i] = 0.02 * rng.NormFloat64() // small, so that nothing counts as an outlier
	}
	r := noisyDays(logs, true)
	for _, h := range []hyper{
		{drift: 0.01, spell: 0.05, last: 0.8, noise: 0.05},
		{drift: 0.001, spell: 0.1, last: 0.5, noise: 0.03, weekday: 0.1, month: 0.1, year: 0.15},
		{drift: 0.003, spell: 0, last: 0.5, noise: 0.1, weekday: 0.3},
		{drift: 0.003, spell: 0.05, last: 0.5, noise: 0.1, weekday: 0.3, slope: 0.002},
		{drift: 0.003, spell: 0, last: 0.5, noise: 0.1, month: 0.1, year: 0.1, slope: 0.01},
	} {
		cov := r.covariance(h)
		want := logDensity(cov, logs) - logDensity(cov, logs[:settle])
		if c, _ := r.follow(h, nil); math.Abs(c.likelihood-want) > 1e-6*math.Abs(want) {
			t.Errorf("%+v: log likelihood %v, want %v", h, c.likelihood, want)
		}
	}
}

// Weekdays on which nothing ever came need no state: without them all is the same.
func TestShutWeekdaysChangeNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 4))
	logs := make([]float64, 120)
	for i := range logs {
		if logs[i] = 0.1 * rng.NormFloat64(); i%7 == 2 || i%7 == 6 {
			logs[i] = math.NaN()
		}
	}
	for _, h := range []hyper{
		{drift: 0.001, spell: 0.1, last: 0.5, noise: 0.03, weekday: 0.1, month: 0.1, year: 0.15, slope: 0.001},
		{drift: 0.001, spell: 0.1, last: 0.5, noise: 0.03, weekday: 0.1, year: 0.15},
		{drift: 0.001, spell: 0.1, last: 0.5, noise: 0.03, weekday: 0.1},
	} {
		all, few := noisyDays(logs, true), noisyDays(logs, true)
		few.shut[2], few.shut[6] = true, true
		want, _ := all.follow(h, nil)
		got, _ := few.follow(h, nil)
		if len(got.mean) != len(want.mean)-2 || math.Abs(got.likelihood-want.likelihood) > 1e-9 {
			t.Errorf("%+v: %d states and %v, with all weekdays %d and %v", h, len(got.mean), got.likelihood, len(want.mean), want.likelihood)
		}
		for i, o := range got.ahead(few.x[120:140]) {
			if w := want.ahead(all.x[120:140])[i]; (120+i)%7 != 2 && (120+i)%7 != 6 && math.Abs(o.log-w.log)+math.Abs(o.month-w.month)+math.Abs(o.year-w.year) > 1e-9 {
				t.Errorf("%+v: day %d ahead %v, with all weekdays %v", h, i, o, w)
			}
		}
	}
}

// What was put in comes out again.
func TestRegressionFindsWhatIsThere(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	made := func(n int, f func(x []float64) float64) *regression {
		r := noisyDays(make([]float64, n), n > 400)
		for i := range n {
			r.log[i] = f(r.x[i]) + 0.03*rng.NormFloat64()
		}
		return r
	}
	tests := map[string]struct {
		days int
		rate func(x []float64) float64
	}{
		"nothing":  {200, func(x []float64) float64 { return 0.3 }},
		"weekdays": {200, func(x []float64) float64 { return 0.2*x[0] - 0.3*x[6] }},
		"a month":  {300, func(x []float64) float64 { return 0.1 * x[weekdays] }},
		"a year":   {900, func(x []float64) float64 { return 0.2*x[weekdays+monthly] + 0.1*x[weekdays+monthly+3] }},
	}
	for name, tt := range tests {
		r := made(tt.days, tt.rate)
		_, ahead := r.average(r.tune(nil), 60)
		wrong := 0.0
		for i, o := range ahead {
			wrong += math.Abs(o.log - tt.rate(r.x[tt.days+i]))
		}
		if wrong /= float64(len(ahead)); wrong > 0.03 {
			t.Errorf("%s: off by %.3f on average", name, wrong)
		}
	}
}

// A month that is there is seen in the outlook, and one that is not is not.
func TestOutlookTellsTheMonth(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	for _, size := range []float64{0, 0.15} {
		r := noisyDays(make([]float64, 365), false)
		for i := range r.log {
			r.log[i] = size*r.x[i][weekdays] + 0.03*rng.NormFloat64()
		}
		_, ahead := r.average(r.tune(nil), 31)
		most := 0.0
		for _, o := range ahead {
			most = math.Max(most, o.month)
		}
		if math.Abs(most-size) > 0.03 {
			t.Errorf("the month makes up to %.3f, want %.2f", most, size)
		}
	}
}

// One freak day does not move the level; a jump that stays does.
func TestOutliersAndJumps(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 7))
	last := func(logs []float64) float64 {
		r := noisyDays(logs, false)
		_, ahead := r.average(r.tune(nil), 1)
		return ahead[0].log
	}
	logs := make([]float64, 200)
	for i := range logs {
		logs[i] = 0.03 * rng.NormFloat64()
	}
	freak := append([]float64(nil), logs...)
	freak[195] += 2
	if got := last(freak); math.Abs(got) > 0.1 {
		t.Errorf("after a freak day the level is %.3f, want about 0", got)
	}
	jump := append([]float64(nil), logs...)
	for i := 170; i < 200; i++ {
		jump[i] += 0.4
	}
	if got := last(jump); got < 0.3 {
		t.Errorf("a month after a jump of 0.4 the level is %.3f", got)
	}
}

// Gaps are bridged.
func TestUnknownDays(t *testing.T) {
	r := noisyDays(make([]float64, 120), false)
	for i := range r.log {
		r.log[i] = 0.5
		if i%3 == 1 || i > 60 && i < 80 {
			r.log[i] = math.NaN()
		}
	}
	fitted, ahead := r.average(r.tune(nil), 5)
	for i, v := range append(fitted[30:], ahead[4].log) {
		if math.Abs(v-0.5) > 0.05 {
			t.Fatalf("day %d: %v, want about 0.5", i, v)
		}
	}
}

func TestLikeliest(t *testing.T) {
	a, b, c := hyper{drift: 1}, hyper{drift: 2}, hyper{drift: 3}
	got := likeliest(map[hyper]float64{a: -10, b: -10 - math.Log(3), c: -30})
	if len(got) != 2 || got[0].hyper != a || math.Abs(got[0].weight-0.75) > 1e-9 || math.Abs(got[1].weight-0.25) > 1e-9 {
		t.Errorf("%+v, want three quarters and one quarter", got)
	}
}

func BenchmarkTune(b *testing.B) {
	rng := rand.New(rand.NewPCG(8, 7))
	logs := make([]float64, 730)
	for i := range logs {
		logs[i] = 0.05 * rng.NormFloat64()
	}
	for b.Loop() {
		noisyDays(logs, true).tune(nil)
	}
}

// along returns how likely the days are from the first to the last.
func (k *kalman) along(r *regression) float64 {
	t := trail{kalman: k}
	t.follow(r, nil)
	return t.likelihood
}

// Settings that are given up are none that would have counted: followed to the
// end they are far less likely than those they were held against, also where
// the level jumps late and those that follow it fast catch up.
func TestOnlyHopelessSettingsAreGivenUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 6))
	logs := make([]float64, 500)
	for i := range logs {
		logs[i] = 0.1*rng.NormFloat64() + 0.3*float64(i/400)
	}
	r := noisyDays(logs, true)
	h := hyper{drift: 0.0006, spell: 0.05, last: 0.8, noise: 0.05, weekday: 0.1, month: 0.03}
	rival, _ := r.follow(h, nil)
	end := rival.likelihood
	if n := len(rival.likely); n != len(logs) || rival.likely[n-1] != end || len(rival.fitted) != n {
		t.Fatalf("a trail of %d days that ends at %v, want %v", n, rival.likely[n-1], end)
	}
	given, kept := 0, 0
	for _, knob := range r.knobs(&h) {
		was := *knob.value
		for _, v := range knob.tries {
			*knob.value = v
			beside, whole := r.follow(h, rival)
			alone := newKalman(h, r.shut).along(r)
			switch {
			case !whole:
				if given++; alone > end-lessLikely {
					t.Errorf("%+v is given up, and would have ended at %v beside %v", h, alone, end)
				}
			case beside.likelihood != alone:
				t.Errorf("%+v: %v beside a rival, %v alone", h, beside.likelihood, alone)
			default:
				kept++
			}
		}
		*knob.value = was
	}
	if given == 0 || kept == 0 {
		t.Errorf("%d given up and %d kept: this tests nothing", given, kept)
	}
}

// Days looked up from any origin are those of the first: one for the weekday,
// months that begin at 0 and end short of 1, a year alike after leap days.
func TestAlmanac(t *testing.T) {
	first := dayOf(2024, 1, 3)
	var grown almanac
	grown.from(first, first, 10)
	whole := new(almanac).from(first, first, 900)
	for _, at := range []int{0, 3, 9, 400} {
		for i, x := range grown.from(first, first+at, 90) {
			if !slices.Equal(x, whole[at+i]) || x[(at+i)%7] != 1 || sum(x[:weekdays]) != 1 {
				t.Fatalf("day %d from %d: %v, want %v", i, at, x, whole[at+i])
			}
		}
	}
	tests := map[string]struct {
		date  int
		month float64
	}{
		"the first":         {dayOf(2024, 2, 1), 0},
		"a leap day":        {dayOf(2024, 2, 29), 28.0 / 29},
		"mid February":      {dayOf(2025, 2, 15), 0.5},
		"the last of a 31":  {dayOf(2024, 12, 31), 30.0 / 31},
		"the middle of one": {dayOf(2025, 4, 16), 0.5},
	}
	for name, tt := range tests {
		x := whole[tt.date-first][weekdays:]
		for k := range monthly / 2 {
			if a := 2 * math.Pi * tt.month * float64(k+1); math.Abs(x[2*k]-math.Cos(a))+math.Abs(x[2*k+1]-math.Sin(a)) > 1e-9 {
				t.Errorf("%s: wave %d is %v, want that of %v", name, k+1, x[2*k:2*k+2], tt.month)
			}
		}
	}
	if other := grown.from(first+1, first+1, 1)[0]; other[0] != 1 {
		t.Errorf("another series begins at its own weekday: %v", other[:weekdays])
	}
}

// An outlook is taken apart without remainder: without its month and its year a
// weekday is the same every week, where the level neither climbs nor has spells.
func TestOutlooksComeApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 10))
	r := noisyDays(make([]float64, 500), true)
	for i := range r.log {
		r.log[i] = 0.2*r.x[i][weekdays+1] - 0.1*r.x[i][weekdays+2] + 0.15*r.x[i][weekdays+monthly] + 0.3*r.x[i][5] + 0.03*rng.NormFloat64()
	}
	c, _ := r.follow(hyper{drift: 0.001, last: 0.8, noise: 0.03, weekday: 0.1, month: 0.1, year: 0.1}, nil)
	ahead := c.ahead(r.x[500:550])
	moves := 0.0
	for i := range ahead[:43] {
		a, b := ahead[i], ahead[i+7]
		if math.Abs((a.log-a.month-a.year)-(b.log-b.month-b.year)) > 1e-9 {
			t.Fatalf("day %d is %+v, a week later %+v", i, a, b)
		}
		moves = math.Max(moves, math.Abs(a.month-b.month))
		x := r.x[500+i]
		if truth := 0.2*x[weekdays+1] - 0.1*x[weekdays+2]; math.Abs(a.month-truth) > 0.05 {
			t.Errorf("day %d: the month makes %.3f of it, want %.3f", i, a.month, truth)
		}
	}
	if moves < 0.1 {
		t.Errorf("the month moves by %.3f", moves)
	}
}

// The slower waves are believed to be the larger ones: those of a year by their
// number, of a month by its root.
func TestSpreads(t *testing.T) {
	v := hyper{spell: 2, weekday: 3, month: 6, year: 12, slope: 5}.spread()
	want := [parts]float64{4, 4, 9, 9, 9, 9, 9, 9, 9, 36, 36, 18, 18, 12, 12, 144, 144, 36, 36, 16, 16, 25}
	if v != want {
		t.Errorf("%v, want %v", v, want)
	}
}
