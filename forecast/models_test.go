package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// rhythm is a week of a few hours a day with a rhythm, adding up to what Mondays
// to Sundays have.
func rhythm(slots int) []float64 {
	out := make([]float64, 7*slots)
	for h := range out {
		out[h] = (10 - float64(h/slots)) * (1 + float64(h%slots))
	}
	return out
}

// pastOf is some weeks of a shape times a level.
func pastOf(shape []float64, weeks int, level func(week float64) float64) *Past {
	p := &Past{Origin: weeks * len(shape), Slots: len(shape) / 7, Week: len(shape)}
	for c := range p.Origin {
		p.Y = append(p.Y, shape[c%len(shape)]*level(float64(c)/float64(len(shape))))
	}
	return p
}

// holes makes cells unknown by chance.
func holes(p *Past, rng *rand.Rand, share float64) {
	for c := range p.Y {
		if rng.Float64() < share {
			p.Y[c] = math.NaN()
		}
	}
}

// Of a week that repeats itself every model forecasts that week, whatever holes
// the history has, and goes on with it for ever.
func TestEveryModelRepeatsARepeatingWeek(t *testing.T) {
	shape := rhythm(4)
	for _, m := range Models() {
		for _, weeks := range []int{2, 5, 12, 70} {
			p := pastOf(shape, weeks, func(float64) float64 { return 3 })
			holes(p, rand.New(rand.NewPCG(1, uint64(weeks))), 0.1)
			p.Horizon = 8 * p.Week
			m.Fit(p)
			for c := p.Origin; c < p.Origin+8*p.Week; c++ {
				if got, want := m.Predict(c), 3*shape[c%p.Week]; math.Abs(got/want-1) > 0.02 && m.Name() != "snaive" || !(got >= 0) {
					t.Errorf("%s, %d weeks: %.3f at hour %d of the week, want %.3f", m.Name(), weeks, got, c%p.Week, want)
					break
				}
			}
		}
	}
}

// The level is Σ volume ÷ Σ shape with weights that halve with age, by the day.
func TestLevelByHand(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 4))
		shape := rhythm(2)
		p := pastOf(shape, rapid.IntRange(1, 9).Draw(rt, "weeks"), func(float64) float64 { return 5 * rng.Float64() })
		holes(p, rng, 0.3)
		halfLife := float64(rapid.IntRange(1, 60).Draw(rt, "half-life"))
		sum, base := 0.0, 0.0
		for c, v := range p.Y {
			if w := math.Exp2(-float64((p.Origin-1)/2-c/2) / 7 / halfLife); known(v) {
				sum, base = sum+w*v, base+w*shape[c%p.Week]
			}
		}
		want := 1.0
		if base > 0 {
			want = sum / base
		}
		if got := levelOf(p, shape, halfLife); math.Abs(got-want) > 1e-9 {
			rt.Fatalf("level %v, want %v", got, want)
		}
	})
}

// Weeks that are busier or calmer as a whole do not bend the shape, though the
// busy ones have more of some hours than others.
func TestShapeIsFreeOfLevels(t *testing.T) {
	shape := rhythm(4)
	p := pastOf(shape, 40, func(week float64) float64 { return 1 + 0.02*math.Floor(week) })
	for c := range p.Y { // Mondays are unknown while it is calm
		if c%p.Week < 4 && c < p.Origin/2 {
			p.Y[c] = math.NaN()
		}
	}
	m := &profile{shapeWeeks: 52, levelWeeks: 4}
	m.Fit(p)
	for h := range shape {
		if got, want := m.shape[h]/m.shape[27], shape[h]/shape[27]; math.Abs(got/want-1) > 0.02 {
			t.Errorf("hour %d is %.3f of the last one, want %.3f", h, got, want)
		}
	}
}

// The level of short memory follows a jump, that of long memory half way.
func TestLevelsByMemory(t *testing.T) {
	p := pastOf(rhythm(4), 52, func(week float64) float64 {
		if week < 44 {
			return 1
		}
		return 2
	})
	for _, tt := range []struct{ halfLife, want float64 }{{1, 2}, {8, 1.505}, {1000, 1.154}} { // 1 + weight of the last eight weeks
		if got := levelOf(p, rhythm(4), tt.halfLife); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("half-life of %v weeks: level %.3f, want %.3f", tt.halfLife, got, tt.want)
		}
	}
}

// A level that climbs by a per cent a week is seen, stands where it is now, and
// goes on climbing ever more slowly.
func TestTrendGoesOnAndFades(t *testing.T) {
	for _, slope := range []float64{0.01, -0.01} {
		shape := rhythm(4)
		p := pastOf(shape, 30, func(week float64) float64 { return math.Exp(slope * week) })
		m := Models()[8].(*trend)
		m.Fit(p)
		at := func(week int) float64 { return math.Log(m.Predict(p.Origin+week*p.Week) / shape[0]) }
		if math.Abs(m.slope-slope) > 0.0005 || math.Abs(at(0)-slope*30) > 0.015 {
			t.Errorf("slope %v is seen as %v; a level of %v, want %v", slope, m.slope, at(0), slope*30)
		}
		for week := 1; week < 52; week++ {
			if now, before := at(week)-at(week-1), at(1)-at(0); now*slope <= 0 || math.Abs(now/before-math.Pow(damping, float64(week-1))) > 1e-6 {
				t.Fatalf("the level moves by %v in week %d, and by %v in the first", now, week, before)
			}
		}
		if rest := at(4000) - at(0); math.Abs(rest) > math.Abs(slope/math.Log(damping)) {
			t.Errorf("in the end it has moved by %v", rest)
		}
	}
}

// Weekly levels come back as logs, oldest first; of a week that is mostly unknown
// nothing is said.
func TestWeeklyLogs(t *testing.T) {
	shape := rhythm(4)
	p := pastOf(shape, 10, func(week float64) float64 { return math.Exp(math.Floor(week) / 10) })
	for c := 4 * p.Week; c < 4*p.Week+16; c++ {
		p.Y[c] = math.NaN() // the fuller half of the fifth
	}
	for i, v := range weeklyLogs(p, shape, 8) {
		if known(v) == (i == 2) || known(v) && math.Abs(v-float64(i+2)/10) > 1e-9 {
			t.Errorf("week %d: %v, want %v", i+2, v, float64(i+2)/10)
		}
	}
	if got := weeklyLogs(p, shape, 50); len(got) != 10 {
		t.Errorf("%d weeks of ten", len(got))
	}
}

// A year's waves are found in several years of noise, and carried on; from less
// than sixty weeks they are not guessed.
func TestSeasonFindsTheYear(t *testing.T) {
	rng, shape := rand.New(rand.NewPCG(6, 2)), rhythm(4)
	wave := func(week float64) float64 {
		return math.Exp(0.2*math.Cos(2*math.Pi*week/yearWeeks) + 0.1*math.Sin(4*math.Pi*week/yearWeeks))
	}
	noisy := func(weeks int) *Past {
		p := pastOf(shape, weeks, wave)
		for c := range p.Y {
			p.Y[c] *= 10 * math.Exp(0.2*rng.NormFloat64()-0.02)
		}
		return p
	}
	p := noisy(230)
	m := Models()[11].(*season)
	m.Fit(p)
	worst := 0.0
	for week := range 26 {
		said := 0.0
		for h, c := 0, p.Origin+week*p.Week; h < p.Week; h++ {
			said += m.Predict(c + h)
		}
		worst = math.Max(worst, math.Abs(said/(10*sum(shape)*wave(float64(230+week)+0.5))-1))
	}
	if worst > 0.05 {
		t.Errorf("a week is wrong by %.3f", worst)
	}
	_, year := m.waves(p.Origin + 10*p.Week)
	if want := wave(240) / 1; math.Abs(year/want-1) > 0.06 {
		t.Errorf("the year makes %.3f of the tenth week, want %.3f", year, want)
	}
	short, plain := noisy(seasonLeast-1), &profile{shapeWeeks: 52, levelWeeks: 26, shrink: true}
	m.Fit(short)
	plain.Fit(short)
	for c := short.Origin; c < short.Origin+9*short.Week; c++ {
		if m.Predict(c) != plain.Predict(c) {
			t.Fatalf("of %d weeks it makes %v of %v", seasonLeast-1, m.Predict(c), plain.Predict(c))
		}
	}
}

// What elimination finds solves the system.
func TestSolveSolves(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 5))
		n := rapid.IntRange(1, 7).Draw(rt, "n")
		root, a, b := make([][]float64, n), make([][]float64, n), make([]float64, n)
		for i := range root {
			root[i], a[i], b[i] = make([]float64, n), make([]float64, n), rng.NormFloat64()
			for j := range root[i] {
				root[i][j] = rng.NormFloat64()
			}
		}
		for i := range a {
			for j := range a {
				for k := range root {
					a[i][j] += root[i][k] * root[j][k]
				}
			}
			a[i][i]++
		}
		kept, right := make([][]float64, n), append([]float64(nil), b...)
		for i := range a {
			kept[i] = append([]float64(nil), a[i]...)
		}
		x := solve(a, b)
		for i, row := range kept {
			got := 0.0
			for j, v := range row {
				got += v * x[j]
			}
			if math.Abs(got-right[i]) > 1e-7 {
				rt.Fatalf("row %d comes to %v, want %v", i, got, right[i])
			}
		}
	})
}

// A slope that stands out of the noise is kept nearly whole; one that might be
// noise is drawn to nothing.
func TestSlopesInNoise(t *testing.T) {
	for _, tt := range []struct{ slope, noise, least, most float64 }{{0.02, 0.02, 0.9, 1.02}, {0.02, 0.12, 0.3, 0.95}, {0.002, 0.1, 0, 0.5}} {
		kept := 0.0
		for seed := range uint64(200) {
			rng, v := newRand(seed), make([]float64, trendWeeks)
			for i := range v {
				v[i] = tt.slope*float64(i) + tt.noise*rng.NormFloat64()
			}
			kept += shrunkSlope(v) / tt.slope / 200
		}
		if kept < tt.least || kept > tt.most {
			t.Errorf("of a slope of %v in noise of %v, %.3f are kept, want %v to %v", tt.slope, tt.noise, kept, tt.least, tt.most)
		}
	}
}
