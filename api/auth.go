package api

import (
	"net/http"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Cookie is the name of the cookie that holds the secret of a web session.
const Cookie = "smena_session"

// sameOrigin refuses changes that another site makes a browser ask for. Only
// cookies need it: a browser sends no bearer token by itself.
var sameOrigin = http.NewCrossOriginProtection()

// requireActor finds out who asks; below /api/v1 nobody gets past it who is
// nobody, whether there is something at the address or not.
func (s *server) requireActor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isAPI(r) {
			next.ServeHTTP(w, r)
			return
		}
		actor, err := s.actor(r)
		switch {
		case err == nil:
			next.ServeHTTP(w, r.WithContext(desk.As(r.Context(), actor)))
		case roster.KindOf(err) == roster.NotFound:
			w.Header().Set("WWW-Authenticate", `Bearer realm="smena"`)
			writeProblem(w, r, newProblem(http.StatusUnauthorized, "send a bearer token that is neither expired nor revoked: Authorization: Bearer …"))
		default:
			p, _ := s.problem(r.Context(), err).(*Problem)
			writeProblem(w, r, p)
		}
	})
}

// actor reads the credentials of a request. A token that is sent counts, even
// where there is a cookie too.
func (s *server) actor(r *http.Request) (desk.Actor, error) {
	secret, bearer := credential(r)
	switch {
	case secret == "":
		return desk.Actor{}, roster.Errorf(roster.NotFound, "nobody")
	case bearer:
		return s.desk.ByToken(r.Context(), secret)
	}
	if err := sameOrigin.Check(r); err != nil {
		return desk.Actor{}, roster.Errorf(roster.Forbidden, "another site asked for this; use a bearer token outside of the web pages")
	}
	return s.desk.BySession(r.Context(), secret)
}

// credential returns the secret a request comes with, "" for none.
func credential(r *http.Request) (secret string, bearer bool) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return "", true
		}
		return strings.TrimSpace(token), true
	}
	if c, err := r.Cookie(Cookie); err == nil {
		return c.Value, false
	}
	return "", false
}
