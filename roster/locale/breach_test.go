package locale_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

var tuesday = roster.NewDate(2026, 12, 8)

func TestBreach(t *testing.T) {
	rest := roster.Breach{Rule: "min-rest", Date: tuesday, Shift: "E", Have: 580, Want: 660, Source: "ArbZG 5"}
	week := roster.Breach{Rule: "hours", Reason: "week", Date: tuesday - 1, Until: tuesday + 5, Have: 2900, Want: 2880}
	nights := roster.Breach{Rule: "fair-share", Reason: "nights", Date: tuesday - 7, Until: tuesday + 23, Have: 2, Want: 5}
	wish := roster.Breach{Rule: "wish", Reason: "on", Date: tuesday}
	tests := map[string]struct {
		lang string
		b    roster.Breach
		want string
	}{
		"minutes become hours": {"en", rest,
			"min-rest: 9 h 40 min of rest before the E duty on Tue 8 Dec; 11 h are required (ArbZG 5)"},
		"Russian": {"ru", rest,
			"min-rest: 9 ч 40 мин отдыха перед сменой E (вт 8 дек.); нужно не менее 11 ч (ArbZG 5)"},
		"Hungarian": {"hu", rest,
			"min-rest: 9 óra 40 perc pihenő a(z) E műszak előtt, dec. 8. (K); legalább 11 óra kell (ArbZG 5)"},
		"German": {"de", rest,
			"min-rest: 9 Std. 40 Min. Ruhe vor dem Dienst E am Di 8. Dez.; 11 Std. sind vorgeschrieben (ArbZG 5)"},
		"the span of a counter": {"en", week,
			"hours: 48 h 20 min of paid work in the week 7–13 Dec; at most 48 h are allowed"},
		"few and many in Russian": {"ru", nights,
			"fair-share: 2 ночи за 1–31 дек.; справедливая доля – 5 ночей"},
		"a day off has no code": {"en", wish,
			"wish: a wish to work on Tue 8 Dec is not granted; the roster has a day off"},
		"an overlap is no negative rest": {"en", roster.Breach{Rule: "min-rest", Date: tuesday, Shift: "N", Have: -30, Want: 660},
			"min-rest: the N duty on Tue 8 Dec begins before the one before it has ended; 11 h of rest are required"},
		"a source of the program's own": {"de", roster.Breach{Rule: "wish", Reason: "on", Date: tuesday, Source: "requests.csv"},
			"wish: der Wunsch, am Di 8. Dez. zu arbeiten, ist nicht erfüllt; im Plan steht: frei (Wünsche)"},
		"a rule nobody knows": {"en", roster.Breach{Rule: "moon", Date: tuesday, Have: 3, Want: 2},
			"moon: 3 instead of 2 on Tue 8 Dec"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := locale.Breach(tt.lang, tt.b); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			_, said, _ := strings.Cut(tt.want, ": ")
			if got, want := locale.Hint(tt.lang, tt.b), locale.RuleName(tt.lang, tt.b.Rule)+": "+said; got != want {
				t.Errorf("the hint is %s, want %s", got, want)
			}
		})
	}
}

func TestSentenceBeginsWithACapital(t *testing.T) {
	b := roster.Breach{Rule: "wish", Reason: "off", Shift: "E", Date: tuesday, Source: "agreement 4"}
	want := "A wish not to work E on Tue 8 Dec is not granted"
	if got := locale.Sentence("en", b); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := locale.Sentence("ru", b); !strings.HasPrefix(got, "Пожелание") {
		t.Errorf("got %q, want a Russian capital", got)
	}
}

// directions are the ways in which each rule of the catalogue can be broken,
// with the reasons its breaches carry.
var directions = map[string]struct{ ways, reasons []string }{
	"no-overlap":           {ways: []string{"above"}},
	"min-rest":             {ways: []string{"below", "overlap"}},
	"forbidden-succession": {ways: []string{"above"}},
	"days-in-a-row":        {ways: []string{"below", "above"}},
	"shifts-in-a-row":      {ways: []string{"below", "above"}},
	"rest-after-nights":    {ways: []string{"below", "overlap"}},
	"days-off-in-a-row":    {ways: []string{"below", "above"}},
	"weekly-rest":          {ways: []string{"below", "overlap"}},
	"hours":                {[]string{"below", "above"}, []string{"week", "month", "horizon", "rolling"}},
	"duties":               {ways: []string{"below", "above"}},
	"days-off":             {ways: []string{"below", "above"}},
	"weekends":             {ways: []string{"above"}},
	"complete-weekends":    {ways: []string{"above"}},
	"weekends-in-a-row":    {ways: []string{"below", "above"}},
	"free-sundays":         {ways: []string{"above"}},
	"fair-share":           {[]string{"below", "above"}, []string{"nights", "weekends", "holidays", "shifts"}},
	"pattern":              {ways: []string{"above"}},
	"max-duty":             {ways: []string{"above"}},
	"no-nights":            {[]string{"above"}, []string{"", "consent", "protected"}},
	"allowed-shifts":       {ways: []string{"above"}},
	"unavailable":          {[]string{"above"}, []string{"", "absence", "availability"}},
	"wish":                 {[]string{"above"}, []string{"on", "off"}},
	"pinned":               {ways: []string{"above"}},
	"as-published":         {[]string{"above"}, []string{"day", "person"}},
}

// Every rule, way and reason has words of its own in every language: not the
// general ones, not English ones in another language, and no open placeholder.
func TestEveryRuleHasWords(t *testing.T) {
	numbers := map[string][2]int{"below": {3, 5}, "above": {5, 3}, "overlap": {-60, 660}}
	for _, rule := range roster.Catalogue {
		name := rule().Name()
		d, ok := directions[name]
		if !ok {
			t.Errorf("rule %s: say in this test how it can be broken, and give it words", name)
			continue
		}
		if d.reasons == nil {
			d.reasons = []string{""}
		}
		for _, lang := range locale.Languages() {
			for _, reason := range d.reasons {
				for _, way := range d.ways {
					n := numbers[way]
					b := roster.Breach{Rule: name, Reason: reason, Date: tuesday, Until: tuesday + 3, Shift: "E", Have: n[0], Want: n[1]}
					checkWords(t, lang, b)
				}
			}
		}
	}
}

func checkWords(t *testing.T, lang string, b roster.Breach) {
	t.Helper()
	got := locale.Sentence(lang, b)
	general := b
	general.Rule = "no such rule"
	switch {
	case strings.Contains(got, "<no value>"), strings.Contains(got, "{{"), strings.Contains(got, "breach."):
		t.Errorf("%s %s %s: a placeholder leaks: %s", lang, b.Rule, b.Reason, got)
	case got == locale.Sentence(lang, general):
		t.Errorf("%s %s %s: only general words: %s", lang, b.Rule, b.Reason, got)
	case lang != "en" && got == locale.Sentence("en", b):
		t.Errorf("%s %s %s: English words: %s", lang, b.Rule, b.Reason, got)
	case locale.RuleName(lang, b.Rule) == b.Rule:
		t.Errorf("%s: rule %s has no name for people", lang, b.Rule)
	}
}
