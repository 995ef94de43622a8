package solver

import "encoding/binary"

// minimise merges, layer by layer from the last day to the first, the states
// that no future tells apart, and returns the machine with the numbers of the
// states it was explored from. On a layered (acyclic) automaton one backward
// pass gives the smallest machine (Revuz 1992, doi 10.1016/0304-3975(92)90142-3).
func (x *explored) minimise(shifts int) (m *machine, start map[tuple]uint16) {
	m = &machine{shifts: shifts, layers: make([][]step, len(x.layers))}
	for _, p := range x.parts {
		if p.tally != nil {
			m.kinds = append(m.kinds, p.kind)
		}
	}
	class := m.mergeEnds(x.ends())
	for day := len(x.layers) - 1; day >= 0; day-- {
		class = m.mergeLayer(day, x.layers[day].steps, class)
	}
	start = map[tuple]uint16{}
	first := x.last
	if len(x.layers) > 0 {
		first = x.layers[0].states
	}
	for i, t := range first {
		start[t] = class[i]
	}
	return m, start
}

// mergeEnds numbers the states after the last day by what they cost.
func (m *machine) mergeEnds(ends []price) []uint16 {
	numbers := map[price]uint16{}
	class := make([]uint16, len(ends))
	for i, p := range ends {
		n, seen := numbers[p]
		if !seen {
			n = uint16(len(numbers))
			numbers[p] = n
			m.end = append(m.end, p)
		}
		class[i] = n
	}
	return class
}

// mergeLayer numbers the states of a day by their steps, given the numbers of
// the next day's states.
func (m *machine) mergeLayer(day int, steps []rawStep, next []uint16) []uint16 {
	class := make([]uint16, len(steps)/m.shifts)
	numbers := map[string]uint16{}
	key := make([]byte, 0, m.shifts*12)
	for i := range class {
		row := steps[i*m.shifts : (i+1)*m.shifts]
		key = key[:0]
		for s := range row {
			row[s].step.next = next[row[s].next]
			key = row[s].step.append(key)
		}
		n, seen := numbers[string(key)]
		if !seen {
			n = uint16(len(numbers))
			numbers[string(key)] = n
			for _, r := range row {
				m.layers[day] = append(m.layers[day], r.step)
			}
		}
		class[i] = n
	}
	return class
}

func (s step) append(key []byte) []byte {
	key = binary.LittleEndian.AppendUint16(key, s.next)
	key = binary.LittleEndian.AppendUint16(key, s.hard)
	key = binary.LittleEndian.AppendUint32(key, uint32(s.soft))
	return binary.LittleEndian.AppendUint32(key, s.counts)
}
