package bench

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/curtois"
)

// Ten runs of a fixed budget, on one thread and on two, write the same file. The
// budget reaches the phases that price, refine and dive as well as annealing.
func TestTenRunsAreOneFile(t *testing.T) {
	runs := 10
	if testing.Short() {
		runs = 4
	}
	for name, p := range map[string]*solver.Problem{"ward": Ward(1), "residents": Residents(2), "service": Service(3, 16), "public": instance5(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := ""
			for i := range runs {
				got := solution(t, p, 1+i%2)
				if i == 0 {
					want = got
				}
				if !strings.Contains(got, `"bound":`) {
					t.Fatal("the budget does not reach the phase that prices")
				}
				if got != want {
					t.Fatalf("run %d, on %d threads, wrote another file", i+1, 1+i%2)
				}
			}
		})
	}
}

// solution is the file of a solve, but for how long it took.
func solution(t testing.TB, p *solver.Problem, workers int) string {
	t.Helper()
	s, err := solver.Solve(t.Context(), p, solver.Options{Seed: 7, Iterations: 4000, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	s.Seconds = 0
	var b bytes.Buffer
	if err := solver.WriteSolution(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// instance5 is the public one where it is there, else a little one in its format.
func instance5(t testing.TB) *solver.Problem {
	t.Helper()
	if _, err := os.Stat("../../../shared/bench/solver/curtois"); err == nil {
		p, err := (Public{"../../../shared/bench/solver/curtois"}).Read(5)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p, err := curtois.Read("little.txt", strings.NewReader(wardText))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
