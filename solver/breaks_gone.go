package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// absences works out what breaks take from the cells, once for all duties alike.
type absences struct {
	m      *model
	cells  *cellIndex
	pauses *Pauses
	known  map[goneKey][][][]contribution
}

type goneKey struct {
	class, day, shift int
	place             string
}

func (m *model) absences() *absences {
	x, err := NewPauses(m.problem)
	if err != nil {
		panic("solver: a problem that was compiled has no calendar: " + err.Error())
	}
	return &absences{m, m.cover.index(m), x, map[goneKey][][][]contribution{}}
}

// movable returns a duty whose breaks may move, with the breaks where the shift
// has them; ok is false when they may not.
func (g *absences) movable(person, day, shift int) (d movable, ok bool) {
	who, place := g.m.people[person], g.m.problem.People[person].Place
	p := g.pauses.of(place, shift, g.m.problem.Start+roster.Date(day))
	if p == nil {
		return d, false
	}
	d = movable{person: person, day: day, p: p, after: p.usual()}
	for i, places := range p.places {
		d.at = append(d.at, slices.Index(places, d.after[i]))
	}
	key := goneKey{who.class, day, shift, place}
	if d.gone, ok = g.known[key]; !ok {
		d.gone = g.gone(who, p)
		g.known[key] = d.gone
	}
	return d, true
}

// gone is what a duty does not add, by break and place.
func (g *absences) gone(who *person, p *pausing) (out [][][]contribution) {
	begins := p.begins(&who.spec)
	for i, places := range p.places {
		var spans [][]contribution
		for _, after := range places {
			spans = append(spans, g.m.cover.during(g.cells, g.m.cover.groups[who.class], p.span(begins, i, after)))
		}
		out = append(out, spans)
	}
	return out
}

// widest returns what duties add at the most, wherever their breaks are: a duty
// is then as if it had none of those that move.
func (m *model) widest() func(who *person, day, shift int) []contribution {
	if !m.problem.moves() {
		return func(who *person, day, shift int) []contribution { return m.cover.of(who.class, day, shift) }
	}
	x, known := m.cover.index(m), map[[3]int][]contribution{}
	return func(who *person, day, shift int) []contribution {
		if shift == 0 || !who.spec.Shifts[shift-1].Moves() {
			return m.cover.of(who.class, day, shift)
		}
		key := [3]int{who.class, day, shift}
		adds, seen := known[key]
		if !seen {
			adds = m.withoutBreaks(x, who, day, shift)
			known[key] = adds
		}
		return adds
	}
}

// withoutBreaks is what a duty would add without the breaks that move.
func (m *model) withoutBreaks(x *cellIndex, who *person, day, shift int) []contribution {
	s := who.spec.Shifts[shift-1]
	s.Breaks = slices.DeleteFunc(slices.Clone(s.Breaks), func(b roster.Break) bool { return b.Window.Moves() })
	duty := who.spec.Duty(who.id, s, m.problem.Start+roster.Date(day))
	return m.cover.addsOf(x, who, duty, m.cover.of(who.class, day, shift))
}
