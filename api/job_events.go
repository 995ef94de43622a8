package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// heartbeat keeps proxies from cutting a quiet stream.
const heartbeat = 15 * time.Second

func (s *server) registerJobEvents(api huma.API) {
	o := op("watch-job", http.MethodGet, "/jobs/{job}/events", "Jobs", "Watch a job",
		"Server-sent events, each named job with the whole job as data: one at once, one whenever it has changed, the last when it is over. "+
			"Should the watch fail there is an event named problem. Reconnect as you like: no event needs the one before.")
	job := api.OpenAPI().Components.Schemas.Schema(reflectJob, true, "Job")
	o.Responses = map[string]*huma.Response{"200": {Description: "A stream of events", Content: map[string]*huma.MediaType{
		"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString, Description: "event: job\ndata: a Job in JSON",
			Extensions: map[string]any{"contentMediaType": "application/json", "contentSchema": job}}},
	}}}
	register(api, o, s.watchJob)
}

// watchJob looks at the job first, so that one you may not see is a problem
// and not a stream.
func (s *server) watchJob(ctx context.Context, in *jobInput) (*huma.StreamResponse, error) {
	if _, err := s.desk.Job(ctx, in.Job); err != nil {
		return nil, s.problem(ctx, err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/event-stream")
		hc.SetHeader("Cache-Control", "no-store")
		hc.SetHeader("X-Accel-Buffering", "no") // nginx
		if w, ok := hc.BodyWriter().(http.ResponseWriter); ok {
			s.stream(hc.Context(), w, in.Job)
		}
	}}, nil
}

// stream writes events until the job is over or the client has gone.
func (s *server) stream(ctx context.Context, w http.ResponseWriter, id int64) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	control := http.NewResponseController(w)
	_ = control.SetWriteDeadline(time.Time{}) // the server's is for ordinary answers; where there is none, nothing is to be lifted
	events := s.watch(ctx, id)
	quiet := time.NewTicker(heartbeat)
	defer quiet.Stop()
	for {
		var err error
		select {
		case e, open := <-events:
			if !open {
				return
			}
			err = e.write(w)
		case <-quiet.C:
			_, err = io.WriteString(w, ": still here\n\n")
		case <-ctx.Done():
			return
		}
		if err != nil || control.Flush() != nil {
			return // the client has gone
		}
	}
}

// event is one server-sent event.
type event struct {
	name string
	data any
}

func (e event) write(w io.Writer) error {
	text, err := json.Marshal(e.data)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.name, text)
	return err
}

// watch hands over what the desk yields, until ctx is done.
func (s *server) watch(ctx context.Context, id int64) <-chan event {
	out := make(chan event)
	go func() {
		defer close(out)
		for job, err := range s.desk.WatchJob(ctx, id) {
			if ctx.Err() != nil {
				return
			}
			select {
			case out <- s.eventOf(ctx, job, err):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func (s *server) eventOf(ctx context.Context, job desk.Job, err error) event {
	if err != nil {
		return event{"problem", s.problem(ctx, err)}
	}
	return event{"job", jobOf(job)}
}
