package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

//go:embed template
var templateFiles embed.FS

// page is what every template gets: the frame, and the data of its own.
type page struct {
	Lang      string
	Signed    bool
	User      desk.User
	Nav       []navLink
	Path      string
	Flash     *notice
	Problem   *problem
	Query     func(string) string // what was typed into a form before
	Data      any
	Planner   bool
	Publisher bool
	Payroll   bool
}

// Wrong returns what is wrong with a field of the form, "" for nothing.
func (p page) Wrong(field string) string {
	if p.Problem == nil || p.Problem.Field != field {
		return ""
	}
	return p.Problem.Message
}

// parsePages reads the templates once a language: common ones, and each page
// with them. Pages whose name ends in "-part" stand without the frame.
func parsePages(s *site) map[string]map[string]*template.Template {
	views, err := fs.Glob(templateFiles, "template/view/*.gohtml")
	if err != nil || len(views) == 0 {
		panic("web: there are no templates")
	}
	out := map[string]map[string]*template.Template{}
	for _, lang := range locale.Languages() {
		out[lang] = map[string]*template.Template{}
		common := template.Must(template.New("").Funcs(s.funcs(lang)).ParseFS(templateFiles, "template/common/*.gohtml"))
		for _, file := range views {
			name := strings.TrimSuffix(path.Base(file), ".gohtml")
			out[lang][name] = template.Must(template.Must(common.Clone()).ParseFS(templateFiles, file))
		}
	}
	return out
}

// buffers spare the garbage collector a page of a megabyte a request.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// zips are compressors at rest.
var zips = sync.Pool{New: func() any { z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed); return z }}

// render writes a page, whole or not at all. A name "x-part" is the template
// "part" of page x, without the frame.
func (s *site) render(v *visit, name string, data any) error {
	out := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(out)
	out.Reset()
	if err := s.write(out, v, name, data); err != nil {
		return err
	}
	return v.send(out.Bytes())
}

// fragment returns a part of a page as text.
func (s *site) fragment(v *visit, name string, data any) (string, error) {
	var out bytes.Buffer
	err := s.write(&out, v, name, data)
	return out.String(), err
}

// write fills a template.
func (s *site) write(out *bytes.Buffer, v *visit, name string, data any) error {
	view, block := strings.CutSuffix(name, "-part")
	entry := "layout"
	if block {
		entry = "part"
	}
	t, ok := s.pages[v.lang][view]
	if !ok {
		return fmt.Errorf("there is no template %q", view)
	}
	if err := t.ExecuteTemplate(out, entry, s.page(v, data)); err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	return nil
}

// send writes the answer, compressed where the browser can read that.
func (v *visit) send(body []byte) error {
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.lang)
	h.Add("Vary", "Accept-Encoding, HX-Request, Accept-Language, Cookie")
	status := max(v.status, http.StatusOK)
	if !takesGzip(v.r) || len(body) < 1400 {
		v.w.WriteHeader(status)
		_, _ = v.w.Write(body) // who went away will not miss it
		return nil
	}
	h.Set("Content-Encoding", "gzip")
	v.w.WriteHeader(status)
	z := zips.Get().(*gzip.Writer)
	defer zips.Put(z)
	z.Reset(v.w)
	_, _ = z.Write(body)
	_ = z.Close()
	return nil
}

// page fills the frame.
func (s *site) page(v *visit, data any) page {
	return page{
		Lang: v.lang, Signed: v.signedIn, User: v.actor.User, Nav: v.nav(), Path: v.r.URL.Path,
		Flash: v.flash, Problem: v.problem, Query: v.text, Data: data,
		Planner: v.actor.Has(planners...), Publisher: v.actor.Has(roster.RoleAdmin, roster.RolePlanner),
		Payroll: v.actor.Has(roster.RoleAdmin, roster.RolePayroll),
	}
}
