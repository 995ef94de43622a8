package web

import (
	"time"

	"github.com/smena-org/smena/roster/desk"
)

// accountPage is what people see of their own account.
type accountPage struct {
	User   desk.User
	Tokens []desk.Token
	Secret string // of a token just made, shown this once
	Now    time.Time
}

// account shows it.
func (s *site) account(v *visit, secret string) error {
	p := accountPage{Secret: secret, Now: s.desk.Now()}
	var err error
	if p.User, err = s.desk.Me(v.ctx()); err != nil {
		return err
	}
	if p.Tokens, err = s.desk.Tokens(v.ctx(), v.actor.ID); err != nil {
		return err
	}
	return s.render(v, "account", p)
}

// createToken makes a bearer token for the reader and shows it. There is no
// redirect: the secret must not stand in a history or a log.
func (s *site) createToken(v *visit) error {
	secret, err := s.newToken(v, v.actor.ID)
	if err != nil {
		return s.again(v, err, (*site).showAccount)
	}
	return s.account(v, secret)
}

// createTokenFor makes one for somebody else.
func (s *site) createTokenFor(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	secret, err := s.newToken(v, id)
	if err != nil {
		return s.again(v, err, (*site).showUser)
	}
	return s.user(v, secret, "")
}

// newToken reads the form. A token works to the end of its last day.
func (s *site) newToken(v *visit, user int64) (string, error) {
	last, err := v.date("expires")
	if err != nil {
		return "", v.fault("expires", "error.date")
	}
	var expires time.Time
	if last != 0 {
		expires = (last + 1).At(0, time.UTC)
		if !expires.After(s.desk.Now()) {
			return "", v.fault("expires", "error.past")
		}
	}
	if v.text("token") == "" {
		return "", v.fault("token", "error.missing")
	}
	_, secret, err := s.desk.CreateToken(v.ctx(), user, v.text("token"), expires)
	return secret, err
}

// revokeToken makes a token stop to work.
func (s *site) revokeToken(v *visit) error {
	return s.removeHere(v, s.desk.RevokeToken, "tokens.revoked")
}

// tokenState says whether a token works: "", "revoked" or "expired".
func tokenState(k desk.Token, now time.Time) string {
	switch {
	case !k.Revoked.IsZero():
		return "revoked"
	case !k.Expires.IsZero() && !k.Expires.After(now):
		return "expired"
	}
	return ""
}
