package api

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.gohtml
var docsText string

// docsView is the specification as the page shows it.
type docsView struct {
	About    string
	Sections []docsSection
	Schemas  []docsSchema
	Problems []docsProblem
}

type docsSection struct {
	Tag        string
	Operations []*huma.Operation
}

type docsSchema struct {
	Name   string
	About  string
	Fields []docsField
}

type docsField struct {
	Name, Type, About string
	Ref               string // of another schema, "" for none
	Required          bool
}

type docsProblem struct {
	ID, Title string
	Status    int
}

// docsPage is made once: the specification does not change while we run.
var docsPage = sync.OnceValue(func() []byte {
	t := template.Must(template.New("docs").Funcs(template.FuncMap{"lower": strings.ToLower, "field": fieldOf, "sorted": sortedResponses, "ref": refOf}).Parse(docsText))
	var out bytes.Buffer
	if err := t.Execute(&out, viewOf(described())); err != nil {
		panic(err) // every test of the page would see it
	}
	return out.Bytes()
})

// docs shows the specification: one page without scripts, nothing from elsewhere.
func (s *server) docs(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	_, _ = w.Write(docsPage()) // nobody to tell
}

func viewOf(spec *huma.OpenAPI) docsView {
	v := docsView{About: spec.Info.Description}
	sections := map[string]int{}
	for _, path := range slices.Sorted(maps.Keys(spec.Paths)) {
		for _, o := range operationsOf(spec.Paths[path]) {
			tag := o.Tags[0]
			if _, ok := sections[tag]; !ok {
				sections[tag] = len(v.Sections)
				v.Sections = append(v.Sections, docsSection{Tag: tag})
			}
			section := &v.Sections[sections[tag]]
			section.Operations = append(section.Operations, o)
		}
	}
	slices.SortFunc(v.Sections, func(a, b docsSection) int { return strings.Compare(a.Tag, b.Tag) })
	schemas := spec.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		v.Schemas = append(v.Schemas, schemaOf(name, schemas[name]))
	}
	for status, sort := range sorts {
		v.Problems = append(v.Problems, docsProblem{sort.id, sort.title, status})
	}
	v.Problems = append(v.Problems, docsProblem{"unlawful", "A rule forbids it", http.StatusUnprocessableEntity})
	slices.SortFunc(v.Problems, func(a, b docsProblem) int { return cmp.Or(a.Status-b.Status, strings.Compare(a.ID, b.ID)) })
	return v
}

func operationsOf(p *huma.PathItem) []*huma.Operation {
	return slices.DeleteFunc([]*huma.Operation{p.Get, p.Post, p.Put, p.Patch, p.Delete}, func(o *huma.Operation) bool { return o == nil })
}

func schemaOf(name string, s *huma.Schema) docsSchema {
	out := docsSchema{Name: name, About: s.Description}
	for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
		f := fieldOf(s.Properties[field])
		f.Name, f.Required = field, slices.Contains(s.Required, field)
		out.Fields = append(out.Fields, f)
	}
	return out
}

// fieldOf says in a word what a schema wants.
func fieldOf(s *huma.Schema) docsField {
	switch {
	case s == nil:
		return docsField{Type: "anything"}
	case s.Ref != "":
		return docsField{Type: refOf(s), Ref: refOf(s), About: s.Description}
	case s.Type == huma.TypeArray && s.Items != nil:
		item := fieldOf(s.Items)
		return docsField{Type: "list of " + item.Type, Ref: item.Ref, About: s.Description}
	}
	f := docsField{Type: cmp.Or(s.Format, s.Type, "anything"), About: s.Description}
	if len(s.Enum) > 0 {
		words := each(s.Enum, func(v any) string { text, _ := v.(string); return text })
		f.Type = strings.Join(words, " | ")
	}
	return f
}

func refOf(s *huma.Schema) string {
	if s == nil {
		return ""
	}
	return strings.TrimPrefix(s.Ref, "#/components/schemas/")
}

func sortedResponses(o *huma.Operation) []string { return slices.Sorted(maps.Keys(o.Responses)) }
