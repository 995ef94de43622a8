package report

import (
	"embed"
	"html/template"
	"io"

	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

//go:embed template/*
var templates embed.FS

// HTML writes the report as one page that needs nothing besides itself: no
// script to read it, no other host, no file. Lang is a tag such as "hu" or
// "de-AT"; English stands in for languages that there are no words for.
func HTML(w io.Writer, r *plan.Result, lang string) error {
	v := newView(r, lang)
	t, err := pages.Clone()
	if err != nil {
		return err
	}
	t.Funcs(words(v.lang))
	return t.ExecuteTemplate(w, "page.gohtml", v.page())
}

// pages are parsed once, with English words that each page replaces.
var pages = template.Must(template.New("").Funcs(words(locale.Default)).ParseFS(templates, "template/*"))

// words are the functions of the templates.
func words(lang string) template.FuncMap {
	return template.FuncMap{
		"t":    func(id string) string { return locale.T(lang, "report."+id, nil) },
		"tn":   func(id string, n int) string { return locale.T(lang, "report."+id, map[string]any{"N": n}) },
		"lang": func() string { return lang },
	}
}
