package locale

import "testing"

// A wish is said as people say it: who does not want to work wants a day off.
func TestWish(t *testing.T) {
	for lang, want := range map[string][4]string{
		"en": {"Wish for E", "Wish against E", "Wish to work", "Wish for a day off"},
		"ru": {"Пожелание: E", "Пожелание: не E", "Пожелание: работать", "Пожелание: выходной"},
		"hu": {"Kérés: E", "Kérés: ne legyen E", "Kérés: munkanap", "Kérés: szabadnap"},
		"de": {"Wunsch: E", "Wunsch: nicht E", "Wunsch: Arbeit", "Wunsch: frei"},
	} {
		got := [4]string{Wish(lang, "E", false), Wish(lang, "E", true), Wish(lang, "", false), Wish(lang, "", true)}
		if got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
