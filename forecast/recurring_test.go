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
