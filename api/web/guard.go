package web

import (
	"net/http"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// policy allows what we serve ourselves and nothing else: no foreign hosts, no
// script in a page, no frame around it. Style attributes are allowed, as the
// charts set widths with them; they can neither load nor run anything.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
	"img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// bodyLimit is the largest form; files of history and folders have a limit of their own.
const (
	bodyLimit    = 1 << 20
	historyLimit = 64 << 20
)

// guard wraps every page: headers that tell the browser what to refuse, no
// changes on behalf of other sites, and no endless bodies.
func (s *site) guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection() // by Sec-Fetch-Site, else by Origin
	csrf.SetDenyHandler(s.handle(func(*site, *visit) error {
		return roster.Errorf(roster.Forbidden, "the request came from another site")
	}))
	inner := csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		limit := int64(bodyLimit)
		if strings.HasSuffix(r.URL.Path, "/history") || r.URL.Path == "/teams/import" {
			limit = historyLimit
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		inner.ServeHTTP(w, r)
	})
}

// handle turns an act into a handler: it finds out who asks and in which
// language, and shows what went wrong.
func (s *site) handle(a act) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r}
		err := s.greet(v)
		if err == nil {
			err = a(s, v)
		}
		if err != nil {
			s.fail(v, err)
		}
	})
}

// greet finds out who asks: from the cookie, unless the server knew already.
func (s *site) greet(v *visit) error {
	v.lang = locale.Match(v.r.Header.Get("Accept-Language"))
	v.flash = v.takeFlash()
	actor, known := desk.ActorOf(v.ctx())
	if cookie, err := v.r.Cookie(sessionCookie); !known && err == nil && cookie.Value != "" {
		actor, err = s.desk.BySession(v.ctx(), cookie.Value)
		switch {
		case err == nil:
			known = true
		case roster.KindOf(err) != roster.NotFound:
			return err
		}
	}
	if !known {
		return nil
	}
	v.actor, v.signedIn = actor, true
	v.r = v.r.WithContext(desk.As(v.ctx(), actor))
	if actor.Language != "" {
		v.lang = locale.Match(actor.Language)
	}
	return nil
}
