package web

import (
	"encoding/base64"
	"net/http"
	"time"

	"github.com/smena-org/smena/roster/desk"
)

const (
	sessionCookie = "smena_session"
	flashCookie   = "smena_flash"
)

// notice is a message that is shown once, on the page after an act.
type notice struct{ Text string }

// cookie returns a cookie that no script can read and no other site can use.
func (s *site) cookie(r *http.Request, name, value string) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: s.Secure || r.TLS != nil,
	}
}

// begin hands out a session.
func (s *site) begin(v *visit, session desk.Session) {
	c := s.cookie(v.r, sessionCookie, session.Secret)
	c.Expires = session.Expires
	http.SetCookie(v.w, c)
}

// end takes the session's cookie back.
func (s *site) end(v *visit) {
	c := s.cookie(v.r, sessionCookie, "")
	c.MaxAge = -1
	http.SetCookie(v.w, c)
}

// flashLimit keeps a message within what browsers keep of a cookie.
const flashLimit = 2000

// setFlash leaves a message for the next page.
func (v *visit) setFlash(text string) {
	if len(text) > flashLimit {
		text = text[:flashLimit]
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: flashCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(text)), Path: "/",
		HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: int(time.Minute / time.Second),
	})
}

// takeFlash returns the message left for this page, if any. Parts of pages
// leave it for the page.
func (v *visit) takeFlash() *notice {
	c, err := v.r.Cookie(flashCookie)
	if err != nil || v.part() || v.r.Method != http.MethodGet {
		return nil
	}
	http.SetCookie(v.w, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1})
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(text) == 0 {
		return nil
	}
	return &notice{string(text)}
}
