package web

import (
	"net/http"

	"github.com/smena-org/smena/roster"
)

// showSignIn asks who it is. Who is signed in goes on at once.
func (s *site) showSignIn(v *visit) error {
	if v.signedIn && v.problem == nil {
		return v.redirect(local(v.text("next")), "")
	}
	return s.render(v, "sign-in", map[string]string{"Next": local(v.text("next")), "Email": v.text("email")})
}

// signIn checks the password and begins a session. What was wrong is not told
// apart, so that addresses cannot be found out.
func (s *site) signIn(v *visit) error {
	session, err := s.desk.SignIn(v.ctx(), v.text("email"), v.r.FormValue("password"))
	if roster.KindOf(err) == roster.Forbidden {
		v.status, v.problem = http.StatusForbidden, problemOf(v, err)
		v.problem.Title = v.t("sign-in.wrong")
		return s.showSignIn(v)
	}
	if err != nil {
		return s.again(v, err, (*site).showSignIn)
	}
	s.begin(v, session)
	return v.redirect(local(v.text("next")), "")
}

// signOut ends the session here and in the database.
func (s *site) signOut(v *visit) error {
	if cookie, err := v.r.Cookie(sessionCookie); err == nil {
		if err := s.desk.SignOut(v.ctx(), cookie.Value); err != nil {
			return err
		}
	}
	s.end(v)
	return v.redirect("/sign-in", "sign-out.done")
}
