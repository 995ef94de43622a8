package api

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// op describes an operation. What is the same for all, register adds.
func op(id, method, path, tag, summary, about string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: method, Path: path, Tags: []string{tag}, Summary: summary, Description: about,
	}
}

// making is op for a POST that makes a thing and answers 201.
func making(id, path, tag, summary, about string) huma.Operation {
	o := op(id, http.MethodPost, path, tag, summary, about)
	o.DefaultStatus = http.StatusCreated
	return o
}

// starting is op for a POST that begins a job and answers 202.
func starting(id, path, tag, summary, about string) huma.Operation {
	o := op(id, http.MethodPost, path, tag, summary, about)
	o.DefaultStatus = http.StatusAccepted
	return o
}

// removing is op for a DELETE that answers 204.
func removing(id, path, tag, summary, about string) huma.Operation {
	o := op(id, http.MethodDelete, path, tag, summary, about)
	o.DefaultStatus = http.StatusNoContent
	return o
}

// register adds an operation with what every operation has: who may ask, how it
// fails, and for a POST the key that makes it happen once.
func register[I, O any](api huma.API, o huma.Operation, handler func(context.Context, *I) (*O, error)) {
	o.Security = []map[string][]string{{"bearer": {}}, {"session": {}}}
	o.BodyReadTimeout = 30 * time.Second
	if o.MaxBodyBytes == 0 {
		o.MaxBodyBytes = ordinaryBody
	}
	o.Errors = append(o.Errors, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity)
	if o.Method != http.MethodGet {
		o.Errors = append(o.Errors, http.StatusBadRequest, http.StatusConflict, http.StatusRequestEntityTooLarge)
	}
	if o.Method == http.MethodPost {
		o.Parameters = append(o.Parameters, idempotencyParameter())
	}
	if _, versioned := reflect.TypeFor[I]().FieldByName("IfMatch"); versioned {
		o.Errors = append(o.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	}
	huma.Register(api, o, handler)
}

// The …Input types that others embed are exported because huma sees no fields
// of embedded types that are not.

// answer is a body and nothing else.
type answer[T any] struct{ Body T }

// nothing is the answer of 204.
type nothing struct{}

// versioned is a body with the version to be sent back as If-Match.
type versioned[T any] struct {
	ETag string `header:"ETag" doc:"The version read; send it back as If-Match"`
	Body T
}

// composed is a body that holds more than what its version tells apart: the
// tag is for If-Match alone, and never makes an answer 304.
type composed[T any] struct {
	ETag         string `header:"ETag" doc:"The version read; send it back as If-Match"`
	CacheControl string `header:"Cache-Control"`
	Body         T
}

func compose[T any](n int, body T) *composed[T] {
	return &composed[T]{etag(n), "private, no-store", body}
}

// made is the answer of 201 and 202: the thing, and where it stands.
type made[T any] struct {
	Location string `header:"Location" doc:"Where the thing stands"`
	ETag     string `header:"ETag"`
	Body     T
}
