package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
)

// serveFlags are the words of "smena serve".
type serveFlags struct {
	database
	work
	demo        bool
	listen, url string
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve [--demo] [--listen ADDRESS] [--database-url URL | --data-dir DIR]",
		Short: "Serve the pages and the API",
		Long: `Serve the pages for planners, agents and payroll, and the API they use. Without
a database URL smena runs PostgreSQL itself, in the data folder.

An empty service prints a link, good once, to set it up with. With --demo it is
filled with two teams whose next month is solved in the background, and prints
three logins; on a service that has other data, --demo is refused.

  /api/v1  /docs  /openapi.yaml  /healthz  /readyz  /metrics

Ctrl-C finishes or hands back running jobs and stops within ten seconds; a
second one quits at once.`,
		Example: `  smena serve --demo
  smena serve --listen 0.0.0.0:8080 --url https://smena.example.org
  smena serve --database-url postgres://smena:secret@db:5432/smena --workers 0`,
		Args: words(),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	f.database.register(cmd)
	f.work.register(cmd, 1, "workers")
	cmd.Flags().BoolVar(&f.demo, "demo", false, "fill an empty service with two teams")
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8080", "address and port to answer on")
	cmd.Flags().StringVar(&f.url, "url", "", "address that people reach it by, for links (http:// and that of --listen)")
	return cmd
}

// stopAfter is how long requests and jobs that run when we are asked to stop
// may go on. With what follows it must stay below ten seconds.
const stopAfter = 6 * time.Second

func (a *app) serve(ctx context.Context, f serveFlags) error {
	options, err := f.options("workers", 0)
	if err != nil {
		return err
	}
	if f.url, err = checkURL(f.url); err != nil {
		return err
	}
	if f.database, err = a.resolve(f.database); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return cannotListen(f.listen, err)
	}
	if f.url == "" {
		f.url = reachedBy(listener.Addr().(*net.TCPAddr))
	}
	options.StopAfter = stopAfter
	s := &service{app: a, serveFlags: f, options: options, log: a.logger()}
	s.handler.Store(&starting)
	return s.run(ctx, listener)
}

// checkURL returns the address that links begin with; "" stays. The pages' own
// links begin at its root.
func checkURL(text string) (string, error) {
	root := strings.TrimRight(text, "/")
	u, err := url.Parse(root)
	if text != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !strings.EqualFold(u.Scheme+"://"+u.Host, root)) {
		return "", roster.Errorf(roster.Invalid, "--url %q: write scheme and host alone, as https://smena.example.org", text)
	}
	return root, nil
}

func cannotListen(address string, err error) error {
	var why *net.OpError
	if errors.As(err, &why) {
		err = why.Err // without the address, which is said already
	}
	return roster.Errorf(roster.Invalid, "--listen %s: %w; write another address and port, as 127.0.0.1:8081", address, err)
}

// reachedBy is the address of pages for somebody on this machine.
func reachedBy(at *net.TCPAddr) string {
	host := at.IP.String()
	if at.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(at.Port))
}

// service is one run of "smena serve".
type service struct {
	*app
	serveFlags
	options desk.WorkerOptions
	log     *slog.Logger
	handler atomic.Pointer[http.Handler]
}

// run answers from the first moment on, though with nothing but "not ready"
// until the database is there.
func (s *service) run(ctx context.Context, listener net.Listener) error {
	requests, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	server := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.handler.Load()).ServeHTTP(w, r) }),
		BaseContext:       func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	defer server.Close()

	k, err := s.openDatabase(ctx, s.database, s.log)
	if err != nil {
		return over(ctx, err)
	}
	defer k.close(s.log)
	d := s.newDesk(k.store, s.log)
	w, err := s.prepare(desk.System(ctx), d)
	if err != nil {
		return over(ctx, err)
	}
	routes := s.routes(d)
	s.handler.Store(&routes)
	w.print(s.Stdout, s.url)

	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	if k.server != nil {
		wg.Go(func() { k.server.Keep(ctx) })
	}
	wg.Go(func() { s.takeJobs(ctx, d) })
	for _, j := range w.demo.Jobs {
		wg.Go(func() { s.announce(desk.System(ctx), d, j) })
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.log.Info("stopping; a second signal quits at once")
	// Streams of progress would never end by themselves.
	time.AfterFunc(stopAfter/3, hangUp)
	patience, cancel := context.WithTimeout(context.Background(), stopAfter)
	defer cancel()
	_ = server.Shutdown(patience) // what has not ended by then is cut off
	return nil
}

// takeJobs works until ctx is done. Work that fails is begun again: pages can
// be read without it.
func (s *service) takeJobs(ctx context.Context, d *desk.Desk) {
	if s.options.Jobs == 0 {
		return
	}
	for {
		err := d.Work(ctx, s.options)
		if ctx.Err() != nil {
			return
		}
		s.log.Error("background jobs stopped; trying again", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(2 * time.Second):
		}
	}
}

// starting answers until requests can be served.
var starting http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		_, _ = io.WriteString(w, "ok\n")
		return
	}
	w.Header().Set("Retry-After", "1")
	http.Error(w, "starting", http.StatusServiceUnavailable)
})

// welcome is what a service has to say to whoever started it.
type welcome struct {
	setup string    // the secret of the link to set it up with, "" once there are users
	demo  desk.Demo // with users, when there is to be one
}

// prepare sees to it that somebody can get in. Only then is the service ready.
func (s *service) prepare(ctx context.Context, d *desk.Desk) (w welcome, err error) {
	if s.demo {
		w.demo, err = d.Demo(ctx)
		return w, err
	}
	w.setup, err = d.SetupSecret(ctx)
	if roster.KindOf(err) == roster.Conflict { // there are users
		return welcome{}, nil
	}
	return w, err
}

// print says where the service is and how to get in.
func (w welcome) print(out io.Writer, url string) {
	fmt.Fprintf(out, "smena is at %s\n", url)
	if w.setup != "" {
		fmt.Fprintf(out, "\nNobody can sign in yet. Make the first user here, within a day:\n  %s/setup/%s\n", url, w.setup)
	}
	if w.demo.Planner.Password == "" {
		return
	}
	fmt.Fprintln(out)
	for _, l := range []struct {
		role string
		desk.Login
	}{{"planner", w.demo.Planner}, {"agent", w.demo.Agent}, {"payroll", w.demo.Payroll}} {
		fmt.Fprintf(out, "  %-8s %-24s %s\n", l.role, l.User.Email, l.Password)
	}
	if len(w.demo.Jobs) > 0 {
		fmt.Fprintln(out, "\nNext month is being planned; this takes a minute or so.")
	}
}

// announce says when a roster of the demo is there to be looked at.
func (s *service) announce(ctx context.Context, d *desk.Desk, job desk.Job) {
	team, err := d.Team(ctx, job.Team)
	if err != nil {
		return
	}
	for j, err := range d.WatchJob(ctx, job.ID) {
		switch {
		case err != nil:
			return
		case j.State == postgres.JobDone:
			fmt.Fprintf(s.Stdout, "The roster of %s is ready: %s/rosters/%d\n", team.Name, s.url, j.Roster)
		case j.Over():
			s.log.Warn("the demo's roster was not made", "team", team.Name, "state", j.State, "why", j.Message)
		}
	}
}
