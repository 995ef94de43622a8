package locale_test

import (
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/locale"
)

// codes are those of the forecast's notes.
var codes = []string{"gap", "outage", "storm", "dip", "autumn", "short", "zeros", "special", "holiday", "unseen", "closed-hours", "borrowed", "left-out", "kept", "several"}

func TestRemark(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 4, 12, 2, 0, 0, 0, time.UTC) // still the 11th in New York
	tests := map[string]struct {
		lang string
		r    locale.Remark
		zone *time.Location
		want string
	}{
		"one":         {"en", locale.Remark{Code: "gap", From: at, Count: 1}, time.UTC, "no data on 12 Apr 2026 for 1 interval that is usually open; left out"},
		"several":     {"en", locale.Remark{Code: "gap", From: at, Count: 5}, newYork, "no data on 11 Apr 2026 for 5 intervals that are usually open; left out"},
		"numbers":     {"de", locale.Remark{Code: "storm", From: at, Seen: 13000.4, Usual: 90}, time.UTC, "12. Apr. 2026: 13.000 Kontakte, wo 90 üblich sind; gekürzt, damit sich das Niveau nicht verschiebt"},
		"no reason":   {"hu", locale.Remark{Code: "kept", From: at, Count: 4}, time.UTC, "2026. ápr. 12., innen 4 intervallum változatlanul megtartva a tervező döntése szerint"},
		"a reason":    {"ru", locale.Remark{Code: "left-out", From: at, Count: 22, Name: "сбой АТС"}, time.UTC, "22 интервала с 12 апр. 2026 исключены по решению планировщика (сбой АТС)"},
		"how many":    {"en", locale.Remark{Code: "several", Name: "gap", Count: 900, Seen: 7}, time.UTC, "7 earlier ones of this kind"},
		"a new code":  {"de", locale.Remark{Code: "eclipse", Text: "the sun was gone"}, time.UTC, "the sun was gone"},
		"from others": {"en", locale.Remark{Code: "unseen", Count: 2, Name: "mail"}, time.UTC, "2 intervals lie at hours of the week at which the queue was never open; they are taken from the queue mail, with wide bands"},
	}
	for name, tt := range tests {
		if got := tt.r.Say(tt.lang, tt.zone); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
}

// Every code has words of its own in every language, that leave nothing unsaid.
func TestEveryRemarkHasWords(t *testing.T) {
	for _, lang := range locale.Languages() {
		said := map[string]string{}
		for _, code := range codes {
			for _, name := range []string{"", "Fiesta"} {
				r := locale.Remark{Code: code, Text: "in English", From: time.Date(2026, 4, 12, 0, 0, 0, 0, time.UTC), Count: 5, Seen: 300, Usual: 90, Name: name}
				got := r.Say(lang, time.UTC)
				if got == r.Text || strings.Contains(got, "<no value>") || strings.Contains(got, "remark.") {
					t.Errorf("%s: %s is %q", lang, code, got)
				}
				if before, ok := said[got]; ok && before != code {
					t.Errorf("%s: %s and %s are both %q", lang, code, before, got)
				}
				said[got] = code
			}
		}
	}
}

func TestBeside(t *testing.T) {
	tests := []struct {
		lang string
		lag  int
		want string
	}{
		{"en", 0, "Easter"}, {"en", 1, "1 working day after Easter"}, {"en", 3, "3 working days after Easter"}, {"en", -1, "the day before Easter"},
		{"ru", 2, "2-й рабочий день после: Easter"}, {"hu", -1, "az előző nap: Easter"}, {"de", 2, "2 Arbeitstage nach: Easter"},
	}
	for _, tt := range tests {
		if got := locale.Beside(tt.lang, "Easter", tt.lag); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.lang, tt.lag, got, tt.want)
		}
	}
}
