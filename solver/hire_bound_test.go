package solver

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// tinyHiring asks for people in a few hours of a day or two.
func tinyHiring(t *testing.T, seed uint64, moves bool) *hiring {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 31))
	p := mildProblem(t, seed)
	p.Days = min(p.Days, 2)
	if moves {
		p.Days = 1
		movableBreaks(p, r, 180)
	}
	late := fmt.Sprintf("%sT", p.Start+roster.Date(p.Days))
	p.Demand.Windows = nil
	p.Demand.Shifts = slices.DeleteFunc(p.Demand.Shifts, func(d ShiftDemand) bool { return d.Date >= p.Start+roster.Date(p.Days) || r.IntN(3) > 0 })
	p.Demand.Intervals = slices.DeleteFunc(p.Demand.Intervals, func(d IntervalDemand) bool { return d.Start >= late || r.IntN(3) > 0 })
	return newHiring(p, p.People[0], HireOptions{Most: 6})
}

// canClose tries every lawful roster with n more, and every place of its breaks.
func (h *hiring) canClose(t *testing.T, n int) bool {
	t.Helper()
	m, err := h.with(n)
	if err != nil {
		t.Fatal(err)
	}
	m = m.pricedWhere(h.served)
	choices := make([][][]uint8, len(m.people))
	for i, who := range m.people {
		at := [][]uint8{make([]uint8, m.days)}
		for more := true; more; more = advanceRows(at, uint8(m.shifts)) {
			if _, cost := who.judge.Check(who.row(at[0])); cost.Hard == 0 {
				choices[i] = append(choices[i], slices.Clone(at[0]))
			}
		}
	}
	rows := m.allFree()
	var try func(i, first int) bool
	try = func(i, first int) bool {
		if i == len(rows) {
			return m.closed(rows)
		}
		for k := first; k < len(choices[i]); k++ {
			rows[i] = choices[i][k]
			next := 0
			if i >= len(m.problem.People)-n { // people alike: in order
				next = k
			}
			if try(i+1, next) {
				return true
			}
		}
		return false
	}
	return try(0, 0)
}

// closed reports whether rows leave no gap, wherever their breaks are.
func (m *model) closed(rows [][]uint8) bool {
	if m.problem.moves() {
		return m.bestPlacing(rows).Soft == 0
	}
	return m.cellsOf(rows, nil).Soft == 0
}

// Whatever weighing proves, no roster of fewer closes the gaps: all are tried,
// in which breaks move too.
func TestWeighingNeverClaimsTooMuch(t *testing.T) {
	for name, moves := range map[string]bool{"breaks fixed": false, "breaks that move": true} {
		t.Run(name, func(t *testing.T) {
			const most = 2 // more take long to try
			proven, exact := 0, 0
			for seed := range uint64(50) {
				h := tinyHiring(t, seed, moves)
				one, err := h.withOne()
				if err != nil {
					t.Fatal(err)
				}
				w := newWeigher(one, h.served, 0, h.o.Most, endless)
				if w == nil {
					continue
				}
				w.climb(20_000_000)
				if w.n == 0 {
					continue
				}
				proven++
				if h.canClose(t, min(w.n-1, most)) {
					t.Errorf("seed %d: %d close all gaps, and %+v proves that they cannot", seed, w.n-1, w.why)
				}
				if w.n <= most && h.canClose(t, w.n) {
					exact++
				}
			}
			if proven < 20 || exact < 5 {
				t.Errorf("a need was proven %d times, and was what is needed %d times", proven, exact)
			}
		})
	}
}

// Where all hours count alike, a busy day hides behind quiet ones.
func TestWeighingProvesMoreThanCounting(t *testing.T) {
	p := &Problem{Format: Format, Start: roster.NewDate(2026, 12, 7), Days: 7, Shifts: []Shift{{ID: "D", Start: 480, Minutes: 480}}, People: []Person{{ID: "ann"}}}
	for d, target := range []int{4, 1, 1, 1, 0, 0, 0} {
		p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start + roster.Date(d), Shift: "D", Target: target, Missing: 10})
	}
	h := newHiring(p, p.People[0], HireOptions{Most: 10})
	one, err := h.withOne()
	if err != nil {
		t.Fatal(err)
	}
	out := &Hiring{}
	if h.count(out, one); out.AtLeast != 1 { // 7 duties are asked, ann has 4 of them and so has each more
		t.Fatalf("counting proves %d: %+v", out.AtLeast, out.Why)
	}
	h.weigh(t.Context(), out, one)
	if out.AtLeast != 3 || out.Why.When != Weighed || !slices.Equal(out.Why.Mostly, []roster.Clock{480, 780}) {
		t.Errorf("weighing proves %d: %+v", out.AtLeast, out.Why)
	}
	if full := hire(t, p, "ann", HireOptions{Iterations: 2000}); full.AtLeast != 3 || full.Enough != 3 {
		t.Errorf("%+v", full)
	}
	// Who may not work on Monday is of no use there.
	h.like.Rules = roster.Policy{clause(t, `{"rule":"duties","per":"horizon","weekdays":["mon"],"max":0}`)}
	if one, err = h.withOne(); err != nil {
		t.Fatal(err)
	}
	none := &Hiring{}
	if h.weigh(t.Context(), none, one); none.AtLeast != 11 || none.Why.Each != 0 {
		t.Errorf("proven %d: %+v", none.AtLeast, none.Why)
	}
}

// What is proven is the same for any number of threads, and a climb that is told
// to stop proves nothing wrong.
func TestWeighingStops(t *testing.T) {
	h := tinyHiring(t, 3, false)
	one, err := h.withOne()
	if err != nil {
		t.Fatal(err)
	}
	for after := range 12 {
		asked := 0
		w := newWeigher(one, h.served, 0, 6, endless)
		w.c.d.rooms = w.c.d.rooms[:1]
		w.c.d.stop = func() bool { asked++; return asked > 10*after }
		w.climb(20_000_000)
		if w.n > 0 && h.canClose(t, min(w.n-1, 3)) {
			t.Errorf("stopped after %d looks: %+v", after, w.why)
		}
	}
}
