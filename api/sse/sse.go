// Package sse streams what is watched as server-sent events, in the form of the
// HTML standard.
package sse

import (
	"context"
	"io"
	"iter"
	"net/http"
	"strings"
	"time"
)

// heartbeat keeps proxies from cutting a stream in which nothing happens.
const heartbeat = 15 * time.Second

// Text is an event with its data, a line of them a line.
func Text(name, data string) string {
	return "event: " + name + "\ndata: " + strings.ReplaceAll(strings.TrimSpace(data), "\n", "\ndata: ") + "\n\n"
}

// Stream answers with what watch yields, each written as text says, until there
// is no more, ctx is done or the client has gone; then the watch ends as well.
func Stream[T any](ctx context.Context, w http.ResponseWriter, watch func(context.Context) iter.Seq2[T, error], text func(T, error) string) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no") // nginx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	control := http.NewResponseController(w)
	_ = control.SetWriteDeadline(time.Time{}) // the server's is for ordinary answers; where there is none, nothing is to be lifted
	events, quiet := gather(ctx, watch, text), time.NewTicker(heartbeat)
	defer quiet.Stop()
	for {
		next, open := ": still here\n\n", true
		select {
		case next, open = <-events:
		case <-quiet.C:
		case <-ctx.Done():
			return
		}
		if !open {
			return
		}
		if _, err := io.WriteString(w, next); err != nil || control.Flush() != nil {
			return // the client has gone
		}
	}
}

// gather hands over what watch yields, until ctx is done.
func gather[T any](ctx context.Context, watch func(context.Context) iter.Seq2[T, error], text func(T, error) string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for v, err := range watch(ctx) {
			if ctx.Err() != nil {
				return
			}
			select {
			case out <- text(v, err):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
