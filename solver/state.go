package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// state is one roster under search, with everything that makes the price of a
// change quick to find: machine states by day, sums of counters, counts of cells.
type state struct {
	m       *model
	rows    [][]uint8    // by person and planned day
	states  [][][]uint16 // by person, machine and day, and one more
	values  [][]int32    // by person and counter
	have    []int32      // counts of the cells
	cells   []cellPrice  // what each costs now
	margins []margin     // by cell and group
	own     []delta      // by person: what the row costs by their rules
	glances *glances     // nil until one is kept
	hard    int64
	soft    int64
	block   block // what may change
	scratch
}

type cellPrice struct{ hard, soft int64 }

// scratch is working room, so that pricing a change allocates nothing.
type scratch struct {
	fresh  [2][]uint8 // new rows of the people of a change
	deltas []int32    // by counter
	seen   []uint32   // by counter: the stamp under which deltas is valid
	stamp  uint32
	queue  []int32 // counters whose delta is valid

	touching   []touching // by cell
	coverStamp uint32     // under which touching is valid
	touched    []touch
	counts     []int32 // of a cell
}

// newState begins with everybody free on all days.
func newState(m *model) *state {
	rows := make([][]uint8, len(m.people))
	for i := range rows {
		rows[i] = make([]uint8, m.days)
	}
	return stateOf(m, rows)
}

// stateOf prices the given rows from scratch. It keeps them.
func stateOf(m *model, rows [][]uint8) *state {
	s := &state{m: m, rows: rows, block: everything(m)}
	most := 0
	for i, who := range m.people {
		s.states = append(s.states, nil)
		s.values = append(s.values, nil)
		hard, soft := s.hard, s.soft
		s.reprice(i, who)
		s.own = append(s.own, delta{s.hard - hard, s.soft - soft})
		most = max(most, len(who.counters))
	}
	s.deltas, s.seen = make([]int32, most), make([]uint32, most)
	s.fresh = [2][]uint8{make([]uint8, m.days), make([]uint8, m.days)}
	s.touching = make([]touching, len(m.cover.cells))
	s.counts = make([]int32, 64) // the most unions a cell has
	s.recount()
	return s
}

// stateLike prices a copy of rows.
func stateLike(m *model, rows [][]uint8) *state {
	fresh := m.allFree()
	for i, row := range rows {
		copy(fresh[i], row)
	}
	return stateOf(m, fresh)
}

// price is what the roster costs.
func (s *state) price() roster.Cost { return roster.Cost{Hard: int(s.hard), Soft: s.soft} }

// reprice walks one person's row and adds what it costs.
func (s *state) reprice(i int, who *person) {
	row := s.rows[i]
	values := make([]int32, len(who.counters))
	for k := range who.counters {
		values[k] = who.counters[k].opening
	}
	for day, shift := range row {
		f := who.free(day, int(shift))
		s.hard, s.soft = s.hard+int64(f.hard), s.soft+int64(f.soft)
		for _, f := range who.feeds.of(day, shift) {
			values[f.counter] += f.amount
		}
	}
	for j, mach := range who.machines {
		s.states[i] = append(s.states[i], s.runMachine(who, j, mach, row, values))
	}
	for k := range who.counters {
		h, f := who.counters[k].cost(values[k])
		s.hard, s.soft = s.hard+h, s.soft+f
	}
	s.values[i] = values
}

// runMachine walks a machine over a whole row, adds its price and feeds its tallies.
func (s *state) runMachine(who *person, j int, mach *machine, row []uint8, values []int32) []uint16 {
	states := make([]uint16, len(row)+1)
	states[0] = who.starts[j]
	for day, shift := range row {
		e := &mach.layers[day][int(states[day])*mach.shifts+int(shift)]
		s.hard, s.soft = s.hard+int64(e.hard), s.soft+int64(e.soft)
		if e.counts != 0 {
			for _, t := range who.tallied.of(day) {
				if t.machine == j {
					values[t.counter] += int32(e.counts >> t.shift & 15)
				}
			}
		}
		states[day+1] = e.next
	}
	end := mach.end[states[len(row)]]
	s.hard, s.soft = s.hard+int64(end.hard), s.soft+int64(end.soft)
	return states
}

// recount counts all cells from the rows.
func (s *state) recount() {
	c := s.m.cover
	s.have = make([]int32, c.haves)
	c.apply(s.have, c.past, 1)
	for i, who := range s.m.people {
		for day, shift := range s.rows[i] {
			if shift != 0 {
				c.apply(s.have, c.of(who.class, day, int(shift)), 1)
			}
		}
	}
	s.cells = make([]cellPrice, len(c.cells))
	s.margins = make([]margin, len(c.cells)*len(c.groups))
	for i := range c.cells {
		h, f := c.cells[i].cost(c.cells[i].counts(s.have))
		s.hard, s.soft = s.hard+h, s.soft+f
		s.cells[i] = cellPrice{h, f}
		s.measure(int32(i))
	}
}

// snapshot copies the rows.
func (s *state) snapshot() [][]uint8 {
	out := make([][]uint8, len(s.rows))
	for i, r := range s.rows {
		out[i] = slices.Clone(r)
	}
	return out
}

// amount is what a shift of a day adds to the counter.
func (c *counter) amount(day, shifts int, shift uint8) int32 {
	return c.amounts[(day-c.from)*shifts+int(shift)]
}
