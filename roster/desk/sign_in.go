package desk

import (
	"context"
	"strings"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Session is somebody signed in on the web. Secret goes into a cookie; only
// its hash is stored.
type Session struct {
	Secret  string
	User    User
	Expires time.Time
}

// lockFor is how long an account rests after five wrong passwords in a row.
const lockFor = time.Minute

// errSignIn is every refusal: a word of its own for accounts that rest would
// tell which addresses have an account.
var errSignIn = roster.Errorf(roster.Forbidden, "the e-mail address or the password is wrong; after five wrong passwords, wait a minute and try again")

// SignIn checks a password and begins a session. A wrong address, a wrong
// password and an account that rests, for a minute after five wrong ones, are
// the same Forbidden error.
func (d *Desk) SignIn(ctx context.Context, email, password string) (Session, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	s, err := read(ctx, d, func(tx *postgres.Tx) (postgres.Secret, error) { return tx.SecretOf(ctx, email) })
	if roster.KindOf(err) == roster.NotFound {
		d.spendTime(password) // so that the answer tells not who has an account
		return Session{}, d.refuseSession(ctx, User{Email: "nobody"}, "no such address")
	}
	if err != nil {
		return Session{}, err
	}
	may, err := d.mayTry(ctx, s.User)
	switch {
	case err != nil:
		return Session{}, err
	case !may:
		d.spendTime(password)
		return Session{}, d.refuseSession(ctx, s.User, "too many wrong passwords")
	case bcrypt.CompareHashAndPassword(s.Password, []byte(password)) != nil:
		return Session{}, d.refuseSession(ctx, s.User, "wrong password")
	case s.User.Disabled:
		return Session{}, d.refuseSession(ctx, s.User, "disabled")
	}
	return d.begin(ctx, s.User)
}

// mayTry counts a try to sign in and reports whether the account is not resting.
func (d *Desk) mayTry(ctx context.Context, u User) (may bool, err error) {
	err = d.write(ctx, Actor{User: u}, func(tx *postgres.Tx) error {
		may, err = tx.CountTry(ctx, u.ID, lockFor)
		return err
	})
	return may, err
}

// refuseSession keeps a failed sign-in and returns its error.
func (d *Desk) refuseSession(ctx context.Context, u User, why string) error {
	err := d.write(ctx, Actor{User: u}, func(tx *postgres.Tx) error { return tx.RefuseSession(ctx, u.ID, why) })
	return cmpErr(err, errSignIn)
}

// spendTime does what the check of a password does.
func (d *Desk) spendTime(password string) {
	_, _ = bcrypt.GenerateFromPassword([]byte(password[:min(len(password), 72)]), d.PasswordCost)
}

// begin begins a session.
func (d *Desk) begin(ctx context.Context, u User) (Session, error) {
	text, hash, err := d.secret()
	if err != nil {
		return Session{}, err
	}
	s := Session{Secret: text, User: u, Expires: d.Now().Add(d.SessionFor)}
	return s, d.write(ctx, Actor{User: u}, func(tx *postgres.Tx) error { return tx.AddSession(ctx, u.ID, hash, s.Expires) })
}

// SignOut ends a session. One that is unknown has ended already.
func (d *Desk) SignOut(ctx context.Context, secret string) error {
	return d.Store.Write(ctx, by{Now: d.Now()}, func(tx *postgres.Tx) error { return tx.EndSession(ctx, hashOf(secret)) })
}

// BySession returns who a session belongs to. It is NotFound when the session
// is unknown or over, or the user disabled: answer 401.
func (d *Desk) BySession(ctx context.Context, secret string) (Actor, error) {
	hash := hashOf(secret)
	b, err := d.Store.BySession(ctx, hash, d.Now())
	return Actor{User: b.User, session: hash, stamp: b.Stamp}, err
}

// ByToken returns who a bearer token belongs to. It is NotFound when the token
// is unknown, expired or revoked, or the user disabled: answer 401.
func (d *Desk) ByToken(ctx context.Context, secret string) (Actor, error) {
	b, err := d.Store.ByToken(ctx, hashOf(secret), d.Now())
	return Actor{User: b.User, Token: b.Token, stamp: b.Stamp}, err
}

// ChangePassword sets the actor's own password and ends their other sessions.
func (d *Desk) ChangePassword(ctx context.Context, old, new string) error {
	a, err := signedIn(ctx)
	if err != nil {
		return err
	}
	s, err := read(ctx, d, func(tx *postgres.Tx) (postgres.Secret, error) { return tx.SecretOf(ctx, a.Email) })
	if err != nil {
		return err
	}
	if bcrypt.CompareHashAndPassword(s.Password, []byte(old)) != nil {
		return roster.Errorf(roster.Invalid, "the old password is wrong; who has forgotten it asks an admin for a new one")
	}
	hash, err := d.hashPassword(new)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.SetPassword(ctx, a.ID, hash, a.session) })
}

// SetupSecret returns the secret of the one-time set-up link, good for a day;
// an earlier one stops to work. It is a Conflict once there is a user.
func (d *Desk) SetupSecret(ctx context.Context) (string, error) {
	text, hash, err := d.secret()
	if err != nil {
		return "", err
	}
	return text, d.Store.Write(ctx, by{Who: "system", Now: d.Now()}, func(tx *postgres.Tx) error {
		if err := wantNobody(ctx, tx); err != nil {
			return err
		}
		return tx.SetSetup(ctx, hash, d.Now().Add(24*time.Hour))
	})
}

func wantNobody(ctx context.Context, tx *postgres.Tx) error {
	users, _, err := tx.CountUsers(ctx)
	if err == nil && users > 0 {
		err = roster.Errorf(roster.Conflict, "the service is set up already; sign in, or ask an admin for an account")
	}
	return err
}

// Setup makes the first user, an admin, and signs them in. The secret is
// NotFound when it is wrong, used or too old. Roles of the new user are ignored.
func (d *Desk) Setup(ctx context.Context, secret string, first NewUser) (Session, error) {
	first.Roles, first.Teams, first.Agent = []roster.Role{roster.RoleAdmin}, nil, ""
	u, password, err := d.newUser(first)
	if err != nil {
		return Session{}, err
	}
	err = d.Store.Write(ctx, by{Who: u.Email, Now: d.Now()}, func(tx *postgres.Tx) error {
		if err := tx.LockUsers(ctx); err != nil {
			return err
		}
		if err := wantNobody(ctx, tx); err != nil {
			return err
		}
		if err := tx.UseSetup(ctx, hashOf(secret)); err != nil {
			return err
		}
		u, err = tx.AddUser(ctx, u, password)
		return err
	})
	if err != nil {
		return Session{}, err
	}
	return d.begin(ctx, u)
}
