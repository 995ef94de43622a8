package api

import (
	"io"
	"net/http"

	"github.com/smena-org/smena/solver"
)

// health says that the process lives.
func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "ok\n") // nobody to tell
}

// ready says whether requests can be served. Why not stands in the log alone.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.desk.Ready(r.Context()); err != nil {
		s.log.WarnContext(r.Context(), "not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, "not ready\n") // nobody to tell
		return
	}
	_, _ = io.WriteString(w, "ready\n") // nobody to tell
}

// problemSchema serves the JSON Schema of what POST /solve takes.
func problemSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(solver.Schema()) // nobody to tell
}
