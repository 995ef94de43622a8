package web

import (
	"errors"
	"net/http"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// statuses says how each kind of error is answered.
var statuses = map[roster.Kind]int{
	roster.Internal:  http.StatusInternalServerError,
	roster.Invalid:   http.StatusUnprocessableEntity,
	roster.NotFound:  http.StatusNotFound,
	roster.Forbidden: http.StatusForbidden,
	roster.Conflict:  http.StatusConflict,
	roster.Unlawful:  http.StatusUnprocessableEntity,
}

// titles are the words over each kind of error.
var titles = map[roster.Kind]string{
	roster.Internal:  "error.internal",
	roster.Invalid:   "error.invalid",
	roster.NotFound:  "error.not-found",
	roster.Forbidden: "error.forbidden",
	roster.Conflict:  "error.conflict",
	roster.Unlawful:  "error.unlawful",
}

// problem is what went wrong, for the person who asked.
type problem struct {
	Title    string
	Message  string
	Kind     roster.Kind
	Faults   []roster.Fault
	Breaches []roster.Breach
	Names    map[string]string // of agents, where breaches may be of several
	Field    string            // that is wrong, "" for none in particular
}

// problemOf puts an error into words. Our own faults show nothing of
// themselves.
func problemOf(v *visit, err error) *problem {
	kind := kindOf(err)
	p := &problem{Title: v.t(titles[kind]), Kind: kind}
	if f, ok := errors.AsType[fieldFault](err); ok {
		p.Field = f.field
	}
	if e, ok := errors.AsType[*roster.Error](err); ok && kind != roster.Internal {
		p.Message, p.Faults, p.Breaches = locale.Refusal(v.lang, e), e.Faults, e.Breaches
	}
	return p
}

// kindOf also knows the errors of reading a body.
func kindOf(err error) roster.Kind {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return roster.Invalid
	}
	return roster.KindOf(err)
}

// fail shows an error as a page. Those of ours go to the log in full, the
// address without its parts: some are secrets.
func (s *site) fail(v *visit, err error) {
	if v.ctx().Err() != nil {
		return // nobody waits for the answer
	}
	kind := kindOf(err)
	if kind == roster.Internal {
		s.Log.Error("a page failed", "page", v.r.Pattern, "error", err)
	}
	v.status, v.problem = statuses[kind], problemOf(v, err)
	name := "error"
	if v.part() {
		name = "error-part"
	}
	if err := s.render(v, name, nil); err != nil {
		s.Log.Error("the page of an error failed", "page", v.r.Pattern, "error", err)
	}
}

// again shows a form once more with what was wrong above it, when the person
// can do something about it; other errors stay errors.
func (s *site) again(v *visit, err error, show act) error {
	kind := kindOf(err)
	switch kind {
	case roster.Invalid, roster.Conflict, roster.Unlawful:
		v.status, v.problem = statuses[kind], problemOf(v, err)
		return show(s, v)
	}
	return err
}
