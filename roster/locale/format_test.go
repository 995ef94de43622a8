package locale_test

import (
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

func TestDuration(t *testing.T) {
	tests := []struct {
		lang    string
		minutes int
		want    string
	}{
		{"en", 640, "10 h 40 min"},
		{"en", 660, "11 h"},
		{"en", 45, "45 min"},
		{"en", 0, "0 min"},
		{"en", -90, "−1 h 30 min"},
		{"ru", 640, "10 ч 40 мин"},
		{"hu", 640, "10 óra 40 perc"},
		{"de", 640, "10 Std. 40 Min."},
		{"de", 60 * 12345, "12.345 Std."},
	}
	for _, tt := range tests {
		if got := locale.Duration(tt.lang, tt.minutes); got != tt.want {
			t.Errorf("Duration(%s, %d) = %q, want %q", tt.lang, tt.minutes, got, tt.want)
		}
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		lang     string
		v        float64
		decimals int
		want     string
	}{
		{"en", 1234.56, 1, "1234.6"},
		{"en", 12345.6, 0, "12,346"},
		{"en", -0.04, 1, "0.0"}, // no minus before nothing
		{"en", -1.5, 1, "−1.5"},
		{"de", 1234567.8, 1, "1.234.567,8"},
		{"ru", 12345, 0, "12 345"},
		{"hu", 3.25, 2, "3,25"},
	}
	for _, tt := range tests {
		if got := locale.Number(tt.lang, tt.v, tt.decimals); got != tt.want {
			t.Errorf("Number(%s, %v, %d) = %q, want %q", tt.lang, tt.v, tt.decimals, got, tt.want)
		}
	}
	if got, want := locale.Percent("en", 0.973, 1), "97.3%"; got != want {
		t.Errorf("Percent = %q, want %q", got, want)
	}
}

func TestDates(t *testing.T) {
	first, last := roster.NewDate(2026, 11, 30), roster.NewDate(2026, 12, 6)
	tests := []struct{ name, got, want string }{
		{"Date en", locale.Date("en", last), "Sun 6 Dec"},
		{"Date ru", locale.Date("ru", last), "вс 6 дек."},
		{"Date hu", locale.Date("hu", last), "dec. 6. (V)"},
		{"Date de", locale.Date("de", last), "So 6. Dez."},
		{"Day", locale.Day("en", last), "6 Dec"},
		{"Span over months", locale.Span("en", first, last), "30 Nov – 6 Dec"},
		{"Span in a month", locale.Span("de", last-5, last), "1.–6. Dez."},
		{"Span of a day", locale.Span("en", last, 0), "Sun 6 Dec"},
		{"Day of a year en", locale.DayOfYear("en", last), "6 Dec 2026"},
		{"Day of a year hu", locale.DayOfYear("hu", last), "2026. dec. 6."},
		{"Span of a year en", locale.SpanOfYear("en", last-5, last), "1–6 Dec 2026"},
		{"Span of a year hu", locale.SpanOfYear("hu", last-5, last), "2026. dec. 1–6."},
		{"Span of a year ru", locale.SpanOfYear("ru", last, last), "вс 6 дек. 2026"},
		{"Span over years", locale.SpanOfYear("de", last, last+30), "6. Dez. 2026 – 5. Jan. 2027"},
		{"Month en", locale.Month("en", last), "December 2026"},
		{"Month ru", locale.Month("ru", last), "декабрь 2026"},
		{"Month hu", locale.Month("hu", last), "2026. december"},
		{"Weekday", locale.Weekday("hu", time.Wednesday), "Sze"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestCountKnowsRussianPlurals(t *testing.T) {
	want := map[int]string{1: "1 день", 2: "2 дня", 5: "5 дней", 11: "11 дней", 21: "21 день", 24: "24 дня"}
	for n, words := range want {
		if got := locale.Count("ru", "day", n); got != words {
			t.Errorf("Count(%d) = %q, want %q", n, got, words)
		}
	}
	if got := locale.Count("ru", "day-of", 21); got != "21 дня" {
		t.Errorf("after \"at most\": got %q, want 21 дня", got)
	}
}
