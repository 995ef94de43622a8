package web

import (
	"html/template"
	"strings"

	"github.com/smena-org/smena/roster/plan"
)

// cite writes where a rule stands: an article of the law or of an agreement as it
// is, several parted by "; ", and what the program knows by itself in the
// reader's words. People who sign in have no files.
func cite(lang, source string) template.HTML {
	var out []string
	for _, s := range strings.Split(source, "; ") {
		class, text := ` class="own"`, ownSource(lang, s)
		if text == "" {
			class, text = "", s
		}
		out = append(out, "<cite"+class+">"+template.HTMLEscapeString(text)+"</cite>")
	}
	return template.HTML(strings.Join(out, " "))
}

// ownSource says a source that the program names by itself; "" for any other.
func ownSource(lang, source string) string {
	switch source {
	case plan.FromHours, plan.FromAbsences, plan.FromAvailability, plan.FromRequests, plan.FromPins, plan.FromOpening, plan.FromFairness:
		return words(lang, "source."+strings.ReplaceAll(strings.TrimSuffix(source, ".csv"), " ", "-"))
	}
	if id, ok := strings.CutPrefix(source, plan.FromContract); ok {
		id, _, _ = strings.Cut(id, ": ") // the rule's own name says what of it
		return words(lang, "source.contract", "ID", id)
	}
	return ""
}
