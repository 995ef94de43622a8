package web

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

const (
	sessionCookie = "smena_session"
	flashCookie   = "smena_flash"
)

// notice is a message that is shown once, on the page after an act.
type notice struct {
	Text string
	Bad  bool // the act was refused
}

// refusal begins the cookie of a message that says why nothing was done.
const refusal = "!"

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
		text = strings.ToValidUTF8(text[:flashLimit], "") + "…"
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: flashCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(text)), Path: "/",
		HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: int(time.Minute / time.Second),
	})
}

// setTrouble leaves for the next page why nothing was done.
func (v *visit) setTrouble(p *problem) {
	text := p.Title
	if len(p.Breaches) == 0 && p.Message != "" {
		text += ": " + p.Message
	}
	for _, b := range p.Breaches {
		text += "\n" + joined(p.Names[b.Agent], ". ", locale.Sentence(v.lang, b))
	}
	v.setFlash(refusal + text)
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
	said, bad := strings.CutPrefix(string(text), refusal)
	return &notice{said, bad}
}
