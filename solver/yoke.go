package solver

import (
	"slices"
	"sync"
)

// yoke lets two chains anneal one roster: while one changes some people's duties
// on the first days, the other changes those of all other people on the last. No
// row and no cell is in both hands, so that what both did holds together. Who
// and which days are drawn afresh every few thousand proposals.
type yoke struct {
	mate  *chain
	cuts  []cut
	crew  []int
	alone bool   // one thread has to do for both
	of    *state // which the mate's is like
}

const (
	pullFor        = 16                            // strides that the two make between two meetings
	fewProposals   = 8000                          // by a chain, of a person's day: with 2,600 two chains do better on one roster, with 17,000 as well on two
	leastOfTwo     = rounds * pullFor * stride / 2 // proposals of a chain: with fewer the two do not meet every round
	leastToYoke    = 4                             // people
	mostBetween    = 8                             // the part of all days, at most, that a cut may leave to neither
	proposalsOfOne = 5e8 / unitsOfProposal         // a second; a guess is enough
)

// yoke yokes the chains two by two, where the roster is so large that a chain by
// itself would cool too fast, and days can be parted.
func (r *run) yoke() {
	cuts := r.cuts()
	if cuts == nil {
		return
	}
	lead := r.leader()
	hot, _ := r.m.temperatures()
	for i := 1; i < len(r.chains); i += 2 {
		k, mate := r.chains[i-1], r.chains[i]
		k.settle()
		k.take(lead)
		if r.o.Start == nil { // a roster mended on the way is not worth staying near
			k.warm, k.heat.first = false, hot
		}
		r.pair(k, mate, cuts)
	}
}

// cuts returns where the days of a roster for two chains can be parted; nil where
// every chain is to have its own.
func (r *run) cuts() []cut {
	if len(r.m.people) < leastToYoke || !r.tooFewProposals() {
		return nil
	}
	return cutsOf(r.m.cover)
}

// pair yokes two chains.
func (r *run) pair(k, mate *chain, cuts []cut) {
	k.yoke = &yoke{mate: mate, cuts: cuts, crew: slices.Clone(k.s.block.crew), alone: r.o.Workers < 2}
	mate.led = true
}

// tooFewProposals reports whether a chain has few proposals for each day of each
// person, though enough for two to meet once a round.
func (r *run) tooFewProposals() bool {
	n := r.proposals()
	return n >= leastOfTwo && n < fewProposals*int64(len(r.m.people)*r.m.days)
}

// proposals is about how many a chain has.
func (r *run) proposals() int64 {
	if r.o.Iterations > 0 {
		return r.o.Iterations
	}
	return int64(r.o.TimeLimit.Seconds() * proposalsOfOne)
}

// free lists the chains that are not led by another.
func (r *run) free() []*chain {
	return slices.DeleteFunc(slices.Clone(r.chains), func(k *chain) bool { return k.led })
}

// hands is how many chains' budgets a chain spends.
func (k *chain) hands() int64 {
	if k.yoke != nil {
		return 2
	}
	return 1
}

// stride is how many proposals the chain makes between two looks at the clock.
func (k *chain) stride() int64 {
	if k.yoke != nil {
		return pullFor * stride
	}
	return stride
}

// pull makes n proposals, half of them by each, and joins what became of them.
func (y *yoke) pull(k *chain, n int64, temperature float64, penalty int64) {
	if y.of != k.s {
		y.mate.s, y.of = stateLike(k.s.m, k.s.rows), k.s
	}
	a, b := k.s, y.mate.s
	was := delta{a.hard, a.soft}
	cut := y.part(k)
	half := len(y.crew) / 2
	a.block, b.block = block{y.crew[:half], 0, cut.before}, block{y.crew[half:], cut.after, a.m.days}
	k.blind, y.mate.blind = true, true
	y.both(func() { k.steps(n/2, temperature, penalty) }, func() { y.mate.steps(n-n/2, temperature, penalty) })
	k.blind = false
	a.join(b, cut.cell, was)
	if cost := a.price(); cost.Less(k.cost) {
		k.cost = cost
		k.save()
	}
}

// part draws whose duties are in which hand, and where the days are cut.
func (y *yoke) part(k *chain) cut {
	k.r.shuffle(y.crew)
	return y.cuts[k.r.below(len(y.cuts))]
}

func (y *yoke) both(one, other func()) {
	if y.alone {
		one()
		other()
		return
	}
	var wg sync.WaitGroup
	wg.Go(other)
	one()
	wg.Wait()
}
