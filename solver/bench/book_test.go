package bench

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBookGoesOnWhereItStopped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	b := opened(t, dir)
	first := Run{Problem: "1", Method: "smena", Seed: 1, Limit: 60, Workers: 2, Cost: of(607), Bound: of(558), Memory: 1 << 20}
	second := Run{Problem: "2", Method: "smena", Seed: 1, Limit: 60, Workers: 2, Failed: "no roster"}
	for _, r := range []Run{first, second} {
		if err := b.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]Run{first, second}, opened(t, dir).Runs); diff != "" {
		t.Errorf("runs differ (-want +got):\n%s", diff)
	}
}

// A program that is killed leaves half a line. It is not a run, and must not
// spoil the line that comes after.
func TestBookOutlivesAKill(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "runs.jsonl"), []byte("{\"problem\":\"1\",\"method\":\"smena\"}\n{\"problem\":\"2\",\"meth"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := opened(t, dir)
	if len(b.Runs) != 1 {
		t.Fatalf("%d runs; want the whole one", len(b.Runs))
	}
	if err := b.Add(Run{Problem: "3", Method: "smena"}); err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, r := range opened(t, dir).Runs {
		got = append(got, r.Problem)
	}
	if diff := cmp.Diff([]string{"1", "3"}, got); diff != "" {
		t.Errorf("problems differ (-want +got):\n%s", diff)
	}
}

// A run counts as done only under the same conditions.
func TestBookFindsTheSameRun(t *testing.T) {
	like := Run{Problem: "1", Method: "smena", Seed: 1, Limit: 60, Workers: 2}
	b := &Book{Runs: []Run{like}}
	tests := map[string]struct {
		change func(*Run)
		want   bool
	}{
		"same":            {func(*Run) {}, true},
		"result ignored":  {func(r *Run) { r.Cost = of(1) }, true},
		"another problem": {func(r *Run) { r.Problem = "2" }, false},
		"another method":  {func(r *Run) { r.Method = "CP-SAT" }, false},
		"another seed":    {func(r *Run) { r.Seed = 2 }, false},
		"more time":       {func(r *Run) { r.Limit = 600 }, false},
		"fewer threads":   {func(r *Run) { r.Workers = 1 }, false},
	}
	for name, tt := range tests {
		r := like
		tt.change(&r)
		if _, ok := b.Find(r); ok != tt.want {
			t.Errorf("%s: found is %v", name, ok)
		}
	}
}

func TestBookInAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(name); err == nil {
		t.Error("a file passes for a folder")
	}
}

func opened(t *testing.T, dir string) *Book {
	t.Helper()
	b, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
