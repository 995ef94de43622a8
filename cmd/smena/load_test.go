package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/smena-org/smena/api/load"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/workspace"
)

var loadFor = flag.Duration("load", 10*time.Second, "how long the readers of the load benchmark read")

// BenchmarkReadMonth has 200 agents of one team read their published month,
// each the next time as soon as they have it:
//
//	go test ./cmd/smena -run '^$' -bench ReadMonth -load 60s
func BenchmarkReadMonth(b *testing.B) {
	const agents = 200
	dir := dataFolder(b)
	p := serve(b, "--data-dir", dir)
	ctx, d := deskOf(b, dir)
	today := roster.DateOf(time.Now())
	imported, err := d.Import(ctx, crowd(b, agents, today))
	if err != nil {
		b.Fatal(err)
	}
	tokens := agentTokens(b, ctx, d, imported.Team.ID, agents)
	first := today.MonthStart()
	readers := load.Readers{
		URL:    fmt.Sprintf("%s/api/v1/me/month?from=%s&to=%s", p.url, first, today.NextMonth()),
		Tokens: tokens, For: *loadFor,
	}
	size := monthSize(b, readers.URL, tokens[0])
	rest := resident(b, p)
	for b.Loop() {
		spent := used(b, p, dir)
		got, err := readers.Read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		spent = used(b, p, dir) - spent
		b.Logf("%d agents, %d bytes a month: %s; resident %d MB at rest, %d MB under load", agents, size, got, rest>>20, resident(b, p)>>20)
		b.ReportMetric(got.PerSecond(), "requests/s")
		b.ReportMetric(float64(got.P50.Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(got.P99.Microseconds())/1000, "p99-ms")
		b.ReportMetric(float64(rest)/(1<<20), "rest-MB")
		b.ReportMetric(float64(spent.Microseconds())/1000/float64(got.Requests), "cpu-ms/request")
		if got.Errors > 0 {
			b.Errorf("%d errors", got.Errors)
		}
	}
}

// crowd is the Budapest example with its people copied until there are enough.
func crowd(t testing.TB, agents int, today roster.Date) fs.FS {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "crowd")
	if err := workspace.WriteExample("budapest-24x7", dir, today, 1); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"agents.csv", "previous.csv"} {
		files[name].Data = copyPeople(files[name].Data, agents)
	}
	return files
}

// copyPeople repeats the rows of a file, whose first column is the agent's id,
// under new ids until they are those of enough agents.
func copyPeople(data []byte, agents int) []byte {
	head, rows, _ := bytes.Cut(data, []byte("\n"))
	out := append(bytes.Clone(head), '\n')
	seen := map[string]bool{}
	for turn := 0; len(seen) < agents; turn++ {
		for line := range strings.Lines(string(rows)) {
			id, rest, _ := strings.Cut(line, ",")
			if turn > 0 {
				id += "x" + strconv.Itoa(turn)
			}
			if !seen[id] && len(seen) == agents {
				continue
			}
			seen[id] = true
			out = append(out, id+","+rest...)
		}
	}
	return out
}

// agentTokens makes a user for each of a team's agents and returns their tokens.
func agentTokens(t testing.TB, ctx context.Context, d *desk.Desk, team int64, want int) []string {
	t.Helper()
	agents, err := d.Agents(ctx, team)
	if err != nil {
		t.Fatal(err)
	}
	if len(agents) < want {
		t.Fatalf("%d agents, want %d", len(agents), want)
	}
	var out []string
	for _, a := range agents[:want] {
		out = append(out, tokenOf(t, ctx, d, desk.NewUser{
			Email: a.ID + "@example.org", Name: a.Name, Roles: []roster.Role{roster.RoleAgent}, AgentTeam: team, Agent: a.ID,
		}))
	}
	return out
}

// tokenOf makes a user and a token.
func tokenOf(t testing.TB, ctx context.Context, d *desk.Desk, u desk.NewUser) string {
	t.Helper()
	u.Password = "a password of some length"
	user, err := d.CreateUser(ctx, u)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := d.CreateToken(ctx, user.ID, "test", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// monthSize reads once and makes sure that there is something to read.
func monthSize(t testing.TB, url, token string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	_, _ = body.ReadFrom(resp.Body)
	if n := strings.Count(body.String(), `"shift"`); resp.StatusCode != http.StatusOK || n < 5 {
		t.Fatalf("%s with %d duties: %.500s", resp.Status, n, body.String())
	}
	return body.Len()
}

// used returns the processor time that the service, its database and the
// readers have had: what a request costs whoever else uses the machine.
func used(t testing.TB, p *process, dir string) time.Duration {
	t.Helper()
	pids := []int{p.cmd.Process.Pid, os.Getpid(), postmaster(dir)}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", postmaster(dir)))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range strings.Fields(string(children)) {
		pid, _ := strconv.Atoi(word)
		pids = append(pids, pid)
	}
	const tick = 10 * time.Millisecond // USER_HZ is 100 everywhere
	var sum time.Duration
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			continue // it ended meanwhile
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		for _, word := range strings.Fields(rest)[11:13] { // utime, stime
			n, _ := strconv.Atoi(word)
			sum += time.Duration(n) * tick
		}
	}
	return sum
}

// resident returns the memory of a process in bytes.
func resident(t testing.TB, p *process) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	pages, _ := strconv.Atoi(strings.Fields(string(text))[1])
	return pages * os.Getpagesize()
}
