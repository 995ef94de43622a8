package forecast

import (
	"math"
	"testing"
	"time"
)

// The parts of a day multiply to it, and days add up to the intervals.
func TestDaysMultiplyToTheMean(t *testing.T) {
	s, end := made(t, 430, time.Hour, 1)
	f := run(t, s, end, 28, Options{Explain: true, Special: []SpecialDay{
		{Date: "2026-03-20", Name: "Campaign", Kind: "event", Factor: 1.5},
		{Date: "2025-05-01", Name: "Feast", Kind: "holiday"}, {Date: "2026-03-18", Name: "Feast", Kind: "holiday"},
	}})
	days := f.Days(s.Zone)
	sum := 0.0
	for _, d := range days {
		sum += d.Mean
		if math.Abs(d.Product()-d.Mean) > 1e-6*d.Mean {
			t.Errorf("%+v multiplies to %v", d, d.Product())
		}
		if d.Level != days[0].Level {
			t.Errorf("%s: level %v, want %v", d.Date, d.Level, days[0].Level)
		}
		switch d.Date {
		case "2026-03-20":
			if d.By != "Campaign" || math.Abs(d.Override-1.5) > 1e-9 {
				t.Errorf("%+v, want a campaign of half as much again", d)
			}
		case "2026-03-18":
			if d.Day != "Feast" || d.Special == 1 {
				t.Errorf("%+v, want a feast", d)
			}
		default:
			if math.Abs(d.Override-1) > 1e-9 || d.By != "" {
				t.Errorf("%+v, of which nobody said anything", d)
			}
		}
	}
	all := 0.0
	for _, v := range f.Values {
		all += v.Mean
	}
	if len(days) != 24 || math.Abs(all-sum) > 1e-6*all { // closed on Sundays
		t.Errorf("%d days of %v, want 24 of %v", len(days), sum, all)
	}
}

func TestDaysWithoutParts(t *testing.T) {
	if got := (Forecast{Values: make([]Value, 3)}).Days(time.UTC); got != nil {
		t.Errorf("%+v", got)
	}
	if got := (Forecast{}).Days(time.UTC); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// What the planner says of a queue without history is in its own contacts, not
// in those of the queue from which it borrows.
func TestBorrowWithThePlannersWords(t *testing.T) {
	s, from := plain()
	words := []SpecialDay{
		{Date: "2026-03-16", Name: "told", Kind: "event", Target: 30, Series: "new"},
		{Date: "2026-03-17", Name: "theirs", Kind: "event", Factor: 5, Series: "calls"},
		{Date: "2026-03-18", Name: "all", Kind: "event", Factor: 2},
		{Date: "2026-03-19", Name: "shut", Kind: "event", Closed: true, Series: "new"},
		{Date: "2026-03-20", Name: "shut", Kind: "event", Closed: true, Series: "calls"},
	}
	f, err := Borrow("new", s, 70, from, 7*day, Options{Special: words, Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for i, v := range f.Values {
		got[v.Start.Format(time.DateOnly)] += v.Mean
		if math.Abs(f.Parts[i].Product()-v.Mean) > 1e-6*v.Mean {
			t.Fatalf("%+v of %+v", f.Parts[i], v)
		}
	}
	// 70 a week over the six days that are open.
	usual := 70. / 6
	for date, want := range map[string]float64{"2026-03-16": 30, "2026-03-17": usual, "2026-03-18": 2 * usual, "2026-03-19": 0, "2026-03-20": usual} {
		if math.Abs(got[date]-want) > 0.02*want+1e-9 {
			t.Errorf("%s: %.2f contacts, want %.2f", date, got[date], want)
		}
	}
	for _, sum := range f.Sums {
		if date := sum.From.Format(time.DateOnly); sum.Unit == "day" && math.Abs(sum.Mean-got[date]) > 1e-6 {
			t.Errorf("%s: the day's sum is %.2f, its intervals %.2f", date, sum.Mean, got[date])
		}
	}
}

// Factors of a day are means of its intervals', weighed by what comes in them; the
// weekday is what is left of its mean.
func TestDaysByHand(t *testing.T) {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	f := Forecast{
		Values: []Value{{Start: at, Mean: 30}, {Start: at.Add(time.Hour), Mean: 10}, {Start: at.AddDate(0, 0, 1), Mean: 0}},
		Parts: []Part{
			{Level: 10, Trend: 1.1, Week: 9, Month: 0.9, Year: 1.2, Special: 0.5, Day: "Feast", Override: 1, By: ""},
			{Level: 10, Trend: 1.1, Week: 9, Month: 0.7, Year: 0.8, Special: 1, Override: 2, By: "Campaign"},
			{Level: 10, Trend: 1.3, Week: 9, Month: 2, Year: 3, Special: 4, Override: 5},
		},
	}
	days := f.Days(time.UTC)
	want := DayPart{Date: "2026-01-05", Mean: 40, Level: 15, Trend: 1.1, Month: 0.85, Year: 1.1, Special: 0.625, Day: "Feast", Override: 1.25, By: "Campaign"}
	got := days[0]
	for _, p := range []struct {
		name      string
		got, want float64
	}{{"mean", got.Mean, want.Mean}, {"level", got.Level, want.Level}, {"trend", got.Trend, want.Trend}, {"month", got.Month, want.Month},
		{"year", got.Year, want.Year}, {"special", got.Special, want.Special}, {"override", got.Override, want.Override},
		{"week", got.Week, 40 / (15 * 1.1 * 0.85 * 1.1 * 0.625 * 1.25)}} {
		if math.Abs(p.got-p.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", p.name, p.got, p.want)
		}
	}
	if got.Date != want.Date || got.Day != want.Day || got.By != want.By || len(days) != 2 || days[1].Mean != 0 {
		t.Errorf("%+v", days)
	}
}
