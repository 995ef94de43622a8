package forecast

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// engineOf is that of a series as it stands.
func engineOf(t testing.TB, s Series, o Options) *engine {
	t.Helper()
	e, err := newEngine(s, s.Points[len(s.Points)-1].Start.Add(s.Interval), o)
	if err != nil {
		t.Fatal(err)
	}
	e.horizon = 28 * e.grid.slots
	return e
}

// A backtest looks as far ahead as was asked for, or a third of the history; its
// origins lie half of that apart, in whole days, but never more often than weekly
// unless the horizon itself is shorter.
func TestPlans(t *testing.T) {
	for _, tt := range []struct {
		weeks, days, cells int
		step               int // in days
	}{
		{52, 28, 28, 14}, {84, 364, 196, 98}, {12, 28, 28, 14}, {9, 28, 21, 10}, {6, 28, 14, 7}, {5, 28, 7, 7}, {2, 28, 7, 7}, {30, 7, 7, 7}, {30, 10, 10, 7}, {30, 1, 1, 1},
	} {
		s, _ := queue{weeks: tt.weeks, mean: 10}.history(newRand(1))
		e := engineOf(t, s, Options{})
		p := e.plan(tt.days * 24)
		if p.cells != tt.cells*24 || p.step != tt.step*24 || p.origins != 8 {
			t.Errorf("%d weeks, %d days ahead: %d hours, %d apart, want %d and %d days", tt.weeks, tt.days, p.cells, p.step, tt.cells, tt.step)
		}
	}
}

// Origins follow each other, oldest first, each with at least two weeks before it,
// at midnight, and the last one just a horizon before the end; what came is what
// the history has.
func TestOriginsOfABacktest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := newRand(rapid.Uint64().Draw(rt, "seed"))
		q := queue{weeks: rapid.IntRange(2, 12).Draw(rt, "weeks"), mean: 5, dayTime: rapid.Bool().Draw(rt, "by day")}
		s, _ := q.history(rng)
		s.Points = s.Points[:len(s.Points)-rapid.IntRange(0, 30).Draw(rt, "cut short")]
		e := engineOf(t, s, Options{Model: "mean4"})
		p := e.plan(28 * 24)
		tried := e.trial(p)
		for i, f := range tried.folds {
			back := len(tried.folds) - 1 - i
			end := (e.grid.lastKnown() + 23) / 24 * 24
			if f.number != i || f.origin != end-p.cells-back*p.step || f.origin%24 != 0 || f.origin < leastTraining*e.grid.week {
				rt.Fatalf("origin %d of %d lies at %d, of %d cells", i, len(tried.folds), f.origin, end)
			}
			for j, c := range f.cells {
				if c < f.origin || c >= f.origin+p.cells || e.grid.y[c] != f.came[j] || len(f.by[0]) != len(f.cells) {
					rt.Fatalf("cell %d of origin %d", c, f.origin)
				}
			}
		}
		if enough := q.weeks >= 4; enough && len(tried.folds) == 0 {
			rt.Fatalf("no origin in %d weeks", q.weeks)
		}
	})
}

// The scale of MASE is the mean difference to the week before, of what is known
// before the origin.
func TestNaiveScale(t *testing.T) {
	u := math.NaN()
	e := &engine{grid: &grid{week: 3, y: []float64{1, 2, 3, 5, u, 2, 4, 9, 2, 100}}}
	if got, want := e.naive(9), (4.0+1+1+0)/4; got != want { // the unknown one says nothing, twice
		t.Errorf("%v, want %v", got, want)
	}
	if got := e.naive(3); got != 0 {
		t.Errorf("of one week: %v", got)
	}
}

// A single model is chosen when it is clearly better over several origins, the best
// of those that are; else the combination.
func TestChoose(t *testing.T) {
	for _, tt := range []struct {
		name   string
		folds  int
		errors []float64 // of each model, and of the combination
		want   string
	}{
		{"all alike", 8, []float64{1, 1, 1, 1}, combination},
		{"a little better", 8, []float64{0.99, 1, 1, 1}, combination},
		{"clearly better", 8, []float64{0.9, 1, 1, 1}, "rate"},
		{"the better of two", 8, []float64{0.9, 0.8, 1, 1}, "days"},
		{"better, but seen twice", 2, []float64{0.5, 1, 1, 1}, combination},
		{"seen three times", 3, []float64{0.5, 1, 1, 1}, "rate"},
		{"the combination is best", 8, []float64{0.9, 0.9, 0.9, 0.8}, combination},
	} {
		tried := &trial{names: []string{"rate", "days", "season", combination}}
		for range tt.folds {
			f := fold{came: []float64{10}}
			for _, e := range tt.errors {
				f.by = append(f.by, []float64{10 + e})
			}
			tried.folds = append(tried.folds, f)
		}
		if tried.choose(); tried.names[tried.chosen] != tt.want {
			t.Errorf("%s: %s is chosen, want %s", tt.name, tried.names[tried.chosen], tt.want)
		}
	}
	only := &trial{names: []string{"rate", combination}, folds: []fold{{came: []float64{1}, by: [][]float64{{9}, {1}}}}}
	if only.choose(); only.chosen != 0 {
		t.Error("the model that was asked for is not chosen")
	}
}

// Quantile loss is level of the distance below, and the rest above.
func TestPinballIsTheQuantileLoss(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		level := rapid.Float64Range(0.01, 0.99).Draw(rt, "level")
		q, came := rapid.SliceOfN(rapid.Float64Range(0, 99), 1, 20).Draw(rt, "q"), []float64(nil)
		want := 0.0
		for i := range q {
			came = append(came, float64(rapid.IntRange(0, 99).Draw(rt, "came")))
			want += math.Max(level*(came[i]-q[i]), (level-1)*(came[i]-q[i]))
		}
		if got := pinball(level, q, came); math.Abs(got-want) > 1e-9 {
			rt.Fatalf("%v, want %v", got, want)
		}
	})
}

// Bands judged in one go hold what each value's own quantiles do, whichever levels
// were asked for: coverage is always that of 10 to 90 %.
func TestJudgedOneByOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		levels := rapid.SampledFrom([][]float64{{0.1, 0.5, 0.9}, {0.5}, {0.05, 0.1, 0.25}, {0.9}}).Draw(rt, "levels")
		tried := &trial{levels: levels}
		all, low, high := tried.judged()
		if !slices.Equal(all[:len(levels)], levels) || all[low] != 0.1 || all[high] != 0.9 || slices.Contains(levels, 0.1) != (low < len(levels)) {
			rt.Fatalf("of %v: %v, %d and %d", levels, all, low, high)
		}
		b := wide(all, 0.1)
		var means, came []float64
		inside, loss := 0.0, 0.0
		for range rapid.IntRange(0, 30).Draw(rt, "n") {
			m, y := rapid.Float64Range(0, 300).Draw(rt, "mean"), float64(rapid.IntRange(0, 400).Draw(rt, "came"))
			means, came = append(means, m), append(came, y)
			q := b.at(m)[0]
			if q[low] <= y && y <= q[high] {
				inside++
			}
			for i, l := range levels {
				loss += math.Max(l*(y-q[i]), (l-1)*(y-q[i])) / float64(len(levels))
			}
		}
		held, lost := new(desk).judge(&b, means, came, tried)
		if held != inside || math.Abs(lost-loss) > 1e-9*(1+loss) {
			rt.Fatalf("%v inside and a loss of %v, want %v and %v", held, lost, inside, loss)
		}
	})
}

// Scores by hand: two days of two hours, said 3 each; their band ends below 6.
func TestScoreByHand(t *testing.T) {
	f := fold{cells: []int{0, 1, 2, 3}, days: []int{0, 2, 4}, came: []float64{1, 5, 4, 6}, by: [][]float64{{3, 3, 3, 3}}, naive: 2}
	b := wide([]float64{0.1, 0.5, 0.9}, 0.1)
	tried := &trial{names: []string{"m"}, folds: []fold{f}, levels: b.levels, judges: []judges{{b, b}}}
	s := tried.score(0, tried.folds)
	if s.WAPE != 8.0/16 || s.DailyWAPE != 4.0/16 || s.MASE != 8.0/4/2 || s.Coverage != 0.75 || s.Origins != 1 || !s.Chosen {
		t.Errorf("%+v", s)
	}
}

// Hours never seen are as busy, against what they are believed to be, as the known
// hours of their day are; a day without any, as all days.
func TestFill(t *testing.T) {
	u := math.NaN()
	k := knowledge{past: &Past{Slots: 3, Week: 21}, shape: slices.Repeat([]float64{10, 20, u}, 7), fallback: slices.Repeat([]float64{u, u, 6}, 7)}
	means := []float64{20, 40, 0, 10, 20, 0, 0}
	k.fill(means, []int{0, 1, 2, 3, 4, 5, 8}) // of the third day only the hour never seen
	if want := []float64{20, 40, 12, 10, 20, 6, 9}; !slices.Equal(means, want) {
		t.Errorf("%v, want %v", means, want)
	}
	alone := []float64{0}
	if k.fill(alone, []int{2}); alone[0] != 6 {
		t.Errorf("with nothing to go by: %v", alone)
	}
}

// A holiday is at most like an ordinary day, and a queue closed on Sundays has none
// to go by.
func TestSundays(t *testing.T) {
	monday := &grid{slots: 1, week: 7, first: dayOf(2025, 1, 6)}
	for _, tt := range []struct {
		shape []float64 // Monday to Sunday
		cell  int
		want  float64
	}{
		{[]float64{10, 10, 10, 10, 8, 5, 4}, 0, 0.4}, {[]float64{10, 10, 10, 10, 8, 5, 4}, 4, 0.5}, {[]float64{10, 10, 10, 10, 8, 5, 4}, 13, 1},
		{[]float64{10, 10, 10, 10, 8, 5, 20}, 0, 1}, {[]float64{10, 10, 10, 10, 8, 5, 0}, 0, 1}, {[]float64{0, 1, 1, 1, 1, 1, 1}, 7, 1},
		{[]float64{100, 1, 1, 1, 1, 1, 1}, 0, 0.05}, {[]float64{10, 10, 10, 10, 8, 5, math.NaN()}, 0, 1},
	} {
		if got := (&engine{grid: monday}).sunday(tt.shape)(tt.cell); got != tt.want {
			t.Errorf("%v, day %d: %v, want %v", tt.shape, tt.cell, got, tt.want)
		}
	}
}

// Notes of one kind are told one by one as long as they are few; else the last
// ones, and how many there were before.
func TestFewNotes(t *testing.T) {
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	for n := range 60 {
		var notes []Note
		for i := range n {
			notes = append(notes, Note{Code: "gap", From: start.AddDate(0, 0, i), To: start.AddDate(0, 0, i+1), Count: i})
		}
		got := few(notes, "gap")
		if n <= mostNotes {
			if !slices.Equal(got, notes) {
				t.Errorf("%d notes became %d", n, len(got))
			}
			continue
		}
		more := n - mostNotes
		first := got[0]
		if len(got) != mostNotes+1 || !slices.Equal(got[1:], notes[more:]) || first.Code != "several" || first.Name != "gap" ||
			first.Seen != float64(more) || first.Count != more*(more-1)/2 || !first.From.Equal(start) || !first.To.Equal(start.AddDate(0, 0, more)) {
			t.Errorf("%d notes became %d, the first %+v", n, len(got), first)
		}
	}
}
