package web

import (
	"cmp"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/smena-org/smena/roster/desk"
)

// Options say how pages are served. The zero value will do.
type Options struct {
	// Secure marks cookies for HTTPS alone even where the program itself
	// speaks HTTP, because TLS ends at a proxy before it. Over TLS they are
	// always marked.
	Secure bool
	Log    *slog.Logger // nil is the desk's
}

// site is the pages and what they are made of.
type site struct {
	Options
	desk   *desk.Desk
	assets map[string]asset                         // by address
	names  map[string]string                        // address of an asset by its file's name
	pages  map[string]map[string]*template.Template // by language and name
}

// New returns the pages over a desk. Mount it at "/", after everything else:
// it answers unknown addresses with a page that says so. Templates that cannot
// be parsed are a mistake of the build and stop the program here.
func New(d *desk.Desk, o Options) http.Handler {
	s := &site{Options: o, desk: d}
	s.Log = cmp.Or(o.Log, d.Log, slog.Default())
	s.assets, s.names = loadAssets()
	s.pages = parsePages(s)
	return s.guard(s.routes())
}
