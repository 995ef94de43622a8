package solver

// Where so many sums are only priced that rows are rough, the climb is made in
// haste and a few dives as fast as can be; then everybody in turn takes the best
// row beside the others'. Such a roster is a seed: annealing from it ends lower
// than from nothing, since who works when was decided by prices that see the
// whole horizon.
const (
	lastSeed     = 0.12 // of the budget, after the climb, when no further seed is begun
	worthOfSeed  = 0.9  // of the best cost: a dearer seed is no better than annealing
	warmthOfSeed = 0.05 // of the first temperature, of annealing from a seed
	leastLooks   = 7    // of a climb, for its prices to be worth a seed
	slowLooks    = 4    // so few are expected, and a climb is given up for annealing
)

// tooFewLooks reports whether a climb that began at a share of the budget will
// come to far fewer looks than a seed takes.
func (r *run) tooFewLooks(begun float64) bool {
	look := (r.share() - begun) / float64(r.looks)
	return r.looks < slowLooks && (shareOfRough-begun)/look < slowLooks
}

// fill gives those a column who have none yet.
func (b *climber) fill() bool {
	var who []int
	for i := range b.columns {
		if len(b.columns[i]) == 0 {
			who = append(who, i)
		}
	}
	for k, a := range b.d.askSome(b.trial, who, b.tilts, true) {
		if a.row != nil {
			b.add(who[k], a.row)
		}
	}
	return b.complete()
}

// seed sets the chains on the best of several seeds: two by two, or, where each can
// do with the proposals it has, every other one to refining it. It returns false
// when no seed is worth that.
func (r *run) seed(c *climber, stop func() bool) bool {
	pool := newPool(len(r.m.people))
	c.collect(pool)
	s := r.dives(c, r.seeds(), stop)
	if s == nil || !r.worthSeeding(s) {
		return false
	}
	first, last := r.m.temperatures()
	cuts := r.cuts()
	for i, k := range r.chains {
		k.restart(stateLike(r.m, s.rows))
		k.heat.first, k.toll = max(first*warmthOfSeed, last), k.toll.strict()
		switch {
		case i%2 == 0:
		case cuts != nil:
			r.pair(r.chains[i-1], k, cuts)
		default:
			k.refine = newRefiner(c, k.s, pool, r.o.Seed*1000+uint64(i))
		}
	}
	return true
}

// seeds is the series of dives for seeds: the next is made while the best of
// those before is worth it. One under way has as long again.
func (r *run) seeds() series {
	last := r.share() + lastSeed
	return series{pace: inHaste, last: last, end: last + lastSeed, polish: true, more: r.worthSeeding}
}

// worthSeeding reports whether annealing from a seed promises more than going on.
func (r *run) worthSeeding(s *state) bool {
	best := r.leader().cost
	return s.hard == 0 && (best.Hard > 0 || float64(s.soft) < worthOfSeed*float64(best.Soft))
}
