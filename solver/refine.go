package solver

import (
	"math/rand/v2"
	"slices"
)

// refiner improves a roster a few people at a time: the others are held to
// their rows, and the rows of the few are priced and dived for anew, which
// finds improvements that take several whole rows at once (large neighbourhood
// search; Shaw 1998, doi 10.1007/3-540-49481-2_30).
type refiner struct {
	b     *climber
	s     *state
	r     *rand.Rand
	pool  *pool
	scale float64
	work  [2]int64 // spent on steps with few people, and with many
}

// newRefiner makes a refiner at the weights of a climber, of which it keeps nothing
// that moves: several may be made from one.
func newRefiner(c *climber, s *state, pool *pool, seed uint64) *refiner {
	d := *c.d
	d.rooms, d.spent = make([]room, 1), 0
	b := newClimber(&d)
	b.center, b.trial = slices.Clone(c.center), slices.Clone(c.center)
	b.found = true
	f := &refiner{b: b, s: s, r: rand.New(rand.NewPCG(seed, 77)), pool: pool, scale: 0.05}
	f.hold()
	return f
}

// reset goes on from another roster.
func (f *refiner) reset(s *state) {
	f.s = s
	f.hold()
}

// hold fixes everybody to the rows of the state.
func (f *refiner) hold() {
	b := f.b
	for v, s := range b.d.stakes {
		b.rest[v] = float64(s.need)
	}
	for i, row := range f.s.rows {
		b.columns[i] = nil
		b.fixed[i] = append([]uint8(nil), row...)
		b.add(i, b.fixed[i])
	}
}

// next makes a step with few people free, or with many: whichever less work has
// gone to. A few mend what is small; what keeps a roster dear is often a pattern of
// half of them.
func (f *refiner) next() bool {
	k, before := 0, f.b.d.spent
	if f.work[1] < f.work[0] {
		k = 1
	}
	better := f.step(f.draw(k == 1))
	f.work[k] += f.b.d.spent - before
	return better
}

// draw draws how many people to free.
func (f *refiner) draw(many bool) int {
	most := min(int(shareOfFreed*float64(len(f.s.rows))), mostFreed)
	if !many || most <= mostOfFew {
		return leastFreed + f.r.IntN(mostOfFew-leastFreed+1)
	}
	return mostOfFew + 1 + f.r.IntN(most-mostOfFew)
}

const (
	leastFreed   = 4
	mostOfFew    = 10
	mostFreed    = 40
	shareOfFreed = 0.8 // of the people: with more, a step is a dive
)

// step frees n people and returns whether the roster got better.
func (f *refiner) step(n int) bool {
	b := f.b
	free := f.r.Perm(len(f.s.rows))[:min(n, len(f.s.rows))]
	b.steps.scale, b.nulls = f.scale, 0
	for _, i := range free {
		b.fixed[i] = nil
		rows := f.pool.rows[i]
		for range min(12, len(rows)) {
			b.add(i, rows[f.r.IntN(len(rows))])
		}
	}
	keep := slices.Clone(b.center)
	for range 3 {
		if !b.sweep() {
			f.hold()
			return false
		}
		b.settle(8)
		copy(b.center, b.trial)
	}
	out := b.descend(pace{2, 0.25}, len(free), func() bool { return false })
	b.center = keep
	if out == nil {
		f.hold()
		return false
	}
	before := f.s.hard*1e9 + f.s.soft
	old := map[int][]uint8{}
	for _, i := range free {
		old[i] = append([]uint8(nil), f.s.rows[i]...)
		f.s.set(i, b.fixed[i])
	}
	after := f.s.hard*1e9 + f.s.soft
	if after < before {
		return true
	}
	if after > before {
		for _, i := range free {
			f.s.set(i, old[i])
			b.replace(i, old[i])
		}
	}
	return false
}

// replace holds a fixed person to another row.
func (b *climber) replace(i int, row []uint8) {
	b.shift(i, &b.columns[i][0], -1)
	b.columns[i] = nil
	b.fixed[i] = row
	b.add(i, row)
}

// set gives a person a row.
func (s *state) set(i int, row []uint8) {
	c := &change{n: 1}
	c.who[0], c.from[0], c.to[0] = i, 0, s.m.days-1
	copy(s.fresh[0], row)
	d := s.rowDelta(c, 0)
	cover := s.coverDelta(c)
	d.add(cover.hard, cover.soft)
	s.commit(c, d)
}
