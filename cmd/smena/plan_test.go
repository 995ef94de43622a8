package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// edited makes an example and changes some of its files: pairs of old and new
// text by file.
func edited(t *testing.T, name string, changes map[string][]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	if o := smena(t, "init", "--example", name, "--date", "2026-11-21", dir); o.code != 0 {
		t.Fatal(o.stderr)
	}
	for file, pairs := range changes {
		text := read(t, filepath.Join(dir, file))
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(text, pairs[i]) {
				t.Fatalf("%s does not hold %q", file, pairs[i])
			}
			text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
		}
		write(t, filepath.Join(dir, file), text)
	}
	return dir
}

// Sunday and holiday work without a legal ground is printed so that nobody
// overlooks it, with the cure, and is gone once the cure is taken. The roster
// itself breaks no rule, so that the code is 0.
func TestPlanSaysWhatIsForbidden(t *testing.T) {
	open := []string{"  sun: closed", "  sun: 08:00-20:00", "closed_on_holidays: true", "closed_on_holidays: false"}
	tests := map[string]struct {
		example string
		changes []string
		want    []string
	}{
		"DE, open on Sundays and holidays": {"berlin-desk", open, []string{
			"FORBIDDEN   Sunday work needs a ground of the law; the team names none. (ArbZG 9, 10, 13); name the legal ground in team.yaml, as in grounds: [13], or close on such days",
			"FORBIDDEN   Work on public holidays needs a ground of the law; the team names none. (ArbZG 9, 10, 13); name the legal ground in team.yaml, as in grounds: [13], or close on such days",
		}},
		"DE, with a ground": {"berlin-desk", append(open, "region: BE ", "grounds: [13]\nregion: BE "), nil},
		"HU, on a ground that is none on holidays": {"budapest-24x7", []string{"grounds: [g]", "grounds: [d]"}, []string{
			"as in grounds: [a]: a, b, c, g, h; or close on such days",
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := edited(t, tt.example, map[string][]string{"team.yaml": tt.changes})
			o := smena(t, "plan", dir, "--month", "2026-12", "--out", filepath.Join(dir, "out"), "--iterations", "40000")
			if o.code != 0 {
				t.Errorf("code %d: %s", o.code, o.stderr)
			}
			if got := strings.Count(o.stdout, "\nFORBIDDEN "); got != len(tt.want) {
				t.Errorf("%d lines begin with FORBIDDEN, want %d:\n%s", got, len(tt.want), o.stdout)
			}
			for _, want := range tt.want {
				if !strings.Contains(o.stdout, want) {
					t.Errorf("lacks %q:\n%s", want, o.stdout)
				}
			}
		})
	}
}

// The same seed and budget give the same roster, however many threads work;
// another seed gives another.
func TestPlanAgain(t *testing.T) {
	dir := edited(t, "travel-9-21", nil)
	run := func(name string, args ...string) string {
		out := filepath.Join(dir, name)
		o := smena(t, append([]string{"plan", dir, "--month", "2026-12", "--out", out, "--iterations", "20000"}, args...)...)
		if o.code != 0 {
			t.Fatalf("code %d: %s", o.code, o.stderr)
		}
		return read(t, filepath.Join(out, "roster.csv"))
	}
	first := run("a", "--workers", "1")
	if run("b", "--workers", "1") != first {
		t.Error("a second run gives another roster")
	}
	if run("c", "--workers", "2") != first {
		t.Error("two threads give another roster than one")
	}
	if run("d", "--seed", "2") == first {
		t.Error("another seed gives the same roster")
	}
}

// What was repaired in the history is a warning; --strict makes it an error,
// before the search and before anything is written.
func TestPlanStrictly(t *testing.T) {
	dir := edited(t, "berlin-desk", nil)
	out := filepath.Join(dir, "out")
	o := smena(t, "plan", dir, "--month", "2026-12", "--out", out, "--iterations", "1000", "--strict")
	if _, err := os.Stat(out); o.code != 2 || !os.IsNotExist(err) || !strings.Contains(o.stderr, "an outage; left out") {
		t.Errorf("code %d, %v: %s", o.code, err, o.stderr)
	}
	o = smena(t, "plan", dir, "--month", "2026-12", "--out", out, "--iterations", "1000")
	if o.code != 0 || !strings.Contains(o.stderr, "warning: history: queue \"phone-de\": ") {
		t.Errorf("code %d: %s", o.code, o.stderr)
	}
	// The team is closed on public holidays: nothing is missing on them.
	if strings.Contains(o.stderr, "2026-05-01") {
		t.Errorf("warns of a holiday on which the team is closed:\n%s", o.stderr)
	}
}

// Months, folders and teams at the edge of what can be planned.
func TestPlanAtTheEdge(t *testing.T) {
	only := regexp.MustCompile(`(?m)^be(0[2-9]|1\d),.*\n`) // everybody but be01
	tests := map[string]struct {
		prepare func(dir string)
		month   string
		code    int
		want    string
	}{
		"a month long before": {nil, "2020-01", 2, "its history begins on 2025-"},
		"a month in the past": {nil, "2026-06", 0, "hard=0"},
		"a month far ahead":   {nil, "2028-03", 2, "its history ends on 2026-11-20"},
		"a month nobody sees": {nil, "9999-12", 2, "a forecast reaches 366"},
		"one agent": {func(dir string) {
			for _, f := range []string{"agents", "absences", "availability", "balances", "requests", "pins", "previous"} {
				name := filepath.Join(dir, f+".csv")
				write(t, name, only.ReplaceAllString(read(t, name), ""))
			}
		}, "2026-12", 0, "1 agent, "},
		"everybody on leave": {func(dir string) {
			text := "agent_id,from,to\n"
			for i := 1; i <= 12; i++ {
				text += "be" + two(i) + ",2026-12-01,2026-12-31\n"
			}
			write(t, filepath.Join(dir, "absences.csv"), text)
			write(t, filepath.Join(dir, "pins.csv"), "agent_id,date,shift\n")
		}, "2026-12", 0, "12 agents, 0 duties"},
		"no history": {func(dir string) { os.RemoveAll(filepath.Join(dir, "history")) }, "2026-12", 2, "history: no history; put the contact history into"},
		"only a header": {func(dir string) { write(t, filepath.Join(dir, "history", "mail-de.csv"), "timestamp,queue,volume\n") }, "2026-12", 2,
			"history/mail-de.csv: no rows of history"},
		"nobody called": {func(dir string) {
			name := filepath.Join(dir, "history", "phone-de.csv")
			write(t, name, regexp.MustCompile(`(?m)^(\d.*?,.*?),.*$`).ReplaceAllString(read(t, name), "$1,0,,"))
		}, "2026-12", 0, "hard=0"},
		"a folder that is a file": {func(dir string) { write(t, filepath.Join(dir, "out"), "") }, "2026-12", 2, "out cannot be written: not a directory; name a folder of your own"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := edited(t, "berlin-desk", nil)
			if tt.prepare != nil {
				tt.prepare(dir)
			}
			out := filepath.Join(dir, "out")
			o := smena(t, "plan", dir, "--month", tt.month, "--out", out, "--iterations", "20000")
			if o.code != tt.code || !strings.Contains(o.stdout+o.stderr, tt.want) {
				t.Errorf("code %d, want %d and %q\n%s%s", o.code, tt.code, tt.want, o.stdout, o.stderr)
			}
			if info, err := os.Stat(out); tt.code == 2 && err == nil && info.IsDir() {
				t.Error("something was written")
			}
		})
	}
}
