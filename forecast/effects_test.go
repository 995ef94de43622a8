package forecast

import (
	"math"
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
