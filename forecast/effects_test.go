package forecast

import (
	"math"
	"slices"
	"testing"
	"time"
)

// closedOn returns a made history without the rows of some dates, and with
// factors on others.
func closedOn(t *testing.T, days int, factor map[string]float64) (Series, time.Time) {
	t.Helper()
	s, end := made(t, days, time.Hour, 0.3)
	kept := s.Points[:0]
	for _, p := range s.Points {
		f, ok := factor[p.Start.Format(time.DateOnly)]
		if !ok {
			f = 1
		}
		if f > 0 {
			p.Volume = math.Round(p.Volume * f)
			kept = append(kept, p)
		}
	}
	s.Points = kept
	return s, end
}

// Closed days that nobody told of teach what comes behind closed days.
func TestDaysBehindClosedOnes(t *testing.T) {
	s, end := closedOn(t, 26*7, map[string]float64{ // to Sunday 2025-07-06
		"2025-03-12": 0, "2025-03-13": 1.5, "2025-04-16": 0, "2025-04-17": 1.5, "2025-05-21": 0, "2025-05-22": 1.5,
	})
	plain := run(t, s, end, 14, Options{})
	shut := run(t, s, end, 14, Options{Special: []SpecialDay{{Date: "2025-07-09", Name: "Move", Kind: "event", Closed: true}}})
	for date, want := range map[string]float64{"2025-07-08": 1, "2025-07-09": 0, "2025-07-10": 1.4, "2025-07-16": 1} {
		a, _ := total(shut, date)
		b, _ := total(plain, date)
		if math.Abs(a/b-want) > 0.12 {
			t.Errorf("%s: %.2f of usual, want about %.2f", date, a/b, want)
		}
	}
}

// A holiday on which nothing ever came is closed; its neighbours are those of
// a closed day, although it was never closed by anybody's word.
func TestHolidayThatWasAlwaysClosed(t *testing.T) {
	s, end := closedOn(t, 26*7, map[string]float64{"2025-03-12": 0, "2025-03-13": 1.5, "2025-05-21": 0, "2025-05-22": 1.5})
	special := []SpecialDay{{Date: "2025-03-12", Name: "A", Kind: "holiday"}, {Date: "2025-05-21", Name: "B", Kind: "holiday"}}
	f := run(t, s, end, 14, Options{Special: append(special, SpecialDay{Date: "2025-07-09", Name: "A", Kind: "holiday"})})
	if sum, n := total(f, "2025-07-09"); n != 0 {
		t.Errorf("a holiday always closed has %.0f in %d intervals", sum, n)
	}
	a, _ := total(f, "2025-07-10")
	b, _ := total(f, "2025-07-17")
	if a/b < 1.25 || a/b > 1.55 {
		t.Errorf("the day behind has %.2f of usual, want about 1.45", a/b)
	}
}

// The same holiday open in one year and closed in another is not closed.
func TestCloses(t *testing.T) {
	e := effects{shut: map[string]ratios{"open": {0, 2}, "both": {1, 2}, "closed": {2, 2}, kindKey + "holiday": {3, 6}, kindKey + "fair": {2, 3}}}
	for _, tt := range []struct {
		day  SpecialDay
		want bool
	}{
		{SpecialDay{Name: "open", Kind: "holiday"}, false},
		{SpecialDay{Name: "both", Kind: "holiday"}, false},
		{SpecialDay{Name: "closed", Kind: "holiday"}, true},
		{SpecialDay{Name: "new", Kind: "holiday"}, false},
		{SpecialDay{Name: "new", Kind: "fair"}, true},
		{SpecialDay{Name: "open", Kind: "holiday", Closed: true}, true},
	} {
		if got := e.closes(&special{SpecialDay: tt.day}); got != tt.want {
			t.Errorf("%+v closes: %v, want %v", tt.day, got, tt.want)
		}
	}
}

// Ordinary days around holidays, in a noisy queue, are not made special by chance.
func TestNoiseIsNoEffect(t *testing.T) {
	s, end := made(t, 26*7, time.Hour, 2)
	special := []SpecialDay{{Date: "2025-03-12", Name: "A", Kind: "holiday"}, {Date: "2025-05-21", Name: "B", Kind: "holiday"}, {Date: "2025-07-09", Name: "C", Kind: "holiday"}}
	plain, f := run(t, s, end, 14, Options{}), run(t, s, end, 14, Options{Special: special})
	for _, date := range []string{"2025-07-08", "2025-07-10", "2025-07-11"} {
		a, _ := total(f, date)
		b, _ := total(plain, date)
		if math.Abs(a/b-1) > 0.08 {
			t.Errorf("%s: %.3f of usual, want about 1", date, a/b)
		}
	}
}

// The list of marked cells says what the map says, also after more was marked.
func TestMarkedCells(t *testing.T) {
	k := &calendar{grid: &grid{slots: 24, y: nan(96)}, marks: map[int]mark{}}
	for _, s := range []*special{{from: -24, to: 24}, {from: 48, to: 60}, {from: 90, to: 130}} {
		k.add(s)
		for _, n := range []int{96, 30, 120} {
			for c, got := range k.marked(n) {
				if _, want := k.marks[c]; got != want {
					t.Fatalf("cell %d of %d: %v, want %v", c, n, got, want)
				}
			}
		}
	}
}

// A day's factor by hand: what was seen of its name is drawn to what was seen of
// its kind, the more the less was seen.
func TestFactorsByHand(t *testing.T) {
	k, open := calendarFor(t,
		SpecialDay{Date: "2025-01-08", Name: "H", Kind: "holiday"}, SpecialDay{Date: "2025-01-10", Name: "new", Kind: "holiday"},
		SpecialDay{Date: "2025-01-14", Name: "E", Kind: "event"}, SpecialDay{Date: "2025-01-15", Name: "C", Kind: "event", Factor: 3})
	k.markAround(open)
	e := effects{calendar: k, origin: 99999, noise: 0.01, sunday: func(int) float64 { return 0.5 },
		byName: map[named]ratios{{"H", 0}: {-1.2, 2}, {"E", 0}: {0.6, 1}, {"H", -1}: {0.1, 1}},
		pooled: map[class]ratios{{kind: "holiday"}: {-2, 4}, {lag: -1}: {0.3, 5}},
	}
	holidays := (-2 + math.Log(0.5)/2) / 5 // half way to a Sunday counts as one
	doubt := 0.2 + 0.01/(beside*beside)
	before := 0.3 / (5 + doubt)
	for _, tt := range []struct {
		name string
		date int     // of January
		want float64 // of the logarithm
	}{
		{"an ordinary day", 6, 0}, {"a holiday seen twice", 8, (-1.2 + 0.5*holidays) / 2.5}, {"one never seen", 10, holidays},
		{"an event seen once", 14, 0.6 / 1.25}, {"the planner's word", 15, 0},
		{"the day before", 7, (0.1 + 2*(1+doubt)*before) / (1 + 2*(1+doubt))}, {"the first behind, of which nothing was seen", 9, 0},
	} {
		if got := math.Log(e.factor((tt.date-6)*24 + 12)); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: a log factor of %.4f, want %.4f", tt.name, got, tt.want)
		}
	}
}

// What comes on special days is measured against the usual, hours known on one side
// alone left out, and found again as it was made.
func TestEffectsAreRecovered(t *testing.T) {
	special := []SpecialDay{{Date: "2025-01-08", Name: "H", Kind: "holiday"}, {Date: "2025-01-15", Name: "S", Kind: "event"}}
	k, open := calendarFor(t, special...)
	k.markAround(open)
	y, usual := slices.Clone(k.grid.y), slices.Clone(k.grid.y)
	for c := range y {
		switch c / 24 {
		case 2: // the holiday: half, and a third of it unknown or not usual
			y[c] /= 2
			if c%24 == 9 {
				y[c] = math.NaN()
			}
			if c%24 == 10 {
				usual[c], y[c] = math.NaN(), 1e6
			}
		case 3: // the day behind
			y[c] *= 1.3
		case 9: // nothing came
			y[c] = math.NaN()
		}
	}
	e := k.learn(y, usual, func(int) float64 { return 1 })
	for _, tt := range []struct {
		name string
		lag  int
		want float64
	}{{"H", 0, 0.5}, {"H", 1, 1.3}, {"H", -1, 1}, {"H", 2, 1}} {
		if r := e.byName[named{tt.name, tt.lag}]; r.n != 1 || math.Abs(math.Exp(r.sum)-tt.want) > 1e-9 {
			t.Errorf("%s%+d: %+v, want one of %v", tt.name, tt.lag, r, tt.want)
		}
	}
	if r := e.shut["S"]; r != (ratios{1, 1}) || e.shut["H"] != (ratios{0, 1}) || e.shut[kindKey+"event"] != (ratios{1, 1}) {
		t.Errorf("shut: %v", e.shut)
	}
	if !e.shutAt(9*24+12) || e.shutAt(2*24+12) || e.shutAt(12) {
		t.Error("the event alone was closed")
	}
}

// The noise of days is that of the last year's ordinary ones, from their middle.
func TestDayNoise(t *testing.T) {
	rng := newRand(4)
	y, usual := make([]float64, 2*800), level(2*800, 500)
	for d := range 800 {
		sd := 0.1
		if d < 800-365 {
			sd = 0.9 // long ago
		}
		log := sd * rng.NormFloat64()
		if d%20 == 0 {
			log = 2 // storms
		}
		y[2*d], y[2*d+1] = 500*math.Exp(log), 500*math.Exp(log)
	}
	k := &calendar{grid: &grid{slots: 2, week: 14, y: y}, marks: map[int]mark{}}
	if got := math.Sqrt(dayNoise(y, usual, k)); math.Abs(got/0.1-1) > 0.15 {
		t.Errorf("days differ by %.3f, want 0.1", got)
	}
	if got := dayNoise(nan(20), usual[:20], k); got != around*around {
		t.Errorf("of nothing: %v", got)
	}
}
