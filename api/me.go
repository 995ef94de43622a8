package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

type languageInput struct {
	Body struct {
		Language string `json:"language" minLength:"2" maxLength:"16" example:"ru"`
	}
}

type passwordInput struct {
	Body struct {
		Old string `json:"old" maxLength:"72" writeOnly:"true"`
		New string `json:"new" minLength:"10" maxLength:"72" writeOnly:"true"`
	}
}

type sessionInput struct {
	Session string `cookie:"smena_session" doc:"The web's session"`
}

func (s *server) registerMe(api huma.API) {
	const tag = "Users"
	register(api, op("get-me", http.MethodGet, "/me", tag, "Read who you are", ""), s.getMe)
	register(api, quiet(op("set-language", http.MethodPut, "/me/language", tag, "Set your language", "")), s.setLanguage)
	register(api, quiet(op("change-password", http.MethodPut, "/me/password", tag, "Change your password", "Ends your other sessions.")), s.changePassword)
	register(api, removing("end-session", "/session", tag, "End the web session this request comes with",
		"Sessions begin on the web's sign-in page; programs use tokens."), s.endSession)
}

// quiet makes an operation answer 204.
func quiet(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusNoContent
	return o
}

func (s *server) getMe(ctx context.Context, _ *struct{}) (*versioned[User], error) {
	u, err := s.desk.Me(ctx)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return userRead(u), nil
}

func (s *server) setLanguage(ctx context.Context, in *languageInput) (*nothing, error) {
	if err := s.desk.SetLanguage(ctx, in.Body.Language); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}

func (s *server) changePassword(ctx context.Context, in *passwordInput) (*nothing, error) {
	if err := s.desk.ChangePassword(ctx, in.Body.Old, in.Body.New); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}

func (s *server) endSession(ctx context.Context, in *sessionInput) (*nothing, error) {
	if err := s.desk.SignOut(ctx, in.Session); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
