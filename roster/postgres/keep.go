package postgres

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Keep starts the server again whenever it ends by itself, on the port it had,
// so that connections come back, until ctx is done. Stop the server only after
// that. A server that is only shared is kept by whom it belongs to.
func (s *Server) Keep(ctx context.Context) {
	for s.owner && s.died(ctx) {
		s.log.Warn("the database ended by itself; starting it again", "pid", s.pid)
		err := s.again(ctx)
		if err == nil || ctx.Err() != nil {
			continue
		}
		s.log.Error("the database does not start; trying again", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(2 * time.Second):
		}
	}
}

// died waits until the postmaster has ended; false when ctx is done before.
func (s *Server) died(ctx context.Context) bool {
	for alive(s.pid) {
		select {
		case <-ctx.Done():
			return false
		case <-s.gone: // nil, and so never, for one that was adopted
			return ctx.Err() == nil
		case <-time.After(200 * time.Millisecond):
		}
	}
	return ctx.Err() == nil
}

// portFor returns the port that the server had the last time, or a free one
// when somebody else has that now. Workers and pools that outlive a restart of
// the server find it again.
func portFor(home string) (int, error) {
	text, _ := os.ReadFile(filepath.Join(home, "port"))
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strings.TrimSpace(string(text))))
	if err != nil {
		return freePort()
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
