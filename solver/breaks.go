package solver

import (
	"context"
	"math/rand/v2"
	"slices"

	"github.com/smena-org/smena/roster"
)

// The search takes every break where its shift has it, so that what a duty adds
// is known by shift. Once it has found a roster, a second stage moves the breaks
// inside their windows to where people are needed least: every break by itself
// to its best place until none has a better one, an annealing from there, and
// the same again. The cells price it; no rule knows the difference. What gained
// nothing by it goes back.
const (
	proposalsOfBreak = 400       // of the annealing
	leastProposals   = 20_000    // of few breaks
	mostProposals    = 2_000_000 // of many
	warmthOfBreaks   = 0.5       // of what a break can gain or lose, on average
	coolnessOfBreaks = 0.005
)

// placeBreaks returns where to have the breaks of a roster: nil when no break
// may move, or none is better anywhere else. It depends on rows and seed alone,
// unless ctx ends it before; the roster is not dearer for it even then.
func (m *model) placeBreaks(ctx context.Context, rows [][]uint8, seed uint64) placing {
	if !m.problem.moves() {
		return nil
	}
	s := newBreakSearch(m, rows, seed)
	if len(s.breaks) == 0 {
		return nil
	}
	usual := s.cost
	s.descend()
	best, at := s.cost, s.snapshot()
	s.anneal(ctx)
	s.descend()
	if !s.cost.Less(best) {
		s.restore(at)
	}
	if !s.cost.Less(usual) {
		return nil
	}
	s.goHome()
	return s.placing()
}

// breakSearch is the cells of a roster, and the breaks that may move.
type breakSearch struct {
	m      *model
	r      *rand.Rand
	have   []int32
	prices []cellPrice
	cost   roster.Cost // of all cells
	duties []movable
	breaks []breakRef
	seen   []uint32 // by cell: the stamp under which it was touched
	stamp  uint32
	cells  []int32 // touched by the proposal
	fresh  []cellPrice
}

// movable is a duty of which breaks may move.
type movable struct {
	person, day int
	p           *pausing
	gone        [][][]contribution // by break and place: what the duty does not add
	at          []int              // by break: its place
	after       []int              // and the minute of the shift
}

// breakRef is one break that may move.
type breakRef struct{ duty, i int }

func newBreakSearch(m *model, rows [][]uint8, seed uint64) *breakSearch {
	s := &breakSearch{m: m, r: rand.New(rand.NewPCG(seed, 0xb4ea)), have: m.count(rows), seen: make([]uint32, len(m.cover.cells))}
	for i := range m.cover.cells {
		c := &m.cover.cells[i]
		h, f := c.cost(c.counts(s.have))
		s.prices = append(s.prices, cellPrice{h, f})
		s.cost = s.cost.Add(roster.Cost{Hard: int(h), Soft: f})
	}
	g := m.absences()
	for i := range rows {
		for day, shift := range rows[i] {
			if shift == 0 {
				continue
			}
			if d, ok := g.movable(i, day, int(shift)); ok {
				s.add(d)
			}
		}
	}
	return s
}

// add takes up a duty.
func (s *breakSearch) add(d movable) {
	for i, places := range d.p.places {
		if len(places) > 1 {
			s.breaks = append(s.breaks, breakRef{len(s.duties), i})
		}
	}
	s.duties = append(s.duties, d)
}

// try moves a break to a place if it may be there, and returns what that costs.
// It is then to be kept, or put back.
func (s *breakSearch) try(b breakRef, place int) (hard, soft int64, ok bool) {
	d := &s.duties[b.duty]
	was := d.at[b.i]
	d.after[b.i] = d.p.places[b.i][place]
	if ok = d.p.allows(d.after); !ok {
		d.after[b.i] = d.p.places[b.i][was]
		return 0, 0, false
	}
	hard, soft = s.move(b, place)
	return hard, soft, true
}

// move moves a break to a place and returns what that costs.
func (s *breakSearch) move(b breakRef, place int) (hard, soft int64) {
	d := &s.duties[b.duty]
	s.touch(d.gone[b.i][d.at[b.i]], d.gone[b.i][place])
	s.put(b, place)
	s.fresh = s.fresh[:0]
	for _, n := range s.cells {
		c := &s.m.cover.cells[n]
		h, f := c.cost(c.counts(s.have))
		s.fresh = append(s.fresh, cellPrice{h, f})
		hard, soft = hard+h-s.prices[n].hard, soft+f-s.prices[n].soft
	}
	return hard, soft
}

// put counts a break at another place.
func (s *breakSearch) put(b breakRef, place int) {
	d := &s.duties[b.duty]
	s.m.cover.apply(s.have, d.gone[b.i][d.at[b.i]], 1)
	s.m.cover.apply(s.have, d.gone[b.i][place], -1)
	d.at[b.i], d.after[b.i] = place, d.p.places[b.i][place]
}

// touch lists the cells of contributions, each once.
func (s *breakSearch) touch(all ...[]contribution) {
	s.cells = s.cells[:0]
	s.stamp++
	for _, adds := range all {
		for i := range adds {
			if n := adds[i].cell; s.seen[n] != s.stamp {
				s.seen[n] = s.stamp
				s.cells = append(s.cells, n)
			}
		}
	}
}

// keep commits what was tried.
func (s *breakSearch) keep(hard, soft int64) {
	for i, n := range s.cells {
		s.prices[n] = s.fresh[i]
	}
	s.cost = s.cost.Add(roster.Cost{Hard: int(hard), Soft: soft})
}

// descend moves every break to its best place, in order, until none has a better one.
func (s *breakSearch) descend() {
	for better := true; better; {
		better = false
		for _, b := range s.breaks {
			d := &s.duties[b.duty]
			for place := range d.p.places[b.i] {
				was := d.at[b.i]
				if place == was {
					continue
				}
				hard, soft, ok := s.try(b, place)
				switch {
				case !ok:
				case hard < 0 || hard == 0 && soft < 0:
					s.keep(hard, soft)
					better = true
				default:
					s.put(b, was)
				}
			}
		}
	}
}

// goHome puts breaks back where their shifts have them if nothing is lost by it:
// who gains nothing keeps to what people are used to.
func (s *breakSearch) goHome() {
	for moved := true; moved; {
		moved = false
		for _, b := range s.breaks {
			d := &s.duties[b.duty]
			was, home := d.at[b.i], slices.Index(d.p.places[b.i], d.p.shift.Breaks[b.i].After)
			if was == home {
				continue
			}
			hard, soft, ok := s.try(b, home)
			switch {
			case !ok:
			case hard < 0 || hard == 0 && soft <= 0:
				s.keep(hard, soft)
				moved = true
			default:
				s.put(b, was)
			}
		}
	}
}

// anneal lets breaks wander, ever less willing to a worse place. No minimum is
// given up for it.
func (s *breakSearch) anneal(ctx context.Context) {
	n := min(max(len(s.breaks)*proposalsOfBreak, leastProposals), mostProposals)
	size := s.usualChange()
	heat := schedule{max(size*warmthOfBreaks, 1), max(size*coolnessOfBreaks, 0.1)}
	temperature := 0.0
	for k := range n {
		if k%stride == 0 {
			if ctx.Err() != nil {
				return
			}
			temperature = heat.at(float64(k) / float64(n))
		}
		b, place := s.propose()
		was := s.duties[b.duty].at[b.i]
		if place == was {
			continue
		}
		hard, soft, ok := s.try(b, place)
		limit := int64(temperature * exponential[s.r.Uint32()>>(32-exponentialBits)])
		switch {
		case !ok:
		case hard < 0 || hard == 0 && soft <= limit:
			s.keep(hard, soft)
		default:
			s.put(b, was)
		}
	}
}

func (s *breakSearch) propose() (breakRef, int) {
	b := s.breaks[s.r.IntN(len(s.breaks))]
	return b, s.r.IntN(len(s.duties[b.duty].p.places[b.i]))
}

// usualChange is by how much a proposal changes the cost, on average of those
// that do.
func (s *breakSearch) usualChange() float64 {
	const looks = 500
	var sum, count int64
	for range looks {
		b, place := s.propose()
		was := s.duties[b.duty].at[b.i]
		if place == was {
			continue
		}
		hard, soft, ok := s.try(b, place)
		if !ok {
			continue
		}
		s.put(b, was)
		if hard == 0 && soft != 0 {
			sum, count = sum+max(soft, -soft), count+1
		}
	}
	return float64(sum) / float64(max(count, 1))
}

// snapshot copies where all breaks are.
func (s *breakSearch) snapshot() [][]int {
	out := make([][]int, len(s.duties))
	for i := range s.duties {
		out[i] = append(out[i], s.duties[i].at...)
	}
	return out
}

// restore puts all breaks back.
func (s *breakSearch) restore(at [][]int) {
	for i := range s.duties {
		for k, place := range at[i] {
			s.keep(s.move(breakRef{i, k}, place))
		}
	}
}

// placing is where the breaks are that moved.
func (s *breakSearch) placing() placing {
	out := s.m.nonePlaced()
	for i := range s.duties {
		d := &s.duties[i]
		if !d.usual() {
			out[d.person][d.day] = d.after
		}
	}
	return out
}

// usual reports whether all breaks are where the shift has them.
func (d *movable) usual() bool {
	for i, b := range d.p.shift.Breaks {
		if d.after[i] != b.After {
			return false
		}
	}
	return true
}
