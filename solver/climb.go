package solver

import (
	"math"
	"slices"
)

// climber climbs the dual function by a proximal bundle method with one model a
// person (Lemaréchal 1975; disaggregated as in Frangioni 2002,
// doi 10.1137/S1052623498342186). Each row met is a column; the next point is the
// best of the model that the columns make, near the best point so far. The
// model's own dual is a roster of fractions: weights of every person's columns
// that nearly cover the demand, which is where good rosters are looked for.
type climber struct {
	d         *dual
	columns   [][]column // by person
	center    []float64  // weight by stake
	best      int64      // value of the dual function at the center
	found     bool
	steps     steps // how far weights may move
	trial     []float64
	rest      []float64 // by stake: need less what the fractions cover
	tilts     []tilt    // by person
	nulls     int       // trials in a row that brought nothing
	exact     bool      // rows are worth proving
	fixed     [][]uint8 // by person: the row it is held to, nil when free
	march     march
	sample    *sample    // who stands for all; nil when everybody climbs
	sharpener *sharpener // nil when plans are to stay as they are
	residual
}

// column is a row of one person in the model.
type column struct {
	row    []uint8
	cost   float64 // by the person's rules
	weight float64
	moved  []loss // what it does not add, or adds, because its breaks are elsewhere
	idle   int    // trials since it had weight
	odd    bool   // has duties that the person may not do
}

// steps are the lengths by which a residual of one moves a weight.
type steps struct {
	scale float64
	stake []float64 // by stake
}

// longestStep bounds how far a weight may move: for a residual of one person, by
// ten times its range.
const longestStep = 10

// mostColumns bounds the columns of a person in the model.
const mostColumns = 60

func newClimber(d *dual) *climber {
	b := &climber{d: d, columns: make([][]column, len(d.planners)), rest: make([]float64, len(d.stakes)), residual: newResidual(d), fixed: make([][]uint8, len(d.planners))}
	b.steps.scale = 0.3
	b.march = march{on: true, scale: stepOfMarch, passes: passesOfMarch}
	b.center, b.trial = make([]float64, len(d.stakes)), make([]float64, len(d.stakes))
	for _, s := range d.stakes {
		b.steps.stake = append(b.steps.stake, (s.hi-s.lo)/s.unit)
	}
	for _, p := range d.planners {
		b.tilts = append(b.tilts, newTilt(p, d.fine))
	}
	return b
}

// startAt begins at some weights.
func (b *climber) startAt(y []float64) {
	b.center, b.trial = slices.Clone(y), slices.Clone(y)
	for u := range b.worth {
		b.weigh(int32(u))
	}
}

// add puts a row into the model, unless it is there.
func (b *climber) add(i int, row []uint8) {
	moved := b.moved(i, row)
	for k := range b.columns[i] {
		if c := &b.columns[i][k]; string(c.row) == string(row) && slices.Equal(c.moved, moved) {
			return
		}
	}
	_, cost := b.d.m.people[i].price(b.d.m, row)
	c := column{row: row, moved: moved, cost: float64(cost), odd: !b.d.m.people[i].allowsAll(row)}
	if len(b.columns[i]) == 0 {
		c.weight = b.stands(i)
		b.put(i, &c, c.weight)
	}
	b.columns[i] = append(b.columns[i], c)
	b.forget(i)
}

// forget drops the column that has been idle longest when there are too many.
func (b *climber) forget(i int) {
	cs := b.columns[i]
	if len(cs) <= mostColumns {
		return
	}
	worst := -1
	for k := range cs {
		if cs[k].weight == 0 && (worst < 0 || cs[k].idle > cs[worst].idle) {
			worst = k
		}
	}
	if worst >= 0 {
		b.columns[i] = append(cs[:worst], cs[worst+1:]...)
	}
}

// climb makes one trial and returns the model's gap: what the bound could gain
// at most near here. ok is false when the dual cannot be evaluated.
func (b *climber) climb() (gap float64, ok bool) {
	if !b.found {
		return b.begin()
	}
	if b.sharpener != nil {
		b.sharpen()
	}
	if b.march.on {
		return b.marchOn()
	}
	if !b.sweep() {
		return 0, false
	}
	model := b.settled()
	value, rows, ok := b.value(b.trial, !b.exact)
	if !ok {
		return 0, false
	}
	fine := float64(b.d.fine)
	now, best := float64(value)/fine, float64(b.best)/fine
	gap = model - best
	if now > best+0.1*max(gap, 0) {
		b.best, b.center = value, slices.Clone(b.trial)
		if now > best+0.5*gap {
			b.steps.scale = min(b.steps.scale*1.3, longestStep)
		}
		b.nulls = 0
	} else {
		if value > b.best {
			b.best, b.center = value, slices.Clone(b.trial)
		}
		if b.nulls++; b.nulls%5 == 0 {
			b.steps.scale = max(b.steps.scale*0.7, 1e-4)
		}
	}
	b.take(rows)
	return gap, true
}

// settled moves the fractions to the best of the model, and returns its value at
// the trial point. There it cannot be below the best bound: if it is, the
// fractions have further to go.
func (b *climber) settled() (model float64) {
	for range 5 {
		b.settle(25)
		if model = b.model(); model*float64(b.d.fine) > float64(b.best) {
			break
		}
	}
	return model
}

func (b *climber) begin() (gap float64, ok bool) {
	for v, s := range b.d.stakes { // before anybody is placed
		b.rest[v] = float64(s.need)
	}
	value, rows, ok := b.value(b.center, !b.exact)
	if !ok {
		return 0, false
	}
	b.best, b.found = value, true
	for i, row := range rows {
		if row != nil {
			b.add(i, row)
		}
	}
	return math.Inf(1), true
}

// converged reports whether the model promises less than costs can differ by
// even far from the center; near it that proves little, so the steps grow first.
func (b *climber) converged(gap float64) bool {
	if gap >= float64(b.d.grain)/4 {
		return false
	}
	if !b.exact {
		b.exact = true
		return false
	}
	if b.steps.scale >= longestStep {
		return true
	}
	b.steps.scale = min(b.steps.scale*4, longestStep)
	return false
}

// complete reports whether everybody has a column.
func (b *climber) complete() bool {
	return b.found && !slices.ContainsFunc(b.columns, func(cs []column) bool { return len(cs) == 0 })
}

// collect puts all columns into a pool.
func (b *climber) collect(p *pool) {
	for i, cs := range b.columns {
		for _, c := range cs {
			p.add(i, c.row)
		}
	}
}

// fork returns a climber that goes on from here by itself.
func (b *climber) fork() *climber {
	f := *b
	f.sharpener = nil
	f.columns = make([][]column, len(b.columns))
	f.tilts = make([]tilt, len(b.tilts))
	for i := range b.columns {
		f.columns[i], f.tilts[i] = slices.Clone(b.columns[i]), b.tilts[i].clone()
	}
	f.fixed = make([][]uint8, len(b.columns))
	f.center, f.trial, f.rest = slices.Clone(b.center), slices.Clone(b.trial), slices.Clone(b.rest)
	f.residual = newResidual(b.d)
	return &f
}
