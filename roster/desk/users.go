package desk

import (
	"context"
	"time"

	"github.com/smena-org/smena/roster"
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
func (d *Desk) Me(ctx context.Context) (User, error) { return User{}, errNotBuilt }

// SetLanguage sets the actor's own language.
func (d *Desk) SetLanguage(ctx context.Context, language string) error { return errNotBuilt }

// Users lists the users by e-mail address. Admin only.
func (d *Desk) Users(ctx context.Context) ([]User, error) { return nil, errNotBuilt }

// User returns one user. Admin, or the user.
func (d *Desk) User(ctx context.Context, id int64) (User, error) { return User{}, errNotBuilt }

// UserByEmail returns one user. Admin only.
func (d *Desk) UserByEmail(ctx context.Context, email string) (User, error) {
	return User{}, errNotBuilt
}

// CreateUser makes a user. Admin only. An address in use is a Conflict.
func (d *Desk) CreateUser(ctx context.Context, u NewUser) (User, error) { return User{}, errNotBuilt }

// UpdateUser changes a user. Admin only; the last admin stays one.
func (d *Desk) UpdateUser(ctx context.Context, id int64, version int, c UserChange) (User, error) {
	return User{}, errNotBuilt
}

// CreateToken makes a bearer token for a user and returns its secret, the only
// time it can be seen. Zero expires is never. The user themselves, or an admin.
func (d *Desk) CreateToken(ctx context.Context, user int64, name string, expires time.Time) (Token, string, error) {
	return Token{}, "", errNotBuilt
}

// Tokens lists a user's tokens, newest first. The user themselves, or an admin.
func (d *Desk) Tokens(ctx context.Context, user int64) ([]Token, error) { return nil, errNotBuilt }

// RevokeToken makes a token stop to work. The user it belongs to, or an admin.
func (d *Desk) RevokeToken(ctx context.Context, id int64) error { return errNotBuilt }
