package desk

import (
	"context"
	"time"
)

// Session is somebody signed in on the web. Secret goes into a cookie; only
// its hash is stored.
type Session struct {
	Secret  string
	User    User
	Expires time.Time
}

// SignIn checks a password and begins a session. A wrong address and a wrong
// password are the same Forbidden error; after five wrong ones the account
// rests for a minute.
func (d *Desk) SignIn(ctx context.Context, email, password string) (Session, error) {
	return Session{}, errNotBuilt
}

// SignOut ends a session. One that is unknown has ended already.
func (d *Desk) SignOut(ctx context.Context, secret string) error { return errNotBuilt }

// BySession returns who a session belongs to. It is NotFound when the session
// is unknown or over, or the user disabled: answer 401.
func (d *Desk) BySession(ctx context.Context, secret string) (Actor, error) {
	return Actor{}, errNotBuilt
}

// ByToken returns who a bearer token belongs to. It is NotFound when the token
// is unknown, expired or revoked, or the user disabled: answer 401.
func (d *Desk) ByToken(ctx context.Context, secret string) (Actor, error) {
	return Actor{}, errNotBuilt
}

// ChangePassword sets the actor's own password and ends their other sessions.
func (d *Desk) ChangePassword(ctx context.Context, old, new string) error { return errNotBuilt }

// SetupSecret returns the secret of the one-time set-up link, good for a day;
// an earlier one stops to work. It is a Conflict once there is a user.
func (d *Desk) SetupSecret(ctx context.Context) (string, error) { return "", errNotBuilt }

// Setup makes the first user, an admin, and signs them in. The secret is
// NotFound when it is wrong, used or too old. Roles of the new user are ignored.
func (d *Desk) Setup(ctx context.Context, secret string, first NewUser) (Session, error) {
	return Session{}, errNotBuilt
}
