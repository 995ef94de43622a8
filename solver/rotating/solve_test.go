package rotating

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

func TestSolveInvalid(t *testing.T) {
	res, err := Solve(t.Context(), &Problem{}, Options{})
	if res != nil || roster.KindOf(err) != roster.Invalid {
		t.Errorf("Solve of nothing = %v, %v, want Invalid", res, err)
	}
}

// With the same seed and number of iterations the result is the same, however
// many chains run at once.
func TestSolveIsDeterministic(t *testing.T) {
	files := instances(t)
	for i := 0; i < len(files); i += 40 {
		p := load(t, files[i])
		for _, iterations := range []int64{100, 3000} {
			var first *Result
			for _, workers := range []int{1, 1, 2, 4} {
				res, err := Solve(t.Context(), p, Options{Seed: 7, Iterations: iterations, Workers: workers})
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = res
				}
				if !reflect.DeepEqual(first, res) {
					t.Errorf("%s: %d iterations on %d workers: %+v, want %+v", files[i], iterations, workers, res, first)
				}
			}
		}
	}
}

// Other seeds find other rosters: the seed is used.
func TestSeedsDiffer(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	seen := make(map[string]bool)
	for seed := range uint64(5) {
		res, err := Solve(t.Context(), p, Options{Seed: seed})
		if err != nil || !res.Feasible {
			t.Fatalf("seed %d: %+v, %v", seed, res, err)
		}
		seen[Format(p, res.Rows)] = true
	}
	if len(seen) < 2 {
		t.Error("five seeds, one roster")
	}
}

// Stopped before it began, Solve claims nothing and complains about nothing.
func TestSolveStopped(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, tt := range map[string]struct {
		ctx context.Context
		o   Options
	}{
		"cancelled":     {ctx, Options{}},
		"no time":       {t.Context(), Options{TimeLimit: 1}},
		"no iterations": {t.Context(), Options{Iterations: 1}},
	} {
		res, err := Solve(tt.ctx, p, tt.o)
		if err != nil || res.Feasible || res.Infeasible || res.Rows != nil || res.Proof != "" {
			t.Errorf("%s: %+v, %v", name, res, err)
		}
	}
}

// A time limit ends a search that would go on; the problem is one of five
// shifts with a graph of thousands of columns.
func TestTimeLimit(t *testing.T) {
	p := free(5)
	begin := time.Now()
	if _, err := Solve(t.Context(), p, Options{TimeLimit: 20 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("20 ms took %v", took)
	}
}

func TestProgress(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	r := newRace(p.network(), Options{Progress: func(got Progress) {
		if got != (Progress{Round: 3, Iterations: 40, Nodes: 8}) {
			t.Errorf("Progress = %+v", got)
		}
	}})
	for _, c := range r.chains {
		c.spent, c.nodes = 10, 2
	}
	res := &Result{}
	r.tally(res, chainCount)
	r.report(3, res)
	if r.tally(res, 1); res.Iterations != 20 {
		t.Errorf("two chains of ten pivots: %d", res.Iterations)
	}
}

// The reasons a person can check on paper come in words.
func TestProofsByCounting(t *testing.T) {
	tests := map[string]struct {
		spoil func(p *Problem)
		want  string
	}{
		"too many wanted": {func(p *Problem) { p.Demand[0][2] = 3 }, "day 3 asks for 3 employees and there are 2"},
		"run too long":    {func(p *Problem) { p.Shifts[0].Run = Range{6, 7} }, "5 days of shift D cannot be parted into runs of 6 to 7"},
		"rest too long":   {func(p *Problem) { p.Rest = Range{10, 12} }, "9 days off cannot be parted into runs of 10 to 12"},
		"work too long":   {func(p *Problem) { p.Work = Range{6, 7} }, "5 working days cannot be parted into blocks of 6 to 7"},
		"unequal numbers": {func(p *Problem) { p.Rest = Range{3, 4} }, "5 working days make 1 to 1 blocks, 9 days off make 3 to 3 runs, and there must be as many of one as of the other"},
		"always at work":  {func(p *Problem) { p.Demand[0] = []int{2, 2, 2, 2, 2, 2, 2} }, "nobody is ever free, which makes one work block of 14 days; 5 to 5 are allowed"},
		"never at work":   {func(p *Problem) { p.Demand[0] = []int{0, 0, 0, 0, 0, 0, 0} }, "nobody is asked for, which makes one run of 14 days off; 1 to 9 are allowed"},
	}
	for name, tt := range tests {
		p := week()
		tt.spoil(p)
		res, err := Solve(t.Context(), p, Options{})
		if err != nil || !res.Infeasible || res.Proof != tt.want {
			t.Errorf("%s: %+v, %v\nwant proof %q", name, res, err, tt.want)
		}
	}
	if why := week().impossible(); why != "" {
		t.Errorf("a sound problem is impossible: %s", why)
	}
}

// Where counting does not help, the search gives the proof.
func TestProofBySearch(t *testing.T) {
	res, err := Solve(t.Context(), load(t, "testdata/pairs_impossible.txt"), Options{})
	if err != nil || !res.Infeasible || !strings.Contains(res.Proof, "contradicts itself in whole numbers") {
		t.Errorf("%+v, %v", res, err)
	}
}

// A demand that leaves no choice is met or refused, whichever the rules say.
func TestUniform(t *testing.T) {
	always := func(shifts ...Shift) *Problem {
		p := &Problem{Days: 7, Employees: 1, Shifts: shifts, Rest: Range{1, 7}, Work: Range{1, 7}}
		p.Demand = [][]int{{1, 1, 1, 1, 1, 1, 1}}
		return p
	}
	p := always(Shift{Name: "D", Run: Range{1, 7}})
	if res, err := Solve(t.Context(), p, Options{}); err != nil || !res.Feasible {
		t.Errorf("always D: %+v, %v", res, err)
	}
	p.After = [][2]int{{0, 0}}
	if res, err := Solve(t.Context(), p, Options{}); err != nil || !res.Infeasible || !strings.Contains(res.Proof, "forbidden 2 D D") {
		t.Errorf("always D, never D after D: %+v, %v", res, err)
	}
	p = always(Shift{Name: "D", Run: Range{1, 7}})
	p.Demand[0] = make([]int, 7)
	if res, err := Solve(t.Context(), p, Options{}); err != nil || !res.Feasible {
		t.Errorf("always off: %+v, %v", res, err)
	}
}

// Without a day off the cycle is a single block, and runs go around its end.
func TestRing(t *testing.T) {
	p := &Problem{Days: 7, Employees: 1, Rest: Range{1, 2}, Work: Range{1, 7},
		Shifts: []Shift{{Name: "D", Run: Range{4, 5}}, {Name: "N", Run: Range{2, 3}}},
		Demand: [][]int{{1, 1, 0, 0, 0, 1, 1}, {0, 0, 1, 1, 1, 0, 0}}}
	res, err := Solve(t.Context(), p, Options{})
	if err != nil || !res.Feasible || Format(p, res.Rows) != "D D N N N D D\n" {
		t.Errorf("%+v, %v", res, err)
	}
	p.Shifts[0].Run.Max = 3
	p.Shifts[0].Run.Min = 1
	if res, err := Solve(t.Context(), p, Options{}); err != nil || !res.Infeasible {
		t.Errorf("a run of four where three are allowed: %+v, %v", res, err)
	}
}

// The least bad roster meets the demand and is better than what it began with.
func TestNearest(t *testing.T) {
	p := load(t, "testdata/pairs_impossible.txt")
	res, err := Solve(t.Context(), p, Options{Seed: 1, Nearest: 3000})
	if err != nil || !res.Infeasible || res.Feasible || res.Rows == nil {
		t.Fatalf("%+v, %v", res, err)
	}
	breaches := Check(p, res.Rows)
	if len(breaches) != res.Violations || res.Violations == 0 || res.Violations > 8 {
		t.Errorf("%d violations, want what Check says, %d, and few", res.Violations, len(breaches))
	}
	for _, b := range breaches {
		if b.Rule == "demand" {
			t.Errorf("the demand is not met: %v", b)
		}
	}
	again, err := Solve(t.Context(), p, Options{Seed: 1, Nearest: 3000, Workers: 3})
	if err != nil || !reflect.DeepEqual(res, again) {
		t.Errorf("the same seed, another roster: %v", err)
	}
}

// More is wanted than there are people: the roster is full and has a breach.
func TestNearestOverfull(t *testing.T) {
	p := week()
	p.Demand[0][0] = 3
	res, err := Solve(t.Context(), p, Options{Nearest: 10})
	if err != nil || !res.Infeasible || res.Violations == 0 || len(res.Rows) != 2 {
		t.Errorf("%+v, %v", res, err)
	}
}

func BenchmarkSolve(b *testing.B) {
	p := load(b, "testdata/ward.txt")
	for b.Loop() {
		if res, err := Solve(b.Context(), p, Options{Seed: 1}); err != nil || !res.Feasible {
			b.Fatal(res, err)
		}
	}
}
