package solver

import (
	"context"
	"math"
	"runtime"
	"sync"
	"time"

	"github.com/smena-org/smena/roster"
)

// rounds is how often chains meet: they report, and late in the run the worse
// ones go on from the best.
const rounds = 100

// chainsOfBudget is how many chains an iteration budget is spent by. It is
// fixed, so that the result does not depend on the machine.
const chainsOfBudget = 2

// Solve searches for the best roster until the budget is spent or ctx is done,
// and returns the best one found, with its breaches and what it leaves
// uncovered. It always returns a roster for a valid problem; one that breaks
// hard rules says so in Hard. An invalid problem is an Invalid error.
func Solve(ctx context.Context, p *Problem, o Options) (*Solution, error) {
	begun := time.Now()
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	m, err := compile(p)
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	run := &run{m: m.spread(), asked: m, o: o, begun: begun, now: time.Now}
	best, iterations, err := run.search(ctx)
	if err != nil {
		return nil, err
	}
	run.proveAtLast()
	best, at := run.better(best, m.placeBreaks(ctx, best, o.Seed))
	late := run.late()
	sol := m.report(best, at, late)
	sol.Seed, sol.Iterations, sol.Bound = o.Seed, iterations, run.proven()
	if sol.Hard > 0 {
		sol.Infeasible = m.impossible(best, late)
	}
	sol.Seconds = time.Since(begun).Seconds()
	return sol, nil
}

// timeToTell is how far beyond its time a run may go to explain its roster.
const timeToTell = 400 * time.Millisecond

// late returns what tells the report to stop.
func (r *run) late() func() bool {
	if r.o.TimeLimit <= 0 {
		return endless
	}
	end := r.begun.Add(r.o.TimeLimit)
	if least := r.now(); least.After(end) {
		end = least
	}
	end = end.Add(timeToTell)
	return func() bool { return !r.now().Before(end) }
}

func (o Options) withDefaults() Options {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Iterations <= 0 && o.TimeLimit <= 0 {
		o.TimeLimit = 10 * time.Second
	}
	return o
}

// run is one solve under way.
type run struct {
	m      *model
	asked  *model // what m is made of: breaks may move there
	o      Options
	chains []*chain
	begun  time.Time
	now    func() time.Time
	round  int        // rounds begun
	d      *dual      // nil while nothing is priced
	sharp  *sharpener // of the climb; nil when plans stay as they are
	coarse bool       // many sums were only priced when the climb began
	looks  int        // of the climb at the dual function
	bound  *int64     // proven, in cost units, of m

	anywhere *int64 // the dual function, wherever breaks are
}

// search runs all chains and returns the rows of the best roster.
func (r *run) search(ctx context.Context) (best [][]uint8, iterations int64, err error) {
	n := r.o.Workers
	if r.o.Iterations > 0 {
		n = chainsOfBudget
	}
	if err := r.begin(n); err != nil {
		return nil, 0, err
	}
	if len(r.m.people) > 0 {
		r.anneal(ctx, rounds*shareOfStart)
		r.choose()
		if !r.price(ctx) {
			r.reheat()
			r.yoke()
		}
		r.proveAnywhere(ctx)
		r.anneal(ctx, rounds)
		late := r.late()
		r.straightenAtLast(func() bool { return ctx.Err() != nil || late() })
		if r.d != nil { // nobody's own rules need be broken
			r.mend(r.leader(), endless)
		}
	}
	for _, c := range r.chains {
		iterations += c.done
	}
	lead := r.leader()
	lead.settle()
	return lead.best, iterations, nil
}

// anneal lets all chains run until a round, from the round that the share of
// the budget spent so far amounts to.
func (r *run) anneal(ctx context.Context, until int) {
	r.round = max(r.round, int(math.Ceil(r.share()*rounds-1e-9)))
	for _, c := range r.chains {
		c.cools = [2]float64{float64(r.round) / rounds, float64(until) / rounds}
	}
	for ; r.round < until && !r.stopped(ctx) && !r.optimal(); r.round++ {
		r.spendRound(ctx)
		r.exchange(r.round)
		switch stop := func() bool { return r.stopped(ctx) }; r.round {
		case rounds * shareOfLaw:
			r.straighten(stop)
		case rounds - lastRounds:
			r.straightenAtLast(stop)
		}
		r.tell()
	}
}

// reheat sets the chains back to the temperatures of a fresh start.
func (r *run) reheat() {
	for _, c := range r.chains {
		if c.warm {
			continue
		}
		c.heat.first, c.heat.last = r.m.temperatures()
	}
}

// stopped reports whether the caller has had enough, or a time limit beside an
// iteration budget has passed.
func (r *run) stopped(ctx context.Context) bool {
	return ctx.Err() != nil || r.o.TimeLimit > 0 && r.now().Sub(r.begun) >= r.o.TimeLimit
}

// spendRound lets every chain spend its next hundredth of the budget.
func (r *run) spendRound(ctx context.Context) {
	var wg sync.WaitGroup
	limit := make(chan struct{}, r.o.Workers)
	for _, c := range r.free() {
		wg.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			r.spend(ctx, c, r.round)
		})
	}
	wg.Wait()
}

func (r *run) spend(ctx context.Context, c *chain, n int) {
	from, to := float64(n)/rounds, float64(n+1)/rounds
	stop := func() bool { return r.stopped(ctx) }
	if c.refine != nil {
		r.spendRefining(c, n, stop)
		return
	}
	from, to = c.share(from), c.share(to)
	if r.o.Iterations > 0 {
		done, due := r.o.Iterations*int64(n)/rounds, r.o.Iterations*int64(n+1)/rounds
		c.runFor((due-done)*c.hands(), from, to, stop)
		return
	}
	start, end := r.at(n), r.at(n+1)
	c.runUntil(start, end, from, to, r.now, stop)
}

// at is when a round begins in a time-limited run.
func (r *run) at(round int) time.Time {
	return r.begun.Add(time.Duration(float64(r.o.TimeLimit) * float64(round) / rounds))
}

// spendRefining lets a chain refine for a round.
func (r *run) spendRefining(c *chain, n int, stop func() bool) {
	due := c.spent() + r.o.Iterations*int64(n+1)/rounds*unitsOfProposal - r.o.Iterations*int64(n)/rounds*unitsOfProposal
	for !stop() {
		if r.o.Iterations > 0 && c.spent() >= due || r.o.Iterations == 0 && !r.now().Before(r.at(n+1)) {
			return
		}
		if !c.refineOnce() {
			return
		}
	}
}

// exchange sets the worse chains on the best roster, three times in the later
// half of a run: before that their difference is worth more than their cost. One
// that annealed, and fell behind one that refines, refines from then on.
func (r *run) exchange(round int) {
	if round != rounds*6/10 && round != rounds*75/100 && round != rounds*9/10 {
		return
	}
	lead := r.leader()
	lead.settle()
	for _, c := range r.free() {
		if c != lead && lead.cost.Less(c.cost) {
			c.adopt(lead)
			if f := lead.refine; f != nil && c.refine == nil {
				c.refine = newRefiner(f.b, c.s, f.pool, r.o.Seed*1000+uint64(round))
			}
		}
	}
}

// adopt goes on from another chain's best roster.
func (k *chain) adopt(other *chain) {
	k.s = stateLike(k.s.m, other.best)
	k.cost = k.s.price()
	k.save()
	if k.refine != nil {
		k.refine.reset(k.s)
	}
}

// leader returns the chain with the best roster, the first among equals.
func (r *run) leader() *chain {
	lead := r.chains[0]
	for _, c := range r.free()[1:] {
		if c.cost.Less(lead.cost) {
			lead = c
		}
	}
	return lead
}

func (r *run) tell() {
	if r.o.Progress == nil {
		return
	}
	e := Event{Elapsed: r.now().Sub(r.begun), Share: min(r.share(), 1), Bound: r.proven()}
	for _, c := range r.chains {
		e.Iterations += c.done
	}
	lead := r.leader()
	lead.settle()
	e.Best, e.Lawful, e.Missing = lead.cost, lead.cost.Hard == 0, r.m.missingHours(lead.best)
	r.o.Progress(e)
}

// proven returns the bound in the problem's units; nil until there is one.
func (r *run) proven() *float64 {
	bound := r.bound
	if r.m.problem.moves() {
		bound = nil
		if r.anywhere != nil {
			n := max(r.d.bound(*r.anywhere), 0)
			bound = &n
		}
	}
	if bound == nil {
		return nil
	}
	b := units(*bound)
	return &b
}

// rowsOf reads duties as rows; days without a duty are free.
func (m *model) rowsOf(duties []Assigned) ([][]uint8, error) {
	index := map[string]int{}
	for i, who := range m.people {
		index[who.id] = i
	}
	rows := m.allFree()
	for _, d := range duties {
		i, ok := index[d.Person]
		if !ok {
			return nil, roster.Errorf(roster.Invalid, "a duty of %q on %s: no such person in the problem", d.Person, d.Date)
		}
		day := int(d.Date - m.problem.Start)
		if day < 0 || day >= m.days {
			return nil, roster.Errorf(roster.Invalid, "a duty of %q on %s lies outside the planned days %s to %s", d.Person, d.Date, m.problem.Start, m.problem.Start+roster.Date(m.days-1))
		}
		shift := m.people[i].cal.Shift(d.Shift)
		if shift <= 0 {
			return nil, roster.Errorf(roster.Invalid, "a duty of %q on %s: no shift %q in the problem", d.Person, d.Date, d.Shift)
		}
		if rows[i][day] != 0 {
			return nil, roster.Errorf(roster.Invalid, "%q has two duties on %s; one a day is possible", d.Person, d.Date)
		}
		rows[i][day] = uint8(shift)
	}
	return rows, nil
}
