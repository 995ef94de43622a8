package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every verb's help is kept, so that a changed flag is seen in review.
func TestHelp(t *testing.T) {
	a := &app{}
	var all strings.Builder
	var walk func(c *cobra.Command, words []string)
	walk = func(c *cobra.Command, words []string) {
		if c.Hidden || c.Name() == "completion" || c.Name() == "help" {
			return
		}
		all.WriteString("$ smena " + strings.Join(append(words, "--help"), " ") + "\n")
		o := smena(t, append(words, "--help")...)
		if o.code != 0 || o.stderr != "" {
			t.Errorf("%v --help: code %d, %s", words, o.code, o.stderr)
		}
		all.WriteString(regexp.MustCompile(`(threads \(default )\d+`).ReplaceAllString(o.stdout, "${1}N") + "\n")
		if c.Runnable() && !c.HasSubCommands() && c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			walk(sub, append(words[:len(words):len(words)], sub.Name()))
		}
	}
	walk(a.root(), nil)
	golden := filepath.Join("testdata", "help.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), all.String()); diff != "" {
		t.Errorf("help differs; if it should, run go test ./cmd/smena -update (-want +got):\n%s", diff)
	}
}

// What is said of a misused command line, and with which code.
func TestMisuse(t *testing.T) {
	dir := t.TempDir()
	tests := map[string]struct {
		args []string
		want string // on standard error
	}{
		"unknown verb":            {[]string{"plna"}, "unknown command"},
		"unknown flag":            {[]string{"plan", dir, "--mnth", "2026-12"}, "unknown flag: --mnth"},
		"no workspace":            {[]string{"plan"}, "smena plan takes a workspace; 0 given"},
		"no month":                {[]string{"plan", dir, "--out", "x"}, "--month is missing; write --month 2026-12"},
		"no such month":           {[]string{"plan", dir, "--out", "x", "--month", "2026-13"}, `--month "2026-13" is not a month; write it as 2026-12`},
		"nowhere to write":        {[]string{"plan", dir, "--month", "2026-12"}, "--out is missing"},
		"a folder that is not":    {[]string{"plan", "nowhere", "--month", "2026-12", "--out", "x"}, "no such folder"},
		"an empty folder":         {[]string{"plan", dir, "--month", "2026-12", "--out", "x"}, "team.yaml: the file is missing"},
		"time limit of nothing":   {[]string{"plan", dir, "--time-limit", "0s"}, "--time-limit 0s"},
		"no workers":              {[]string{"solve", "x", "--workers", "0"}, "--workers 0: write at least 1"},
		"unknown example":         {[]string{"init", "--example", "paris", filepath.Join(dir, "new")}, `no example "paris"`},
		"example without folder":  {[]string{"init", "--example", "berlin-desk"}, "name a new folder"},
		"not a date":              {[]string{"init", "--example", "berlin-desk", filepath.Join(dir, "n"), "--date", "21.11.2026"}, `"21.11.2026" is not a date`},
		"forecast without a zone": {[]string{"forecast", "x.csv"}, "--zone is missing"},
		"forecast from nowhere":   {[]string{"forecast", "x.csv", "--zone", "UTC"}, "--from is missing"},
		"unknown zone":            {[]string{"forecast", "x.csv", "--zone", "Europe/Moskow", "--from", "2026-12-01"}, `"Europe/Moskow": unknown time zone`},
		"quantiles that fall":     {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-12-01", "--quantiles", "0.9,0.1"}, "not rising shares"},
		"unknown language":        {[]string{"plan", dir, "--lang", "xx"}, `--lang "xx": no words in this language; write one of en, ru, hu, de`},
		"check in no language":    {[]string{"check", dir, dir, "--lang", "EN"}, `--lang "EN"`},
		"negative seed":           {[]string{"plan", dir, "--seed", "-1"}, `--seed "-1": write a whole number of 0 or more`},
		"workers in words":        {[]string{"solve", "x", "--workers", "two"}, `--workers "two": write a whole number`},
		"time without a unit":     {[]string{"plan", dir, "--time-limit", "5"}, `--time-limit "5": write a length of time such as 20s`},
		"negative iterations":     {[]string{"plan", dir, "--iterations", "-1"}, "--iterations -1: negative"},
		"unknown country":         {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-12-01", "--country", "XX"}, `--country "XX": its public holidays are not known; write one of DE, GE`},
		"unknown region":          {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-12-01", "--country", "DE", "--region", "ZZ"}, `--region "ZZ": no region of DE; write one of BB`},
		"region of no country":    {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-12-01", "--region", "BE"}, `--region "BE": no country is named`},
		"horizon of nothing":      {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-12-01", "--horizon", "-1h"}, "--horizon -1h"},
		"no such day":             {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-13-01"}, `--from "2026-13-01": not a time`},
		"no such file":            {[]string{"forecast", "x.csv", "--zone", "UTC", "--from", "2026-12-01"}, "x.csv: no such file"},
		"a folder for a file":     {[]string{"solve", dir}, "cannot be read"},
		"unknown format":          {[]string{"solve", "x.json", "--format", "nrp"}, "write problem, curtois or rotating"},
		"cases that are not":      {[]string{"law", "verify", "x.json"}, "x.json: no such file"},
		"two databases":           {[]string{"serve", "--database-url", "postgres://x", "--data-dir", dir}, "give one of them"},
		"a database that is none": {[]string{"serve", "--database-url", "mysql://x", "--listen", "127.0.0.1:0"}, "the database URL cannot be read"},
		"nowhere to listen":       {[]string{"serve", "--listen", "8080", "--data-dir", dir}, "--listen 8080: "},
		"fewer than no workers":   {[]string{"serve", "--workers", "-1"}, "--workers -1: write at least 0"},
		"a worker of nothing":     {[]string{"worker", "--jobs", "0"}, "--jobs 0: write at least 1"},
		"a token of nobody":       {[]string{"token", "create"}, "--user is missing"},
		"a token of the past":     {[]string{"token", "create", "--user", "a@b", "--expires", "-1h"}, "--expires -1h0m0s: not a length of time"},
		"a user of no address":    {[]string{"user", "create", "--role", "planner"}, "--email is missing"},
		"a user of no role":       {[]string{"user", "create", "--email", "a@b"}, "--role is missing"},
		"a user of another role":  {[]string{"user", "create", "--email", "a@b", "--role", "boss"}, `--role "boss": no such role; write one of`},
		"an agent that is none":   {[]string{"user", "create", "--email", "a@b", "--role", "agent"}, "--agent goes with --role agent"},
		"an agent of no team":     {[]string{"user", "create", "--email", "a@b", "--role", "agent", "--agent", "x"}, "--team is missing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := smena(t, tt.args...)
			if o.code != 2 || !strings.Contains(o.stderr, tt.want) || o.stdout != "" {
				t.Errorf("code %d, stderr %q, stdout %q; want 2 and %q", o.code, o.stderr, o.stdout, tt.want)
			}
		})
	}
}

func TestSmallVerbs(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string
	}{
		"version":    {[]string{"version"}, "smena " + version},
		"examples":   {[]string{"init"}, "budapest-24x7"},
		"packs":      {[]string{"law", "list"}, "hu   reviewed 20"},
		"schema":     {[]string{"schema", "problem"}, `"$schema"`},
		"completion": {[]string{"completion", "bash"}, "bash completion"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := smena(t, tt.args...)
			if o.code != 0 || !strings.Contains(o.stdout, tt.want) || o.stderr != "" {
				t.Errorf("code %d, stderr %q, stdout %q; want 0 and %q", o.code, o.stderr, o.stdout, tt.want)
			}
		})
	}
}

// results are the files of a plan.
var results = []string{"forecast.csv", "payroll.csv", "problem.json", "report.html", "requirement.csv", "roster.csv", "roster.xlsx", "solution.json"}

// From an empty folder to pay lines: one command makes the example and plans
// it, and every other verb agrees with what it wrote.
func TestTheWholeWay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	out := filepath.Join(dir, "out")
	o := smena(t, "plan", dir, "--example", "berlin-desk", "--out", out, "--iterations", "200000")
	if o.code != 0 {
		t.Fatalf("code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	for _, name := range results {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, or empty", name, err)
		}
	}
	for _, want := range []string{"forecast ", "coverage ", "fairness ", "wishes ", "cost ", "hard=0"} {
		if !strings.Contains(o.stdout, want) {
			t.Errorf("the summary lacks %q:\n%s", want, o.stdout)
		}
	}
	file := func(name string) string { return filepath.Join(out, name) }
	cost := regexp.MustCompile(`cost=\S+`).FindString(o.stdout)

	t.Run("check the roster", func(t *testing.T) {
		c := smena(t, "check", dir, file("roster.csv"), "--requirement", file("requirement.csv"))
		if c.code != 0 || !strings.HasPrefix(c.lastLine(), cost+" hard=0 ") {
			t.Errorf("code %d, %s; want %s: %s", c.code, c.lastLine(), cost, c.stderr)
		}
	})
	t.Run("check the roster without demand", func(t *testing.T) {
		if c := smena(t, "check", dir, file("roster.csv")); c.code != 0 || !strings.Contains(c.lastLine(), " hard=0 ") {
			t.Errorf("code %d, %s: %s", c.code, c.lastLine(), c.stderr)
		}
	})
	t.Run("check the solution", func(t *testing.T) {
		c := smena(t, "check", file("problem.json"), file("solution.json"))
		if c.code != 0 || !strings.HasPrefix(c.lastLine(), cost+" hard=0 ") {
			t.Errorf("code %d, %s; want %s: %s", c.code, c.lastLine(), cost, c.stderr)
		}
	})
	t.Run("solve the problem again", func(t *testing.T) {
		c := smena(t, "solve", file("problem.json"), "--iterations", "200000", "--out", filepath.Join(dir, "again.json"))
		if c.code != 0 || !strings.HasPrefix(c.lastLine(), cost+" hard=0 ") {
			t.Errorf("code %d, %s; want %s: %s", c.code, c.lastLine(), cost, c.stderr)
		}
	})
	t.Run("pay", func(t *testing.T) { same(t, file("payroll.csv"), "pay", dir, file("roster.csv")) })
	t.Run("staff", func(t *testing.T) {
		if c := smena(t, "staff", dir, file("forecast.csv")); c.code != 0 || !strings.HasPrefix(c.stdout, "timestamp,group,required") {
			t.Errorf("code %d: %s", c.code, c.stderr)
		}
	})
	t.Run("an edit that breaks the law", func(t *testing.T) { editBreaksTheLaw(t, dir, file("roster.csv")) })
	t.Run("dry run writes nothing", func(t *testing.T) {
		c := smena(t, "plan", dir, "--month", "2026-12", "--dry-run", "--out", filepath.Join(dir, "none"))
		if _, err := os.Stat(filepath.Join(dir, "none")); c.code != 0 || !os.IsNotExist(err) {
			t.Errorf("code %d, %v: %s", c.code, err, c.stderr)
		}
	})
}

// same compares what a verb prints with a file.
func same(t *testing.T, file string, args ...string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o := smena(t, args...)
	if o.code != 0 {
		t.Fatalf("code %d: %s", o.code, o.stderr)
	}
	if diff := cmp.Diff(string(want), o.stdout); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", filepath.Base(file), diff)
	}
}

// Somebody is put to work on Christmas Day and Boxing Day and all the week around.
func editBreaksTheLaw(t *testing.T, dir, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	edited := lines[0]
	for day := 14; day <= 27; day++ {
		edited += strings.Replace("be01,,2026-12-DD,L,,,,,,\n", "DD", string([]byte{byte('0' + day/10), byte('0' + day%10)}), 1)
	}
	name := filepath.Join(dir, "edited.csv")
	if err := os.WriteFile(name, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	o := smena(t, "check", dir, name)
	if o.code != 3 || !strings.Contains(o.stdout, "HARD be01 days-in-a-row: ") || !strings.Contains(o.stderr, "hard rules are broken") {
		t.Errorf("code %d; want 3 and the days in a row named:\n%s%s", o.code, o.stdout, o.stderr)
	}
}

// Bad input is said in one line each, with file, line, field, value and cure;
// all at once; and nothing is written.
func TestBadInput(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if o := smena(t, "init", "--example", "travel-9-21", dir); o.code != 0 {
		t.Fatal(o.stderr)
	}
	agents := filepath.Join(dir, "agents.csv")
	text, err := os.ReadFile(agents)
	if err != nil {
		t.Fatal(err)
	}
	n := strings.Count(string(text), "\n")
	first := strings.Split(string(text), "\n")[1]
	id, _, _ := strings.Cut(first, ",")
	bad := string(text) + "x1,X,full,Europe/Moskow,,,,,,,\nx2,Y,,,,,,,,,\n" + id + ",Z,full,,,,,,,,\n"
	if err := os.WriteFile(agents, []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	o := smena(t, "plan", dir, "--month", "2026-12", "--out", out)
	if o.code != 2 || o.stdout != "" {
		t.Errorf("code %d, stdout %q; want 2 and nothing", o.code, o.stdout)
	}
	line := func(i int) string { return "agents.csv:" + itoa(n+i) + ": " }
	for _, want := range []string{
		line(1) + `zone "Europe/Moskow": unknown time zone; `,
		line(2) + `contract "": the agent has no contract; `,
		line(3) + `agent_id "` + id + `": stands on line`,
		"3 faults in the input; nothing was written",
	} {
		if !strings.Contains(o.stderr, want) {
			t.Errorf("standard error lacks %q:\n%s", want, o.stderr)
		}
	}
	if _, err := os.Stat(out); !os.IsNotExist(err) {
		t.Errorf("%s was made", out)
	}
}

// Who interrupts before there is a roster gets nothing, and no folder either.
func TestInterrupted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if o := smena(t, "init", "--example", "travel-9-21", dir); o.code != 0 {
		t.Fatal(o.stderr)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := filepath.Join(dir, "out")
	o := smenaIn(t, ctx, "plan", dir, "--month", "2026-12", "--out", out)
	if _, err := os.Stat(out); o.code != 1 || !os.IsNotExist(err) || !strings.Contains(o.stderr, "interrupted; nothing was written") {
		t.Errorf("code %d, %v: %s", o.code, err, o.stderr)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
