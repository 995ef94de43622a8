package solver

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smena-org/smena/roster"
)

func solve(t testing.TB, p *Problem, o Options) *Solution {
	t.Helper()
	sol, err := Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// The roster of a budget depends on problem, seed and budget, not on how many
// threads there were or how fast they ran.
func TestBudgetDecidesTheRoster(t *testing.T) {
	p := serviceCentre(t)
	want := solve(t, p, Options{Seed: 7, Iterations: 20000, Workers: 1})
	for _, workers := range []int{1, 2, 3} {
		got := solve(t, p, Options{Seed: 7, Iterations: 20000, Workers: workers})
		if diff := cmp.Diff(want.Duties, got.Duties); diff != "" {
			t.Fatalf("%d workers made another roster:\n%s", workers, diff)
		}
		if got.Cost != want.Cost || got.Iterations != want.Iterations {
			t.Errorf("%d workers: cost %v, %d iterations; want %v, %d", workers, got.Cost, got.Iterations, want.Cost, want.Iterations)
		}
	}
	other := solve(t, p, Options{Seed: 8, Iterations: 20000})
	if cmp.Equal(want.Duties, other.Duties) {
		t.Error("another seed made the same roster")
	}
}

// On problems small enough to try every roster, one of two
// searches finds the best one.
func TestSearchFindsTheOptimumOfTinyProblems(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		p := randomProblem(t, r, 2)
		p.Days = 3
		p.Shifts = p.Shifts[:3]
		p.Demand = Demand{}
		randomDemand(p, r)
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		want := m.bruteForce()
		got := solve(t, p, Options{Seed: seed, Iterations: 30000})
		if again := solve(t, p, Options{Seed: seed + 100, Iterations: 30000}); again.Hard < got.Hard || again.Hard == got.Hard && again.Cost < got.Cost {
			got = again
		}
		// Where no roster is lawful, the least unlawful one is asked for, at any price.
		if got.Hard != want.Hard || want.Hard == 0 && got.Cost != units(want.Soft) {
			t.Errorf("seed %d: search found %d/%v, the best of all rosters is %d/%v", seed, got.Hard, got.Cost, want.Hard, units(want.Soft))
		}
	}
}

// bruteForce judges every roster.
func (m *model) bruteForce() roster.Cost {
	rows := newState(m).rows
	best := m.judged(rows)
	for advanceRows(rows, uint8(m.shifts)) {
		if c := m.judged(rows); c.Less(best) {
			best = c
		}
	}
	return best
}

// advanceRows counts the rows up like an odometer, and returns false after the last.
func advanceRows(rows [][]uint8, shifts uint8) bool {
	for i := range rows {
		for d := range rows[i] {
			if rows[i][d]++; rows[i][d] < shifts {
				return true
			}
			rows[i][d] = 0
		}
	}
	return false
}

func TestCancelReturnsTheBestSoFar(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	rounds := 0
	sol, err := Solve(ctx, serviceCentre(t), Options{Seed: 1, Iterations: 1 << 40, Progress: func(Event) { rounds++ }, TimeLimit: 300 * time.Millisecond})
	cancel()
	if err != nil || sol.Iterations >= 1<<40 {
		t.Fatalf("a solve with a time limit ran on to its budget, or failed: %v", err)
	}
	sol, err = Solve(ctx, serviceCentre(t), Options{Seed: 1, TimeLimit: time.Hour})
	if err != nil || sol == nil {
		t.Fatalf("a cancelled solve returned no roster: %v", err)
	}
}

// What a solve reports is what the checker finds in its duties.
func TestReportIsWhatCheckFinds(t *testing.T) {
	for seed := range uint64(10) {
		p := randomProblem(t, rand.New(rand.NewPCG(seed, 4)), 4)
		sol := solve(t, p, Options{Seed: seed, Iterations: 3000})
		got, err := Check(p, sol.Duties)
		if err != nil {
			t.Fatal(err)
		}
		if got.Cost != sol.Cost || got.Hard != sol.Hard {
			t.Errorf("seed %d: solve says %d/%v, check %d/%v", seed, sol.Hard, sol.Cost, got.Hard, got.Cost)
		}
		sum := 0.0
		for _, r := range sol.ByRule {
			sum += r.Cost
		}
		if diff := sum - sol.Cost; diff > 1e-6 || diff < -1e-6 {
			t.Errorf("seed %d: the rules' costs add up to %v, the whole is %v", seed, sum, sol.Cost)
		}
	}
}

// What is said of the best roster while a solve goes on holds of the roster: no
// later one is worse, none costs less than the bound, and hours that the last
// look counted as missing are those of a full report.
func TestProgressTellsOfTheBestSoFar(t *testing.T) {
	for seed := range uint64(10) {
		p := randomProblem(t, rand.New(rand.NewPCG(seed, 5)), 4)
		var all []Event
		sol := solve(t, p, Options{Seed: seed, Iterations: 3000, Progress: func(e Event) { all = append(all, e) }})
		if len(all) == 0 {
			t.Fatalf("seed %d: nothing was told", seed)
		}
		last := all[len(all)-1]
		for i, e := range all[1:] {
			if all[i].Best.Less(e.Best) {
				t.Errorf("seed %d: %v after %v", seed, e.Best, all[i].Best)
			}
		}
		if last.Best.Hard == sol.Hard && units(last.Best.Soft) == sol.Cost && math.Abs(last.Missing-sol.MissingHours(p)) > 1e-9 {
			t.Errorf("seed %d: told of %v missing hours, the report says %v", seed, last.Missing, sol.MissingHours(p))
		}
		if last.Bound != nil && last.Lawful && *last.Bound > units(last.Best.Soft)+1e-9 {
			t.Errorf("seed %d: bound %v over the cost %v", seed, *last.Bound, units(last.Best.Soft))
		}
	}
}

// The short count of missing hours is that of a full report, for any rows.
func TestMissingHours(t *testing.T) {
	short := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 6))
		p := randomProblem(t, r, 3)
		m, err := lay(p)
		if err != nil {
			t.Fatal(err)
		}
		rows := m.allFree()
		for i := range rows {
			for d := range rows[i] {
				rows[i][d] = uint8(r.IntN(len(p.Shifts) + 1))
			}
		}
		got, want := m.missingHours(rows), m.account(rows, nil).MissingHours(p)
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("seed %d: %v hours, the report says %v", seed, got, want)
		}
		if want > 0 {
			short++
		}
	}
	if short < 20 {
		t.Errorf("only %d of the rosters leave anything open", short)
	}
}

func TestImpossibleProblemsAreProved(t *testing.T) {
	day := roster.NewDate(2026, 12, 1)
	base := func() *Problem {
		return &Problem{Format: Format, Start: day, Days: 7, Shifts: []Shift{{ID: "D", Start: 480, Minutes: 480}}, People: []Person{{ID: "a"}, {ID: "b"}}}
	}
	tests := map[string]struct {
		change func(*Problem)
		proved bool
	}{
		"nothing asked": {func(*Problem) {}, false},
		"pinned to a shift and to a day off": {func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"pinned","date":"2026-12-03","shift":"D"}`), clause(t, `{"rule":"pinned","date":"2026-12-03"}`)}
		}, true},
		"two needed, one has the skill": {func(p *Problem) {
			p.People[0].Skills = []string{"hu"}
			p.Demand.Shifts = []ShiftDemand{{Date: day, Shift: "D", Skills: []string{"hu"}, Min: 2}}
		}, true},
		"two needed, two there": {func(p *Problem) {
			p.Demand.Shifts = []ShiftDemand{{Date: day, Shift: "D", Min: 2}}
		}, false},
		"two needed, one on leave": {func(p *Problem) {
			p.Demand.Shifts = []ShiftDemand{{Date: day, Shift: "D", Min: 2}}
			p.People[1].Rules = roster.Policy{clause(t, `{"rule":"unavailable","from":"2026-12-01","to":"2026-12-02"}`)}
		}, true},
		"60 hours due, 56 can be worked": {func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"hours","per":"horizon","min":3600}`)}
		}, true},
		"48 hours due, 48 possible with a day off": {func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"hours","per":"horizon","min":2880}`), clause(t, `{"rule":"days-in-a-row","max":6}`)}
		}, false},
		"pinned seven days where six are allowed": {func(p *Problem) {
			p.People[0].Rules = roster.Policy{clause(t, `{"rule":"days-in-a-row","max":6}`)}
			for d := range 7 {
				p.People[0].Rules = append(p.People[0].Rules, roster.Clause{Hard: true, Rule: roster.Pinned{Date: day + roster.Date(d), Shift: "D"}})
			}
		}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := base()
			tt.change(p)
			sol := solve(t, p, Options{Iterations: 2000})
			if got := sol.Infeasible != ""; got != tt.proved {
				t.Errorf("proved = %v (%q), want %v", got, sol.Infeasible, tt.proved)
			}
			if (sol.Hard > 0) != tt.proved {
				t.Errorf("hard = %d, want it above 0 just when impossible", sol.Hard)
			}
		})
	}
}

func TestNobodyAndNothing(t *testing.T) {
	p := &Problem{Format: Format, Start: roster.NewDate(2026, 12, 1), Days: 3, Shifts: []Shift{{ID: "D", Minutes: 480}},
		Demand: Demand{Shifts: []ShiftDemand{{Date: roster.NewDate(2026, 12, 2), Shift: "D", Target: 2, Missing: 10}}}}
	sol := solve(t, p, Options{Iterations: 100})
	if sol.Cost != 20 || len(sol.Duties) != 0 || len(sol.Gaps) != 1 {
		t.Errorf("an empty team costs %v with %d duties and %d gaps; want 20, 0, 1", sol.Cost, len(sol.Duties), len(sol.Gaps))
	}
}
