package locale_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/locale"
)

func TestRelaxation(t *testing.T) {
	days := locale.Looser{Kind: "rule", Rule: "days-in-a-row", From: 5, To: 6, Who: []string{"Anna", "Béla"}}
	hours := locale.Looser{Kind: "rule", Rule: "hours", Reason: "horizon", From: 10560, To: 11040, Who: []string{"Anna"}}
	nights := locale.Looser{Kind: "rule", Rule: "no-nights", Reason: "consent", Who: []string{"Anna"}}
	for _, tt := range []struct {
		lang string
		x    locale.Looser
		want string
	}{
		{"en", days, "Days in a row: 6 days instead of 5 days, for Anna, Béla"},
		{"de", days, ": 6 Tage statt 5 Tage, für Anna, Béla"},
		{"hu", days, ": 5 nap helyett 6 nap, nekik: Anna, Béla"},
		{"ru", days, ": 6 дней вместо 5 дней, для: Anna, Béla"},
		{"en", hours, ": 184 h instead of 176 h, for Anna"},
		{"en", nights, "without “"},
		{"en", locale.Looser{Kind: "hire", Contract: "part", Skills: []string{"de", "l1"}}, "one more person under the contract part, with the skills de+l1"},
		{"en", locale.Looser{Kind: "skill", Skills: []string{"de"}, Who: []string{"Anna"}}, "the skills de for Anna"},
		{"de", locale.Looser{Kind: "skill"}, "die Fähigkeiten beliebige Fähigkeiten für niemand"},
	} {
		if got := locale.Relaxation(tt.lang, tt.x); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.lang, got, tt.want)
		}
	}
}

func TestChanges(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{locale.CostChange("en", 35.4), "35 dearer"},
		{locale.CostChange("de", -1234567), "um 1.234.567 günstiger"},
		{locale.CostChange("en", 0.2), "at the same cost"},
		{locale.OpenChange("en", -14.5), "14 h 30 min less of open demand"},
		{locale.OpenChange("ru", 2), "непокрытого спроса больше на 2 ч"},
		{locale.OpenChange("en", 0.001), "as much open demand"},
		{locale.Hours("hu", 1.5), "1 óra 30 perc"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}
