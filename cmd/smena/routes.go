package main

import (
	"net/http"

	"github.com/smena-org/smena/roster/desk"
)

// routes puts the API and the pages together.
func (s *service) routes(d *desk.Desk) http.Handler {
	return http.NotFoundHandler()
}
