package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// placing is where the breaks of a roster's duties begin, by person and planned
// day: the minutes of the shift, or nil where the shift has them. The nil
// placing moves none.
type placing [][][]int

func (p placing) of(person, day int) []int {
	if p == nil {
		return nil
	}
	return p[person][day]
}

// read reads duties as rows, and where their breaks are.
func (m *model) read(duties []Assigned) ([][]uint8, placing, error) {
	rows, err := m.rowsOf(duties)
	if err != nil {
		return nil, nil, err
	}
	at, err := m.placingOf(duties)
	return rows, at, err
}

// placingOf reads where the breaks of duties are that rowsOf has read. A break
// where it may not be is an Invalid error.
func (m *model) placingOf(duties []Assigned) (placing, error) {
	if !slices.ContainsFunc(duties, func(d Assigned) bool { return len(d.Breaks) > 0 }) {
		return nil, nil
	}
	x, err := NewPauses(m.problem)
	if err != nil {
		return nil, err
	}
	people := map[string]int{}
	for i, who := range m.people {
		people[who.id] = i
	}
	out := m.nonePlaced()
	for _, d := range duties {
		i, shift := people[d.Person], x.shifts[d.Shift]
		if len(d.Breaks) == 0 || slices.Equal(d.Breaks, m.usualBreaks(shift)) {
			continue
		}
		if err := x.judge(m.problem.People[i].Place, shift, d.Date, d.Breaks); err != nil {
			return nil, roster.Errorf(roster.Invalid, "a duty of %q on %s: %w", d.Person, d.Date, err)
		}
		out[i][d.Date-m.problem.Start] = d.Breaks
	}
	return out, nil
}

// nonePlaced is a placing to be filled.
func (m *model) nonePlaced() placing {
	out := make(placing, len(m.people))
	for i := range out {
		out[i] = make([][]int, m.days)
	}
	return out
}

// usualBreaks is where a shift has its breaks.
func (m *model) usualBreaks(shift int) []int {
	var out []int
	for _, b := range m.problem.Shifts[shift-1].Breaks {
		out = append(out, b.After)
	}
	return out
}

// countWith counts all cells from rows and breaks.
func (m *model) countWith(rows [][]uint8, at placing) []int32 {
	have := m.count(rows)
	if at == nil {
		return have
	}
	x := m.cover.index(m)
	for i, who := range m.people {
		for day, s := range rows[i] {
			if after := at.of(i, day); after != nil {
				m.cover.apply(have, m.cover.of(who.class, day, int(s)), -1)
				m.cover.apply(have, m.addsWith(x, i, day, int(s), after), 1)
			}
		}
	}
	return have
}

// addsWith is what a person's duty adds with its breaks at the given minutes of
// the shift: it is worked out anew from the duty's instants.
func (m *model) addsWith(x *cellIndex, person, day, shift int, after []int) []contribution {
	who := m.people[person]
	duty := who.spec.Duty(who.id, who.spec.Shifts[shift-1].Placed(after), m.problem.Start+roster.Date(day))
	return m.cover.addsOf(x, who, duty, m.cover.of(who.class, day, shift))
}

// addsOf is what a duty adds that has other breaks than usual. Shift demand
// does not ask after breaks.
func (c *cover) addsOf(x *cellIndex, who *person, duty roster.Duty, usual []contribution) (out []contribution) {
	for _, a := range usual {
		if c.cells[a.cell].slot.kind == "shift" {
			out = append(out, a)
		}
	}
	return append(out, c.during(x, c.groups[who.class], presence{spec: who.spec}.between(duty))...)
}
