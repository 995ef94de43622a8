package postgres

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

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

// Alive reports whether a process is running.
func Alive(pid int) bool { return alive(pid) }
