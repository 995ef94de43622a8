package api

import (
	"context"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
)

// How large a body may be.
const (
	ordinaryBody = 1 << 20
	problemBody  = 16 << 20 // of a stateless solve or forecast
	documentBody = 64 << 20 // of history and of a workspace folder
)

// recover turns a panic into a 500 that says nothing.
func (s *server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			switch {
			case v == nil:
			case v == http.ErrAbortHandler:
				panic(v) // net/http's own way to cut a connection
			default:
				s.log.ErrorContext(r.Context(), "panic", "request", requestOf(r.Context()), "panic", v, "stack", string(debug.Stack()))
				writeProblem(w, r, internal())
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// limits bounds how long a request takes and how much it brings, and refuses
// what no handler could do anything with.
func (s *server) limits(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.ContainsRune(r.URL.Path, 0) || strings.Contains(r.URL.RawQuery, "%00") {
			writeProblem(w, r, newProblem(http.StatusBadRequest, "the address holds a NUL character"))
			return
		}
		if isAPI(r) {
			r.Body = http.MaxBytesReader(w, r.Body, documentBody)
		}
		if !patient(r) {
			ctx, cancel := context.WithTimeout(r.Context(), s.o.Timeout)
			defer cancel()
			r = r.WithContext(ctx)
		}
		next.ServeHTTP(w, r)
	})
}

// patient reports whether a request bounds its time by itself: streams, the
// stateless computations, and what reads long documents.
func patient(r *http.Request) bool {
	path, api := strings.CutPrefix(r.URL.Path, Prefix)
	return api && (slices.Contains([]string{"/solve", "/forecast", "/explain", "/repair", "/hire", "/teams/import"}, path) ||
		strings.HasSuffix(path, "/events") || strings.HasSuffix(path, "/history") || strings.HasSuffix(path, "/history-layers/try"))
}

// secureHeaders are sent with everything. Pages may set a policy of their own.
func secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if isAPI(r) {
			h.Set("Cache-Control", "private, no-cache")
		}
		next.ServeHTTP(w, r)
	})
}

// isAPI reports whether a request is for the API.
func isAPI(r *http.Request) bool {
	return r.URL.Path == Prefix || strings.HasPrefix(r.URL.Path, Prefix+"/")
}
