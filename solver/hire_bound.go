package solver

import (
	"runtime"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Weighed is When of a shortage of all hours at once, each weighed between
// nothing and one by how much it is lacked.
const Weighed = "weighed"

// weigher proves how many more people are needed at least by weighing the hours
// in which people lack. Whatever the weights, what is asked for less the most
// that anybody's lawful row gives is what stays open: that is the dual function
// of what is missing, and need − have − n·each > 0 says that n more are too few.
// So every value of it speaks of all numbers of people at once. The climb looks
// for weights at which the number proven so far is too few, and goes on with the
// number that they prove (Dinkelbach 1967, doi 10.1287/mnsc.13.7.492).
type weigher struct {
	c    *climber
	most int // people to think of
	n    int // proven
	why  *Shortage
}

const (
	budgetOfProof = 700_000_000 // inner steps, a few seconds
	leastMass     = 0.25        // of the one more, while none is proven to be needed
)

// newWeigher prepares a model whose last person is the one more. It is nil when
// somebody has no lawful row.
func newWeigher(m *model, served []bool, proven, most int, stop func() bool) *weigher {
	limits := rowLimits{values: 4 << 20, work: 1 << 20, slack: slackOfSums}
	d := newDualUntil(m.pricedWhere(served), runtime.GOMAXPROCS(0), limits, nil, stop)
	if d == nil {
		return nil
	}
	d.atBest = m.problem.moves()
	w := &weigher{c: newClimber(d), most: most, n: proven}
	w.c.sample = &sample{mass: make([]float64, len(m.people))}
	for i := range m.people {
		w.c.sample.mass[i] = 1
	}
	w.c.sample.mass[w.one()] = max(float64(proven), leastMass)
	return w
}

// pricedWhere is a model in which only what some cells lack costs anything.
func (m *model) pricedWhere(cells []bool) *model {
	out, c := *m, *m.cover
	c.cells = slices.Clone(c.cells)
	for i := range c.cells {
		if cells[i] {
			continue
		}
		c.cells[i].terms = slices.Clone(c.cells[i].terms)
		for k := range c.cells[i].terms {
			c.cells[i].terms[k].price = 0
		}
	}
	out.cover = &c
	return &out
}

// one is the number of the one more.
func (w *weigher) one() int { return len(w.c.sample.mass) - 1 }

// climb weighs hours until the budget is spent or no weights are met that prove
// more: those go to nothing then.
func (w *weigher) climb(budget int64) {
	d, s := w.c.d, w.c.sample
	for looks := 0; d.spent < budget && !d.stop() && w.n <= w.most; looks++ {
		gap, ok := w.c.climb()
		switch {
		case !ok, looks > 1 && s.base == 0:
			return
		case w.look():
			if !w.recount() {
				return
			}
		case w.c.converged(gap):
			return
		}
	}
}

// look takes over what the weights looked at last prove, if it is more.
func (w *weigher) look() bool {
	s := w.c.sample
	open, each := s.base, -s.parts[w.one()]
	for _, part := range s.parts[:w.one()] {
		open += part
	}
	n := w.most + 1 // not even the most are enough
	if each > 0 {
		n = int(min((open+each-1)/each, int64(n)))
	}
	if open <= 0 || n <= w.n {
		return false
	}
	w.n = n
	w.why = &Shortage{Skills: []string{}, When: Weighed, Mostly: w.mostly(), Need: w.hours(s.base), Have: w.hours(s.base - open), Each: w.hours(each)}
	return true
}

// hours turns fine cost units into hours: one of full weight costs 60.
func (w *weigher) hours(fine int64) float64 { return units(fine) / float64(w.c.d.fine) / 60 }

// recount lets the one more stand for as many as are proven to be needed.
func (w *weigher) recount() bool {
	c, i := w.c, w.one()
	more := float64(w.n)/c.sample.mass[i] - 1
	c.sample.mass[i] = float64(w.n)
	for k := range c.columns[i] {
		c.shift(i, &c.columns[i][k], c.columns[i][k].weight*more)
	}
	value, rows, ok := c.value(c.center, !c.exact)
	if ok {
		c.best, c.march.point = value, slices.Clone(c.center)
		c.take(rows)
	}
	return ok
}

// mostly is the shortest run of clock hours that has half of the weight, if it is
// no longer than half a day.
func (w *weigher) mostly() []roster.Clock {
	var byHour [24]int64
	var sum int64
	m := w.c.d.m
	for v, y := range w.c.sample.weights {
		s := &w.c.d.stakes[v]
		if y == 0 || s.need <= 0 {
			continue
		}
		c := m.cover.cellOf(s.union)
		at, minutes := m.instantOf(c), m.minutes(c.slot)
		for n := 0; n < minutes; n += 15 {
			byHour[at.Add(time.Duration(n)*time.Minute).Hour()] += y * int64(s.need)
		}
		sum += y * int64(s.need) * int64((minutes+14)/15)
	}
	for length := range 13 {
		for from := range 24 {
			var here int64
			for k := range length {
				here += byHour[(from+k)%24]
			}
			if here > sum/2 {
				return []roster.Clock{roster.Clock(60 * from), roster.Clock(60 * (from + length))}
			}
		}
	}
	return nil
}

// cellOf is the cell that has a count.
func (c *cover) cellOf(count int32) *cell {
	n, _ := slices.BinarySearchFunc(c.cells, count+1, func(c cell, at int32) int { return int(c.offset - at) })
	return &c.cells[n-1]
}
