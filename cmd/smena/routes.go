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
	pages := web.New(d, web.Options{Secure: strings.HasPrefix(s.url, "https:"), Log: s.log})
	return api.New(d, api.Options{Log: s.log, Pages: pages})
}
