package postgres_test

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/postgres"
)

// A server keeps what it was told over a stop in good order, a kill of the
// server, and a kill of the program that ran it.
func TestServer(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	ctx := t.Context()

	first := start(t, dir)
	execute(t, first.URL, `create table kept (n int); insert into kept values (1)`)
	if err := first.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Locate(ctx, dir); err == nil {
		t.Error("a stopped server can be located")
	}

	second := start(t, dir)
	if url, err := postgres.Locate(ctx, dir); err != nil || url != second.URL {
		t.Errorf("Locate = %q, %v, want %q", url, err, second.URL)
	}
	execute(t, second.URL, `insert into kept values (2)`)
	kill(t, dir)
	second.Stop(ctx)

	third := start(t, dir)
	if n := count(t, third.URL, `select count(*) from kept`); n != 2 {
		t.Errorf("%d rows outlived the kill, want 2", n)
	}

	shared := start(t, dir)
	if shared.URL != third.URL {
		t.Errorf("a second program got %s, want the running server %s", shared.URL, third.URL)
	}
	if err := shared.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	if n := count(t, third.URL, `select count(*) from kept`); n != 2 {
		t.Error("the second program took the server with it")
	}
	if err := third.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

// A pid file that names a process which is no PostgreSQL does not stop a start.
func TestServerWithStalePidFile(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	s := start(t, dir)
	cluster := cluster(t, dir)
	pidFile, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	kill(t, dir)
	s.Stop(t.Context())
	lines := strings.Split(string(pidFile), "\n")
	lines[0] = strconv.Itoa(os.Getpid())
	if err := os.WriteFile(filepath.Join(cluster, "postmaster.pid"), []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir)
	if err := again.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// The server of a program that was killed is adopted by the next one, which
// also stops it.
func TestServerIsAdopted(t *testing.T) {
	t.Parallel()
	if dir := os.Getenv("SMENA_TEST_ADOPT"); dir != "" {
		if _, err := postgres.Start(context.Background(), dir, nil); err != nil {
			t.Fatal(err)
		}
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	dir := dataDir(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestServerIsAdopted$")
	cmd.Env = append(os.Environ(), "SMENA_TEST_ADOPT="+dir)
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the program to be killed ended with %v:\n%s", err, out)
	}
	url, err := postgres.Locate(t.Context(), dir)
	if err != nil {
		t.Fatalf("the server did not outlive its program: %v", err)
	}
	s := start(t, dir)
	if s.URL != url {
		t.Errorf("started %s beside the survivor %s", s.URL, url)
	}
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Locate(t.Context(), dir); err == nil {
		t.Error("the adopted server was not stopped")
	}
}

// start runs a server that does not wait for the disk: what a killed process has
// written, the system still has.
func start(t *testing.T, dir string) *postgres.Server {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err := postgres.Launch{Dir: dir, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Settings: map[string]string{"shared_buffers": "16MB", "fsync": "off"}}.Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Stop(context.Background()) })
	return s
}

// dataDir returns a folder that the account of the server can reach.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "smena-server-test-")
	if err != nil {
		t.Fatal(err)
	}
	os.Chmod(dir, 0o711)
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func cluster(t *testing.T, dir string) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(dir, "*", "postmaster.pid"))
	if len(found) != 1 {
		t.Fatalf("%d clusters in %s", len(found), dir)
	}
	return filepath.Dir(found[0])
}

// kill ends the server with no chance to do anything.
func kill(t *testing.T, dir string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(cluster(t, dir), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, _ := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if !postgres.Alive(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("process %d does not die", pid)
}

func execute(t *testing.T, url, sql string) {
	t.Helper()
	s := open(t, url)
	if _, err := s.Pool().Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, url, sql string) (n int) {
	t.Helper()
	s := open(t, url)
	if err := s.Pool().QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func open(t *testing.T, url string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}
