package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"github.com/smena-org/smena/roster"
)

const secretText = "postgres://smena:hunter2@db/smena"

// errSecret is a fault of ours, deep inside.
var errSecret = fmt.Errorf("save swap: %w", errors.New("connect "+secretText))

// TestFaultsOfOursTellNothing tries every way on which an error can get out.
func TestFaultsOfOursTellNothing(t *testing.T) {
	var log strings.Builder
	s := &server{log: slog.New(slog.NewTextHandler(&log, nil)), o: Options{}.withDefaults(), stats: newStats()}
	type out struct{ Body string }
	ways := map[string]func(context.Context, *struct{}) (*out, error){
		"translated": func(ctx context.Context, _ *struct{}) (*out, error) { return nil, s.problem(ctx, errSecret) },
		"forgotten":  func(context.Context, *struct{}) (*out, error) { return nil, errSecret },
		"an error of ours, beneath": func(ctx context.Context, _ *struct{}) (*out, error) {
			return nil, s.problem(ctx, &roster.Error{Kind: roster.Internal, Message: secretText, Err: errSecret})
		},
		"beneath one for people": func(ctx context.Context, _ *struct{}) (*out, error) {
			return nil, s.problem(ctx, &roster.Error{Kind: roster.Conflict, Message: "there is one already", Err: errSecret})
		},
		"panic": func(context.Context, *struct{}) (*out, error) { panic(errSecret) },
	}
	for name, handler := range ways {
		t.Run(name, func(t *testing.T) {
			r := chi.NewRouter()
			r.Use(s.requestID, s.recover)
			register(humachi.New(r, config()), op("x", http.MethodGet, "/x", "X", "x", ""), handler)
			w := httptest.NewRecorder()
			r.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x", nil))
			if body := w.Body.String(); strings.Contains(body, "hunter2") || strings.Contains(body, "swap") {
				t.Errorf("the secret got out:\n%s", body)
			}
			if ct := w.Header().Get("Content-Type"); ct != "application/problem+json" {
				t.Errorf("Content-Type %q", ct)
			}
		})
	}
	if !strings.Contains(log.String(), "hunter2") {
		t.Error("the log does not say what went wrong")
	}
}

func TestProblemStatuses(t *testing.T) {
	s := &server{log: slog.New(slog.DiscardHandler)}
	tests := map[string]struct {
		err    error
		status int
		sort   string
	}{
		"invalid":    {roster.Errorf(roster.Invalid, "no"), 422, "invalid"},
		"not found":  {roster.Errorf(roster.NotFound, "no"), 404, "not-found"},
		"forbidden":  {roster.Errorf(roster.Forbidden, "no"), 403, "forbidden"},
		"conflict":   {roster.Errorf(roster.Conflict, "no"), 409, "conflict"},
		"moved":      {roster.Movedf("in whatever words"), 412, "moved"},
		"unlawful":   {&roster.Error{Kind: roster.Unlawful, Message: "no"}, 422, "unlawful"},
		"internal":   {errors.New("no"), 500, "internal"},
		"given up":   {fmt.Errorf("read: %w", context.DeadlineExceeded), 503, "unavailable"},
		"hung up":    {context.Canceled, 503, "unavailable"},
		"wrapped":    {fmt.Errorf("here: %w", roster.Errorf(roster.NotFound, "no")), 404, "not-found"},
		"one of its": {newProblem(429, "no"), 429, "busy"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, ok := s.problem(t.Context(), tt.err).(*Problem)
			if !ok || p.Status != tt.status || p.Type != "/docs#"+tt.sort || p.Title == "" {
				t.Errorf("got %+v, want status %d and sort %s", p, tt.status, tt.sort)
			}
		})
	}
}

func TestProblemLocatesFaultsAndNamesBreaches(t *testing.T) {
	s := &server{log: slog.New(slog.DiscardHandler)}
	faults := roster.Faults{{File: "team.yaml", Line: 7, Field: "queues[0].aht", Value: "five", Problem: "not a duration", Cure: "write 5m"}}
	p := s.problem(t.Context(), faults.Err()).(*Problem)
	want := Fault{Message: "not a duration", Location: "body.queues[0].aht", Line: 7, Value: "five", Cure: "write 5m"}
	if len(p.Errors) != 1 || p.Errors[0] != want {
		t.Errorf("errors %+v, want %+v", p.Errors, want)
	}
	ctx := context.WithValue(t.Context(), languageKey{}, "ru")
	breach := roster.Breach{Rule: "min-rest", Agent: "anna", Date: roster.NewDate(2026, 12, 8), Shift: "D", Have: 580, Want: 660, Excess: 80, Hard: true}
	p = s.problem(ctx, &roster.Error{Kind: roster.Unlawful, Message: "no", Breaches: []roster.Breach{breach}}).(*Problem)
	if len(p.Breaches) != 1 || p.Breaches[0].Breach != breach || !strings.Contains(p.Breaches[0].Text, "8 дек") {
		t.Errorf("breaches %+v, want min-rest in Russian", p.Breaches)
	}
}

// What was sent as a password must not come back, whatever is wrong with it.
func TestSecretsAreNotRepeated(t *testing.T) {
	for _, location := range []string{"body.password", "body.old", "body.new", "header.Authorization", "body.token", "body"} {
		f := fault(&huma.ErrorDetail{Message: "too short", Location: location, Value: "hunter2"})
		if f.Value != nil {
			t.Errorf("%s: value %v came back", location, f.Value)
		}
	}
	if f := fault(&huma.ErrorDetail{Location: "body.name", Value: "x"}); f.Value != "x" {
		t.Errorf("body.name: value %v, want x", f.Value)
	}
	if f := fault(errSecret); strings.Contains(f.Message, "hunter2") {
		t.Errorf("a plain error came out: %v", f.Message)
	}
}
