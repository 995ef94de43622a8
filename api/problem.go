package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// Problem is an answer that is none: RFC 9457, with every fault located.
type Problem struct {
	Type     string   `json:"type" format:"uri-reference" doc:"What sort of problem; see the page it leads to" example:"/docs#invalid"`
	Title    string   `json:"title" doc:"The sort in words"`
	Status   int      `json:"status" doc:"The HTTP status"`
	Detail   string   `json:"detail,omitempty" doc:"What is wrong this time, and what to do"`
	Instance string   `json:"instance,omitempty" doc:"The id of the request; quote it when you ask for help"`
	Errors   []Fault  `json:"errors,omitempty" doc:"Every fault of the request, located"`
	Breaches []Breach `json:"breaches,omitempty" doc:"The rules that stand in the way"`
}

// Fault is one thing wrong with a request.
type Fault struct {
	Message  string `json:"message" doc:"Why it cannot be"`
	Location string `json:"location,omitempty" doc:"Where: body.terms[0].from, query.limit, path.id, header.If-Match"`
	Line     int    `json:"line,omitempty" doc:"The line, where the body is a document"`
	Value    any    `json:"value,omitempty" doc:"What stands there"`
	Cure     string `json:"cure,omitempty" doc:"What to write instead"`
}

// Error makes a Problem an error.
func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

// GetStatus tells huma the status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType tells huma the media type.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// sorts names every sort of problem by its status.
var sorts = map[int]struct{ id, title string }{
	400: {"malformed", "The request cannot be read"},
	401: {"unauthenticated", "Sign in first"},
	403: {"forbidden", "You may not do this"},
	404: {"not-found", "There is no such thing"},
	405: {"method", "Not possible here"},
	406: {"not-acceptable", "No such form of the answer"},
	408: {"slow", "The request came too slowly"},
	409: {"conflict", "It does not go together with what is there"},
	412: {"moved", "It was changed since you read it"},
	413: {"too-large", "The request is too large"},
	415: {"media-type", "No such form of a request"},
	422: {"invalid", "The request makes no sense"},
	428: {"version-required", "Say which version you read"},
	429: {"busy", "Too many at once"},
	500: {"internal", "Our fault"},
	503: {"unavailable", "Not possible at the moment"},
}

// statuses gives every kind of error its status.
var statuses = map[roster.Kind]int{
	roster.Internal:  http.StatusInternalServerError,
	roster.Invalid:   http.StatusUnprocessableEntity,
	roster.NotFound:  http.StatusNotFound,
	roster.Forbidden: http.StatusForbidden,
	roster.Conflict:  http.StatusConflict,
	roster.Unlawful:  http.StatusUnprocessableEntity,
}

func newProblem(status int, detail string) *Problem {
	sort, ok := sorts[status]
	if !ok {
		sort.id, sort.title = "other", http.StatusText(status)
	}
	return &Problem{Type: "/docs#" + sort.id, Title: sort.title, Status: status, Detail: detail}
}

// internal is all that anybody outside learns of a fault of ours.
func internal() *Problem {
	return newProblem(http.StatusInternalServerError, "something went wrong on our side; it is in the log under this request's id")
}

// problem is the only way of an error to a client. What is not a roster.Error
// is ours: it is logged in full and shown as nothing.
func (s *server) problem(ctx context.Context, err error) error {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.of(ctx)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		s.log.WarnContext(ctx, "request not finished", "request", requestOf(ctx), "error", err)
		return newProblem(http.StatusServiceUnavailable, "it took too long and was given up; nothing was changed").of(ctx)
	}
	kind := roster.KindOf(err)
	if kind == roster.Internal {
		s.log.ErrorContext(ctx, "request failed", "request", requestOf(ctx), "error", err)
		return internal().of(ctx)
	}
	e, _ := errors.AsType[*roster.Error](err)
	detail := locale.Refusal(languageOf(ctx), e)
	p := newProblem(statuses[kind], detail)
	switch {
	case kind == roster.Unlawful:
		p.Type, p.Title = "/docs#unlawful", "A rule forbids it"
	case errors.Is(err, roster.ErrMoved):
		p = newProblem(http.StatusPreconditionFailed, detail)
	}
	p.Errors = each(e.Faults[:min(len(e.Faults), mostFaults)], located)
	p.Breaches = breaches(ctx, e.Breaches)
	return p.of(ctx)
}

// mostFaults bounds an answer: who has made this many makes them again and again.
// How many there are in all stands in the detail.
const mostFaults = 500

// located is a fault of a document, placed in the body.
func located(f roster.Fault) Fault {
	out := Fault{Message: f.Problem, Line: f.Line, Cure: f.Cure, Location: "body"}
	if f.Field != "" {
		out.Location += "." + f.Field
	}
	if f.Value != "" {
		out.Value = f.Value
	}
	return out
}

// of gives a problem the id of the request.
func (p *Problem) of(ctx context.Context) *Problem {
	if id := requestOf(ctx); id != "" {
		p.Instance = "urn:smena:request:" + id
	}
	return p
}

// writeProblem answers outside of huma.
func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p.of(r.Context())) // nobody to tell
}

// Breach is a broken rule, with words in the reader's language.
type Breach struct {
	roster.Breach
	Text string `json:"text" doc:"What is broken, where and by how much, in the language of Accept-Language"`
}

func breaches(ctx context.Context, found []roster.Breach) []Breach {
	lang := languageOf(ctx)
	return each(found, func(b roster.Breach) Breach { return Breach{b, locale.Breach(lang, b)} })
}

// huma's own errors take the same shape. Whatever reaches it with a status of
// 500 is shown as nothing, in case a handler forgets to translate.
func init() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		if status >= http.StatusInternalServerError {
			return internal()
		}
		p := newProblem(status, msg)
		for _, err := range errs {
			p.Errors = append(p.Errors, fault(err))
		}
		return p.preconditioned()
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		p, ok := huma.NewError(status, msg, errs...).(*Problem)
		if !ok || ctx == nil {
			return internal()
		}
		return p.of(ctx.Context())
	}
	huma.ValidateStrictCasing = true // "Name" is an unknown field where there is "name"
}

// fault translates what huma found. Values that are whole documents, or may be
// secrets, are not sent back.
func fault(err error) Fault {
	d, ok := err.(huma.ErrorDetailer)
	if !ok {
		return Fault{Message: "it cannot be read"}
	}
	e := d.ErrorDetail()
	f := Fault{Message: e.Message, Location: e.Location}
	switch v := e.Value.(type) {
	case string:
		if len(v) <= 100 && e.Location != "body" && !secret(e.Location) {
			f.Value = v
		}
	case float64, int, int64, bool:
		f.Value = v
	}
	return f
}

// secret reports whether a location is one whose value must not be repeated.
func secret(location string) bool {
	location = strings.ToLower(location)
	for _, word := range []string{"password", "secret", "token", "authorization", "cookie"} {
		if strings.Contains(location, word) {
			return true
		}
	}
	return strings.HasSuffix(location, ".old") || strings.HasSuffix(location, ".new")
}

// preconditioned makes a missing If-Match what HTTP has a status for.
func (p *Problem) preconditioned() *Problem {
	for _, f := range p.Errors {
		if f.Location == "header.If-Match" && strings.Contains(f.Message, "missing") {
			q := newProblem(http.StatusPreconditionRequired, "send the ETag of what you read as If-Match")
			q.Errors = p.Errors
			return q
		}
	}
	return p
}
