package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Whatever people offer, take, refuse and withdraw in whatever order: no duty
// appears or is lost, nobody works twice on a day, no hard rule is broken by more
// than before, a swap that is over stays as it ended, and the draft follows what
// is in force.
func TestSwapsKeepTheRosterWhole(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			r := o.published(
				"ann 2026-12-01 E", "ann 2026-12-04 L", "ann 2026-12-08 N", "bob 2026-12-02 L", "bob 2026-12-05 E", "bob 2026-12-08 E",
				"cyd 2026-12-03 E", "cyd 2026-12-06 L", "cyd 2026-12-09 E",
			)
			m := swapModel{o: o, r: r, rng: rand.New(rand.NewPCG(seed, 3)), over: map[int64]roster.SwapState{}}
			m.people = map[string]context.Context{"ann": o.ann, "bob": o.bob, "cyd": o.cyd}
			m.duties, m.hard = m.shifts(), m.steps()
			for range 40 {
				m.step()
				m.check()
			}
			if m.applied == 0 || m.refused == 0 {
				t.Errorf("%d swaps were applied and %d steps refused: the walk says little", m.applied, m.refused)
			}
		})
	}
}

// swapModel is what swaps must keep.
type swapModel struct {
	o                *office
	r                desk.Roster
	rng              *rand.Rand
	people           map[string]context.Context
	duties           string // dates and shifts, whoever works them
	hard             int
	over             map[int64]roster.SwapState
	applied, refused int
}

// step has somebody do something with a swap.
func (m *swapModel) step() {
	m.o.t.Helper()
	name := []string{"ann", "bob", "cyd"}[m.rng.IntN(3)]
	who := m.people[name]
	var err error
	if m.rng.IntN(2) == 0 {
		_, err = m.o.OfferSwap(who, m.offer(name))
	} else {
		swaps, failed := m.o.Swaps(who, desk.SwapFilter{Open: true})
		if failed != nil {
			m.o.t.Fatal(failed)
		}
		if len(swaps) == 0 {
			return
		}
		id := swaps[m.rng.IntN(len(swaps))].ID
		switch m.rng.IntN(4) {
		case 0:
			_, err = m.o.DeclineSwap(who, id, "no")
		case 1:
			_, err = m.o.WithdrawSwap(who, id)
		default:
			_, err = m.o.AcceptSwap(who, id)
		}
	}
	if err != nil {
		m.refused++
		if kind := roster.KindOf(err); kind == roster.Internal {
			m.o.t.Fatal(err)
		}
	}
}

// offer is of a duty by chance: to anybody or to one, for nothing or for a duty
// of theirs; it may be of something that there is not.
func (m *swapModel) offer(name string) desk.SwapOffer {
	day := func(name string) roster.Date {
		var own []roster.Date
		for _, d := range strings.Split(m.o.inForce(m.r), ", ") {
			if f := strings.Fields(d); f[0] == name {
				own = append(own, date(m.o.t, f[1]))
			}
		}
		if len(own) == 0 || m.rng.IntN(5) == 0 {
			return december.From + roster.Date(m.rng.IntN(9))
		}
		return own[m.rng.IntN(len(own))]
	}
	out := desk.SwapOffer{Date: day(name)}
	if m.rng.IntN(3) > 0 {
		for out.Other == "" || out.Other == name {
			out.Other = []string{"ann", "bob", "cyd"}[m.rng.IntN(3)]
		}
		if m.rng.IntN(2) == 0 {
			out.Back = day(out.Other)
		}
	}
	return out
}

func (m *swapModel) check() {
	m.o.t.Helper()
	if got := m.shifts(); got != m.duties {
		m.o.t.Fatalf("the duties are\n%s, were\n%s", got, m.duties)
	}
	if got := m.steps(); got > m.hard {
		m.o.t.Errorf("hard rules are broken by %d steps, were by %d", got, m.hard)
	}
	if draft := m.o.draftOf(m.r); draft != m.o.inForce(m.r) {
		m.o.t.Errorf("the draft is\n%s, in force\n%s", draft, m.o.inForce(m.r))
	}
	all, err := m.o.Swaps(m.o.planner, desk.SwapFilter{Team: m.o.team, Page: desk.Page{Limit: 100}})
	if err != nil {
		m.o.t.Fatal(err)
	}
	m.applied = 0
	for _, s := range all {
		if was, ok := m.over[s.ID]; ok && was != s.State {
			m.o.t.Errorf("swap %d was %s, and is %s", s.ID, was, s.State)
		}
		if s.State.Final() {
			m.over[s.ID] = s.State
		}
		if s.State == roster.Applied {
			m.applied++
		}
	}
}

// shifts are the duties in force without their people, in order; it wants none
// twice a day.
func (m *swapModel) shifts() string {
	m.o.t.Helper()
	var out []string
	seen := map[string]bool{}
	for _, d := range strings.Split(m.o.inForce(m.r), ", ") {
		f := strings.Fields(d)
		if seen[f[0]+f[1]] {
			m.o.t.Errorf("%s works twice on %s", f[0], f[1])
		}
		seen[f[0]+f[1]] = true
		out = append(out, f[1]+" "+f[2])
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// steps is how far hard rules are broken.
func (m *swapModel) steps() int {
	m.o.t.Helper()
	checked, err := m.o.Assess(m.o.planner, m.r.ID)
	if err != nil {
		m.o.t.Fatal(err)
	}
	return checked.Hard
}
