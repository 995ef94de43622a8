package postgres

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Server is a PostgreSQL of our own.
type Server struct {
	// URL is where the database is, password included.
	URL string

	dir   string // of the cluster
	pid   int
	owner bool          // else another process of ours is, and stops it
	gone  chan struct{} // closed when a postmaster that we started has ended
	again func(context.Context) error
	free  func()    // gives up the ownership
	line  io.Closer // the lifeline: as long as it is open, the server runs
	log   *slog.Logger
}

// Launch says how to run a server.
type Launch struct {
	// Dir holds the cluster, its log and its password. Where root's unprivileged
	// account cannot reach it, a folder in /var/lib takes its place.
	Dir      string
	Log      *slog.Logger
	Settings map[string]string // of postgresql.conf
	// Lifeline ends the server with this process, however that ends. Without it
	// a server outlives a process that was killed, and the next one adopts it.
	Lifeline bool
}

// Start runs PostgreSQL with its data in a folder, which is made if need be,
// and returns once it answers. A server that outlived its program is adopted;
// one that another program runs is shared, and left to that program to stop.
func Start(ctx context.Context, dataDir string, log *slog.Logger) (*Server, error) {
	return Launch{Dir: dataDir, Log: log}.Start(ctx)
}

// Start does what Start does.
func (l Launch) Start(ctx context.Context) (*Server, error) {
	if l.Log == nil {
		l.Log = slog.New(slog.DiscardHandler)
	}
	a, err := unprivileged()
	if err != nil {
		return nil, err
	}
	home, err := a.home(l.Dir)
	if err != nil {
		return nil, err
	}
	if home != l.Dir {
		l.Log.Info("the database lies elsewhere: its account cannot reach the folder", "folder", l.Dir, "instead", home)
	}
	free, owner, err := own(filepath.Join(home, "lock"))
	if err != nil {
		return nil, err
	}
	s := &Server{dir: filepath.Join(home, "postgres"), owner: owner, free: free, log: l.Log}
	s.again = func(ctx context.Context) error { return s.begin(ctx, l, a, home) }
	if err := s.again(ctx); err != nil {
		free()
		return nil, err
	}
	return s, nil
}

// begin joins the server that runs, or starts one.
func (s *Server) begin(ctx context.Context, l Launch, a account, home string) error {
	if !s.owner {
		return s.join(ctx, home, 60*time.Second)
	}
	if s.runs() {
		s.log.Info("the database is still running; adopting it", "pid", s.pid)
		if err := s.join(ctx, home, 20*time.Second); err == nil {
			return nil
		}
		s.log.Warn("it does not answer; stopping it", "pid", s.pid)
		if err := s.Stop(ctx); err != nil {
			return err
		}
		s.free, s.owner, _ = own(filepath.Join(home, "lock"))
	}
	bin, err := binaries(ctx, s.dir, home, l.Log)
	if err != nil {
		return err
	}
	password, err := a.initialise(ctx, bin, s.dir, home, l.Settings["fsync"] == "off")
	if err != nil {
		return err
	}
	return s.launch(ctx, l, a, bin, home, password)
}

// launch starts the postmaster. A port that somebody else took between our
// looking and using it, and shared memory that processes of a killed server
// still hold for a moment, are worth another try.
func (s *Server) launch(ctx context.Context, l Launch, a account, bin, home, password string) error {
	deadline := time.Now().Add(60 * time.Second)
	for try := 0; ; try++ {
		port, err := portFor(home)
		if err != nil {
			return err
		}
		s.URL = address(port, password)
		if err = s.spawn(l, a, bin, home, port); err != nil {
			return err
		}
		if err = s.await(ctx, deadline); err == nil {
			return os.WriteFile(filepath.Join(home, "port"), []byte(strconv.Itoa(port)), 0o600)
		}
		if ctx.Err() != nil || time.Now().After(deadline) || try == 40 {
			s.kill()
			return fmt.Errorf("start PostgreSQL: %w; its log says:\n%s", err, tail(filepath.Join(home, "postgres.log")))
		}
		time.Sleep(300 * time.Millisecond)
	}
}

func (s *Server) spawn(l Launch, a account, bin, home string, port int) error {
	args := []string{
		"-D", s.dir, "-p", strconv.Itoa(port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
		"-c", "timezone=UTC", "-c", "log_timezone=UTC",
	}
	for k, v := range l.Settings {
		args = append(args, "-c", k+"="+v)
	}
	out, err := os.OpenFile(filepath.Join(home, "postgres.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd := exec.Command(filepath.Join(bin, "postgres"), args...)
	if l.Lifeline {
		cmd = lifeline(cmd)
	}
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, out, out
	a.drop(cmd)
	if l.Lifeline {
		// The pipe stays open as long as this process lives.
		line, err := cmd.StdinPipe()
		if err != nil {
			return err
		}
		s.line = line
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	gone := make(chan struct{})
	s.gone = gone
	go func() { _ = cmd.Wait(); close(gone) }()
	return nil
}

// Stop ends the server in good order: what was committed is kept in any case.
// A server that is only shared is left running.
func (s *Server) Stop(ctx context.Context) error {
	defer s.free()
	if !s.owner || s.pid == 0 {
		return nil
	}
	for i, wait := range []time.Duration{20 * time.Second, 5 * time.Second} {
		if err := interrupt(s.pid, i > 0); err != nil {
			break // gone already
		}
		if s.ended(ctx, wait) {
			return nil
		}
	}
	if !s.ended(ctx, time.Second) {
		return fmt.Errorf("PostgreSQL (process %d) does not stop", s.pid)
	}
	return nil
}

// tail returns the last lines of a log.
func tail(name string) string {
	text, _ := os.ReadFile(name)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}
