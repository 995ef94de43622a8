// Package pgtest gives tests a PostgreSQL database each.
//
// One server runs for each test program and ends with it. A template database
// is migrated once and cloned for every test; sessions are in a crooked time
// zone, so that who forgets a zone is found out. SMENA_TEST_DATABASE names a
// server to use instead; its account must be allowed to create databases.
package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster/postgres"
)

// Zone is the time zone of the sessions: half an hour off, half of the year.
const Zone = "Canada/Newfoundland"

// Store returns a store on a database of the test's own. Without a server the
// test is skipped, save where that must not be (CI or SMENA_REQUIRE_DATABASE).
func Store(t testing.TB) *postgres.Store {
	t.Helper()
	store, err := postgres.Open(t.Context(), URL(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	return store
}

// URL returns the address of a migrated database of the test's own.
func URL(t testing.TB) string {
	t.Helper()
	s, err := server()
	if err != nil && s == nil && os.Getenv("CI") != "true" && os.Getenv("SMENA_REQUIRE_DATABASE") != "1" {
		t.Skipf("no PostgreSQL: %v", err)
	}
	if err != nil {
		t.Fatalf("prepare PostgreSQL: %v", err)
	}
	name := "t_" + strings.ToLower(rand.Text())[:16]
	if err := s.clone(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.drop(name) })
	return s.address(name)
}

// running is the server of this test program.
type running struct {
	admin    string // URL of a database to connect to for making others
	template string
	mu       sync.Mutex // a template can be cloned by one at a time
}

var server = sync.OnceValues(start)

// start returns nil when there is no server to use.
func start() (*running, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	s := &running{admin: os.Getenv("SMENA_TEST_DATABASE"), template: "smena_template_" + postgres.SchemaHash()}
	if s.admin == "" {
		if err := s.launch(ctx); err != nil {
			return nil, err
		}
	}
	return s, s.prepare(ctx)
}

// launch runs a server that forgets everything, for speed. Its folder is in
// the system's, not in root's home, and is removed with the next one's start.
func (s *running) launch(ctx context.Context) error {
	base := base()
	sweep(base)
	dir, err := os.MkdirTemp(base, fmt.Sprintf("smena-pgtest-%d-", os.Getpid()))
	if err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		return err
	}
	db, err := postgres.Launch{Dir: dir, Lifeline: true, Settings: map[string]string{
		"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200",
		"shared_buffers": "64MB", "autovacuum": "off", "max_wal_size": "256MB", "jit": "off",
	}}.Start(ctx)
	if err != nil {
		return err
	}
	s.admin = db.URL
	return nil
}

// sweep removes the folders of test programs that have ended.
func sweep(base string) {
	entries, _ := os.ReadDir(base)
	for _, e := range entries {
		var pid int
		if _, err := fmt.Sscanf(e.Name(), "smena-pgtest-%d-", &pid); err != nil || postgres.Alive(pid) {
			continue
		}
		_ = os.RemoveAll(base + "/" + e.Name())
	}
}

// prepare makes the template, unless it is there.
func (s *running) prepare(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.admin)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	// Several test programs may share a server.
	if _, err := conn.Exec(ctx, `select pg_advisory_lock(7353)`); err != nil {
		return err
	}
	var there bool
	err = conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, s.template).Scan(&there)
	if err != nil || there {
		return err
	}
	making := s.template + "_new"
	for _, sql := range []string{`drop database if exists ` + making, `create database ` + making} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	store, err := postgres.Open(ctx, s.address(making))
	if err != nil {
		return err
	}
	err = store.Migrate(ctx)
	store.Close()
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, `alter database `+making+` rename to `+s.template)
	return err
}

func (s *running) clone(ctx context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	conn, err := pgx.Connect(ctx, s.admin)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	strategy := ""
	if v := conn.PgConn().ParameterStatus("server_version"); !strings.HasPrefix(v, "14") {
		strategy = " strategy file_copy"
	}
	for try := range 20 { // another test program may be cloning it, too
		if _, err = conn.Exec(ctx, `create database `+name+` template `+s.template+strategy); err == nil {
			return nil
		}
		time.Sleep(time.Duration(try) * 10 * time.Millisecond)
	}
	return err
}

func (s *running) drop(name string) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.admin)
	if err != nil {
		return
	}
	defer conn.Close(ctx)
	_, _ = conn.Exec(ctx, `drop database if exists `+name+` with (force)`)
}

// address is the URL of one of the server's databases.
func (s *running) address(name string) string {
	u, err := url.Parse(s.admin)
	if err != nil {
		return s.admin
	}
	u.Path = "/" + name
	q := u.Query()
	q.Set("timezone", Zone)
	u.RawQuery = q.Encode()
	return u.String()
}
