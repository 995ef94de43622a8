package desk

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// NewUser is a user to be made.
type NewUser struct {
	Email, Name, Password string
	Roles                 []roster.Role
	Teams                 []int64 // see roster.User
	AgentTeam             int64   // with Agent, for the role agent
	Agent                 string
	Language              string
}

// UserChange says what to change of a user; nil leaves a thing as it is.
type UserChange struct {
	Name, Password, Language *string
	Roles                    []roster.Role
	Teams                    *[]int64
	AgentTeam                *int64
	Agent                    *string
	Disabled                 *bool // ends all sessions; tokens stop to work
}

// Me returns the actor as stored now.
func (d *Desk) Me(ctx context.Context) (User, error) {
	a, err := signedIn(ctx)
	if err != nil || a.ID == 0 {
		return a.User, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (User, error) { return tx.User(ctx, a.ID) })
}

// SetLanguage sets the actor's own language.
func (d *Desk) SetLanguage(ctx context.Context, language string) error {
	a, err := signedIn(ctx)
	if err != nil {
		return err
	}
	if len(language) > 35 { // the longest tag of BCP 47 that makes sense
		return roster.Errorf(roster.Invalid, "%q is no language", language)
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		u, err := tx.User(ctx, a.ID)
		if err != nil || u.Language == language {
			return err
		}
		u.Language = language
		_, err = tx.UpdateUser(ctx, u)
		return err
	})
}

// Users lists the users by e-mail address. Admin only.
func (d *Desk) Users(ctx context.Context) ([]User, error) {
	if _, err := allow(ctx, administer, everyTeam); err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]User, error) { return tx.Users(ctx) })
	return none(all), err
}

// User returns one user. Admin, or the user.
func (d *Desk) User(ctx context.Context, id int64) (User, error) {
	if _, err := selfOrAdmin(ctx, id); err != nil {
		return User{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (User, error) { return tx.User(ctx, id) })
}

// selfOrAdmin allows what people do with their own account, and admins with any.
func selfOrAdmin(ctx context.Context, user int64) (Actor, error) {
	a, err := signedIn(ctx)
	if err != nil || a.ID == user {
		return a, err
	}
	if !a.may(administer, everyTeam) {
		return a, roster.Errorf(roster.NotFound, "no user %d, or none you may see", user)
	}
	return a, nil
}

// UserByEmail returns one user. Admin only.
func (d *Desk) UserByEmail(ctx context.Context, email string) (User, error) {
	if _, err := allow(ctx, administer, everyTeam); err != nil {
		return User{}, err
	}
	email = strings.ToLower(strings.TrimSpace(email))
	return read(ctx, d, func(tx *postgres.Tx) (User, error) { return tx.UserByEmail(ctx, email) })
}

// CreateUser makes a user. Admin only. An address in use is a Conflict.
func (d *Desk) CreateUser(ctx context.Context, n NewUser) (User, error) {
	a, err := allow(ctx, administer, everyTeam)
	if err != nil {
		return User{}, err
	}
	u, password, err := d.newUser(n)
	if err != nil {
		return User{}, err
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		if err := wantTeams(ctx, tx, u); err != nil {
			return err
		}
		u, err = tx.AddUser(ctx, u, password)
		return err
	})
	return u, err
}

// newUser checks what is asked of a user, and hashes the password.
func (d *Desk) newUser(n NewUser) (User, []byte, error) {
	u := User{
		Email: strings.ToLower(strings.TrimSpace(n.Email)), Name: strings.TrimSpace(n.Name),
		Roles: n.Roles, Teams: n.Teams, AgentTeam: n.AgentTeam, Agent: n.Agent, Language: n.Language,
	}
	if address, err := mail.ParseAddress(u.Email); err != nil || address.Address != u.Email {
		return u, nil, roster.Errorf(roster.Invalid, "%q is no e-mail address", n.Email)
	}
	if err := checkUser(u); err != nil {
		return u, nil, err
	}
	password, err := d.hashPassword(n.Password)
	return u, password, err
}

func checkUser(u User) error {
	if u.Name == "" {
		return roster.Errorf(roster.Invalid, "the name is missing")
	}
	if len(u.Roles) == 0 {
		return roster.Errorf(roster.Invalid, "a user needs a role; the roles are %v", roster.Roles)
	}
	for _, r := range u.Roles {
		if !slices.Contains(roster.Roles, r) {
			return roster.Errorf(roster.Invalid, "unknown role %q; the roles are %v", r, roster.Roles)
		}
	}
	if u.Has(roster.RoleAgent) != (u.Agent != "") {
		return roster.Errorf(roster.Invalid, "the role agent and the agent whom the user is go together; give both or none")
	}
	return nil
}

// wantTeams checks that the teams of a user exist.
func wantTeams(ctx context.Context, tx *postgres.Tx, u User) error {
	for _, team := range u.Teams {
		if _, err := tx.Team(ctx, team); err != nil {
			return err
		}
	}
	return nil
}

// UpdateUser changes a user. Admin only; the last admin stays one.
func (d *Desk) UpdateUser(ctx context.Context, id int64, version int, c UserChange) (User, error) {
	a, err := allow(ctx, administer, everyTeam)
	if err != nil {
		return User{}, err
	}
	var password []byte
	if c.Password != nil {
		if password, err = d.hashPassword(*c.Password); err != nil {
			return User{}, err
		}
	}
	var u User
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		if err := tx.LockUsers(ctx); err != nil {
			return err
		}
		if u, err = tx.User(ctx, id); err != nil {
			return err
		}
		c.apply(&u)
		u.Version = version
		if err := checkUser(u); err != nil {
			return err
		}
		if err := wantTeams(ctx, tx, u); err != nil {
			return err
		}
		if u, err = tx.UpdateUser(ctx, u); err != nil {
			return err
		}
		if _, admins, err := tx.CountUsers(ctx); err != nil || admins == 0 {
			return cmpErr(err, roster.Errorf(roster.Conflict, "this is the last admin; make another one first"))
		}
		if password == nil {
			return nil
		}
		return tx.SetPassword(ctx, id, password, nil)
	})
	return u, err
}

// cmpErr returns the first error.
func cmpErr(err error, other error) error {
	if err != nil {
		return err
	}
	return other
}

func (c UserChange) apply(u *User) {
	set(&u.Name, c.Name)
	set(&u.Language, c.Language)
	set(&u.Teams, c.Teams)
	set(&u.AgentTeam, c.AgentTeam)
	set(&u.Agent, c.Agent)
	set(&u.Disabled, c.Disabled)
	if c.Roles != nil {
		u.Roles = c.Roles
	}
}

// set takes over what is given.
func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// CreateToken makes a bearer token for a user and returns its secret, the only
// time it can be seen. Zero expires is never. The user themselves, or an admin.
func (d *Desk) CreateToken(ctx context.Context, user int64, name string, expires time.Time) (Token, string, error) {
	a, err := selfOrAdmin(ctx, user)
	if err != nil {
		return Token{}, "", err
	}
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > 200 {
		return Token{}, "", roster.Errorf(roster.Invalid, "say in a few words what the token is for")
	}
	if !expires.IsZero() && !expires.After(d.Now()) {
		return Token{}, "", roster.Errorf(roster.Invalid, "the token would have expired on %s already", expires.Format(time.DateTime))
	}
	text, hash, err := d.secret()
	if err != nil {
		return Token{}, "", err
	}
	text = "smena_" + text // so that scanners for leaked secrets know it
	hash = hashOf(text)
	var k Token
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		if _, err = tx.User(ctx, user); err != nil {
			return err
		}
		k, err = tx.AddToken(ctx, Token{User: user, Name: name, Expires: expires}, hash)
		return err
	})
	return k, text, err
}

// Tokens lists a user's tokens, newest first. The user themselves, or an admin.
func (d *Desk) Tokens(ctx context.Context, user int64) ([]Token, error) {
	if _, err := selfOrAdmin(ctx, user); err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Token, error) { return tx.Tokens(ctx, user) })
	return none(all), err
}

// RevokeToken makes a token stop to work. The user it belongs to, or an admin.
func (d *Desk) RevokeToken(ctx context.Context, id int64) error {
	a, err := signedIn(ctx)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		k, err := tx.Token(ctx, id)
		if err != nil {
			return err
		}
		if _, err := selfOrAdmin(ctx, k.User); err != nil {
			return roster.Errorf(roster.NotFound, "no token %d, or none you may see", id)
		}
		return tx.RevokeToken(ctx, k)
	})
}
