package api

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// longest is how long a stateless computation may take.
const longest = 60 * time.Second

// compute runs a computation of somebody else's data: one of few at a time, for
// a minute at most, and no longer than the client waits. A computation keeps its
// place until it has stopped.
func compute[T any](ctx context.Context, s *server, limit time.Duration, f func(context.Context) (T, error)) (T, error) {
	var none T
	select {
	case s.heavy <- struct{}{}:
	default:
		return none, huma.ErrorWithHeaders(newProblem(http.StatusTooManyRequests, "others are computing; try again in a while"),
			http.Header{"Retry-After": {"10"}})
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		defer cancel()
		defer func() { <-s.heavy }()
		defer func() {
			if v := recover(); v != nil {
				done <- result{err: fmt.Errorf("panic: %v\n%s", v, debug.Stack())}
			}
		}()
		value, err := f(ctx)
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		select {
		case r := <-done: // through already: the context ended with it
			return r.value, r.err
		default:
			return none, ctx.Err()
		}
	}
}
