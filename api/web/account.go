package web

// showAccount is the user's own settings.
func (s *site) showAccount(v *visit) error { return s.account(v, "") }

// setLanguage sets the language of pages, "" for the browser's.
func (s *site) setLanguage(v *visit) error {
	if err := s.desk.SetLanguage(v.ctx(), v.text("language")); err != nil {
		return s.again(v, err, (*site).showAccount)
	}
	return v.redirect("/account", "")
}

// setPassword changes the password; all other sessions end.
func (s *site) setPassword(v *visit) error {
	if err := s.desk.ChangePassword(v.ctx(), v.r.FormValue("old"), v.r.FormValue("new")); err != nil {
		return s.again(v, err, (*site).showAccount)
	}
	return v.redirect("/account", "account.password-set")
}
