package solver

import (
	"encoding/binary"
	"slices"
)

// net is the lawful part of the product of a person's machines, made ready for
// dynamic programming: by day, the arcs from state to state that break no hard
// rule and from which the last day can be reached. People whose machines are
// the same share it.
type net struct {
	layers []netLayer
	ends   []int32 // soft price by state after the last day
	start  map[joint]int32
	skips  int // machines left out because the product would be too large
}

// netLayer is one day. Shifts that lead alike from every state are one
// class.
type netLayer struct {
	states int
	arcs   []arc
	labels []label
}

// arc is a step that breaks no hard rule.
type arc struct {
	from, to uint16
	label    uint16
	soft     int32
}

// label is what arcs of a day have in common: the shifts that take them, and
// what they add to the tallies of each machine.
type label struct {
	shifts []uint8
	counts joint
}

type labelKey struct {
	shift  uint8
	counts joint
}

// mostMachines is how many machines a net multiplies.
const mostMachines = 3

// joint is a state of each machine, or what a step adds to the tallies of each.
type joint [mostMachines]uint32

// mostJoint bounds the states of a day of a net.
const mostJoint = 4000

// newNet multiplies as many of the machines as fit, the first ones; leaving
// one out only widens what is lawful.
func newNet(machines []*machine, starts []joint, days, shifts int) *net {
	for n := min(len(machines), mostMachines); ; n-- {
		w := &weaver{machines: machines[:n], days: days, shifts: shifts}
		if out := w.weave(starts); out != nil {
			out.skips = len(machines) - n
			return out
		}
	}
}

// weaver builds a net.
type weaver struct {
	machines     []*machine
	days, shifts int
}

func (w *weaver) weave(starts []joint) *net {
	n := &net{start: map[joint]int32{}}
	layer := []joint{}
	for _, s := range starts {
		clear(s[len(w.machines):])
		if !slices.Contains(layer, s) {
			layer = append(layer, s)
		}
	}
	for i, s := range layer {
		n.start[s] = int32(i)
	}
	for day := range w.days {
		l, next := w.layer(layer, day)
		if len(next) > mostJoint && len(w.machines) > 0 {
			return nil
		}
		n.layers = append(n.layers, l)
		layer = next
	}
	for _, q := range layer {
		n.ends = append(n.ends, w.end(q))
	}
	n.trim()
	return n
}

// end prices a state after the last day, -1 when it breaks a hard rule.
func (w *weaver) end(q joint) (soft int32) {
	for i, m := range w.machines {
		e := m.end[q[i]]
		if e.hard > 0 {
			return -1
		}
		soft += e.soft
	}
	return soft
}

// layer reads one day from all states.
func (w *weaver) layer(states []joint, day int) (l netLayer, next []joint) {
	l.states = len(states)
	index := map[joint]int32{}
	labels := map[labelKey]uint16{}
	for _, class := range w.classes(states, day) {
		for i, q := range states {
			to, counts, soft, ok := w.step(q, day, int(class[0]))
			if !ok {
				continue
			}
			j, seen := index[to]
			if !seen {
				j = int32(len(next))
				index[to] = j
				next = append(next, to)
			}
			key := labelKey{class[0], counts}
			n, seen := labels[key]
			if !seen {
				n = uint16(len(l.labels))
				labels[key] = n
				l.labels = append(l.labels, label{class, counts})
			}
			l.arcs = append(l.arcs, arc{uint16(i), uint16(j), n, soft})
		}
	}
	return l, next
}

// step reads one shift with all machines.
func (w *weaver) step(q joint, day, shift int) (to, counts joint, soft int32, ok bool) {
	for i, m := range w.machines {
		e := &m.layers[day][int(q[i])*w.shifts+shift]
		if e.hard > 0 {
			return to, counts, 0, false
		}
		to[i], counts[i] = uint32(e.next), e.counts
		soft += e.soft
	}
	return to, counts, soft, true
}

// classes sorts the shifts of a day by what they lead to from all states.
func (w *weaver) classes(states []joint, day int) (out [][]uint8) {
	index := map[string]int{}
	var key []byte
	for s := range w.shifts {
		key = key[:0]
		lawful := false
		for _, q := range states {
			to, counts, soft, ok := w.step(q, day, s)
			lawful = lawful || ok
			if !ok {
				key = append(key, 0)
				continue
			}
			for i := range w.machines {
				key = binary.LittleEndian.AppendUint32(key, to[i])
				key = binary.LittleEndian.AppendUint32(key, counts[i])
			}
			key = binary.LittleEndian.AppendUint32(append(key, 1), uint32(soft))
		}
		if !lawful {
			continue
		}
		n, seen := index[string(key)]
		if !seen {
			n = len(out)
			index[string(key)] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], uint8(s))
	}
	return out
}

// trim drops the arcs from which no lawful end is reached.
func (n *net) trim() {
	alive := make([]bool, len(n.ends))
	for q, e := range n.ends {
		alive[q] = e >= 0
	}
	for day := len(n.layers) - 1; day >= 0; day-- {
		l := &n.layers[day]
		l.arcs = slices.DeleteFunc(l.arcs, func(a arc) bool { return !alive[a.to] })
		slices.SortStableFunc(l.arcs, func(a, b arc) int { return int(a.from) - int(b.from) })
		alive = make([]bool, l.states)
		for _, a := range l.arcs {
			alive[a.from] = true
		}
	}
}
