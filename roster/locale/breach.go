package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
)

// units tells, by rule, what its numbers count.
var units = func() map[string]roster.Unit {
	out := map[string]roster.Unit{}
	for _, rule := range roster.Catalogue {
		r := rule()
		out[r.Name()] = r.Unit()
	}
	return out
}()

// nouns names what the rules count that do not count minutes; a rule that is
// only obeyed or not has none.
var nouns = map[string]string{
	"days-in-a-row":       "day",
	"shifts-in-a-row":     "day",
	"days-off-in-a-row":   "day-off",
	"days-off":            "day-off",
	"duties":              "duty",
	"weekends":            "weekend",
	"free-sundays":        "sunday",
	"fair-share.nights":   "night",
	"fair-share.weekends": "weekend",
	"fair-share.holidays": "holiday",
	"fair-share.shifts":   "duty",
}

// Breach says in one sentence which rule gave way, where and by how much:
//
//	min-rest: 9 h 40 min of rest before the E duty on Tue 8 Dec; 11 h are required (ArbZG 5)
//
// It names nobody: the agent stands beside it wherever it is shown.
func Breach(lang string, b roster.Breach) string {
	return named(lang, b.Rule, b)
}

// Hint is Breach for people who know rules by their names, not by their codes:
//
//	Minimum rest: 9 h 40 min of rest before the E duty on Tue 8 Dec; 11 h are required (ArbZG 5)
func Hint(lang string, b roster.Breach) string {
	return named(lang, RuleName(lang, b.Rule), b)
}

func named(lang, rule string, b roster.Breach) string {
	text := rule + ": " + phrase(lang, b)
	if b.Source != "" {
		text += " (" + SourceText(lang, b.Source) + ")"
	}
	return text
}

// Sentence is Breach without the rule's name and source, for where these stand
// in columns of their own.
func Sentence(lang string, b roster.Breach) string {
	return capital(phrase(lang, b))
}

// RuleName returns the name of a rule for people: "Minimum rest". Besides the
// rules of the catalogue it knows the costs of demand: missing, surplus,
// minimum.
func RuleName(lang, rule string) string {
	id := "rule." + rule
	if name := T(lang, id, nil); name != id {
		return name
	}
	return rule
}

func phrase(lang string, b roster.Breach) string {
	data := map[string]any{
		"Have": quantity(lang, b, b.Have, ""), "Want": quantity(lang, b, b.Want, "-of"),
		"Date": Date(lang, b.Date), "Span": Span(lang, b.Date, b.Until), "Shift": shift(lang, b.Shift),
	}
	for _, id := range ids(b) {
		if text := T(lang, id, data); text != id {
			return text
		}
	}
	return T(lang, "breach.generic", data)
}

// ids lists the messages that suit a breach, the most telling first.
func ids(b roster.Breach) []string {
	direction := "above"
	switch {
	case b.Have < 0 && units[b.Rule] == roster.Minutes:
		direction = "overlap"
	case b.Have < b.Want:
		direction = "below"
	}
	rule := "breach." + b.Rule
	out := []string{rule + "." + direction, rule + ".any"}
	if b.Reason != "" {
		out = append([]string{rule + "." + b.Reason + "." + direction, rule + "." + b.Reason + ".any"}, out...)
	}
	return out
}

// quantity returns one of a breach's numbers in human units. The form "-of" is
// the one that follows "at most" and "at least".
func quantity(lang string, b roster.Breach, n int, form string) string {
	if units[b.Rule] == roster.Minutes {
		return Duration(lang, n)
	}
	for _, key := range []string{b.Rule + "." + b.Reason, b.Rule} {
		if noun, ok := nouns[key]; ok {
			return Count(lang, noun+form, n)
		}
	}
	return Number(lang, float64(n), 0)
}

// shift returns the code of a duty, or the words for a day off.
func shift(lang, code string) string {
	if code == "" {
		return T(lang, "format.day-off", nil)
	}
	return code
}

// capital raises the first letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(unicode.ToUpper(r))) + s[size:]
}
