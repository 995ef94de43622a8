package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres/pgtest"
	"github.com/smena-org/smena/roster/workspace"
)

// Users and tokens made on the command line are good at the desk; what is said
// of mistakes names them.
func TestUsersAndTokens(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	ctx, d := deskAt(t, url)
	folder := filepath.Join(t.TempDir(), "team")
	if err := workspace.WriteExample("berlin-desk", folder, roster.DateOf(time.Now()), 1); err != nil {
		t.Fatal(err)
	}
	imported, err := d.Import(ctx, os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	agents, err := d.Agents(ctx, imported.Team.ID)
	if err != nil {
		t.Fatal(err)
	}
	user := func(args ...string) outcome {
		return smena(t, append(append([]string{"user", "create"}, args...), "--database-url", url)...)
	}
	token := func(args ...string) outcome {
		return smena(t, append(append([]string{"token", "create"}, args...), "--database-url", url)...)
	}

	agent := user("--email", "Bo@example.org", "--role", "agent", "--team", imported.Team.Name, "--agent", agents[0].ID)
	if agent.code != 0 || len(strings.TrimSpace(agent.stdout)) < 16 || agent.stderr != "" {
		t.Fatalf("code %d: %s%s", agent.code, agent.stdout, agent.stderr)
	}
	if s, err := d.SignIn(ctx, "bo@example.org", strings.TrimSpace(agent.stdout)); err != nil || s.User.Agent != agents[0].ID {
		t.Errorf("the password printed signs in as %q, %v", s.User.Agent, err)
	}
	made := token("--user", "bo@example.org")
	actor, err := d.ByToken(t.Context(), strings.TrimSpace(made.stdout))
	if err != nil || actor.Email != "bo@example.org" || made.stderr != "" {
		t.Errorf("the token printed belongs to %q, %v", actor.Email, err)
	}
	short := token("--user", "bo@example.org", "--expires", "1ms")
	time.Sleep(10 * time.Millisecond)
	if _, err := d.ByToken(t.Context(), strings.TrimSpace(short.stdout)); roster.KindOf(err) != roster.NotFound {
		t.Errorf("a token past its time: %v", err)
	}

	tests := map[string]struct {
		got  outcome
		want string
	}{
		"an address in use":  {user("--email", "bo@example.org", "--role", "payroll"), "there is a user of this e-mail address already; change that user, or take another address"},
		"an agent taken":     {user("--email", "c@example.org", "--role", "agent", "--team", imported.Team.Name, "--agent", agents[0].ID), "another user is this agent already"},
		"a team of no name":  {user("--email", "c@example.org", "--role", "planner", "--team", "Paris"), `--team "Paris": no such team`},
		"a token of no user": {token("--user", "nobody@example.org"), "nobody@example.org"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.got.code != 2 || tt.got.stdout != "" || !strings.Contains(tt.got.stderr, tt.want) {
				t.Errorf("code %d, stdout %q, stderr %q; want 2 and %q", tt.got.code, tt.got.stdout, tt.got.stderr, tt.want)
			}
		})
	}
}

// Where no folder is named, it is that of the user's data; flags go before the
// environment.
func TestResolve(t *testing.T) {
	root := os.Geteuid() == 0
	tests := map[string]struct {
		given database
		env   map[string]string
		want  database
	}{
		"nothing":             {database{}, map[string]string{"XDG_DATA_HOME": "/data"}, database{dir: "/data/smena"}},
		"a URL by flag":       {database{url: "postgres://a"}, map[string]string{"SMENA_DATABASE_URL": "postgres://b", "XDG_DATA_HOME": "/data"}, database{url: "postgres://a", dir: "/data/smena"}},
		"a URL by variable":   {database{}, map[string]string{"SMENA_DATABASE_URL": "postgres://b", "XDG_DATA_HOME": "/data"}, database{url: "postgres://b", dir: "/data/smena"}},
		"a folder goes first": {database{dir: "/mine"}, map[string]string{"SMENA_DATABASE_URL": "postgres://b"}, database{dir: "/mine"}},
	}
	home := database{dir: "/home/ann/.local/share/smena"}
	if root {
		home.dir = "/var/lib/smena"
	}
	tests["a home"] = struct {
		given database
		env   map[string]string
		want  database
	}{database{}, map[string]string{"HOME": "/home/ann", "XDG_DATA_HOME": "relative"}, home}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := &app{environment: environment{Getenv: func(k string) string { return tt.env[k] }}}
			if got, err := a.resolve(tt.given); err != nil || got != tt.want {
				t.Errorf("%+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}
