package solver

import (
	"math"
	"time"

	"github.com/smena-org/smena/roster"
)

// chain is one annealing run: a Markov chain over rosters whose willingness to
// accept a worse one falls with time (Kirkpatrick et al. 1983,
// doi 10.1126/science.220.4598.671).
type chain struct {
	s      *state
	r      *dice
	done   int64 // proposals so far
	best   [][]uint8
	cost   roster.Cost // of best
	warm   bool        // goes on from a good roster
	left   bool        // best has been saved; the state has moved on since
	heat   schedule    // of the temperature
	toll   toll
	cools  [2]float64 // the shares of the budget between which it cools
	refine *refiner   // when it refines and does not anneal
	yoke   *yoke      // with another chain, which then does nothing by itself
	led    bool       // by another chain
	blind  bool       // has no eye for the best roster: the other half is elsewhere
	change
}

// stride is how many proposals are made between two looks at the clock.
const stride = 1024

func newChain(m *model, rows [][]uint8, seed, number uint64) *chain {
	k := &chain{s: stateOf(m, rows), r: newDice(seed, number)}
	k.heat.first, k.heat.last = m.temperatures()
	k.toll = newToll(m.firstToll())
	k.cost = k.s.price()
	k.best, k.left = k.s.snapshot(), true
	return k
}

// share is how far a share of the budget is on the chain's way to cool.
func (k *chain) share(of float64) float64 {
	if k.cools[1] <= k.cools[0] {
		return of
	}
	return (of - k.cools[0]) / (k.cools[1] - k.cools[0])
}

// spent is what the chain has used of the budget, in units.
func (k *chain) spent() int64 {
	sum := k.done * unitsOfProposal
	if k.refine != nil {
		sum += k.refine.b.d.spent
	}
	return sum
}

// start goes on from a roster if it is better than the chain's best, with the
// little warmth that leaves most of it as it is; otherwise from the best.
func (k *chain) start(rows [][]uint8) bool {
	k.settle()
	fresh := stateLike(k.s.m, rows)
	better := fresh.price().Less(k.cost)
	if better {
		k.restart(fresh)
	}
	return better
}

// restart goes on from a roster whether or not it is better.
func (k *chain) restart(s *state) {
	k.s, k.cost = s, s.price()
	k.save()
	k.keepWarm()
}

// take keeps another chain's best roster if it is better than its own.
func (k *chain) take(other *chain) {
	other.settle()
	if other.cost.Less(k.cost) {
		k.settle()
		for i := range k.best {
			copy(k.best[i], other.best[i])
		}
		k.cost = other.cost
	}
}

// warmth is how much of the first temperature a good roster is annealed from.
const warmth = 0.075

// refineOnce makes one step of refining; false when that leads nowhere.
func (k *chain) refineOnce() bool {
	before := k.refine.b.d.spent
	if k.refine.next() {
		k.cost = k.s.price()
		k.save()
	}
	return k.refine.b.d.spent > before
}

// schedule goes from one value to another by equal factors.
type schedule struct{ first, last float64 }

func (s schedule) at(share float64) float64 { return s.first * math.Pow(s.last/s.first, share) }

// runFor makes n proposals, with the temperatures of the shares of the budget
// between which they lie, unless it is told to stop before.
func (k *chain) runFor(n int64, from, to float64, stop func() bool) {
	for left := n; left > 0 && !stop(); left -= k.stride() {
		share := from + (to-from)*float64(n-left)/float64(n)
		k.run(min(left, k.stride()), share)
	}
}

// runUntil makes proposals until the time is up, or it is told to stop before.
func (k *chain) runUntil(start, end time.Time, from, to float64, now func() time.Time, stop func() bool) {
	for t := now(); t.Before(end) && !stop(); t = now() {
		share := from + (to-from)*float64(t.Sub(start))/float64(end.Sub(start))
		k.run(k.stride(), share)
	}
}

// run makes proposals at one share of the budget.
func (k *chain) run(n int64, share float64) {
	temperature, penalty := k.heat.at(share), int64(k.toll.price)
	if k.yoke != nil {
		k.yoke.pull(k, n, temperature, penalty)
	} else {
		k.steps(n, temperature, penalty)
	}
	k.done += n
	for ; n > 0; n -= stride {
		k.toll.look(k.s.hard, share)
	}
}

func (k *chain) steps(n int64, temperature float64, penalty int64) {
	for range n {
		k.step(temperature, penalty)
	}
}

// step makes one proposal and keeps it if the Metropolis rule says so. The
// threshold is drawn first, so that a hopeless change is dropped as soon as a
// glimpse of the cells, or the rows, tell that it is.
func (k *chain) step(temperature float64, penalty int64) {
	s := k.s
	if !propose(s, k.r, &k.change) {
		return
	}
	limit := int64(temperature * exponential[k.r.word()>>(64-exponentialBits)])
	cells := s.glimpse(&k.change).at(penalty)
	most := limit - cells + s.owned(&k.change).at(penalty)
	if most < 0 {
		return // even if the rows came to cost nothing
	}
	d, ok := s.rowsDelta(&k.change, most, penalty)
	if !ok {
		return
	}
	if k.n == 2 && !k.alike && d.hard > 0 && k.r.below(seldom) != 0 {
		return
	}
	if !k.alike {
		cover := s.coverDelta(&k.change)
		d.add(cover.hard, cover.soft)
	}
	if d.at(penalty) > limit {
		return
	}
	k.keep(d)
}

// owned is what the rows of a change cost.
func (s *state) owned(c *change) (d delta) {
	for k := range c.n {
		o := s.own[c.who[k]]
		d.add(o.hard, o.soft)
	}
	return d
}

// mostGain bounds what the demand can give for one changed day.
func (s *state) mostGain() int64 {
	if s.m.minima {
		return 1 << 50 // a minimum met saves penalties: always look
	}
	return s.m.gain
}

// keep commits the change, and saves the best roster before it is left.
func (k *chain) keep(d delta) {
	if k.blind {
		k.s.commit(&k.change, d)
		return
	}
	after := roster.Cost{Hard: int(k.s.hard + d.hard), Soft: k.s.soft + d.soft}
	if !k.left && k.cost.Less(after) {
		k.save()
	}
	k.s.commit(&k.change, d)
	if after.Less(k.cost) {
		k.cost, k.left = after, false
	}
}

// save copies the best roster, which the state still is.
func (k *chain) save() {
	for i, r := range k.s.rows {
		copy(k.best[i], r)
	}
	k.left = true
}

// settle makes sure that best holds the best roster.
func (k *chain) settle() {
	if !k.left {
		k.save()
	}
}

const exponentialBits = 12

// exponential holds −ln u for evenly spread u, so that drawing a threshold is
// one look-up and the same on every machine.
var exponential = func() (out [1 << exponentialBits]float64) {
	for i := range out {
		out[i] = -math.Log((float64(i) + 0.5) / (1 << exponentialBits))
	}
	return out
}()

// seldom tells how often an exchange between groups is counted that breaks more
// hard rules: once in so many. That takes long, and hardly ever pays.
const seldom = 16
