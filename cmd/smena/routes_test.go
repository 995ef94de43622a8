package main

import (
	"net/http/httptest"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Only whoever is reached by TLS may ask browsers for nothing else.
func TestStrictTransport(t *testing.T) {
	for url, want := range map[string]string{
		"http://127.0.0.1:8080": "", "https://smena.example.org": "max-age=31536000", "HTTPS://smena.example.org": "max-age=31536000",
	} {
		s := &service{app: &app{}}
		s.url = url
		for _, path := range []string{"/docs", "/asset/none", "/api/v1/teams"} {
			w := httptest.NewRecorder()
			s.routes(&desk.Desk{}).ServeHTTP(w, httptest.NewRequest("GET", path, nil))
			if got := w.Header().Get("Strict-Transport-Security"); got != want {
				t.Errorf("%s%s: %q, want %q", url, path, got, want)
			}
		}
	}
}

func TestCheckURL(t *testing.T) {
	for url, want := range map[string]string{
		"":                               "",
		"http://127.0.0.1:8080":          "http://127.0.0.1:8080",
		"https://smena.example.org/":     "https://smena.example.org",
		"HTTPS://Smena.example.org":      "HTTPS://Smena.example.org",
		"https://example.org/smena":      "no",
		"https://ann@example.org":        "no",
		"smena.example.org":              "no",
		"smena.example.org:8080":         "no",
		"//smena.example.org":            "no",
		"ftp://smena.example.org":        "no",
		"https://":                       "no",
		"https://smena.example.org?a=b":  "no",
		"https://smena.example.org#part": "no",
		"https://smena.example.org:port": "no",
	} {
		got, err := checkURL(url)
		switch {
		case want == "no" && roster.KindOf(err) != roster.Invalid:
			t.Errorf("%q is taken: %q, %v", url, got, err)
		case want != "no" && (err != nil || got != want):
			t.Errorf("%q: %q, want %q; %v", url, got, want, err)
		}
	}
}
