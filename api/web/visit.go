package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// visit is one request with who makes it and in which language.
type visit struct {
	w        http.ResponseWriter
	r        *http.Request
	lang     string
	actor    desk.Actor
	signedIn bool
	flash    *notice
	problem  *problem // shown above the page that is tried again
	status   int      // of the page; 0 is 200
}

// ctx is what the desk is asked with: it names the actor.
func (v *visit) ctx() context.Context { return v.r.Context() }

// t returns words in the language of the visit; pairs of key and value fill
// their placeholders.
func (v *visit) t(id string, pairs ...any) string { return words(v.lang, id, pairs...) }

// words returns a message of the pages.
func words(lang, id string, pairs ...any) string {
	data := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i].(string)] = pairs[i+1]
	}
	return locale.T(lang, "web."+id, data)
}

// id returns a number of the address. What is no number is no such thing.
func (v *visit) id(name string) (int64, error) {
	n, err := strconv.ParseInt(v.r.PathValue(name), 10, 64)
	if err != nil || n <= 0 {
		return 0, roster.Errorf(roster.NotFound, "%s", v.t("error.no-page"))
	}
	return n, nil
}

// version returns the version that the reader of a form had before them.
func (v *visit) version() (int, error) {
	n, err := strconv.Atoi(v.r.FormValue("version"))
	if err != nil {
		return 0, roster.Errorf(roster.Invalid, "%s", v.t("error.version"))
	}
	return n, nil
}

// text returns a field of the form or the query, without blanks around it.
func (v *visit) text(name string) string { return strings.TrimSpace(v.r.FormValue(name)) }

// number returns a number of the form or the query, 0 for none.
func (v *visit) number(name string) int64 {
	n, _ := strconv.ParseInt(v.text(name), 10, 64)
	return n
}

// date returns a date of the form or the query; an empty one is 0.
func (v *visit) date(name string) (roster.Date, error) {
	if v.text(name) == "" {
		return 0, nil
	}
	return roster.ParseDate(v.text(name))
}

// month returns the month asked for, or the one of a date.
func (v *visit) month(otherwise roster.Date) (plan.Month, error) {
	if v.text("month") == "" {
		first := otherwise.MonthStart()
		return plan.Month{From: first, To: first.NextMonth()}, nil
	}
	return plan.ParseMonth(v.text("month"))
}

// part reports whether a script asks for a part of a page to put into the one
// that is open.
func (v *visit) part() bool { return v.r.Header.Get("HX-Request") == "true" }

// redirect leads on to another page after something was done, which the
// message says there; "" says nothing.
func (v *visit) redirect(to, message string, pairs ...any) error {
	if message != "" {
		v.setFlash(v.t(message, pairs...))
	}
	if v.part() {
		v.w.Header().Set("HX-Redirect", to)
		return nil
	}
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// toSignIn asks to sign in, and remembers where somebody wanted to go.
func (v *visit) toSignIn() error {
	to := "/sign-in"
	if v.r.Method == http.MethodGet && v.r.URL.Path != "/" {
		to += "?next=" + url.QueryEscape(v.r.URL.RequestURI())
	}
	return v.redirect(to, "")
}

// local keeps a way back on this site: what could lead elsewhere becomes "/".
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(next, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// fieldFault is a fault of one field of a form, in the reader's words.
type fieldFault struct {
	field string
	err   *roster.Error
}

func (f fieldFault) Error() string { return f.err.Error() }

// Unwrap gives the fault its kind.
func (f fieldFault) Unwrap() error { return f.err }

// fault says what is wrong with a field.
func (v *visit) fault(field, message string, pairs ...any) error {
	return fieldFault{field, roster.Errorf(roster.Invalid, "%s", v.t(message, pairs...))}
}
