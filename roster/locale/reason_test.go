package locale_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

func TestReason(t *testing.T) {
	tests := map[string]struct {
		lang, rule, reason string
		n, have, want      int
		words              string
	}{
		"one":              {"en", "skill", "", 1, 0, 0, "1 lacks the skills"},
		"several":          {"en", "skill", "", 3, 0, 0, "3 lack the skills"},
		"with numbers":     {"en", "min-rest", "", 5, 540, 660, "5 are resting: 11 h are due between duties, the nearest would have 9 h"},
		"without numbers":  {"en", "min-rest", "", 5, 0, 0, "5 are resting"},
		"absence":          {"en", "unavailable", "absence", 4, 1, 0, "4 are away"},
		"availability":     {"en", "unavailable", "availability", 1, 0, 0, "1 is not available then"},
		"hours, no number": {"en", "hours", "month", 2, 0, 0, "2 have reached their hours"},
		"Russian one":      {"ru", "working", "", 21, 0, 0, "21 уже на смене"},
		"Russian few":      {"ru", "unavailable", "", 3, 0, 0, "3 отсутствуют"},
		"Russian single":   {"ru", "unavailable", "", 1, 0, 0, "1 отсутствует"},
		"German":           {"de", "no-nights", "consent", 2, 0, 0, "2 haben Nächten nicht zugestimmt"},
		"unknown":          {"en", "moon", "", 2, 0, 0, "2 are stopped by the rule “moon”"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := locale.Reason(tt.lang, tt.rule, tt.reason, tt.n, tt.have, tt.want); got != tt.words {
				t.Errorf("got  %s\nwant %s", got, tt.words)
			}
		})
	}
}

// Every rule can stop somebody, and so can want of skill or of a shift, another
// duty and the price.
func TestEveryReasonHasWords(t *testing.T) {
	names := []string{"skill", "no-shift", "working", "price", "left"}
	for _, rule := range roster.Catalogue {
		names = append(names, rule().Name())
	}
	for _, lang := range locale.Languages() {
		for _, name := range names {
			for _, n := range []int{1, 2, 5} {
				got := locale.Reason(lang, name, "", n, 5, 3)
				switch {
				case strings.Contains(got, "<no value>"), strings.Contains(got, "reason."):
					t.Errorf("%s %s: a placeholder leaks: %s", lang, name, got)
				case got == locale.T(lang, "reason.generic", map[string]any{"N": n, "Rule": locale.RuleName(lang, name)}):
					t.Errorf("%s %s: only general words: %s", lang, name, got)
				case lang != "en" && got == locale.Reason("en", name, "", n, 5, 3):
					t.Errorf("%s %s: English words: %s", lang, name, got)
				}
			}
		}
	}
}
