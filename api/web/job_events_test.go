package web

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// A job's stream begins with how far the job is, in the reader's language, and
// ends when the job does.
func TestJobEvents(t *testing.T) {
	o := newOffice(t)
	system := desk.System(t.Context())
	job, err := o.StartSolve(system, o.roster.ID, o.roster.Version, desk.SolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p := o.signedIn("planner")
	p.post("/account/language", "language", "ru").want(http.StatusOK)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	at := fmt.Sprintf("/jobs/%d/events", job.ID)
	r, err := http.NewRequestWithContext(ctx, "GET", p.base+at, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the stream is %s", got)
	}
	lines := bufio.NewScanner(res.Body)
	read := func() string {
		var all []string
		for lines.Scan() && lines.Text() != "" {
			all = append(all, lines.Text())
		}
		return strings.Join(all, "\n")
	}
	if first := read(); !strings.HasPrefix(first, "event: job\ndata: ") || !strings.Contains(first, "в очереди") {
		t.Errorf("the first event is %q", first)
	}
	if _, err := o.CancelJob(system, job.ID); err != nil {
		t.Fatal(err)
	}
	if last := read(); last != fmt.Sprintf("event: over\ndata: /jobs/%d", job.ID) {
		t.Errorf("the last event is %q", last)
	}
	if lines.Scan() {
		t.Errorf("the stream goes on: %q", lines.Text())
	}
	o.signedIn("ann").get(at).want(http.StatusForbidden)
	p.get("/jobs/999/events").want(http.StatusNotFound)
}

// A page whose stream is cut, and refused for a while, says so and recovers by
// itself; it goes on when the job is over.
func TestLiveJobRecovers(t *testing.T) {
	s := testSite(t)
	var asked, pages atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("GET /asset/{file...}", s.serveAsset)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		job := sampleJob()
		if pages.Add(1) > 1 {
			job.State = "done"
		}
		v := &visit{w: w, r: r, lang: "en", signedIn: true, actor: as(roster.RolePlanner)}
		if err := s.render(v, "job", job); err != nil {
			t.Error(err)
		}
	})
	over := make(chan struct{})
	mux.HandleFunc("GET /jobs/9/events", func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r, lang: "en"}
		job := sampleJob()
		switch n := asked.Add(1); n {
		case 2:
			w.WriteHeader(http.StatusServiceUnavailable) // the browser gives up, the page must not
			return
		default:
			job.Share = 0.1 * float64(n)
			w.Header().Set("Content-Type", "text/event-stream")
			fmt.Fprint(w, "retry: 50\n", s.jobEvent(v, job, nil))
			if n == 1 {
				return // cut
			}
		}
		_ = http.NewResponseController(w).Flush()
		select {
		case <-over:
			job.State = "done"
			fmt.Fprint(w, s.jobEvent(v, job, nil))
		case <-r.Context().Done():
		}
	})
	server := httptest.NewServer(s.guard(mux))
	t.Cleanup(server.Close)
	b := browser(t, 390, 844)
	b.open(server.URL + "/")
	b.until(`document.querySelector("progress").value > 0.25 && document.querySelector(".lost").hidden`)
	close(over)
	b.until(`document.querySelector(".job.done")`)
	if n := asked.Load(); n != 3 {
		t.Errorf("the stream was asked for %d times, want 3", n)
	}
}
