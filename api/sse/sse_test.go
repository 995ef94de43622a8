package sse

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

func TestText(t *testing.T) {
	for name, tt := range map[string]struct{ data, want string }{
		"a line":                     {"1", "event: job\ndata: 1\n\n"},
		"several lines stay one":     {"<p>a\n\nb</p>\n", "event: job\ndata: <p>a\ndata: \ndata: b</p>\n\n"},
		"nothing still is an event":  {"", "event: job\ndata: \n\n"},
		"blanks around it are taken": {"\n  1 \n", "event: job\ndata: 1\n\n"},
	} {
		if got := Text("job", tt.data); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// told is how the tests write a number or a fault.
func told(n int, err error) string {
	if err != nil {
		return Text("fault", err.Error())
	}
	return Text("n", fmt.Sprint(n))
}

// Everything that is yielded arrives in its order, faults too, and the stream
// ends with it; every quarter of a minute of silence is told.
func TestStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := httptest.NewRecorder()
		Stream(t.Context(), w, func(context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				_ = yield(1, nil)
				time.Sleep(2*heartbeat + time.Second)
				_ = yield(2, nil) && yield(0, errors.New("no more"))
			}
		}, told)
		want := "event: n\ndata: 1\n\n: still here\n\n: still here\n\nevent: n\ndata: 2\n\nevent: fault\ndata: no more\n\n"
		if got := w.Body.String(); got != want || !w.Flushed {
			t.Errorf("streamed %q, want %q; flushed %t", got, want, w.Flushed)
		}
		for name, value := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"} {
			if got := w.Header().Get(name); got != value {
				t.Errorf("%s: %q, want %q", name, got, value)
			}
		}
	})
}

// for ever yields until it is told that nobody listens.
func forEver(ended chan<- struct{}) func(context.Context) iter.Seq2[int, error] {
	return func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			defer close(ended)
			for n := 0; ctx.Err() == nil && yield(n, nil); n++ {
				select {
				case <-time.After(time.Second):
				case <-ctx.Done():
				}
			}
		}
	}
}

func TestWatchEndsWithItsReader(t *testing.T) {
	for name, reader := range map[string]func() (context.Context, http.ResponseWriter){
		"the context ends": func() (context.Context, http.ResponseWriter) {
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			context.AfterFunc(ctx, cancel)
			return ctx, httptest.NewRecorder()
		},
		"the client has gone":       func() (context.Context, http.ResponseWriter) { return context.Background(), gone{http.Header{}} },
		"nothing can be sent early": func() (context.Context, http.ResponseWriter) { return context.Background(), stuck{http.Header{}} },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(*testing.T) {
				ended := make(chan struct{})
				ctx, w := reader()
				Stream(ctx, w, forEver(ended), told)
				<-ended // else the test never ends, and says so
			})
		})
	}
}

// gone is a connection that nobody reads any more.
type gone struct{ header http.Header }

func (g gone) Header() http.Header         { return g.header }
func (gone) WriteHeader(int)               {}
func (gone) Write([]byte) (n int, _ error) { return 0, errors.New("gone") }
func (gone) FlushError() error             { return nil }

// stuck is a writer that keeps everything until the end.
type stuck struct{ header http.Header }

func (s stuck) Header() http.Header              { return s.header }
func (stuck) WriteHeader(int)                    {}
func (stuck) Write(text []byte) (n int, _ error) { return len(text), nil }
