package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Sums are those of the values, and weeks begin on Monday.
func TestSumsAddUp(t *testing.T) {
	s, end := made(t, 20*7+3, time.Hour, 1) // Monday 2025-01-06 and 143 days: Thursday 2025-05-29
	f := run(t, s, end, 28, Options{})
	all, units := 0.0, map[string]float64{}
	for _, v := range f.Values {
		all += v.Mean
	}
	counts := map[string]int{}
	for _, x := range f.Sums {
		units[x.Unit] += x.Mean
		counts[x.Unit]++
		if x.Unit == "week" && x.From.Weekday() != time.Monday {
			t.Errorf("a week begins on %s", x.From)
		}
		if len(x.Quantiles) != 3 || !(x.Quantiles[0] >= 0 && x.Quantiles[0] <= x.Quantiles[1] && x.Quantiles[1] <= x.Quantiles[2]) {
			t.Errorf("quantiles %v", x.Quantiles)
		}
		if x.Mean > 100 && (x.Quantiles[0] > x.Mean || x.Quantiles[2] < x.Mean) {
			t.Errorf("%s %s: %.1f lies outside its band %.1f", x.Unit, x.From, x.Mean, x.Quantiles)
		}
	}
	for unit, sum := range units {
		if math.Abs(sum-all) > 1e-6*all {
			t.Errorf("the %ss add up to %.3f, the values to %.3f", unit, sum, all)
		}
	}
	if counts["day"] != 24 || counts["week"] != 5 || counts["month"] != 2 { // four Sundays are closed
		t.Errorf("%v, want 24 days, 5 weeks, 2 months", counts)
	}
}

// paths returns errors of days: with share of their variance in common within
// a path.
func paths(n, days int, common float64) sumErrors {
	rng := rand.New(rand.NewPCG(3, 4))
	s := sumErrors{levels: []float64{0.1, 0.5, 0.9}, spans: float64(n)}
	for range n {
		bias := rng.NormFloat64() * math.Sqrt(common)
		var p []dayError
		for range days {
			p = append(p, dayError{100, 100 + 10*(bias+rng.NormFloat64()*math.Sqrt(1-common))})
		}
		s.paths = append(s.paths, p)
	}
	return s
}

// Days that err alike do not even out over a week, others do by √7.
func TestSumsKeepCorrelation(t *testing.T) {
	for _, tt := range []struct{ common, want float64 }{{0, 1 / math.Sqrt(7)}, {0.99, 1}, {0.5, math.Sqrt((1 + 6*0.5) / 7)}} {
		s := paths(300, 28, tt.common)
		one, week := s.quantiles(100, 1), s.quantiles(700, 7)
		width := (week[2] - week[0]) / 7 / (one[2] - one[0])
		if math.Abs(width-tt.want) > 0.1 {
			t.Errorf("common %v: a week is %.2f as uncertain as a day, in relation, want %.2f", tt.common, width, tt.want)
		}
	}
}

// Few paths say little, and the band is wider for it.
func TestFewPathsAreWide(t *testing.T) {
	few, many := paths(3, 28, 0.5), paths(300, 28, 0.5)
	a, b := few.quantiles(2800, 28), many.quantiles(2800, 28)
	if len(few.paths) != 3 || a[2]-a[0] < 0.5*(b[2]-b[0]) {
		t.Errorf("band of three paths %v, of three hundred %v", a, b)
	}
	none := sumErrors{levels: []float64{0.1, 0.5, 0.9}}.quantiles(1000, 28)
	if none[2]-none[0] < 300 {
		t.Errorf("the band of an untested sum is %v", none)
	}
}

// Student's quantiles against tables.
func TestStudent(t *testing.T) {
	for _, tt := range []struct{ level, freedom, want float64 }{
		{0.9, 5, 1.476}, {0.9, 10, 1.372}, {0.9, 1e9, 1.2816}, {0.5, 4, 0}, {0.1, 10, -1.372}, {0.975, 20, 2.086},
	} {
		if got := student(tt.level, tt.freedom); math.Abs(got-tt.want) > 0.01*math.Max(1, math.Abs(tt.want)) {
			t.Errorf("student(%v, %v) = %.4f, want %.3f", tt.level, tt.freedom, got, tt.want)
		}
	}
}

// The band of a month holds what comes about as often as it says, on series
// whose level wanders.
func TestSumsAreCalibrated(t *testing.T) {
	inside, n := 0, 0
	for seed := range uint64(14) {
		rng := rand.New(rand.NewPCG(seed, 9))
		s, end := made(t, 30*7, time.Hour, 0)
		spell := 0.0
		for i, p := range s.Points {
			if i == 0 || p.Start.Day() != s.Points[i-1].Start.Day() {
				spell = 0.8*spell + 0.05*rng.NormFloat64()
			}
			s.Points[i].Volume = math.Round(p.Volume * math.Exp(spell))
		}
		from := end.AddDate(0, 0, -28)
		f := run(t, s, from, 28, Options{Quantiles: []float64{0.1, 0.9}})
		for _, x := range f.Sums {
			if x.Unit != "week" {
				continue
			}
			came := 0.0
			for _, p := range s.Points {
				if !p.Start.Before(x.From) && p.Start.Before(x.To) && !p.Start.Before(from) {
					came += p.Volume
				}
			}
			n++
			if x.Quantiles[0] <= came && came <= x.Quantiles[1] {
				inside++
			}
		}
	}
	if share := float64(inside) / float64(n); share < 0.68 || share > 0.95 {
		t.Errorf("%d of %d weeks lie in their 80 %% band", inside, n)
	}
}

// Runs that do not overlap count less than once each, but never less than their paths.
func TestEvidence(t *testing.T) {
	path := make([]dayError, 28)
	tests := map[string]struct {
		s    sumErrors
		n    int
		want float64
	}{
		"nothing":              {sumErrors{}, 1, 0},
		"a path of days":       {sumErrors{paths: [][]dayError{path}, spans: 1}, 1, 28 / (1 + 27*alike)},
		"its weeks":            {sumErrors{paths: [][]dayError{path}, spans: 1}, 7, 4 / (1 + 3*alike)},
		"all of it":            {sumErrors{paths: [][]dayError{path}, spans: 1}, 28, 1},
		"longer than the path": {sumErrors{paths: [][]dayError{path}, spans: 1}, 31, 1},
		"overlapping paths":    {sumErrors{paths: [][]dayError{path, path, path}, spans: 2}, 28, 2},
	}
	for name, tt := range tests {
		if got := tt.s.evidence(tt.n); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// Two weeks are held against each other day by day, as far as both are known;
// one week, or two with too little in common, tells nothing.
func TestUntestedSums(t *testing.T) {
	history := func(days int, of func(d, slot int) float64) *Past {
		p := &Past{Origin: 2 * days, Slots: 2, Week: 14}
		for d := range days {
			p.Y = append(p.Y, of(d, 0), of(d, 1))
		}
		return p
	}
	tests := map[string]struct {
		p    *Past
		want []dayError
	}{
		"a week": {history(7, func(d, _ int) float64 { return 1 }), nil},
		"two weeks": {history(14, func(d, slot int) float64 { return float64(d + 10*slot) }),
			[]dayError{{10, 24}, {12, 26}, {14, 28}, {16, 30}, {18, 32}, {20, 34}, {22, 36}}},
		"ten days": {history(10, func(d, _ int) float64 { return float64(d) }), []dayError{{0, 14}, {2, 16}, {4, 18}}},
		"nine":     {history(9, func(d, _ int) float64 { return float64(d) }), nil},
		"an hour lost on each day but three": {history(14, func(d, slot int) float64 {
			if d < 4 && slot == 1 {
				return math.NaN()
			}
			return 5
		}), []dayError{{10, 10}, {10, 10}, {10, 10}}},
	}
	for name, tt := range tests {
		got := untested(nil, tt.p).paths
		if len(tt.want) == 0 && got == nil {
			continue
		}
		if len(got) != 1 || !slices.Equal(got[0], tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// A queue whose two weeks were alike has narrower sums than one whose days jump.
func TestUntestedSumsKnowCalmFromWild(t *testing.T) {
	width := func(size float64) float64 {
		s, end := made(t, 14, time.Hour, 0)
		for i, p := range s.Points {
			if p.Start.YearDay()%2 == 0 {
				s.Points[i].Volume = math.Round(p.Volume * size)
			}
		}
		u := run(t, s, end, 7, Options{}).Sums[0]
		return (u.Quantiles[2] - u.Quantiles[0]) / u.Mean
	}
	calm, wild := width(1), width(1.8)
	if wild < 1.3*calm {
		t.Errorf("the band of a calm day is %.2f of it, that of a wild one %.2f", calm, wild)
	}
}

// Bands of open series of which only a few weeks are told hold what they say, on
// average over the series: sums are of what came, from many beginnings.
func TestBandsOfShortOpenHistories(t *testing.T) {
	files := map[string]string{"bank_calls_hourly.csv": "America/New_York", "montco_911_hourly.csv": "America/New_York", "uihc_ed_arrivals_hourly.csv": "America/Chicago"}
	for _, weeks := range []int{2, 4, 8} {
		total, n := map[string]float64{}, 0.0
		for file, zone := range files {
			if testing.Short() && file[0] != 'b' {
				continue
			}
			for _, s := range realSeries(t, file, zone) {
				for unit, share := range shortCoverage(t, s, weeks) {
					total[unit] += share
				}
				n++
			}
		}
		t.Logf("%d weeks: days %.3f, weeks %.3f", weeks, total["day"]/n, total["week"]/n)
		for unit, sum := range total {
			if share := sum / n; !testing.Short() && (share < 0.73 || share > 0.9) {
				t.Errorf("%d weeks of history: %.3f of %ss in the 80 %% band", weeks, share, unit)
			}
		}
	}
}

// shortCoverage returns the share of day and week sums inside their bands, of
// forecasts made from so many weeks that begin all over the history.
func shortCoverage(t *testing.T, s Series, weeks int) map[string]float64 {
	inside, n, came := map[string]float64{}, map[string]float64{}, map[int64]float64{}
	for _, p := range s.Points {
		came[p.Start.Unix()] = p.Volume
	}
	first, last := s.Points[0].Start, s.Points[len(s.Points)-1].Start
	for begin := firstMidnight(first); ; begin = begin.AddDate(0, 0, max(21, 7*int(last.Sub(first)/(84*day)))) {
		from := begin.AddDate(0, 0, 7*weeks)
		to := from.AddDate(0, 0, 28)
		if to.After(last) {
			break
		}
		open := func(at time.Time) bool { _, ok := came[at.Unix()]; return ok }
		for _, u := range run(t, between(s, begin, from), from, 28, Options{OpenHours: open}).Sums {
			if u.Unit == "month" || u.From.Before(from) || u.To.After(to) {
				continue
			}
			sum := 0.0
			for at := u.From; at.Before(u.To); at = at.Add(time.Hour) {
				sum += came[at.Unix()]
			}
			if n[u.Unit]++; u.Quantiles[0] <= sum && sum <= u.Quantiles[2] {
				inside[u.Unit]++
			}
		}
	}
	for unit := range n {
		inside[unit] /= n[unit]
	}
	return inside
}

func firstMidnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, t.Location())
}

// between cuts a series to a span.
func between(s Series, from, to time.Time) Series {
	out := s
	out.Points = nil
	for _, p := range s.Points {
		if !p.Start.Before(from) && p.Start.Before(to) {
			out.Points = append(out.Points, p)
		}
	}
	return out
}

// Errors kept from sum to sum are those worked out anew, and quantiles too.
func TestRankedErrorsAreKept(t *testing.T) {
	s := paths(5, 28, 0.5)
	kept := s
	kept.ranked = map[int][]float64{}
	for _, n := range []int{1, 7, 1, 28, 7, 31, 1} {
		if !slices.Equal(s.relative(n), kept.relative(n)) || !slices.IsSorted(s.relative(n)) {
			t.Fatalf("runs of %d days differ", n)
		}
		if a, b := s.quantiles(90, n), kept.quantiles(90, n); !slices.Equal(a, b) {
			t.Errorf("%d days: %v, kept %v", n, a, b)
		}
	}
	if len(kept.ranked) != 4 {
		t.Errorf("%d lengths are kept, want 4", len(kept.ranked))
	}
}
