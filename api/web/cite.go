package web

import (
	"html/template"
	"strings"

	"github.com/smena-org/smena/roster/locale"
)

// cite writes where a rule stands.
func cite(lang, source string) template.HTML {
	var out []string
	for _, s := range locale.Sources(lang, source) {
		class := ""
		if s.Own {
			class = ` class="own"`
		}
		out = append(out, "<cite"+class+">"+template.HTMLEscapeString(s.Text)+"</cite>")
	}
	return template.HTML(strings.Join(out, " "))
}
