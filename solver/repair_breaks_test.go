package solver

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// placedBoard is a random problem whose breaks may move, and a roster of it with
// its breaks where they are missed least. Without rules there is nothing but
// demand, and all has a price.
func placedBoard(t testing.TB, seed uint64, people int, rules bool) (*Problem, []Assigned, *rand.Rand) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 29))
	p := randomProblem(t, r, people)
	movableBreaks(p, r, 10)
	if !rules {
		p.Policies[0].Rules = nil
		for i := range p.People {
			p.People[i].Rules = nil
		}
		for i := range p.Demand.Shifts {
			p.Demand.Shifts[i].Min = 0
		}
	}
	m, err := lay(p)
	if err != nil {
		t.Fatal(err)
	}
	rows := m.allFree()
	for i := range rows {
		for day := range rows[i] {
			rows[i][day] = uint8(max(r.IntN(m.shifts+2)-2, 0))
		}
	}
	return p, m.account(rows, m.placeBreaks(t.Context(), rows, seed)).Duties, r
}

// Whatever a repair makes of a roster, what its search counts is what the check
// does: duties that stay have their breaks where they were, new ones the usual.
func TestRepairCountsBreaksWhereTheyAre(t *testing.T) {
	told := 0
	for seed := range uint64(20) {
		p, published, r := placedBoard(t, seed, 3, true)
		b, err := newMending(p, published, RepairTerms{})
		if err != nil {
			t.Fatal(err)
		}
		for _, goal := range []string{FewestPeople, BestCoverage, Cheapest} {
			m, err := compile(b.aim(goal))
			if err != nil {
				t.Fatal(err)
			}
			m.hold(b.published, b.at)
			rows := b.m.allFree()
			for i := range rows {
				for day := range rows[i] {
					if rows[i][day] = b.published[i][day]; r.IntN(3) == 0 {
						rows[i][day] = uint8(r.IntN(m.shifts))
					}
				}
			}
			if want := b.m.countWith(rows, b.kept(rows)); !slices.Equal(m.count(rows), want) {
				t.Fatalf("seed %d, %s: the cells count %v, want %v", seed, goal, m.count(rows), want)
			} else if !slices.Equal(want, b.m.count(rows)) {
				told++
			}
			// And so does the state that the search keeps, change by change.
			k := newChain(m, rows, seed, 0)
			k.runFor(2000, 0, 1, func() bool { return false })
			if got, want := k.s.price(), b.priceOf(t, goal, k.s.rows); got != want {
				t.Errorf("seed %d, %s: the search says %v, the check %v", seed, goal, got, want)
			}
		}
	}
	if told < 10 {
		t.Errorf("breaks made a difference %d times only", told)
	}
}

// priceOf is what rows cost by a goal, their breaks where they are, worked out
// from the problem and the duties alone.
func (b *mending) priceOf(t testing.TB, goal string, rows [][]uint8) roster.Cost {
	t.Helper()
	m, err := lay(b.aim(goal))
	if err != nil {
		t.Fatal(err)
	}
	rows, at, err := m.read(b.m.account(rows, b.kept(rows)).Duties)
	if err != nil {
		t.Fatal(err)
	}
	return m.cost(rows, at)
}

// No answer is needless: by each of its goals it is better than the published
// duties that can be kept, or it is these and takes the others out. Where somebody
// fell ill every goal has an answer.
func TestMendsNothingInVain(t *testing.T) {
	answers, silent := 0, 0
	for seed := range uint64(24) {
		p, _, r := placedBoard(t, seed, 4, seed%3 == 1)
		s, err := Solve(t.Context(), p, Options{Iterations: 3000, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		published := s.Duties
		ill := seed%3 == 0 && len(published) > 0
		if ill {
			d := published[r.IntN(len(published))]
			away(t, p, d.Person, d.Date, d.Date+2)
		}
		terms := RepairTerms{From: p.Start, Notice: 5, Change: 50 + r.IntN(1000), Short: 2000}
		got, err := Mend(context.Background(), p, published, terms, RepairOptions{Iterations: 1500, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		b, err := newMending(p, published, terms)
		if err != nil {
			t.Fatal(err)
		}
		goals := 0
		for _, a := range got.Answers {
			rows, _, err := b.m.read(a.Solution.Duties)
			if err != nil {
				t.Fatal(err)
			}
			left := slices.EqualFunc(rows, b.left, slices.Equal)
			for _, goal := range a.Goals {
				goals++
				if now, after := b.priceOf(t, goal, b.left), b.priceOf(t, goal, rows); !after.Less(now) && !left {
					t.Errorf("seed %d: %s costs %v by its goal, leaving the roster %v: %+v", seed, goal, after, now, a.Changes)
				}
			}
			if len(a.Changes) == 0 || left && len(a.Touched) > 0 {
				t.Errorf("seed %d: %v touches %v and changes %v", seed, a.Goals, a.Touched, a.Changes)
			}
		}
		if ill && goals != 3 {
			t.Errorf("seed %d: somebody is ill, and %d goals have an answer", seed, goals)
		}
		answers, silent = answers+goals, silent+3-goals
	}
	if answers < 20 || silent < 5 {
		t.Errorf("%d goals have an answer, %d none: the problems try one side only", answers, silent)
	}
}

// Three people serve a counter for two and lunch one after another, at eleven,
// noon and one; the shift has lunch at noon. Nothing is open, so nothing is to be
// mended. With everybody at lunch at noon there is, and a later shift would help.
func TestMendLetsPeopleLunchInTurn(t *testing.T) {
	monday := roster.NewDate(2026, 3, 2)
	p := &Problem{
		Format: Format, Start: monday, Days: 3, Zone: "Europe/Berlin",
		Shifts: []Shift{
			{ID: "E", Start: 9 * 60, Minutes: 480, Breaks: []Break{{After: 180, Minutes: 60, Window: roster.Window{From: 120, To: 300, Step: 60}}}},
			{ID: "F", Start: 10 * 60, Minutes: 480, Breaks: []Break{{After: 300, Minutes: 60}}},
		},
		People: []Person{{ID: "anna"}, {ID: "bela"}, {ID: "cili"}},
	}
	for day := range p.Days {
		for hour := range 8 {
			start := fmt.Sprintf("%sT%02d:00", monday+roster.Date(day), 9+hour)
			p.Demand.Intervals = append(p.Demand.Intervals, IntervalDemand{Start: start, Minutes: 60, Target: 2, Missing: 100})
		}
	}
	for name, tt := range map[string]struct {
		lunch   [3]int // minutes of the shift
		ill     bool   // cili, on the second day
		open    float64
		answers int
	}{
		"in turn":                 {[3]int{120, 180, 240}, false, 0, 0},
		"in turn, and one is ill": {[3]int{120, 180, 240}, true, 2, 1}, // two cannot have lunch and be two
		"all at noon":             {[3]int{180, 180, 180}, false, 6, 1},
	} {
		q := *p
		q.People = slices.Clone(p.People)
		var published []Assigned
		for day := range p.Days {
			for i, who := range p.People {
				published = append(published, Assigned{Person: who.ID, Date: monday + roster.Date(day), Shift: "E", Breaks: []int{tt.lunch[i]}})
			}
		}
		if tt.ill {
			away(t, &q, "cili", monday+1, monday+1)
		}
		got := mend(t, &q, published, RepairTerms{From: monday, Change: 10, Short: 10}, RepairOptions{Iterations: 5000})
		if open := got.Unrepaired.MissingHours(&q); open != tt.open || len(got.Answers) != tt.answers {
			t.Errorf("%s: %v h are open, %d answers; want %v and %d", name, open, len(got.Answers), tt.open, tt.answers)
		}
		for _, a := range got.Answers {
			if open := a.Solution.MissingHours(&q); tt.ill && (a.Days > 0 || open != tt.open) || !tt.ill && (a.Days == 0 || open >= tt.open) {
				t.Errorf("%s: %v leaves %v h open and changes %v", name, a.Goals, open, a.Changes)
			}
		}
	}
}
