package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/smena-org/smena/roster/report"
)

//go:embed asset
var assetFiles embed.FS

// asset is a style or a script, kept plain and compressed.
type asset struct {
	kind       string // of the content
	data, gzip []byte
}

// loadAssets reads what is embedded. An address holds a hash of the content, so
// that browsers may keep it for ever.
func loadAssets() (byAddress map[string]asset, names map[string]string) {
	byAddress, names = map[string]asset{}, map[string]string{}
	add := func(name string, data []byte) {
		sum := sha256.Sum256(data)
		at := "/asset/" + hex.EncodeToString(sum[:6]) + "/" + name
		byAddress[at] = asset{mime.TypeByExtension(path.Ext(name)), data, squeeze(data)}
		names[name] = at
	}
	for _, name := range []string{"month.js", "month-edit.js", "month-list.js", "comfort.js", "live.js", "charts.js", "vendor/htmx.min.js", "vendor/uplot.min.js", "vendor/uplot.min.css", "icon.svg"} {
		add(path.Base(name), mustRead("asset/"+name))
	}
	// The look is the report's, with what only pages need after it.
	add("style.css", append([]byte(report.Style()), mustRead("asset/web.css")...))
	return byAddress, names
}

func mustRead(name string) []byte {
	data, err := assetFiles.ReadFile(name)
	if err != nil {
		panic("web: " + err.Error())
	}
	return data
}

// serveAsset sends a style or a script.
func (s *site) serveAsset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		w.Write(a.gzip)
		return
	}
	w.Write(a.data)
}

// takesGzip reports whether the browser reads compressed answers; all do.
func takesGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}

func squeeze(data []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(data)
	z.Close()
	return out.Bytes()
}
