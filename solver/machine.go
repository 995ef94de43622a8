package solver

import "github.com/smena-org/smena/roster"

// machine is the product of automata and tallies, tabulated: from a state, a
// day's shift leads to a next state at a price. States are numbered afresh
// each day and are as few as can be, so that two rows in equal states have
// equal futures.
type machine struct {
	shifts int
	layers [][]step // by planned day: state × shifts
	end    []price  // by state after the last day
	kinds  []string // of the tallies it carries, in order of their counts
}

// step is one entry of a machine's table.
type step struct {
	next   uint16
	hard   uint16
	soft   int32
	counts uint32 // four bits a tally
}

// most tallies a machine can carry in a step's counts.
const mostTallies = 8

// part is one automaton or tally that goes into a machine.
type part struct {
	clause    roster.Clause
	automaton *roster.Automaton
	tally     func(s roster.State, day, shift int) (roster.State, int)
	kind      string
}

// read advances the part over one day.
func (p *part) read(s roster.State, day, shift int) (next roster.State, cost price, count int) {
	if p.tally != nil {
		next, count = p.tally(s, day, shift)
		return next, price{}, count
	}
	next, excess := p.automaton.Step(s, day, shift)
	cost.add(p.clause, excess)
	return next, cost, 0
}

// tuple is the state of all parts of a machine.
type tuple [mostParts]roster.State

// mostParts is how many parts a machine may have; further ones start another.
const mostParts = 12

// mostStates bounds the states of a layer before they are minimised; a product
// that grows beyond it is split over several machines.
const mostStates = 6000

// explored is a product before it is minimised.
type explored struct {
	parts  []*part
	layers []exploredLayer
	last   []tuple // after the last day
}

type exploredLayer struct {
	states []tuple
	steps  []rawStep // state × shifts
}

type rawStep struct {
	next int32 // index into the next layer's states
	step
}

// explore walks the product breadth first from the given states, and gives up
// with ok false when a layer grows beyond the limit.
func explore(cal *roster.Calendar, parts []*part, from []tuple, limit int) (x *explored, ok bool) {
	x = &explored{parts: parts}
	shifts := len(cal.Codes)
	layer := distinct(from)
	for day := cal.Lead; day < cal.Days; day++ {
		cur := exploredLayer{states: layer, steps: make([]rawStep, len(layer)*shifts)}
		index := make(map[tuple]int32, len(layer))
		var next []tuple
		for i, t := range layer {
			for s := range shifts {
				to, st := advance(parts, t, day, s)
				j, seen := index[to]
				if !seen {
					if j = int32(len(next)); int(j) >= limit {
						return nil, false
					}
					index[to] = j
					next = append(next, to)
				}
				cur.steps[i*shifts+s] = rawStep{j, st}
			}
		}
		x.layers = append(x.layers, cur)
		layer = next
	}
	x.last = layer
	return x, true
}

// advance reads one day with every part.
func advance(parts []*part, t tuple, day, shift int) (tuple, step) {
	var st step
	tally := 0
	for k, p := range parts {
		next, cost, count := p.read(t[k], day, shift)
		t[k] = next
		st.hard += uint16(cost.hard)
		st.soft += cost.soft
		if p.tally != nil {
			st.counts |= uint32(count) << (4 * tally)
			tally++
		}
	}
	return t, st
}

// distinct removes repeated states, keeping their order.
func distinct(in []tuple) []tuple {
	seen := map[tuple]bool{}
	var out []tuple
	for _, t := range in {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// ends prices the state after the last day.
func (x *explored) ends() []price {
	out := make([]price, len(x.last))
	for i, t := range x.last {
		for k, p := range x.parts {
			if p.automaton != nil && p.automaton.End != nil {
				out[i].add(p.clause, p.automaton.End(t[k]))
			}
		}
	}
	return out
}
