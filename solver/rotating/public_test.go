package rotating

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The public instances of Musliu lie beside the repository, not in it. Where
// they are missing the tests make do with those of testdata.
const publicDir = "../../../shared/bench/solver/rotating"

// instances returns the files to test with.
func instances(t testing.TB) []string {
	t.Helper()
	files, _ := filepath.Glob(publicDir + "/*/Example*.txt")
	own, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(own) == 0 {
		t.Fatal("no testdata")
	}
	return append(own, files...)
}

func load(t testing.TB, file string) *Problem {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := Parse(file, f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every public instance is decided within seconds on one thread, and what is
// found is a roster. ROTATING_OUT names a folder to write the rosters to, for
// a checker of somebody else's.
func TestDecidesEveryInstance(t *testing.T) {
	verdicts := make(map[string]int)
	for _, file := range instances(t) {
		p := load(t, file)
		begin := time.Now()
		res, err := Solve(t.Context(), p, Options{Seed: 1, TimeLimit: 10 * time.Second})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		verdict := "open"
		switch {
		case res.Feasible:
			verdict = "solved"
		case res.Infeasible:
			verdict = "impossible"
		default:
			t.Errorf("%s: not decided in 10 s", file)
		}
		verdicts[filepath.Base(filepath.Dir(file))+" "+verdict]++
		t.Logf("%-28s %-10s %6.3f s %7d pivots, %d breaches %s", strings.TrimPrefix(file, publicDir), verdict,
			time.Since(begin).Seconds(), res.Iterations, res.Violations, res.Proof)
		if dir := os.Getenv("ROTATING_OUT"); dir != "" && res.Feasible {
			name := filepath.Base(filepath.Dir(file)) + "-" + filepath.Base(file)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(Format(p, res.Rows)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Log(verdicts)
}
