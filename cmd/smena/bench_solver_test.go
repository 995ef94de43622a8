package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/solver"
)

// instances makes a folder with two public-format instances, best known costs
// and an evaluator that says what its file tells it to.
func instances(t *testing.T, says string) string {
	t.Helper()
	const one = `SECTION_HORIZON
7
SECTION_SHIFTS
D,480,
SECTION_STAFF
A,D=7,2400,0,5,1,1,1
SECTION_COVER
0,D,2,100,1
`
	dir := t.TempDir()
	for name, text := range map[string]string{
		"Instance1.txt": one, "Instance2.txt": strings.Replace(one, "0,D,2", "0,D,1", 1),
		"best_known.csv": "instance,ub\n1,100\n2,0\n", "judge": "#!/bin/sh\necho '" + says + "'\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestBenchSolver(t *testing.T) {
	dir := instances(t, `{"feasible": true, "objective": 100}`)
	out := filepath.Join(t.TempDir(), "runs")
	args := []string{"bench", "solver", dir, "--instances", "1", "--seconds", "0.2", "--workers", "1", "--out", out, "--evaluator", filepath.Join(dir, "judge"),
		"--peer", "idle=true"}
	o := smena(t, args...)
	if o.code != 0 {
		t.Fatalf("code %d: %s", o.code, o.stderr)
	}
	for _, want := range []string{
		`^1 +smena +cost 100 +gap 0\.0 % .*; the evaluator agrees\n1 +idle +no roster\n`,
		`(?m)^\| 1 \| 100 \| 100 \| 0\.0 % \|.*\| – \| – \| – \|$`,
		`(?m)^\| mean gap \| \| \| 0\.00 % \|`,
	} {
		if !regexp.MustCompile(want).MatchString(o.stdout) {
			t.Errorf("no %s in\n%s", want, o.stdout)
		}
	}
	if roster, err := os.ReadFile(filepath.Join(out, "1.smena.txt")); err != nil || !bytes.HasPrefix(roster, []byte("A D")) {
		t.Errorf("roster %q, %v", roster, err)
	}
	again := smena(t, args...) // from the book: to the last digit of the seconds
	if again.stdout != o.stdout {
		t.Errorf("run again:\n%s\nwant\n%s", again.stdout, o.stdout)
	}
}

// One verdict in doubt spoils the exit code, not the series.
func TestBenchSolverTellsOfADoubtfulVerdict(t *testing.T) {
	dir := instances(t, `{"feasible": true, "objective": 0}`)
	o := smena(t, "bench", "solver", dir, "--instances", "1-2", "--seconds", "0.1", "--workers", "1", "--evaluator", filepath.Join(dir, "judge"))
	if o.code != 1 || !strings.Contains(o.stderr, "the evaluator disagrees with the checker about 1") {
		t.Errorf("code %d: %s", o.code, o.stderr)
	}
	if !strings.Contains(o.stdout, "BUT THE EVALUATOR says 0, lawful true") || !strings.Contains(o.stdout, "| 2 | 0 | 0 | 0.0 % |") {
		t.Errorf("printed\n%s", o.stdout)
	}
}

func TestBenchSolverDrawsProblems(t *testing.T) {
	o := smena(t, "bench", "solver", "--instances", "rotation, travel-9-21", "--seconds", "0.3", "--workers", "2")
	if o.code != 0 {
		t.Fatalf("code %d: %s", o.code, o.stderr)
	}
	// A third of a second need not be enough for a lawful roster.
	for _, want := range []string{`(?m)^\| rotation \| – \| (\d|unlawful by \d)`, `(?m)^\| travel-9-21 \| – \| `} {
		if !regexp.MustCompile(want).MatchString(o.stdout) {
			t.Errorf("no %s in\n%s", want, o.stdout)
		}
	}
}

// A run in a process of its own says the same, and how much memory it held.
func TestBenchSolverInItsOwnProcess(t *testing.T) {
	t.Setenv("SMENA_TEST_PROCESS", "1")
	var stdout, stderr bytes.Buffer
	env := environment{Stdout: &stdout, Stderr: &stderr, Now: time.Now, Self: os.Args[0]}
	dir := instances(t, "")
	if code := run(t.Context(), env, []string{"bench", "solver", dir, "--instances", "2,1", "--seconds", "0.2"}); code != 0 {
		t.Fatalf("code %d: %s", code, stderr.String())
	}
	if !regexp.MustCompile(`^2 +smena +cost 0 .*\n1 +smena +cost 100 .* [1-9]\d* MB\n`).MatchString(stdout.String()) {
		t.Errorf("printed\n%s", stdout.String())
	}
}

func TestBenchSolverRefuses(t *testing.T) {
	dir := instances(t, "")
	tests := map[string]struct {
		args []string
		want string
	}{
		"no folder":         {nil, "get them from http://www.schedulingbenchmarks.org/nrp/ and write: smena bench solver DIR"},
		"no such instance":  {[]string{dir, "--instances", "1-3"}, "no Instance3.txt there; get the instances from"},
		"unknown word":      {[]string{dir, "--instances", "exampels"}, "write 1-24, berlin-desk, budapest-24x7"},
		"backwards":         {[]string{dir, "--instances", "3-1"}, "write 1-24"},
		"negative time":     {[]string{dir, "--seconds", "-1"}, "a time of 0 or more"},
		"no threads":        {[]string{dir, "--workers", "0"}, "1 to 1024 threads"},
		"no such table":     {[]string{dir, "--instances", "1", "--best-known", "none.csv"}, "--best-known"},
		"a peer without":    {[]string{dir, "--instances", "1", "--peer", "CP-SAT"}, "write NAME=COMMAND"},
		"two folders":       {[]string{dir, dir}, "accepts at most 1 arg"},
		"a run of nothing":  {[]string{dir, "--one", "zero"}, "write 1-24"},
		"out is no folder":  {[]string{dir, "--instances", "1", "--out", filepath.Join(dir, "judge")}, "--out"},
		"no such evaluator": {[]string{dir, "--instances", "1", "--seconds", "0.1", "--evaluator", "/none/x"}, "/none/x"},
	}
	for name, tt := range tests {
		o := smena(t, append([]string{"bench", "solver"}, tt.args...)...)
		if o.code == 0 || !strings.Contains(o.stderr, tt.want) {
			t.Errorf("%s: code %d, %q; want %q", name, o.code, o.stderr, tt.want)
		}
	}
}

// A month of an example is the same roster however many threads search it.
func TestExampleMonthOnAnyThreads(t *testing.T) {
	p, err := exampleMonth("chat-remote", 1)
	if err != nil {
		t.Fatal(err)
	}
	var want []solver.Assigned
	for i := range 4 {
		s, err := solver.Solve(t.Context(), p, solver.Options{Seed: 2, Iterations: 3000, Workers: 1 + i%2})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			want = s.Duties
		}
		if diff := cmp.Diff(want, s.Duties); diff != "" || len(want) == 0 {
			t.Fatalf("run %d made another roster:\n%.500s", i+1, diff)
		}
	}
}
