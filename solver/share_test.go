package solver

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSharedKeepsTheFirst(t *testing.T) {
	s := newShared[int32]()
	a, b, c := s.keep([]int32{1, 2}), s.keep([]int32{1, 2}), s.keep([]int32{2, 1})
	if &a[0] != &b[0] {
		t.Error("equal tables are kept twice")
	}
	if &a[0] == &c[0] || !slices.Equal(c, []int32{2, 1}) {
		t.Error("tables that differ are taken for one")
	}
}

func TestFeedsAreTheCounters(t *testing.T) {
	for seed := range uint64(20) {
		m, err := compile(randomProblem(t, rand.New(rand.NewPCG(seed, 5)), 4))
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range m.people {
			for at := range m.days * m.shifts {
				compareFeeds(t, m, who, at/m.shifts, uint8(at%m.shifts))
			}
		}
	}
}

func compareFeeds(t *testing.T, m *model, who *person, day int, shift uint8) {
	got, want := make([]int32, len(who.counters)), make([]int32, len(who.counters))
	for _, f := range who.feeds.of(day, shift) {
		got[f.counter] += f.amount
	}
	for n := range who.counters {
		if c := &who.counters[n]; c.amounts != nil && day >= c.from && day < c.to {
			want[n] = c.amount(day, m.shifts, shift)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("day %d shift %d of %s: feeds add %v, counters %v", day, shift, who.id, got, want)
	}
}
