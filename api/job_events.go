package api

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/api/sse"
	"github.com/smena-org/smena/roster/desk"
)

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
		if w, ok := hc.BodyWriter().(http.ResponseWriter); ok {
			sse.Stream(hc.Context(), w, func(ctx context.Context) iter.Seq2[desk.Job, error] { return s.desk.WatchJob(ctx, in.Job) },
				func(job desk.Job, err error) string { return s.jobEvent(ctx, job, err) })
		}
	}}, nil
}

func (s *server) jobEvent(ctx context.Context, job desk.Job, err error) string {
	name, data := "job", any(jobOf(job))
	if err != nil {
		name, data = "problem", s.problem(ctx, err)
	}
	text, err := json.Marshal(data)
	if err != nil {
		s.log.ErrorContext(ctx, "a job cannot be told", "job", job.ID, "error", err)
		return ""
	}
	return sse.Text(name, string(text))
}
