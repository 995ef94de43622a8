package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/smena-org/smena/roster/desk"
)

// heartbeat keeps proxies from cutting a stream in which nothing happens.
const heartbeat = 15 * time.Second

// watchJob streams how far a job is, as server-sent events: "job" with the
// piece of the page that shows it, and "over" with where to go then. No event
// needs the one before, so a browser that was cut off simply asks again.
func (s *site) watchJob(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if _, err := s.desk.Job(v.ctx(), id); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // nginx
	ctx, cancel := context.WithCancel(v.ctx())
	defer cancel()
	control := http.NewResponseController(v.w)
	_ = control.SetWriteDeadline(time.Time{}) // the server's is for ordinary answers
	events, quiet := s.jobEvents(ctx, v, id), time.NewTicker(heartbeat)
	defer quiet.Stop()
	for {
		text := ": still here\n\n"
		select {
		case e, open := <-events:
			if !open {
				return nil
			}
			text = e
		case <-quiet.C:
		case <-ctx.Done():
			return nil
		}
		if _, err := io.WriteString(v.w, text); err != nil || control.Flush() != nil {
			return nil // the browser has gone
		}
	}
}

// jobEvents puts what the desk yields into events, until ctx is done.
func (s *site) jobEvents(ctx context.Context, v *visit, id int64) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for job, err := range s.desk.WatchJob(ctx, id) {
			if ctx.Err() != nil {
				return
			}
			select {
			case out <- s.jobEvent(v, job, err):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// jobEvent is one event. A fault ends the watch without words: the browser asks
// again, and the page it then asks tells what is wrong.
func (s *site) jobEvent(v *visit, job desk.Job, err error) string {
	if err != nil {
		s.Log.Error("watching a job failed", "job", job.ID, "error", err)
		return ""
	}
	if job.Over() {
		return sse("over", fmt.Sprintf("/jobs/%d", job.ID))
	}
	html, err := s.fragment(v, "job-part", job)
	if err != nil {
		s.Log.Error("the piece of a job failed", "job", job.ID, "error", err)
		return ""
	}
	return sse("job", html)
}

// sse writes an event in the form of the HTML standard, a line of data a line.
func sse(name, data string) string {
	return "event: " + name + "\ndata: " + strings.ReplaceAll(strings.TrimSpace(data), "\n", "\ndata: ") + "\n\n"
}
