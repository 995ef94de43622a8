package web

import (
	"context"

	"github.com/smena-org/smena/roster"
)

// remove does away with what the address names and leads on; why that cannot be
// is said on a page shown again.
func (s *site) remove(v *visit, verb func(context.Context, int64) error, show act, next, said string) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := verb(v.ctx(), id); err != nil {
		return s.again(v, err, show)
	}
	return v.redirect(next, said)
}

// removeHere does so for a small form that stands on many pages.
func (s *site) removeHere(v *visit, verb func(context.Context, int64) error, said string) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := verb(v.ctx(), id); err != nil {
		return s.stay(v, err)
	}
	return v.redirect(local(v.text("next")), said)
}

// stay leads back to the page that a small form stands on and says there why
// nothing was done. It is for acts whose address is not that of their page.
func (s *site) stay(v *visit, err error) error {
	switch kindOf(err) {
	case roster.Invalid, roster.Conflict, roster.Unlawful:
		v.setTrouble(problemOf(v, err))
		return v.redirect(local(v.text("next")), "")
	}
	return err
}
