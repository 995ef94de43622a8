package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/smena-org/smena/api"
)

func TestPlainAddresses(t *testing.T) {
	s := bare(t)
	nobody := caller{s: s}
	nobody.get("//healthz").want(t, 200)
	nobody.get("//readyz").want(t, 200)
	if r := nobody.get("//openapi.yaml").want(t, 200); !bytes.Equal(r.body, api.Spec()) {
		t.Error("/openapi.yaml is not the specification")
	}
	if r := nobody.get("//schemas/problem.json").want(t, 200); !json.Valid(r.body) {
		t.Error("/schemas/problem.json is no JSON")
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/openapi.yaml", "/docs", "/schemas/problem.json"} {
		r, err := http.Head(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			t.Errorf("HEAD %s: %d", path, r.StatusCode)
		}
	}
	nobody.get("//nothing").want(t, 404)
	metrics := string(nobody.get("//metrics").want(t, 200).body)
	if !strings.Contains(metrics, `smena_http_request_seconds_count{method="GET",route="/healthz",status="200"} 1`) {
		t.Errorf("metrics do not count /healthz:\n%.500s", metrics)
	}
}

// The page of the API must work on a machine that has no other host to ask.
func TestDocsPage(t *testing.T) {
	s := bare(t)
	r := caller{s: s}.get("//docs").want(t, 200)
	page := string(r.body)
	if _, err := html.Parse(strings.NewReader(page)); err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"<script", "http://", "//cdn", "@import"} {
		if strings.Contains(page, foreign) {
			t.Errorf("the page holds %s", foreign)
		}
	}
	for _, o := range []string{`id="publish-roster"`, `id="schema-Swap"`, `id="unlawful"`} {
		if !strings.Contains(page, o) {
			t.Errorf("the page lacks %s", o)
		}
	}
	if csp := r.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("Content-Security-Policy %q", csp)
	}
}

func TestPagesAnswerTheRest(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("a page")) })
	handler := api.New(bare(t).desk, api.Options{Pages: pages})
	for path, want := range map[string]int{"/": 200, "/anything": 200, "/calendar/x": 200, "/api/v1/x": 401, "/api/v2/x": 200} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("GET %s: status %d, want %d", path, w.Code, want)
		}
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("POST", "/healthz", nil))
	if w.Code != 200 || w.Body.String() != "a page" {
		t.Errorf("POST /healthz is not the page's: %d %s", w.Code, w.Body)
	}
}

func TestCompression(t *testing.T) {
	s := bare(t)
	r := caller{s: s}.get("//openapi.yaml", "Accept-Encoding", "gzip").want(t, 200)
	if r.header.Get("Content-Encoding") != "gzip" || len(r.body) > len(api.Spec())/4 {
		t.Errorf("%s, %d bytes of %d", r.header.Get("Content-Encoding"), len(r.body), len(api.Spec()))
	}
}
