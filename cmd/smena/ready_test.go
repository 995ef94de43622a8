package main

import (
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/smena-org/smena/roster/desk"
)

// A demonstration is ready when its users can sign in, and not before: whoever
// waits for /readyz asks with a token next.
func TestReadyOnceTheDemoHasUsers(t *testing.T) {
	t.Parallel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	dir := dataFolder(t)
	p := begin(t, "serve", "--demo", "--workers", "0", "--listen", address, "--data-dir", dir)
	p.url = "http://" + address
	for p.status("/readyz") != http.StatusOK {
		select {
		case <-p.gone:
			t.Fatal("it ended before it was ready")
		case <-time.After(5 * time.Millisecond):
		}
	}
	ctx, d := deskOf(t, dir)
	users, err := d.Users(ctx)
	if err != nil || len(users) != 3 {
		t.Fatalf("ready with the users %v, %v", users, err)
	}
	password := p.find(`agent@demo\.example\s+(\S+)`, time.Minute)
	if _, err := d.SignIn(ctx, "agent@demo.example", password); err != nil {
		t.Errorf("the agent cannot sign in: %v", err)
	}
	if jobs, err := d.Jobs(ctx, 0, desk.Page{}); err != nil || len(jobs) != 2 {
		t.Errorf("%d rosters are being solved, want two: %v", len(jobs), err)
	}
	if status := p.status("/sign-in"); status != http.StatusOK {
		t.Errorf("/sign-in: %d", status)
	}
}
