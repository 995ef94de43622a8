package forecast

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// calendarFor is the calendar of two weeks of hours in UTC from Monday
// 2025-01-06 on, open from 8 to 18 on weekdays.
func calendarFor(t *testing.T, given ...SpecialDay) (*calendar, []bool) {
	t.Helper()
	g := &grid{zone: time.UTC, step: 3600, slots: 24, week: 168, first: dayOf(2025, 1, 6), y: nan(14 * 24)}
	k, err := newCalendar(g, "calls", given)
	if err != nil {
		t.Fatal(err)
	}
	open := make([]bool, g.week)
	for h := range 5 * 24 {
		open[h] = h%24 >= 8 && h%24 < 18
	}
	for c := range g.y {
		if open[c%g.week] {
			g.y[c] = 10
		}
	}
	return k, open
}

// marked returns what is special about a date: a name with the lag.
func markOf(k *calendar, date string) (name string, lag int) {
	d, _ := time.Parse(time.DateOnly, date)
	m, ok := k.marks[(int(d.Unix()/86400)-k.grid.first)*24+12]
	if !ok {
		return "", 0
	}
	return m.day.Name, m.lag
}

// Around a holiday on Wednesday: the working day before it and three behind,
// over the weekend; another special day is none of them.
func TestDaysAroundAHoliday(t *testing.T) {
	holiday := SpecialDay{Date: "2025-01-08", Name: "H", Kind: "holiday"}
	tests := map[string]struct {
		given []SpecialDay
		want  map[string]string // date to name and lag
	}{
		"alone": {[]SpecialDay{holiday},
			map[string]string{"2025-01-06": "", "2025-01-07": "H-", "2025-01-08": "H", "2025-01-09": "H+", "2025-01-10": "H++", "2025-01-11": "", "2025-01-13": "H+++", "2025-01-14": ""}},
		"an event beside it": {[]SpecialDay{holiday, {Date: "2025-01-09", Name: "E", Kind: "event"}},
			map[string]string{"2025-01-09": "E", "2025-01-10": "H+", "2025-01-13": "H++", "2025-01-14": ""}}, // no farther than five days
		"two in a row": {[]SpecialDay{holiday, {Date: "2025-01-09", Name: "I", Kind: "holiday"}}, // one working day away is nearer than two
			map[string]string{"2025-01-07": "H-", "2025-01-08": "H", "2025-01-09": "I", "2025-01-10": "H+", "2025-01-13": "H++"}},
		"an event has no neighbours": {[]SpecialDay{{Date: "2025-01-08", Name: "E", Kind: "event"}},
			map[string]string{"2025-01-07": "", "2025-01-08": "E", "2025-01-09": ""}},
		"a closed one has": {[]SpecialDay{{Date: "2025-01-08", Name: "E", Kind: "event", Closed: true}},
			map[string]string{"2025-01-07": "E-", "2025-01-09": "E+"}},
		"part of a day has none": {[]SpecialDay{{Date: "2025-01-08", Name: "H", Kind: "holiday", From: "11:00", To: "14:00"}},
			map[string]string{"2025-01-07": "", "2025-01-08": "H", "2025-01-09": ""}},
		"of another queue": {[]SpecialDay{{Date: "2025-01-08", Name: "H", Kind: "holiday", Series: "mails"}},
			map[string]string{"2025-01-07": "", "2025-01-08": "", "2025-01-09": ""}},
		"before a weekend": {[]SpecialDay{{Date: "2025-01-10", Name: "F", Kind: "holiday"}},
			map[string]string{"2025-01-09": "F-", "2025-01-11": "", "2025-01-13": "F+", "2025-01-14": "F++", "2025-01-15": "F+++"}},
		"several days": {[]SpecialDay{{Date: "2025-01-08", Until: "2025-01-10", Name: "H", Kind: "holiday"}},
			map[string]string{"2025-01-07": "H-", "2025-01-08": "H", "2025-01-09": "H", "2025-01-10": "H", "2025-01-13": "H+"}},
	}
	for name, tt := range tests {
		k, open := calendarFor(t, tt.given...)
		k.markAround(open)
		for date, want := range tt.want {
			got, lag := markOf(k, date)
			got += strings.Repeat("+", max(0, lag)) + strings.Repeat("-", max(0, -lag))
			if got != want {
				t.Errorf("%s: %s is %q, want %q", name, date, got, want)
			}
		}
	}
}

// Parts of a day begin and end at whole cells, rounded up.
func TestSpans(t *testing.T) {
	k, _ := calendarFor(t)
	for _, tt := range []struct {
		from, to string
		lo, hi   int // hours of the day
	}{{"", "", 0, 24}, {"10:00", "12:00", 10, 12}, {"09:30", "", 10, 24}, {"", "12:01", 0, 13}, {"20:00", "24:00", 20, 24}} {
		lo, hi, err := k.span(SpecialDay{Date: "2025-01-07", From: tt.from, To: tt.to})
		if err != nil || lo != 24+tt.lo || hi != 24+tt.hi {
			t.Errorf("%s to %s: cells %d to %d, %v, want hours %d to %d of the second day", tt.from, tt.to, lo, hi, err, tt.lo, tt.hi)
		}
	}
}

// What no special day can be is refused, with what to write instead.
func TestSpecialDaysThatCannotBe(t *testing.T) {
	good := SpecialDay{Date: "2025-01-07", Name: "Fair", Kind: "event"}
	tests := map[string]struct {
		change func(*SpecialDay)
		want   string
	}{
		"no date":             {func(s *SpecialDay) { s.Date = "7 January" }, "write it as 2026-12-25"},
		"ends before":         {func(s *SpecialDay) { s.Until = "2025-01-06" }, "the earlier first"},
		"lasts years":         {func(s *SpecialDay) { s.Until = "2027-01-06" }, "of one year"},
		"ends never":          {func(s *SpecialDay) { s.Until = "soon" }, "write two dates"},
		"a factor below 0":    {func(s *SpecialDay) { s.Factor = -1 }, "a factor of -1"},
		"a factor that is no": {func(s *SpecialDay) { s.Factor = math.NaN() }, "a factor of NaN"},
		"an endless target":   {func(s *SpecialDay) { s.Target = math.Inf(1) }, "a target of +Inf"},
		"a cap below 0":       {func(s *SpecialDay) { s.Cap = -3 }, "a cap of -3"},
		"a clock time":        {func(s *SpecialDay) { s.From = "9.30" }, "write it as 09:30"},
	}
	for name, tt := range tests {
		s := good
		tt.change(&s)
		_, err := newCalendar(&grid{zone: time.UTC, step: 3600, slots: 24, week: 168}, "calls", []SpecialDay{s})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "Fair") {
			t.Errorf("%s: %v, want %q and the name", name, err, tt.want)
		}
	}
	if _, err := newCalendar(&grid{zone: time.UTC, step: 3600, slots: 24, week: 168}, "calls", []SpecialDay{good}); err != nil {
		t.Errorf("a sound one: %v", err)
	}
}

// A holiday stays one whatever is said of its day, but for closing it; closed
// stays closed.
func TestWhatWinsOnADay(t *testing.T) {
	holiday := SpecialDay{Date: "2025-01-07", Name: "H", Kind: "holiday"}
	campaign := SpecialDay{Date: "2025-01-07", Name: "C", Kind: "event", Factor: 1.2}
	fair := SpecialDay{Date: "2025-01-07", Name: "F", Kind: "event"}
	shut := SpecialDay{Date: "2025-01-07", Name: "S", Kind: "event", Closed: true}
	for _, tt := range []struct {
		given []SpecialDay
		want  string
	}{
		{[]SpecialDay{holiday, campaign}, "H"}, {[]SpecialDay{campaign, holiday}, "H"}, {[]SpecialDay{holiday, shut}, "S"},
		{[]SpecialDay{shut, holiday}, "S"}, {[]SpecialDay{shut, campaign}, "S"}, {[]SpecialDay{holiday, fair}, "F"},
	} {
		k, _ := calendarFor(t, tt.given...)
		if got, _ := markOf(k, "2025-01-07"); got != tt.want {
			t.Errorf("%s, then %s: %s counts, want %s", tt.given[0].Name, tt.given[1].Name, got, tt.want)
		}
	}
}

// One or a few days without data, where other weeks have some, were closed; more
// are lost data, and weekends are neither.
func TestClosuresAreFound(t *testing.T) {
	for missing := range 8 {
		k, open := calendarFor(t)
		k.grid.y = nan(12 * 168)
		for c := range k.grid.y {
			if d := c/24 - 5*7; open[c%168] && (d < 0 || d >= missing) { // from a Monday on
				k.grid.y[c] = 10
			}
		}
		k.markClosures()
		want := min(missing, 5)
		if missing > 4 {
			want = 0
		}
		if len(k.days) != want {
			t.Errorf("%d days without data from a Monday on: %d closed, want %d", missing, len(k.days), want)
		}
		for i, s := range k.days {
			if !s.found || !s.Closed || s.from != (5*7+i)*24 || s.to != s.from+24 {
				t.Errorf("closed day %d: %+v", i, *s)
			}
		}
	}
}

// Marks in order are those of the map; a history is masked and cleared by them
// as it would be cell by cell.
func TestMaskAndClearByMarks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var given []SpecialDay
		for range rapid.IntRange(0, 4).Draw(rt, "days") {
			d := SpecialDay{Date: "2025-01-" + rapid.SampledFrom([]string{"05", "07", "08", "09", "10", "13", "15", "17", "21"}).Draw(rt, "date")}
			d.Name, d.Kind = rapid.SampledFrom([]string{"A", "B"}).Draw(rt, "name"), rapid.SampledFrom([]string{"holiday", "event"}).Draw(rt, "kind")
			d.Closed = rapid.Bool().Draw(rt, "closed")
			given = append(given, d)
		}
		k, open := calendarFor(t, given...)
		k.markAround(open)
		n := rapid.IntRange(0, len(k.grid.y)).Draw(rt, "cells")
		y := slices.Clone(k.grid.y[:n])
		for c := range y {
			y[c] += float64(c % 7)
		}
		e := k.learn(y, level(n, 9), func(int) float64 { return 0.5 })
		masked, cleared := slices.Clone(y), slices.Clone(y)
		for c, m := range k.marks {
			switch {
			case c < 0 || c >= n:
			case m.lag == 0:
				masked[c], cleared[c] = math.NaN(), math.NaN()
			default:
				if m.lag <= 1 {
					masked[c] = math.NaN()
				}
				cleared[c] /= e.factor(c)
			}
		}
		if got := k.mask(y, nil); !same(got, masked) {
			rt.Fatalf("masked %v, want %v", got, masked)
		}
		if got := e.clear(y, nil); !same(got, cleared) {
			rt.Fatalf("cleared %v, want %v", got, cleared)
		}
	})
}
