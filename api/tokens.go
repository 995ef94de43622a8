package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Token is a bearer token of a user. The secret is told once, when it is made.
type Token struct {
	ID      int64      `json:"id"`
	User    int64      `json:"user"`
	Name    string     `json:"name" doc:"What it is for"`
	Created time.Time  `json:"created"`
	Expires *time.Time `json:"expires,omitempty" doc:"Absent: never"`
	Used    *time.Time `json:"used,omitempty" doc:"The last time, to the minute"`
	Revoked *time.Time `json:"revoked,omitempty"`
}

func tokenOf(t desk.Token) Token {
	return Token{t.ID, t.User, t.Name, t.Created, when(t.Expires), when(t.Used), when(t.Revoked)}
}

// NewToken is a token with its secret.
type NewToken struct {
	Token
	Secret string `json:"secret" doc:"Send it as Authorization: Bearer …; it cannot be seen again"`
}

type newTokenInput struct {
	UserInput
	Body struct {
		Name    string    `json:"name" minLength:"1" maxLength:"100" doc:"What it is for"`
		Expires time.Time `json:"expires,omitempty" doc:"Absent: never"`
	}
}

type tokenInput struct {
	Token int64 `path:"token" minimum:"1"`
}

func (s *server) registerTokens(api huma.API) {
	const tag = "Users"
	register(api, op("list-tokens", http.MethodGet, "/users/{user}/tokens", tag, "List a user's tokens", "The user, and admins."), s.listTokens)
	register(api, making("create-token", "/users/{user}/tokens", tag, "Make a bearer token", "The secret is told this once. The user, and admins."), s.createToken)
	register(api, removing("revoke-token", "/tokens/{token}", tag, "Make a token stop to work", "Its user, and admins."), s.revokeToken)
}

func (s *server) listTokens(ctx context.Context, in *UserInput) (*answer[list[Token]], error) {
	found, err := s.desk.Tokens(ctx, in.User)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, tokenOf), nil
}

func (s *server) createToken(ctx context.Context, in *newTokenInput) (*made[NewToken], error) {
	t, secret, err := s.desk.CreateToken(ctx, in.User, in.Body.Name, in.Body.Expires)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[NewToken]{Location: at("/tokens/%d", t.ID), Body: NewToken{tokenOf(t), secret}}, nil
}

func (s *server) revokeToken(ctx context.Context, in *tokenInput) (*nothing, error) {
	if err := s.desk.RevokeToken(ctx, in.Token); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
