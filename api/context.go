package api

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/smena-org/smena/roster/locale"
)

type (
	requestKey  struct{}
	languageKey struct{}
)

// requestID gives every request an id, in the answer, the log and the problems,
// and notes the language that is asked for.
func (s *server) requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		ctx := context.WithValue(r.Context(), requestKey{}, id)
		ctx = context.WithValue(ctx, languageKey{}, locale.Match(r.Header.Get("Accept-Language")))
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func requestOf(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

func languageOf(ctx context.Context) string {
	if lang, ok := ctx.Value(languageKey{}).(string); ok {
		return lang
	}
	return locale.Default
}
