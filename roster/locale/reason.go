package locale

import "github.com/smena-org/smena/roster"

// Reason says why so many people could not fill a gap in the demand:
//
//	5 are resting: 11 h are due between duties, the nearest would have had 9 h
//
// The rule is one of the catalogue's, or "skill", "no-shift", "working", "price", "left"; reason
// tells rules of one name apart. Have and want are the numbers of the nearest
// miss, both 0 where there are none. Why a person is absent is never said.
func Reason(lang, rule, reason string, n, have, want int) string {
	b := roster.Breach{Rule: rule, Reason: reason}
	data := map[string]any{
		"N": n, "Have": quantity(lang, b, have, ""), "Want": quantity(lang, b, want, "-of"),
	}
	numbers := have != 0 || want != 0
	if have < 0 && units[rule] == roster.Minutes { // a duty that overlaps leaves no rest to speak of
		data["Have"] = Duration(lang, 0)
	}
	for _, id := range reasonIDs(rule, reason, numbers) {
		if text := T(lang, id, data); text != id {
			return text
		}
	}
	return T(lang, "reason.generic", with(data, "Rule", RuleName(lang, rule)))
}

// reasonIDs lists the messages that suit a reason, the most telling first:
// those with numbers only when there are some.
func reasonIDs(rule, reason string, numbers bool) []string {
	var out []string
	for _, id := range []string{"reason." + rule + "." + reason, "reason." + rule} {
		if numbers {
			out = append(out, id+".numbers")
		}
		out = append(out, id+".plain")
	}
	return out
}
