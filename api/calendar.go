package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/smena-org/smena/roster"
)

// calendar serves a feed to whoever knows its secret address; the desk writes
// it. Calendar programs ask again and again: mostly the answer is 304.
func (s *server) calendar(w http.ResponseWriter, r *http.Request) {
	secret, isFeed := strings.CutSuffix(chi.URLParam(r, "secret"), ".ics")
	if !isFeed || secret == "" {
		s.elsewhere(w, r)
		return
	}
	feed, err := s.desk.Calendar(r.Context(), secret)
	if roster.KindOf(err) == roster.NotFound {
		writeProblem(w, r, newProblem(http.StatusNotFound, "there is no such calendar; its address may have been revoked"))
		return
	}
	if err != nil {
		p, _ := s.problem(r.Context(), err).(*Problem)
		writeProblem(w, r, p)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `inline; filename="shifts.ics"`)
	h.Set("Cache-Control", "private, max-age=300")
	h.Set("ETag", feed.ETag)
	h.Set("Last-Modified", feed.Modified.UTC().Format(http.TimeFormat))
	if r.Header.Get("If-None-Match") == "" && !feed.Modified.IsZero() && notSince(r, feed.Modified) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(feed.ICS) // nobody to tell
}

// notSince reports whether a thing has not changed since the client asked last,
// to the second, which is all that HTTP dates tell.
func notSince(r *http.Request, modified time.Time) bool {
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !modified.Truncate(time.Second).After(since)
}
