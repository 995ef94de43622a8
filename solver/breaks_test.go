package solver

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
)

// movableBreaks gives the shifts of a random problem windows: one break, two,
// and one in the night near to midnight.
func movableBreaks(p *Problem, r *rand.Rand, step int) {
	p.Shifts[0].Breaks = []Break{{After: 240, Minutes: 20, Window: roster.Window{From: 120 + 10*r.IntN(5), To: 300 + 10*r.IntN(10), Step: step}}}
	p.Shifts[1].Breaks = []Break{
		{After: 150, Minutes: 20, Window: roster.Window{From: 60, To: 240, Step: step}},
		{After: 300, Minutes: 15, Paid: r.IntN(2) == 0, Window: roster.Window{From: 200, To: 450, Step: step, Apart: 30 * r.IntN(4)}},
	}
	p.Shifts[2].Breaks = []Break{{After: 180, Minutes: 30, Window: roster.Window{From: 30, To: 400, Step: step}}}
	p.Places[0].Unbroken = []int{0, 300, 100}[r.IntN(3)]
}

// The second stage makes no roster dearer, puts no break where it may not be,
// and costs what the check says of the solution written and read back.
func TestPlacedBreaksKeepToTheirWindows(t *testing.T) {
	moved := 0
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64Max(1<<20).Draw(rt, "seed")
		r := rand.New(rand.NewPCG(seed, 21))
		p := randomProblem(t, r, 2)
		movableBreaks(p, r, []int{10, 15, 25}[r.IntN(3)])
		m, err := lay(p)
		if err != nil {
			rt.Fatal(err)
		}
		rows := randomRows(m, r)
		at := m.placeBreaks(t.Context(), rows, seed)
		before, after := m.account(rows, nil), m.account(rows, at)
		if after.Hard > before.Hard || after.Hard == before.Hard && after.Cost > before.Cost {
			rt.Fatalf("cost %v and hard %d became %v and %d", before.Cost, before.Hard, after.Cost, after.Hard)
		}
		if !cmp.Equal(before.Breaches, after.Breaches) {
			rt.Fatalf("a rule knows the difference:\n%s", cmp.Diff(before.Breaches, after.Breaches))
		}
		for i := range rows {
			for day, s := range rows[i] {
				if a := at.of(i, day); a != nil {
					moved++
					if !mayBe(m, i, int(s), p.Start+roster.Date(day), a) {
						rt.Fatalf("day %d: breaks of %s at %v", day, p.Shifts[s-1].ID, a)
					}
				}
			}
		}
		var text bytes.Buffer
		if err := WriteSolution(&text, after); err != nil {
			rt.Fatal(err)
		}
		read, err := ReadSolution("s.json", &text)
		if err != nil {
			rt.Fatal(err)
		}
		checked, err := Check(p, read.Duties)
		if err != nil {
			rt.Fatal(err)
		}
		if checked.Cost != after.Cost || checked.Hard != after.Hard {
			rt.Fatalf("placed at cost %v, hard %d; checked as %v, %d", after.Cost, after.Hard, checked.Cost, checked.Hard)
		}
	})
	if moved == 0 {
		t.Error("no break moved at all")
	}
}

// What a placing costs by the search's own counts is what a recount costs.
func TestBreakSearchKeepsCount(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 22))
		p := randomProblem(t, r, 3)
		movableBreaks(p, r, 10)
		m, err := lay(p)
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(m, r)
		s := newBreakSearch(m, rows, seed)
		home, usual := s.snapshot(), s.cost
		for range 60 {
			b, place := s.propose()
			was := s.duties[b.duty].at[b.i]
			if hard, soft, ok := s.try(b, place); ok && r.IntN(3) > 0 {
				s.keep(hard, soft)
			} else if ok {
				s.put(b, was)
			}
			if got, want := s.cost, m.priceCells(&Solution{}, m.countWith(rows, s.placing())); got != want {
				t.Fatalf("seed %d: the search says %v, a recount %v", seed, got, want)
			}
		}
		if s.restore(home); s.cost != usual || !slices.Equal(s.have, m.count(rows)) {
			t.Fatalf("seed %d: back home it costs %v, not %v", seed, s.cost, usual)
		}
	}
}

// Of two people who would be away together one moves, and nobody without need.
func TestBreaksStayWithoutNeed(t *testing.T) {
	p := coffee(t)
	m, err := lay(p)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	at := m.placeBreaks(t.Context(), [][]uint8{{1}, {1}}, 7)
	for i := range 2 {
		if at.of(i, 0) != nil {
			moved++
		}
	}
	if moved != 1 {
		t.Errorf("%d breaks moved, want 1: %v", moved, at)
	}
}

// All ways to place the breaks of a few duties are tried.
func TestPlacedBreaksAreTheBest(t *testing.T) {
	found, better := 0, 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 23))
		p := tinyProblem(t, seed, 3, 1)
		movableBreaks(p, r, 60)
		m, err := lay(p)
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(m, r)
		at := m.placeBreaks(t.Context(), rows, seed)
		got, want := m.cellsOf(rows, at), m.bestPlacing(rows)
		if want.Less(got) {
			t.Errorf("seed %d: placed at %v, %v is possible", seed, got, want)
		}
		found++
		if got.Less(m.cellsOf(rows, nil)) {
			better++
		}
	}
	if better < found/4 {
		t.Errorf("only %d of %d rosters became better", better, found)
	}
}

func (m *model) cellsOf(rows [][]uint8, at placing) roster.Cost {
	return m.priceCells(&Solution{}, m.countWith(rows, at))
}

// bestPlacing tries all placings of rows.
func (m *model) bestPlacing(rows [][]uint8) roster.Cost {
	type duty struct {
		person, day int
		ways        [][]int
	}
	var duties []duty
	for i := range rows {
		for day, s := range rows[i] {
			if s != 0 {
				duties = append(duties, duty{i, day, m.ways(i, int(s), m.problem.Start+roster.Date(day))})
			}
		}
	}
	at, best := m.nonePlaced(), m.cellsOf(rows, nil)
	var try func(int)
	try = func(n int) {
		if n == len(duties) {
			if c := m.cellsOf(rows, at); c.Less(best) {
				best = c
			}
			return
		}
		for _, way := range duties[n].ways {
			at[duties[n].person][duties[n].day] = way
			try(n + 1)
		}
	}
	try(0)
	return best
}

// ways lists every lawful way to have the breaks of a duty.
func (m *model) ways(person, shift int, date roster.Date) (out [][]int) {
	if s := m.problem.Shifts[shift-1].template(); s.On("", date, m.zone).Span.Minutes() != s.Length {
		return [][]int{nil}
	}
	ways := [][]int{{}}
	for _, b := range m.problem.Shifts[shift-1].Breaks {
		var longer [][]int
		for _, way := range ways {
			for after := 0; after < m.problem.Shifts[shift-1].Minutes; after++ {
				if w := b.Window; after == b.After || after >= w.From && after <= w.To && (after-w.From)%w.Step == 0 {
					longer = append(longer, append(slices.Clone(way), after))
				}
			}
		}
		ways = longer
	}
	return slices.DeleteFunc(ways, func(way []int) bool { return !mayBe(m, person, shift, date, way) })
}

// The whole solve gives the same roster and breaks for a budget, on any number
// of threads, and its own account of them is the check's.
func TestSolveMovesBreaks(t *testing.T) {
	p := coffee(t)
	var first *Solution
	for _, workers := range []int{1, 2, 4} {
		sol, err := Solve(t.Context(), p, Options{Iterations: 5000, Seed: 3, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		sol.Seconds = 0
		if first == nil {
			first = sol
		}
		if diff := cmp.Diff(first, sol, cmp.AllowUnexported(Gap{})); diff != "" {
			t.Errorf("%d threads: %s", workers, diff)
		}
	}
	if first.Cost != 0 || first.Hard != 0 {
		t.Errorf("cost %v and hard %d: two people can take turns at the coffee", first.Cost, first.Hard)
	}
	checked, err := Check(p, first.Duties)
	if err != nil || checked.Cost != first.Cost {
		t.Errorf("checked at %v: %v", checked.Cost, err)
	}
	b, err := NewBoard(p, first.Duties)
	if err != nil {
		t.Fatal(err)
	}
	// Whoever leaves takes their hours with them, less the break where it is:
	// 8 hours of 60 minutes less 30, at 60 an hour, and somebody stays short.
	e, err := b.Try(Assigned{Person: "ann", Date: p.Start})
	if want := checkOf(t, p, without(first.Duties, "ann")).Cost; err != nil || e.Cost != want {
		t.Errorf("a day off costs %v, want %v (%v)", e.Cost, want, err)
	}
}

func checkOf(t *testing.T, p *Problem, duties []Assigned) *Solution {
	t.Helper()
	s, err := Check(p, duties)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func without(duties []Assigned, person string) []Assigned {
	return slices.DeleteFunc(slices.Clone(duties), func(d Assigned) bool { return d.Person == person })
}

// coffee is a day of two people who must not both be away: 8 hours from 9:00,
// half an hour off at noon or within an hour and a half of it.
func coffee(t *testing.T) *Problem {
	t.Helper()
	p, err := ReadProblem("coffee.json", strings.NewReader(`{
		"format": "smena/problem/1", "start": "2026-12-01", "days": 1,
		"shifts": [{"id": "D", "start": "09:00", "minutes": 480, "breaks": [{"after": 180, "minutes": 30, "window": {"from": 90, "to": 270}}]}],
		"people": [{"id": "ann", "rules": [{"rule": "pinned", "date": "2026-12-01", "shift": "D"}]}, {"id": "bob", "rules": [{"rule": "pinned", "date": "2026-12-01", "shift": "D"}]}],
		"demand": {"intervals": [{"start": "2026-12-01T09:00", "minutes": 180, "target": 1, "missing": 60},
			{"start": "2026-12-01T12:00", "minutes": 30, "target": 1, "min": 1, "missing": 60}, {"start": "2026-12-01T12:30", "minutes": 270, "target": 1, "missing": 60}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Problems without windows know nothing of all this.
func TestFixedBreaksStay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 25))
	p := randomProblem(t, r, 3)
	m, err := lay(p)
	if err != nil {
		t.Fatal(err)
	}
	if at := m.placeBreaks(t.Context(), randomRows(m, r), 1); at != nil {
		t.Errorf("placed at %v", at)
	}
}
