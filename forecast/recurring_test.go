package forecast

import (
	"math"
	"slices"
	"testing"
	"time"
)

// Dates of Easter as published (US Naval Observatory; Greek Orthodox Archdiocese).
func TestEaster(t *testing.T) {
	tests := []struct {
		year              int
		western, orthodox string
	}{
		{2000, "2000-04-23", "2000-04-30"},
		{2008, "2008-03-23", "2008-04-27"},
		{2011, "2011-04-24", "2011-04-24"},
		{2019, "2019-04-21", "2019-04-28"},
		{2024, "2024-03-31", "2024-05-05"},
		{2026, "2026-04-05", "2026-04-12"},
		{2038, "2038-04-25", "2038-04-25"},
	}
	for _, tt := range tests {
		if got := dayTime(western(tt.year)).Format(time.DateOnly); got != tt.western {
			t.Errorf("Easter %d is %s, want %s", tt.year, got, tt.western)
		}
		if got := dayTime(orthodox(tt.year)).Format(time.DateOnly); got != tt.orthodox {
			t.Errorf("Orthodox Easter %d is %s, want %s", tt.year, got, tt.orthodox)
		}
	}
}

// The day itself always follows from each rule that it gives.
func TestRulesOfADay(t *testing.T) {
	for d := dayOf(2023, 1, 1); d < dayOf(2029, 1, 1); d++ {
		for _, r := range rulesOf(d) {
			if got := r.on(yearOf(d)); got != d {
				t.Fatalf("%s: %s falls on %s", dayTime(d), r.name, dayTime(got))
			}
		}
	}
}

func TestRuleNames(t *testing.T) {
	tests := map[string][]string{
		"2026-12-25": {"25 December", "Friday no. 4 of December", "last Friday of December"},
		"2026-05-25": {"25 May", "Monday no. 4 of May", "last Monday of May", "Easter +50 days", "Orthodox Easter +43 days"},
		"2026-11-26": {"26 November", "Thursday no. 4 of November", "last Thursday of November"},
		"2026-02-10": {"10 February", "Tuesday no. 2 of February"},
	}
	for date, want := range tests {
		at, _ := time.Parse(time.DateOnly, date)
		var got []string
		for _, r := range rulesOf(int(at.Unix() / 86400)) {
			got = append(got, r.name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
}

func TestRecurrencesNeedEveryYear(t *testing.T) {
	first, last := dayOf(2023, 1, 1), dayOf(2025, 12, 31)
	tests := map[string]struct {
		odd  map[int]int
		want []string
	}{
		"every year":     {map[int]int{dayOf(2023, 7, 9): -1, dayOf(2024, 7, 9): -1, dayOf(2025, 7, 9): -1}, []string{"9 July"}},
		"one year":       {map[int]int{dayOf(2024, 7, 9): -1}, nil},
		"not in 2024":    {map[int]int{dayOf(2023, 7, 9): -1, dayOf(2025, 7, 9): -1}, nil},
		"up, then down":  {map[int]int{dayOf(2023, 7, 9): 1, dayOf(2024, 7, 9): -1, dayOf(2025, 7, 9): -1}, nil},
		"Easter Mondays": {map[int]int{western(2023) + 1: 1, western(2024) + 1: 1, western(2025) + 1: 1}, []string{"Easter +1 days"}},
	}
	for name, tt := range tests {
		var got []string
		for _, r := range recurrences(tt.odd, first, last) {
			got = append(got, r.name)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Nobody said that the first of May is a holiday; two years did.
func TestHolidaysAreLearntUntold(t *testing.T) {
	s, end := made(t, 2*365+100, time.Hour, 0.5) // to the middle of April 2027
	plain, _ := total(run(t, s, end, 35, Options{}), "2027-05-01")
	for i, p := range s.Points {
		if d := p.Start.Format("01-02"); d == "05-01" {
			s.Points[i].Volume = math.Round(p.Volume * 0.3)
		}
	}
	holiday, _ := total(run(t, s, end, 35, Options{}), "2027-05-01")
	if r := holiday / plain; r < 0.2 || r > 0.55 {
		t.Errorf("the first of May 2027 is at %.2f of a usual day, want about 0.3", r)
	}
	if next, _ := total(run(t, s, end, 35, Options{}), "2027-05-05"); math.Abs(next/60/12-1) > 0.2 {
		t.Errorf("the Wednesday behind has %.0f, want about 780", next)
	}
}

// Easter by another way, from the golden number and a table's full moon (Carter),
// in every year for which that holds; and the Orthodox one never before it, on a
// Sunday, at most five weeks later.
func TestEasterOfEveryYear(t *testing.T) {
	for y := 1900; y < 2100; y++ {
		d := 225 - 11*(y%19)
		for d > 50 {
			d -= 30
		}
		if d > 48 {
			d--
		}
		e := (y + y/4 + d + 1) % 7
		want := dayOf(y, time.March, d+7-e)
		if got := western(y); got != want {
			t.Errorf("Easter %d is %s, want %s", y, dayTime(got).Format(time.DateOnly), dayTime(want).Format(time.DateOnly))
		}
		if later := orthodox(y) - want; later < 0 || later > 35 || later%7 != 0 {
			t.Errorf("Orthodox Easter %d is %d days behind the other", y, later)
		}
	}
}

// A rule's days lie in the range, its first day among them and the one behind its
// last not; from a week before Easter to two months behind, days hang on it.
func TestRangesOfRules(t *testing.T) {
	first := dayOf(2023, 7, 9)
	for _, tt := range []struct{ from, to, n int }{
		{first, first + 1, 1}, {first, first, 0}, {first + 1, first + 300, 0}, {first - 400, first, 1}, {first, dayOf(2025, 7, 9), 2}, {first, dayOf(2025, 7, 10), 3},
	} {
		if got := rulesOf(first)[0].coming(tt.from, tt.to); len(got) != tt.n {
			t.Errorf("9 July from %s to %s: %d days, want %d", dayTime(tt.from), dayTime(tt.to), len(got), tt.n)
		}
	}
	easter := western(2027)
	for off := -20; off < 80; off++ {
		has := slices.ContainsFunc(rulesOf(easter+off), func(r recurrence) bool { return r.on(2030)-western(2030) == off && r.on(2031)-western(2031) == off })
		if want := off >= -7 && off <= 60; has != want {
			t.Errorf("%d days behind Easter hangs on it: %v, want %v", off, has, want)
		}
	}
}

// A day is odd when it is far from usual in units of what days differ by, however
// calm or restless the queue is, but never for less than 15 %.
func TestOddDays(t *testing.T) {
	for _, tt := range []struct {
		noise, factor float64
		want          int
	}{{0.01, 0.8, -1}, {0.01, 1.25, 1}, {0.01, 0.9, 0}, {0.01, 1.1, 0}, {0.15, 0.8, 0}, {0.15, 1.3, 0}, {0.15, 0.4, -1}, {0.15, 2.2, 1}} {
		rng, y := newRand(9), make([]float64, 200)
		for d := range y {
			y[d] = 1000 * math.Exp(tt.noise*rng.NormFloat64())
		}
		y[150] = 1000 * tt.factor
		k := &calendar{grid: &grid{slots: 1, week: 7, y: y}, marks: map[int]mark{}}
		odd := k.oddDays(y)
		if odd[150] != tt.want || len(odd) > 1 {
			t.Errorf("days differ by %v, one by a factor of %v: %v are odd, want %d", tt.noise, tt.factor, odd, tt.want)
		}
	}
}
