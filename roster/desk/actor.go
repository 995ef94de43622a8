package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Actor is who asks.
type Actor struct {
	roster.User
	// Token is the bearer token used, 0 for a session.
	Token   int64
	session []byte         // hash of the session used
	stamp   postgres.Stamp // of the agent's team, when the secret was looked up
}

type actorKey struct{}

// As returns a context in which the actor asks.
func As(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// ActorOf returns who asks; ok is false for nobody.
func ActorOf(ctx context.Context) (a Actor, ok bool) {
	a, ok = ctx.Value(actorKey{}).(Actor)
	return a, ok
}

// System returns a context in which the program itself asks, on behalf of
// whoever can run it on the machine. It may do everything.
func System(ctx context.Context) context.Context {
	return As(ctx, Actor{User: roster.User{Email: "system", Name: "system", Roles: []roster.Role{roster.RoleAdmin}}})
}
