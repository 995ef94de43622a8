package solver

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/smena-org/smena/roster"
)

// chain is one annealing run: a Markov chain over rosters whose willingness to
// accept a worse one falls with time (Kirkpatrick et al. 1983,
// doi 10.1126/science.220.4598.671).
type chain struct {
	s    *state
	r    *rand.Rand
	done int64 // proposals so far
	best [][]uint8
	cost roster.Cost // of best
	left bool        // best has been saved; the state has moved on since
	hot  float64     // first and last temperature
	cold float64
	change
}

// stride is how many proposals are made between two looks at the clock.
const stride = 1024

func newChain(m *model, rows [][]uint8, seed, number uint64) *chain {
	k := &chain{s: stateOf(m, rows), r: rand.New(rand.NewPCG(seed, number))}
	k.hot, k.cold = m.temperatures()
	k.cost = k.now()
	k.best, k.left = k.s.snapshot(), true
	return k
}

func (k *chain) now() roster.Cost {
	return roster.Cost{Hard: int(k.s.hard), Soft: k.s.soft}
}

// temperature falls from hot to cold by equal factors.
func (k *chain) temperature(share float64) float64 {
	return k.hot * math.Pow(k.cold/k.hot, share)
}

// runFor makes n proposals, with the temperature of the shares of the budget
// between which they lie.
func (k *chain) runFor(n int64, from, to float64) {
	for left := n; left > 0; left -= stride {
		share := from + (to-from)*float64(n-left)/float64(n)
		k.run(min(left, stride), k.temperature(share))
	}
}

// runUntil makes proposals until the time is up.
func (k *chain) runUntil(start, end time.Time, from, to float64, now func() time.Time) {
	for {
		t := now()
		if !t.Before(end) {
			return
		}
		share := from + (to-from)*float64(t.Sub(start))/float64(end.Sub(start))
		k.run(stride, k.temperature(share))
	}
}

// run makes proposals at one temperature.
func (k *chain) run(n int64, temperature float64) {
	for range n {
		k.step(temperature)
	}
	k.done += n
}

// step makes one proposal and keeps it if the Metropolis rule says so. The
// threshold is drawn first, so that a hopeless row is dropped before the
// demand is looked at.
func (k *chain) step(temperature float64) {
	s := k.s
	if !propose(s, k.r, &k.change) {
		return
	}
	limit := int64(temperature * exponential[k.r.Uint32()>>(32-exponentialBits)])
	var d delta
	days := 0
	for i := range k.n {
		r := s.rowDelta(&k.change, i)
		d.add(r.hard, r.soft)
		days += k.to[i] - k.from[i] + 1
	}
	if d.hard*s.m.penalty+d.soft > limit+s.m.gain*int64(days) {
		return
	}
	if !k.alike {
		cover := s.coverDelta(&k.change)
		d.add(cover.hard, cover.soft)
	}
	worse := d.hard*s.m.penalty + d.soft
	if worse > limit {
		if !k.alike {
			s.undoCover(&k.change)
		}
		return
	}
	k.keep(d)
}

// keep commits the change, and saves the best roster before it is left.
func (k *chain) keep(d delta) {
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
