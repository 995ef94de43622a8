package web

import (
	"testing"

	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// Laws and agreements are cited as they are, what the program knows by itself in
// the reader's words, and nothing of either is ever markup.
func TestCite(t *testing.T) {
	tests := []struct{ lang, source, want string }{
		{"en", "ТК РФ ст. 104", "<cite>ТК РФ ст. 104</cite>"},
		{"de", plan.FromHours, `<cite class="own">vereinbarte Stunden des Monats</cite>`},
		{"ru", plan.FromAbsences, `<cite class="own">отсутствия</cite>`},
		{"hu", plan.FromContract + "full: days off a week", `<cite class="own">szerződés: full</cite>`},
		{"en", plan.FromContract + "<b>", `<cite class="own">contract &lt;b&gt;</cite>`},
		{"en", "works rules 4.2; <script>", "<cite>works rules 4.2</cite> <cite>&lt;script&gt;</cite>"},
		{"de", "contract", `<cite class="own">Vertrag</cite>`}, // of pay lines
		{"en", "Mt. 97(4); " + plan.FromFairness, `<cite>Mt. 97(4)</cite> <cite class="own">fair shares</cite>`},
	}
	for _, tt := range tests {
		if got := string(cite(tt.lang, tt.source)); got != tt.want {
			t.Errorf("cite(%s, %q) = %s, want %s", tt.lang, tt.source, got, tt.want)
		}
	}
	for _, own := range []string{plan.FromAbsences, plan.FromAvailability, plan.FromFairness, plan.FromHours, plan.FromOpening, plan.FromPins, plan.FromRequests} {
		for _, lang := range []string{"en", "ru", "hu", "de"} {
			if got := locale.Sources(lang, own); len(got) != 1 || !got[0].Own {
				t.Errorf("%s: %q has no words: %v", lang, own, got)
			}
		}
	}
}
