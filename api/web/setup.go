package web

import "github.com/smena-org/smena/roster/desk"

// showSetup asks for the first user, behind the one-time link that the server
// prints when it starts empty. Whether the secret is good shows when it is used.
func (s *site) showSetup(v *visit) error { return s.render(v, "setup", nil) }

// setup makes the first user, an admin, and signs them in.
func (s *site) setup(v *visit) error {
	session, err := s.desk.Setup(v.ctx(), v.r.PathValue("secret"), desk.NewUser{
		Email: v.text("email"), Name: v.text("name"), Password: v.r.FormValue("password"), Language: v.lang,
	})
	if err != nil {
		return s.again(v, err, (*site).showSetup)
	}
	s.begin(v, session)
	return v.redirect("/", "setup.done")
}
