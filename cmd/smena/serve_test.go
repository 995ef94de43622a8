package main

import (
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// An empty service says where it is and how to set it up, stops in good order
// with its database, and starts again on the same data.
func TestServe(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	begun := time.Now()
	p := serve(t, "--data-dir", dir)
	t.Logf("ready after %s", time.Since(begun).Round(time.Millisecond))
	first := p.find(`/setup/(\S+)`, time.Minute)
	for path, want := range map[string]int{
		"/healthz": http.StatusOK, "/readyz": http.StatusOK, "/metrics": http.StatusOK, "/openapi.yaml": http.StatusOK, "/docs": http.StatusOK,
		"/sign-in": http.StatusOK, "/setup/" + first: http.StatusOK,
		"/api/v1/teams": http.StatusUnauthorized, "/api/v1/nothing": http.StatusUnauthorized, "/calendar/nothing.ics": http.StatusNotFound,
	} {
		if got := p.status(path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	code, took := p.stop()
	if code != 0 || took > 10*time.Second {
		t.Errorf("stopped with code %d after %s", code, took)
	}
	if pid := postmaster(dir); pid != 0 {
		t.Errorf("the database, process %d, outlived the stop", pid)
	}

	again := serve(t, "--data-dir", dir)
	if second := again.find(`/setup/(\S+)`, time.Minute); second == first {
		t.Error("the set-up link is the same after a start")
	}
}

// A service that was killed leaves its database behind; the next start takes
// both over.
func TestServeAfterKill(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	serve(t, "--data-dir", dir).kill()
	left := postmaster(dir)
	if left == 0 {
		t.Error("the database went with the service: what is adopted below is none")
	}
	p := serve(t, "--data-dir", dir)
	if got := postmaster(dir); got != left {
		t.Errorf("the database is process %d, want the one left behind, %d", got, left)
	}
	if code, took := p.stop(); code != 0 || took > 10*time.Second {
		t.Errorf("stopped with code %d after %s", code, took)
	}
	if pid := postmaster(dir); pid != 0 {
		t.Errorf("the adopted database, process %d, outlived the stop", pid)
	}
}

// Somebody has the port: said at once, with nothing begun. PostgreSQL's own
// port is of no matter.
func TestServePortTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := dataFolder(t)
	if l, err := net.Listen("tcp", "127.0.0.1:5432"); err == nil {
		defer l.Close()
	}
	p := begin(t, "serve", "--listen", taken.Addr().String(), "--data-dir", dir)
	said := p.find(`smena: (--listen .*)`, time.Minute)
	<-p.gone
	if code := p.cmd.ProcessState.ExitCode(); code != 2 || !strings.Contains(said, "address already in use; write another") {
		t.Errorf("code %d, %s", code, said)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("%s was begun", entries[0].Name())
	}
	serve(t, "--data-dir", dir)
}

// Whoever cannot wait for a stop in good order signals twice.
func TestServeSecondSignal(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	p := serve(t, "--data-dir", dir)
	hold, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	// Half a request keeps the server from being done.
	if _, err := hold.Write([]byte("POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	_ = p.cmd.Process.Signal(syscall.SIGINT)
	p.find("stopping", time.Minute)
	// It says so a moment before the next signal kills.
	for deadline := time.Now().Add(time.Minute); ; {
		_ = p.cmd.Process.Signal(syscall.SIGINT)
		select {
		case <-p.gone:
		case <-time.After(100 * time.Millisecond):
			if time.Now().Before(deadline) {
				continue
			}
			t.Fatal("still there a minute after the second signal")
		}
		break
	}
	// One that had waited for the request to end would have ended by itself.
	if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
		t.Errorf("it ended by itself: %v", p.cmd.ProcessState)
	}
}
