package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/postgres/pgtest"
)

// TestMain lets the test program be smena itself: what is to be killed needs a
// process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("SMENA_TEST_PROCESS") == "1" {
		main()
	}
	os.Exit(m.Run())
}

// process is smena in a process of its own.
type process struct {
	t    testing.TB
	cmd  *exec.Cmd
	url  string // of a service, once it has said so
	gone chan struct{}
	mu   sync.Mutex
	said bytes.Buffer // on standard output and error
}

// begin starts smena and returns at once.
func begin(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(os.Args[0], args...), gone: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), "SMENA_TEST_PROCESS=1", "SMENA_DATABASE_URL=")
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stdout, p.cmd.Stderr = in, in
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	go p.listen(out)
	go func() { _ = p.cmd.Wait(); close(p.gone) }()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("smena %s said:\n%s", strings.Join(args, " "), p.words())
		}
	})
	return p
}

func (p *process) listen(out io.ReadCloser) {
	defer out.Close()
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.mu.Lock()
		fmt.Fprintln(&p.said, lines.Text())
		p.mu.Unlock()
	}
}

func (p *process) words() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

// find waits for words and returns their first group.
func (p *process) find(pattern string, patience time.Duration) string {
	p.t.Helper()
	expr := regexp.MustCompile(pattern)
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if m := expr.FindStringSubmatch(p.words()); m != nil {
			return m[len(m)-1]
		}
		select {
		case <-p.gone:
			time.Sleep(50 * time.Millisecond) // for its last words
			if m := expr.FindStringSubmatch(p.words()); m != nil {
				return m[len(m)-1]
			}
			p.t.Fatalf("it ended with code %d and never said %q", p.cmd.ProcessState.ExitCode(), pattern)
		default:
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("within %s it did not say %q", patience, pattern)
		}
	}
}

// stop asks in good order and returns the exit code and how long it took.
func (p *process) stop() (code int, took time.Duration) {
	p.t.Helper()
	begun := time.Now()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.gone:
	case <-time.After(30 * time.Second):
		p.t.Fatal("it does not stop")
	}
	return p.cmd.ProcessState.ExitCode(), time.Since(begun)
}

// kill gives it no chance to do anything.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.gone
}

// serve starts a service on a free port and waits until it is ready.
func serve(t testing.TB, args ...string) *process {
	t.Helper()
	p := begin(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	p.url = p.find(`smena is at (http://\S+)`, 90*time.Second)
	if status := p.status("/readyz"); status != http.StatusOK {
		t.Fatalf("/readyz of a service that said where it is: %d", status)
	}
	return p
}

// status gets a page without credentials; 0 when there was no answer.
func (p *process) status(path string) int {
	resp, err := http.Get(p.url + path)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// dataFolder returns a folder for an embedded server, which ends with the test.
func dataFolder(t testing.TB) string {
	t.Helper()
	needServer(t)
	dir, err := os.MkdirTemp("", "smena-fault-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if pid := postmaster(dir); pid != 0 {
			_ = syscall.Kill(pid, syscall.SIGQUIT)
			for range 100 {
				if !postgres.Alive(pid) {
					break
				}
				time.Sleep(20 * time.Millisecond)
			}
		}
		_ = os.RemoveAll(dir)
	})
	return dir
}

// needServer skips the test where the other tests of the database are skipped.
func needServer(t testing.TB) { t.Helper(); pgtest.URL(t) }

// postmaster returns the process that serves a data folder, 0 for none.
func postmaster(dir string) int {
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "postmaster.pid"))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	if pid <= 0 || !postgres.Alive(pid) {
		return 0
	}
	return pid
}

// killDatabase ends the server of a data folder with no chance to do anything.
func killDatabase(t testing.TB, dir string) {
	t.Helper()
	pid := postmaster(dir)
	if pid == 0 {
		t.Fatal("no database is running")
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// deskOf opens the database of a data folder beside the process that uses it.
func deskOf(t testing.TB, dir string) (context.Context, *desk.Desk) {
	t.Helper()
	url, err := postgres.Locate(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return deskAt(t, url)
}

func deskAt(t testing.TB, url string) (context.Context, *desk.Desk) {
	t.Helper()
	store, err := postgres.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	d := desk.New(store)
	d.PasswordCost = 4
	return desk.System(t.Context()), d
}

// until tries again and again.
func until(t testing.TB, patience time.Duration, what string, f func() error) {
	t.Helper()
	var err error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if err = f(); err == nil {
			return
		}
	}
	t.Fatalf("%s: not within %s: %v", what, patience, err)
}

var errNotYet = errors.New("not yet")
