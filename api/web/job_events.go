package web

import (
	"context"
	"fmt"
	"iter"

	"github.com/smena-org/smena/api/sse"
	"github.com/smena-org/smena/roster/desk"
)

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
	sse.Stream(v.ctx(), v.w, func(ctx context.Context) iter.Seq2[desk.Job, error] { return s.desk.WatchJob(ctx, id) },
		func(job desk.Job, err error) string { return s.jobEvent(v, job, err) })
	return nil
}

// jobEvent is one event. A fault ends the watch without words: the browser asks
// again, and the page it then asks tells what is wrong.
func (s *site) jobEvent(v *visit, job desk.Job, err error) string {
	if err != nil {
		s.Log.Error("watching a job failed", "job", job.ID, "error", err)
		return ""
	}
	if job.Over() {
		return sse.Text("over", fmt.Sprintf("/jobs/%d", job.ID))
	}
	html, err := s.fragment(v, "job-part", job)
	if err != nil {
		s.Log.Error("the piece of a job failed", "job", job.ID, "error", err)
		return ""
	}
	return sse.Text("job", html)
}
