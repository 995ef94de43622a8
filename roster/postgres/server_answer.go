package postgres

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

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
