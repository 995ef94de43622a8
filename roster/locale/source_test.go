package locale

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Laws and agreements are cited as they are, what the program knows by itself is
// said in the reader's words, and of a contract only which it is.
func TestSources(t *testing.T) {
	tests := []struct {
		lang, source string
		want         []Source
		text         string
	}{
		{"en", "", nil, ""},
		{"hu", "Mt. 97(4)", []Source{{"Mt. 97(4)", false}}, "Mt. 97(4)"},
		{"de", "agreed hours of the month", []Source{{"vereinbarte Stunden des Monats", true}}, "vereinbarte Stunden des Monats"},
		{"ru", "absences.csv", []Source{{"отсутствия", true}}, "отсутствия"},
		{"hu", "contract full: days off a week", []Source{{"szerződés: full", true}}, "szerződés: full"},
		{"de", "contract full", []Source{{"Vertrag full", true}}, "Vertrag full"},
		{"hu", "contract", []Source{{"szerződés", true}}, "szerződés"}, // of pay: what was agreed
		{"ru", "contractors' rules 3", []Source{{"contractors' rules 3", false}}, "contractors' rules 3"},
		{"en", "Mt. 97(4); fairness", []Source{{"Mt. 97(4)", false}, {"fair shares", true}}, "Mt. 97(4); fair shares"},
		{"tlh", "requests.csv", []Source{{"wishes", true}}, "wishes"},
		{"de", "house rules.csv", []Source{{"house rules.csv", false}}, "house rules.csv"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Sources(tt.lang, tt.source)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", tt.lang, tt.source, diff)
		}
		if got := SourceText(tt.lang, tt.source); got != tt.text {
			t.Errorf("%s: %q is %q on a line, want %q", tt.lang, tt.source, got, tt.text)
		}
	}
}
