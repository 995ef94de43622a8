package bench

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/solver"
)

// drawn lists everything that is drawn, small where size can be chosen.
func drawn(seed uint64) []*solver.Problem {
	out := []*solver.Problem{Service(seed, 12), Organisation(seed, 20, 2)[1]}
	for _, f := range Families {
		out = append(out, f.Draw(seed))
	}
	return out
}

// What is drawn must be what the author meant: no fault and no warning, the same
// for the same seed, another for another, and whole after a trip through JSON.
func TestDrawnProblems(t *testing.T) {
	again, other := drawn(1), drawn(2)
	for i, p := range drawn(1) {
		t.Run(p.Name, func(t *testing.T) {
			if faults := p.Validate(); len(faults) > 0 {
				t.Fatalf("%d faults, first %v", len(faults), faults[0])
			}
			text := written(t, p)
			if text != written(t, again[i]) {
				t.Error("the same seed drew another problem")
			}
			if text == written(t, other[i]) {
				t.Error("another seed drew the same problem")
			}
			back, faults := solver.ParseProblem("x.json", []byte(text))
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			if diff := cmp.Diff(text, written(t, back)); diff != "" {
				t.Errorf("not the same after a trip through JSON:\n%.500s", diff)
			}
		})
	}
}

func written(t testing.TB, p *solver.Problem) string {
	t.Helper()
	var b bytes.Buffer
	if err := solver.WriteProblem(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Every family is solved a little: the sums of the search are the checker's, the
// bound is no more than the cost, and two threads make the roster that one makes.
func TestFamiliesAreSolvedTheSameByAnyThreads(t *testing.T) {
	for _, f := range Families {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			p := f.Draw(1)
			one, two := solved(t, p, 1), solved(t, p, 2)
			if diff := cmp.Diff(one.Duties, two.Duties); diff != "" {
				t.Errorf("two threads made another roster:\n%.500s", diff)
			}
			if one.Cost != two.Cost || !cmp.Equal(one.Bound, two.Bound) {
				t.Errorf("cost %v, bound %v; with two threads %v, %v", one.Cost, one.Bound, two.Cost, two.Bound)
			}
			if len(one.Duties) == 0 {
				t.Error("nobody works")
			}
		})
	}
}

func solved(t testing.TB, p *solver.Problem, workers int) *solver.Solution {
	t.Helper()
	s, err := solver.Solve(t.Context(), p, solver.Options{Seed: 3, Iterations: 3000, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	if err := agrees(p, s); err != nil {
		t.Error(err)
	}
	return s
}
