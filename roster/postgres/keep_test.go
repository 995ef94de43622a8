package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/postgres"
)

// A server that is killed comes back by itself where it was, with what it was
// told, also one that was adopted; one that is stopped stays away.
func TestServerIsKept(t *testing.T) {
	dir := dataDir(t)
	s := start(t, dir)
	at := s.URL
	execute(t, s.URL, `create table kept (n int); insert into kept values (1)`)
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() { s.Keep(ctx); close(over) }()
	for range 2 {
		kill(t, dir)
		back(t, dir)
	}
	if url, err := postgres.Locate(t.Context(), dir); err != nil || url != at {
		t.Errorf("it came back at %q, %v, want %q", url, err, at)
	}
	if n := count(t, at, `select count(*) from kept`); n != 1 {
		t.Errorf("%d rows outlived the kills, want 1", n)
	}
	cancel()
	<-over
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Locate(t.Context(), dir); err == nil {
		t.Error("it was stopped, and runs")
	}
	if again := start(t, dir); again.URL != at {
		t.Errorf("the next start chose %s, want the port of the last, %s", again.URL, at)
	}
}

func back(t *testing.T, dir string) {
	t.Helper()
	for range 200 {
		if _, err := postgres.Locate(t.Context(), dir); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the server does not come back")
}
