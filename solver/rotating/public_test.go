package rotating

import (
	"os"
	"path/filepath"
	"slices"
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

// impossibleSamples are the numbers of the instances of sample200 that have no
// roster. A model of another kind, with a variable for each day and state of
// an automaton and solved by a constraint solver, has none for them either.
const impossibleSamples = ` 31 41 111 121 161 181 191 211 221 291 301 341 361 371 391 441 451 461 471 481 511 541 671 681 691
701 711 751 761 781 861 901 991 1011 1071 1081 1101 1131 1191 1211 1231 1251 1261 1271 1281 1301
1321 1331 1371 1391 1401 1421 1441 1541 1551 1571 1651 1661 1691 1731 1771 1851 1871 1921 1931 1951
1961 1991 `

// expected is what is known of a file.
func expected(file string) string {
	number := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Example"), ".txt")
	sample := strings.Contains(file, "sample200") && slices.Contains(strings.Fields(impossibleSamples), number)
	if sample || strings.HasSuffix(file, "impossible.txt") {
		return "impossible"
	}
	return "solved"
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
		if want := expected(file); verdict != want {
			t.Errorf("%s: %s, want %s", file, verdict, want)
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
