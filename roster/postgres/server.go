package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
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
	bin, err := binaries(ctx, s.dir, home, a, l.Log)
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

// await waits until the server answers, and makes the database if there is none.
func (s *Server) await(ctx context.Context, deadline time.Time) error {
	for {
		err := s.answer(ctx)
		if err == nil {
			s.runs() // learns the pid
			return nil
		}
		select {
		case <-s.gone:
			return errors.New("it ended at once")
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return err
		}
	}
}

// answer connects, and makes the database if there is none.
func (s *Server) answer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	admin := strings.Replace(s.URL, "/smena?", "/postgres?", 1)
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var there bool
	err = conn.QueryRow(ctx, `select exists (select from pg_database where datname = 'smena')`).Scan(&there)
	if err == nil && !there {
		_, err = conn.Exec(ctx, `create database smena`)
	}
	return err
}

// join uses the server that runs already.
func (s *Server) join(ctx context.Context, home string, patience time.Duration) error {
	s.gone = nil
	deadline := time.Now().Add(patience)
	for {
		err := s.look(ctx, home)
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return roster.Errorf(roster.Conflict, "another program uses %s, and its database does not answer: %w", home, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (s *Server) look(ctx context.Context, home string) error {
	_, port := pidFile(s.dir)
	password, err := os.ReadFile(filepath.Join(home, "password"))
	if err != nil {
		return err
	}
	if port == 0 {
		return errors.New("no server is running")
	}
	s.URL = address(port, string(password))
	if err := s.answer(ctx); err != nil {
		return err
	}
	s.runs()
	return nil
}

// runs reports whether a postmaster of the cluster is alive. A pid that now
// belongs to some other program would keep PostgreSQL from starting: its file
// is removed.
func (s *Server) runs() bool {
	pid, _ := pidFile(s.dir)
	if pid == 0 || !alive(pid) {
		return false
	}
	if !isServer(pid, s.dir) {
		os.Remove(filepath.Join(s.dir, "postmaster.pid"))
		return false
	}
	s.pid = pid
	return true
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

// ended waits for the postmaster to be gone.
func (s *Server) ended(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for alive(s.pid) {
		select {
		case <-s.gone: // nil, and so never, for one that was adopted
			return true
		case <-timer.C:
			return false
		case <-ctx.Done():
			return false
		case <-time.After(20 * time.Millisecond):
		}
	}
	return true
}

func (s *Server) kill() {
	if s.runs() {
		_ = interrupt(s.pid, true)
	}
}

// Locate returns the URL of the server that runs for a folder, or a NotFound
// error when none does.
func Locate(ctx context.Context, dataDir string) (string, error) {
	a, err := unprivileged()
	if err != nil {
		return "", err
	}
	home, err := a.home(dataDir)
	if err != nil {
		return "", err
	}
	s := &Server{dir: filepath.Join(home, "postgres")}
	if !s.runs() {
		return "", roster.Errorf(roster.NotFound, "no database is running for %s; start one with: smena serve --data-dir %s", dataDir, dataDir)
	}
	if err := s.look(ctx, home); err != nil {
		return "", err
	}
	return s.URL, nil
}

func address(port int, password string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword("smena", strings.TrimSpace(password)),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), Path: "/smena", RawQuery: "sslmode=disable",
	}
	return u.String()
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// pidFile returns process and port of postmaster.pid, 0 for what it does not say.
func pidFile(dir string) (pid, port int) {
	text, err := os.ReadFile(filepath.Join(dir, "postmaster.pid"))
	if err != nil {
		return 0, 0
	}
	lines := strings.Split(string(text), "\n")
	pid, _ = strconv.Atoi(strings.TrimSpace(lines[0]))
	if len(lines) > 3 {
		port, _ = strconv.Atoi(strings.TrimSpace(lines[3]))
	}
	return max(pid, 0), port
}

// tail returns the last lines of a log.
func tail(name string) string {
	text, _ := os.ReadFile(name)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}

// initialise makes the cluster, if there is none, and returns its password.
// It is made under another name first: one that is there is whole. Hasty does
// not wait for the disk, which is good enough for a test.
func (a account) initialise(ctx context.Context, bin, dir, home string, hasty bool) (string, error) {
	file := filepath.Join(home, "password")
	if _, err := os.Stat(filepath.Join(dir, "PG_VERSION")); err == nil {
		password, err := os.ReadFile(file)
		return string(password), err
	}
	password := rand.Text()
	if err := os.WriteFile(file, []byte(password), 0o600); err != nil {
		return "", err
	}
	made := dir + ".new"
	if err := os.RemoveAll(made); err != nil {
		return "", err
	}
	given := filepath.Join(home, "password.initdb")
	if err := os.WriteFile(given, []byte(password), 0o600); err != nil {
		return "", err
	}
	defer os.Remove(given)
	if err := a.give(given); err != nil {
		return "", err
	}
	if err := os.Mkdir(made, 0o700); err != nil {
		return "", err
	}
	if err := a.give(made); err != nil {
		return "", err
	}
	args := []string{"-D", made, "-U", "smena", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", "--pwfile=" + given, "--no-instructions"}
	if hasty {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), args...)
	cmd.Dir = made
	a.drop(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("make the database's folder: %w\n%s", err, out)
	}
	return password, os.Rename(made, dir)
}

// Alive reports whether a process is running.
func Alive(pid int) bool { return alive(pid) }
