package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// byHand is a week of one shift for two people, one wanted on Monday the 7th.
const byHand = `{
  "format": "smena/problem/1", "name": "by hand", "start": "2026-12-07", "days": 7, "zone": "Europe/Berlin",
  "shifts": [{"id": "D", "start": "09:00", "minutes": 480}],
  "people": [{"id": "a", "rules": []}, {"id": "b"}],
  "demand": {"shifts": [{"date": "2026-12-07", "shift": "D", "target": 1, "missing": 100}]}
}
`

// Problems written by hand: solved, proved impossible, or refused line by line.
func TestSolveByHand(t *testing.T) {
	of := func(old, to string) string { return strings.Replace(byHand, old, to, 1) }
	tests := map[string]struct {
		text string
		code int
		want string
	}{
		"as it is":              {byHand, 0, "cost=0 hard=0 "},
		"nobody to work":        {of(`{"id": "a", "rules": []}, {"id": "b"}`, ""), 0, "cost=100 hard=0 "},
		"nothing to do":         {of(`"shifts": [{"date": "2026-12-07", "shift": "D", "target": 1, "missing": 100}]`, ""), 0, "cost=0 hard=0 "},
		"more than there are":   {of(`"target": 1`, `"target": 3`), 0, "cost=100 hard=0 "}, // three wanted, two there
		"pinned to an absence":  {of(`"rules": []`, `"rules": [{"rule": "pinned", "date": "2026-12-07", "shift": "D"}, {"rule": "unavailable", "dates": ["2026-12-07"]}]`), 3, "infeasible\ncost="},
		"more hours than a day": {of(`"rules": []`, `"rules": [{"rule": "hours", "per": "horizon", "min": 6000}]`), 3, "hard rules are broken"},
		"twice the same person": {of(`"id": "b"`, `"id": "a"`), 2, `:4: people[1].id "a"`},
		"an unknown shift":      {of(`"shift": "D"`, `"shift": "Q"`), 2, `shift "Q": unknown shift`},
		"a day outside":         {of(`"date": "2026-12-07"`, `"date": "2027-12-07"`), 2, "is not among the planned days"},
		"no days":               {of(`"days": 7`, `"days": 0`), 2, `days "0": is out of range`},
		"a zone of no planet":   {of("Europe/Berlin", "Mars/Base"), 2, `:2: zone "Mars/Base": unknown time zone`},
		"an endless shift":      {of(`"minutes": 480`, `"minutes": 4800`), 2, `:3: shifts[0].minutes "4800": is longer than a day`},
		"an unknown rule":       {of(`"rules": []`, `"rules": [{"rule": "sleep"}]`), 2, `"sleep": there is no such rule`},
		"an unknown field":      {of(`"target"`, `"tarket"`), 2, `did you mean target?`},
		"another version":       {of("problem/1", "problem/9"), 2, "write smena/problem/1"},
		"cut short":             {byHand[:100], 2, "is not JSON"},
		"empty":                 {"", 2, "is not JSON"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "solution.json")
			problem := write(t, filepath.Join(dir, "problem.json"), tt.text)
			o := smena(t, "solve", problem, "--iterations", "2000", "--out", out)
			if o.code != tt.code || !strings.Contains(o.stdout+o.stderr, tt.want) {
				t.Fatalf("code %d, want %d and %q\n%s%s", o.code, tt.code, tt.want, o.stdout, o.stderr)
			}
			if tt.code == 2 {
				return
			}
			// What was written is judged as it was when it was made.
			c := smena(t, "check", problem, out, "--format", "problem")
			cost := func(line string) string { return strings.Join(strings.Fields(line)[:2], " ") }
			if c.code != tt.code || cost(c.lastLine()) != cost(o.lastLine()) {
				t.Errorf("check: code %d and %s, solve: %d and %s", c.code, c.lastLine(), tt.code, o.lastLine())
			}
		})
	}
}

// A solution for other people, shifts or days is refused.
func TestCheckAStrangeSolution(t *testing.T) {
	dir := t.TempDir()
	problem := write(t, filepath.Join(dir, "problem.json"), byHand)
	solution := `{"format": "smena/solution/1", "problem": "by hand", "duties": [{"person": "a", "date": "2026-12-07", "shift": "D"}]}`
	of := func(old, to string) string { return strings.Replace(solution, old, to, 1) }
	for name, tt := range map[string]struct {
		text string
		code int
		want string
	}{
		"as it is":  {solution, 0, "cost=0 hard=0 "},
		"nobody":    {of(`"a"`, `"zz"`), 2, `no such person`},
		"no shift":  {of(`"shift": "D"`, `"shift": "Q"`), 2, `no shift "Q"`},
		"too late":  {of("12-07", "12-27"), 2, "lies outside the planned days"},
		"a problem": {byHand, 2, "there is no such field"},
	} {
		o := smena(t, "check", problem, write(t, filepath.Join(dir, "solution.json"), tt.text))
		if o.code != tt.code || !strings.Contains(o.stdout+o.stderr, tt.want) {
			t.Errorf("%s: code %d, want %d and %q\n%s%s", name, o.code, tt.code, tt.want, o.stdout, o.stderr)
		}
	}
}

// A search goes on from a roster, and one that does not fit is refused.
func TestSolveFromARoster(t *testing.T) {
	dir := t.TempDir()
	problem := write(t, filepath.Join(dir, "problem.json"), byHand)
	start := write(t, filepath.Join(dir, "start.json"), `{"format": "smena/solution/1", "problem": "by hand", "duties": [{"person": "b", "date": "2026-12-07", "shift": "D"}]}`)
	out := filepath.Join(dir, "out.json")
	o := smena(t, "solve", problem, "--start", start, "--iterations", "100", "--out", out)
	if o.code != 0 || !strings.Contains(o.stdout, "cost=0 hard=0 ") {
		t.Fatalf("code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	written, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(written), `"person": "b"`) {
		t.Errorf("nothing was to be gained by another: %s (%v)", written, err)
	}
	strange := write(t, filepath.Join(dir, "strange.json"), `{"format": "smena/solution/1", "problem": "by hand", "duties": [{"person": "zz", "date": "2026-12-07", "shift": "D"}]}`)
	for want, args := range map[string][]string{
		"no such person": {problem, "--start", strange},
		"no such file":   {problem, "--start", filepath.Join(dir, "none.json")},
		"leave it out":   {problem, "--format", "rotating", "--start", start},
	} {
		if o := smena(t, append([]string{"solve"}, args...)...); o.code != 2 || !strings.Contains(o.stderr, want) {
			t.Errorf("code %d, want %q\n%s", o.code, want, o.stderr)
		}
	}
}

// Where the result cannot be kept, nothing is searched.
func TestSolveIntoNowhere(t *testing.T) {
	dir := t.TempDir()
	problem := write(t, filepath.Join(dir, "problem.json"), byHand)
	o := smena(t, "solve", problem, "--out", filepath.Join(problem, "solution.json"))
	if o.code != 2 || o.stdout != "" || !strings.Contains(o.stderr, "cannot be written") {
		t.Errorf("code %d, %q: %s", o.code, o.stdout, o.stderr)
	}
}
