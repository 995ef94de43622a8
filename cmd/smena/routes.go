package main

import (
	"net/http"
	"strings"

	"github.com/smena-org/smena/api"
	"github.com/smena-org/smena/api/web"
	"github.com/smena-org/smena/roster/desk"
)

// routes puts the API and the pages together.
func (s *service) routes(d *desk.Desk) http.Handler {
	pages := web.New(d, web.Options{Secure: reachedByTLS(s.url), Log: s.log})
	all := api.New(d, api.Options{Log: s.log, Pages: pages})
	if reachedByTLS(s.url) {
		return strict(all)
	}
	return all
}

func reachedByTLS(url string) bool {
	scheme, _, _ := strings.Cut(url, ":")
	return strings.EqualFold(scheme, "https")
}

// strict tells browsers never to ask without TLS again, for a year (RFC 6797).
func strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		next.ServeHTTP(w, r)
	})
}
