package locale_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
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

func TestProof(t *testing.T) {
	night := locale.Lack{Skills: []string{"de", "l1"}, When: "night", Need: 300, Have: 260, Each: 32}
	weighed := locale.Lack{When: "weighed", Need: 620.5, Have: 597, Each: 11.25}
	evening := weighed
	evening.Mostly = []roster.Clock{18 * 60, 24 * 60}
	for _, tt := range []struct {
		lang string
		x    locale.Lack
		want string
	}{
		{"en", night, "de+l1, from 22:00 to 06:00: 300 h are asked, the team can give 260 h at most and one more person 32 h"},
		{"en", weighed, "every hour counted by how much it is lacked: 620 h 30 min are asked, the team can give 597 h at most and one more person 11 h 15 min"},
		{"en", evening, "every hour counted by how much it is lacked, most from 18:00 to 00:00: 620 h 30 min are asked"},
		{"ru", weighed, "если считать каждый час тем весомее, чем сильнее нехватка: требуется 620 ч 30 мин"},
		{"ru", evening, "больше всего с 18:00 до 00:00"},
		{"hu", weighed, "ha minden óra annyit számít, amennyire hiányzik: az igény 620 óra 30 perc"},
		{"hu", evening, "leginkább 18:00 és 00:00 között"},
		{"de", weighed, "jede Stunde danach gezählt, wie sehr sie fehlt: gebraucht werden 620"},
		{"de", evening, "am meisten von 18:00 bis 00:00"},
	} {
		if got := locale.Proof(tt.lang, tt.x); !strings.Contains(got, tt.want) {
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
