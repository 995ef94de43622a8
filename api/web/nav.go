package web

import (
	"strings"

	"github.com/smena-org/smena/roster"
)

// navLink is one way from anywhere.
type navLink struct {
	To, Words string
	Here      bool
}

// nav lists what is there for the roles of the actor, the everyday first.
func (v *visit) nav() []navLink {
	if !v.signedIn {
		return nil
	}
	var out []navLink
	add := func(to, id string, roles ...roster.Role) {
		if v.actor.Has(roles...) {
			out = append(out, navLink{to, v.t(id), v.here(to)})
		}
	}
	add("/", "nav.planning", planners...)
	add("/my", "nav.my", agents...)
	add("/my/team", "nav.team", agents...)
	add("/my/swaps", "nav.swaps", agents...)
	add("/my/wishes", "nav.wishes", agents...)
	add("/my/leave", "nav.leave", agents...)
	add("/my/calendar", "nav.calendar", agents...)
	add("/pay", "nav.pay", payers...)
	add("/audit", "nav.audit", roster.RoleAdmin, roster.RolePlanner)
	add("/users", "nav.users", admins...)
	return out
}

// here reports whether a link leads to the page that is open, or above it.
func (v *visit) here(to string) bool {
	path := v.r.URL.Path
	switch to {
	case "/":
		return path == "/" || strings.HasPrefix(path, "/teams") || strings.HasPrefix(path, "/rosters") || strings.HasPrefix(path, "/jobs")
	case "/my":
		return path == "/my"
	}
	return strings.HasPrefix(path, to)
}
