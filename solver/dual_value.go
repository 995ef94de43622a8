package solver

import (
	"slices"
	"sync"
)

// dual evaluates the Lagrangian dual function of a model.
type dual struct {
	m        *model
	planners []*planner
	stakes   []stake
	families []family
	fine     int32 // fine cost units in a cost unit
	grain    int64 // all costs of rosters are multiples of it
	rooms    []room
	spent    int64       // work done, in inner steps
	look     int64       // what it takes to work out what a group's duties are worth
	stop     func() bool // when to give up
	effort               // for a row
	peak     peak
	atBest   bool          // duties count with their breaks where they take the least
	breaks   [][]dutyBreak // by group, those that may move
}

// newDual prepares the dual, or returns nil when some person has no lawful row
// or costs are too large to be counted safely.
func newDual(m *model, workers int, limits rowLimits, values [][]int32) *dual {
	return newDualUntil(m, workers, limits, values, endless)
}

// newDualUntil is newDual that gives up, with nil, when told to stop. Several
// threads ask.
func newDualUntil(m *model, workers int, limits rowLimits, values [][]int32, stop func() bool) *dual {
	d := &dual{m: m, rooms: make([]room, max(workers, 1)), stop: stop, effort: usual}
	d.plan(limits, values)
	if d.stop() || slices.ContainsFunc(d.planners, func(p *planner) bool { return !p.feasible }) {
		return nil
	}
	d.stakes, d.families = m.stakes()
	for _, adds := range m.cover.adds {
		d.look += int64(4 * len(adds))
	}
	d.look = d.look/int64(max(len(m.cover.groups), 1)) + int64(len(d.stakes)+m.days*m.shifts)
	d.grain = m.grain()
	dearest, _ := m.rulePrices()
	largest := int64(m.days+2)*(4*m.gain+4*dearest+60) + d.dearestSums()
	for d.fine = 256; d.fine > 0 && largest*int64(d.fine) > never/4; d.fine /= 2 {
	}
	if d.fine == 0 {
		return nil
	}
	return d
}

// dearestSums is the most that anybody's sums can cost.
func (d *dual) dearestSums() (most int64) {
	for _, p := range d.planners {
		sum := p.fixed
		for i := range p.curves {
			sum += slices.Max(p.curves[i].costs)
		}
		most = max(most, sum)
	}
	return most
}

// valuesOf returns a person's part of the counters' values, nil when there are none.
func valuesOf(values [][]int32, i int) []int32 {
	if values == nil {
		return nil
	}
	return values[i]
}

// grain returns a number that all soft prices are multiples of.
func (m *model) grain() (g int64) {
	for _, who := range m.people {
		for _, cl := range who.judge.Policy {
			if !cl.Hard {
				g = gcd(g, cl.Rule.Unit().Price(1, cl.Weight))
			}
		}
	}
	for i := range m.cover.cells {
		c := &m.cover.cells[i]
		g = gcd(g, c.over)
		for _, t := range c.terms {
			g = gcd(g, t.price)
		}
	}
	return max(g, 1)
}

// answer is one person's part of a value of the dual function.
type answer struct {
	row    []uint8 // a cheapest one; nil when none was found
	bound  int64   // no lawful row has a lower price
	ok     bool
	work   int64
	missed uint64 // the outer resources whose sums cost more than they were priced at
}

// value returns the dual function at given weights, in fine cost units, and the
// cheapest row of everybody there. It is exact: no lawful roster costs less in
// which those with a fixed row have it.
func (d *dual) value(at []float64, fixed [][]uint8, tilts []tilt, quick bool) (total int64, rows [][]uint8, ok bool) {
	y := d.round(at)
	worth := make([]int64, d.m.cover.haves)
	for i, s := range d.stakes {
		total += y[i] * int64(s.need)
		worth[s.union] += y[i]
	}
	duties := make([][]int64, len(d.m.cover.groups))
	for g := range duties {
		duties[g] = d.duties(g, worth)
	}
	d.spent += d.look * int64(len(d.m.cover.groups))
	answers := d.ask(duties, fixed, tilts, quick)
	for _, a := range answers {
		d.spent += a.work
		if !a.ok {
			return 0, nil, false
		}
		total += a.bound
		rows = append(rows, a.row)
	}
	d.note(at, total, fixed, tilts)
	return total, rows, true
}

// duties returns what every duty of a group adds to the cells at their worth.
func (d *dual) duties(group int, worth []int64) []int64 {
	if d.atBest {
		return d.dutiesAtBest(group, worth)
	}
	return d.usualDuties(group, worth)
}

// usualDuties is duties with their breaks where the shifts have them.
func (d *dual) usualDuties(group int, worth []int64) []int64 {
	c := d.m.cover
	out := make([]int64, d.m.days*d.m.shifts)
	for day := range d.m.days {
		for s := 1; s < d.m.shifts; s++ {
			out[day*d.m.shifts+s] = valueOf(c, c.of(group, day, s), worth)
		}
	}
	return out
}

// valueOf is what contributions are worth.
func valueOf[T int64 | float64](c *cover, adds []contribution, worth []T) (sum T) {
	for i := range adds {
		a := &adds[i]
		var all T
		for h, u := a.hits, a.offset; h != 0; h, u = h>>1, u+1 {
			if h&1 != 0 {
				all += worth[u]
			}
		}
		sum += all * T(a.amount)
	}
	return sum
}

// ask solves everybody's row, side by side.
func (d *dual) ask(duties [][]int64, fixed [][]uint8, tilts []tilt, quick bool) []answer {
	out := make([]answer, len(d.planners))
	d.each(len(d.planners), func(i, w int) {
		if d.stop() {
			return
		}
		p, worth := d.planners[i], duties[d.m.people[i].class]
		if fixed[i] != nil {
			out[i] = d.held(p, worth, fixed[i])
		} else {
			out[i] = d.answer(p, worth, &tilts[i], &d.rooms[w], quick)
		}
	})
	return out
}

// each calls f for the numbers below n, with the number of the room to work in.
func (d *dual) each(n int, f func(i, room int)) {
	var wg sync.WaitGroup
	for w := range d.rooms {
		wg.Go(func() {
			for i := w; i < n; i += len(d.rooms) {
				f(i, w)
			}
		})
	}
	wg.Wait()
}

// held prices a fixed row.
func (d *dual) held(p *planner, duties []int64, row []uint8) answer {
	_, cost := p.who.price(d.m, row)
	a := answer{row: row, bound: cost * int64(d.fine), ok: true}
	for day, s := range row {
		a.bound -= duties[day*d.m.shifts+int(s)]
	}
	return a
}

// stepsOfLabel is how many inner steps a label takes the time of.
const stepsOfLabel = 100

// answer finds one person's cheapest row.
func (d *dual) answer(p *planner, duties []int64, t *tilt, b *room, quick bool) (a answer) {
	q := &quote{fine: d.fine, duties: make([]int32, len(duties)), tilt: t.price, quick: quick, effort: d.effort}
	var most int64 // of what a row can cost or gain
	for day := range d.m.days {
		var top int64
		for s := range d.m.shifts {
			n := day*d.m.shifts + s
			if !p.lawful(day, uint8(s)) {
				continue
			}
			price := int64(p.who.free(day, s).soft)*int64(d.fine) - duties[n]
			top = max(top, price, -price)
			q.duties[n] = int32(price)
		}
		most += top
	}
	for i, n := range p.outer {
		if most+int64(max(t.price[i], -t.price[i]))*int64(p.most[n]) > never/8 {
			t.price[i] = 0
		}
		most += int64(max(t.price[i], -t.price[i])) * int64(p.most[n])
	}
	if most > never/8 {
		return a
	}
	f, ok := p.solve(q, b, t)
	a.work = int64(b.passes)*p.work + int64(4*len(duties)) + int64(b.labels.made)*stepsOfLabel
	if !ok {
		return a
	}
	a.bound, a.ok, a.missed = f.bound, true, b.missed
	if f.ok {
		a.row = append(a.row, b.row...)
	}
	return a
}

// bound turns a value of the dual function into cost units: every roster's
// cost is a multiple of the grain.
func (d *dual) bound(value int64) int64 {
	step := d.grain * int64(d.fine)
	n := value / step
	if n*step < value {
		n++
	}
	return n * d.grain
}
