package solver

import (
	"math"
	"slices"
)

// march is how a climb begins: the center follows the residuals without asking
// whether the dual function has grown (the method of multipliers, inexactly;
// Rockafellar 1976, doi 10.1287/moor.1.2.97). That goes many times faster than
// the bundle as long as the best point is far, and wanders once it is near: then
// the bundle goes on from the best point met.
type march struct {
	on     bool
	scale  float64
	lost   int       // looks in a row that found nothing better
	halved int       // times the steps have been halved
	passes int       // of the fractions after a sweep
	point  []float64 // the best point met
}

const (
	sweepsOfMarch = 2 // between two looks at the dual function
	passesOfMarch = 8
	stepOfMarch   = 0.15 // at first; from trials on months, public instances and other families
	mostLost      = 5
	mostHalved    = 3
)

// marchOn makes one look, after a few sweeps.
func (b *climber) marchOn() (gap float64, ok bool) {
	m := &b.march
	keep := b.steps.scale
	b.steps.scale = m.scale
	defer func() { b.steps.scale = keep }()
	for range sweepsOfMarch {
		if !b.sweep() {
			return 0, false
		}
		b.settle(m.passes)
		b.center = slices.Clone(b.trial)
	}
	value, rows, ok := b.value(b.center, true)
	if !ok {
		return 0, false
	}
	b.take(rows)
	if value > b.best {
		if float64(value-b.best) > 0.003*math.Abs(float64(b.best)) {
			m.lost = 0
		}
		b.best, m.point = value, b.center
	}
	if m.lost++; m.lost > mostLost {
		b.turn()
	}
	return math.Inf(1), true
}

// turn goes back to the best point met, with shorter steps; in the end it leaves
// the rest of the climb to the bundle.
func (b *climber) turn() {
	m := &b.march
	if m.point != nil {
		b.center = m.point
	}
	m.lost = 0
	m.scale /= 2
	if m.halved++; m.halved > mostHalved {
		m.on = false
	}
}

// take puts rows into the model.
func (b *climber) take(rows [][]uint8) {
	for i, row := range rows {
		if b.fixed[i] == nil && row != nil {
			b.add(i, row)
		}
	}
}
