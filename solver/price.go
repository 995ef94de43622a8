package solver

import (
	"context"
	"math"
	"slices"
)

// A solve has three parts. A short annealing gives a roster to hold on to.
// Pricing then climbs the dual function, which proves the bound, and makes
// rosters of its fractions: with care, for chains to refine, or, where rows are
// rough, in haste, as seeds to anneal from. Annealing, and refining where a
// roster was taken over, spend the rest side by side.
//
// The shares come from trials on public instances of 28 to 364 days and months
// of teams round the clock.
const (
	shareOfStart = 0.08 // of the first annealing
	shareOfClimb = 0.26 // when the climb ends at the latest: a dive cut short was for nothing
	shareOfDoubt = 0.20 // when the bound should be near the best cost
	shareOfDives = 0.40 // when no further dive is begun
	shareOfDive  = 0.65 // when a dive not done is given up
	climbs       = 200  // about how many rows of everybody a climb takes
	mostClimbs   = 400
	slackOfSums  = 3    // see rowLimits
	nearToBest   = 1.05 // of the best cost, for a dive's roster that is refined
	mostPriced   = 2.5  // sums of a person that are only priced, for dives to pay
	shareOfRough = 0.16 // when a rough climb ends
	shareOfFar   = 0.30 // when it ends while the bound is far from the best cost
	nearEnough   = 0.35 // of the best cost, for a bound whose fractions are dived from
)

// unitsOfProposal is how many inner steps of a row's dynamic program a proposal
// takes the time of. Budgets of iterations are spent in such units.
const unitsOfProposal = 300

// price climbs and dives, hands the roster to the chains and sets half of them
// to refining. It returns false when it was of no use.
func (r *run) price(ctx context.Context) bool {
	stop := func() bool { return r.stopped(ctx) || r.optimal() }
	before := r.leader()
	before.settle()
	late := func() bool { return r.stopped(ctx) || r.tooSlow() }
	r.d = newDualUntil(r.m, r.o.Workers, r.limits(), stateOf(r.m, before.best).values, late)
	if r.d != nil && r.boundOnly() && r.share() < shareOfStart+(shareOfRough-shareOfStart)/4 {
		// Sums told apart near this roster prove little far from it: 155 of 15,886 for a month of 100 people, else 11,686. Where rosters are made they prove as much.
		r.d = newDualUntil(r.m, r.o.Workers, r.limits(), nil, late)
	}
	if r.d == nil {
		return false
	}
	r.coarse = r.isCoarse()
	// Several threads ask: it may not look at the chains.
	r.d.stop = func() bool { return r.stopped(ctx) }
	if r.boundOnly() {
		r.mend(before, stop)
		return false
	}
	c := r.climber(stop)
	r.mend(before, stop)
	if !r.climb(c, before.best, stop) {
		return false
	}
	if r.rough() {
		return r.seed(c, stop)
	}
	rows := newPool(len(r.m.people))
	c.collect(rows)
	out := r.dives(c, r.carefully(), stop)
	return out != nil && r.hand(c, rows, out)
}

// climb makes trials until the bound has converged or the time for it is over,
// in haste while rows are rough. It returns false when nothing can be made of the
// fractions.
func (r *run) climb(c *climber, known [][]uint8, stop func() bool) bool {
	r.sharp = c.sharpener
	defer func() { r.d.effort = usual }()
	begun := r.share()
	for n := 0; n < mostClimbs && r.share() < r.climbs() && !stop(); n++ {
		if r.looks = n + 1; r.rough() {
			r.d.effort = hasty
		} else {
			r.d.effort = usual
		}
		if n == 1 { // the model is finite once everybody has a column
			c.addLawful(known)
		}
		gap, ok := c.climb()
		if !ok {
			break
		}
		r.prove(c)
		r.tell()
		if r.rough() && r.tooFewLooks(begun) {
			return false
		}
		if c.converged(gap) {
			break
		}
		if r.share() > shareOfDoubt && !r.coarse && r.leader().cost.Hard == 0 && !r.near() {
			return false // the fractions are far from any roster yet
		}
	}
	if r.rough() && (r.looks < leastLooks || stop()) {
		return false
	}
	return c.complete() || r.coarse && c.fill()
}

// near reports whether the bound is so near the best cost that the fractions
// are not far from a roster.
func (r *run) near() bool {
	return r.bound != nil && units(*r.bound) >= nearEnough*units(r.leader().cost.Soft)
}

// addLawful puts the rows of a roster into the model that break no hard rule:
// copies, since a chain writes its best roster over and over.
func (b *climber) addLawful(rows [][]uint8) {
	for i, row := range rows {
		if hard, _ := b.d.m.people[i].price(b.d.m, row); hard == 0 {
			b.add(i, slices.Clone(row))
		}
	}
}

// rough reports whether so many sums are only priced that a row takes long to
// make lawful, and a roster dived for with care is worse than what annealing finds.
func (r *run) rough() bool {
	return r.coarse && !r.sharp.enough()
}

// isCoarse reports whether rows are rough before any is sharpened.
func (r *run) isCoarse() bool {
	if r.many() {
		return false
	}
	return float64(r.d.priced()) > mostPriced*float64(len(r.d.planners))
}

// boundOnly reports whether nothing but the bound comes of pricing, which is
// climbed for elsewhere: rows are rough, and breaks may move.
func (r *run) boundOnly() bool { return r.isCoarse() && r.m.problem.moves() }

// tooSlow reports whether so much of the time has gone while rows were made
// ready to be priced that none would be left to price them.
func (r *run) tooSlow() bool {
	return r.o.Iterations == 0 && float64(r.now().Sub(r.begun)) > shareOfDoubt*float64(r.o.TimeLimit)
}

// carefully is the series of dives after a climb with care. Of many people one
// dive is all there is time for, however late it is begun.
func (r *run) carefully() series {
	if r.many() {
		return series{pace: ofMany, last: math.Inf(1), end: shareOfDive, polish: true, more: func(*state) bool { return false }}
	}
	return series{pace: careful, last: shareOfDives, end: shareOfDive, more: func(*state) bool { return true }}
}

// hand gives the roster of a dive to the chains, if it is better than theirs.
// Every other chain takes it even when it is a little worse, and refines it.
func (r *run) hand(c *climber, rows *pool, dived *state) bool {
	better := false
	for i, k := range r.chains {
		started := k.start(dived.rows)
		better = better || started
		if i%2 == 0 {
			continue
		}
		if !started && r.worthRefining(dived) {
			r.chains[i-1].take(k)
			k.restart(stateLike(r.m, dived.rows))
			started = true
		}
		if started {
			k.refine = newRefiner(c, k.s, rows, r.o.Seed*1000+uint64(i))
		}
	}
	return better
}

// worthRefining reports whether a roster is lawful and not much worse than the best.
func (r *run) worthRefining(s *state) bool {
	return s.hard == 0 && float64(s.soft) < nearToBest*float64(r.leader().cost.Soft)
}

// limits bounds a row's dynamic program so that a climb has time for its trials.
func (r *run) limits() rowLimits {
	people := max(len(r.m.people), 1)
	if people >= leastToSample {
		people = sampled / 2
	}
	rows := int64(climbs * people)
	return rowLimits{values: 4 << 20, slack: slackOfSums, work: min(max(int64(float64(r.total())*(shareOfClimb-shareOfStart)/float64(rows)), 20_000), 10_000_000)}
}

// total is the whole budget in units.
func (r *run) total() int64 {
	if r.o.Iterations > 0 {
		return max(r.o.Iterations*int64(len(r.chains)), 1) * unitsOfProposal
	}
	const perSecond = 500_000_000 // a guess is enough
	return int64(r.o.TimeLimit.Seconds() * perSecond * float64(r.o.Workers))
}

// share is how much of the budget has been spent.
func (r *run) share() float64 {
	if r.o.Iterations == 0 {
		return float64(r.now().Sub(r.begun)) / float64(r.o.TimeLimit)
	}
	spent := int64(0)
	for _, k := range r.chains {
		spent += k.spent()
	}
	if r.d != nil {
		spent += r.d.spent
	}
	return float64(spent) / float64(r.total())
}

// prove takes over the bound of a climb.
func (r *run) prove(c *climber) {
	bound := max(r.d.bound(c.best), 0)
	if r.bound == nil || bound > *r.bound {
		r.bound = &bound
	}
}

// optimal reports whether the best roster is proven to be one of the best.
func (r *run) optimal() bool {
	if r.bound == nil {
		return false
	}
	best := r.leader().cost
	return best.Hard == 0 && best.Soft <= *r.bound
}

// lawful mends the rows of a chain's best roster, unless so many are broken
// that annealing has hardly begun.
func (r *run) lawful(k *chain, stop func() bool) {
	k.settle()
	s, broken := stateLike(r.m, k.best), 0
	for i, row := range k.best {
		if hard, _ := r.m.people[i].price(r.m, row); hard > 0 {
			broken++
		}
	}
	if broken == 0 || broken > 1+len(k.best)/4 {
		return
	}
	r.d.mend(s, stop)
	k.start(s.rows)
}
