package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// spreadOfBreaks is how much of a break that moves the search sees, in per cent.
// Half of it makes the best rosters: what is seen in full is staffed against as
// if all breaks were missed everywhere, what is not seen at all is forgotten.
const spreadOfBreaks = 50

// spread returns the model that the search is to see. Had everybody their break
// where the shift has it, that hour would look short and all others would not,
// though the second stage will level them; so a break that moves is spread over
// its places, and half of it is left out. Cells with a minimum are as they are:
// what a minimum lacks is a breach, and none may be made up.
func (m *model) spread() *model {
	if !m.problem.moves() {
		return m
	}
	out, c := *m, *m.cover
	c.adds = slices.Clone(c.adds)
	out.cover = &c
	x, known := m.cover.index(m), make([]bool, len(c.adds))
	for _, who := range m.people {
		for day := range m.days {
			for shift := 1; shift < m.shifts; shift++ {
				n := (who.class*m.days+day)*m.shifts + shift
				if known[n] {
					continue
				}
				known[n] = true
				if p := pausingIn(&who.spec, shift, m.problem.Start+roster.Date(day)); p != nil {
					c.adds[n] = m.spreadOut(x, who, p, c.adds[n])
				}
			}
		}
	}
	c.prepareGlimpses()
	out.weigh()
	return &out
}

// spreadOut is what a duty adds with its breaks spread.
func (m *model) spreadOut(x *cellIndex, who *person, p *pausing, usual []contribution) (out []contribution) {
	g, begins := m.cover.groups[who.class], p.begins(&who.spec)
	lost := map[int32]int{} // in hundredths of a minute
	duty := p.duty
	duty.Breaks = nil
	for i, places := range p.places {
		for _, after := range places {
			for _, a := range m.cover.during(x, g, p.span(begins, i, after)) {
				share := 100
				if len(places) > 1 {
					share = spreadOfBreaks
				}
				lost[a.cell] += int(a.amount) * share / len(places)
			}
		}
	}
	asIs := map[int32]contribution{}
	for _, a := range usual {
		asIs[a.cell] = a
	}
	for _, a := range m.cover.addsOf(x, who, duty, usual) {
		if c := &m.cover.cells[a.cell]; c.hard == nil && c.slot.kind != "shift" {
			a.amount -= int32((lost[a.cell] + 50) / 100)
		} else if was, there := asIs[a.cell]; there {
			a = was
		} else {
			continue
		}
		if a.amount > 0 {
			out = append(out, a)
		}
	}
	return inOrder(out)
}
