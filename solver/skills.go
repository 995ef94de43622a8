package solver

import (
	"strings"

	"github.com/smena-org/smena/roster"
)

// assignSkills says of every duty under shift demand with skills which demand
// it serves. Demands are filled in order of price by augmenting paths, which
// serves the dearest set that can be served (the transversal matroid of the
// demands; Edmonds and Fulkerson 1965).
func (m *model) assignSkills(sol *Solution, rows [][]uint8) {
	type day struct {
		person string
		date   roster.Date
	}
	index := map[day]int{}
	for i, d := range sol.Duties {
		index[day{d.Person, d.Date}] = i
	}
	for i := range m.cover.cells {
		c := &m.cover.cells[i]
		on := int(c.slot.date - m.problem.Start)
		if c.slot.kind != "shift" || on < 0 || on >= m.days {
			continue
		}
		for person, line := range m.match(c, rows, on) {
			if n, ok := index[day{m.people[person].id, c.slot.date}]; ok && line >= 0 {
				sol.Duties[n].Skill = strings.Join(m.cover.lines[line].skills, "+")
			}
		}
	}
}

// seat is one person wanted by a demand.
type seat struct {
	line   int
	person int // -1 while nobody sits there
}

// match seats the people who work the cell's shift; the result is the line of
// each, by person.
func (m *model) match(c *cell, rows [][]uint8, day int) map[int]int {
	var here []int
	for i := range m.people {
		if int(rows[i][day]) == c.slot.shift {
			here = append(here, i)
		}
	}
	var seats []seat
	for _, pass := range []func(demand) int32{
		func(d demand) int32 { return d.min },
		func(d demand) int32 { return max(d.target-d.min, 0) },
	} {
		for _, d := range c.demand {
			for range pass(d) {
				seats = append(seats, seat{d.line, -1})
				if !m.fill(seats, len(seats)-1, here, map[int]bool{}) {
					seats = seats[:len(seats)-1]
					break // and no later seat of this demand could be filled: its set is a matroid's
				}
			}
		}
	}
	out := map[int]int{}
	for _, s := range seats {
		if s.person >= 0 {
			out[s.person] = s.line
		}
	}
	return out
}

// fill seats somebody, moving others to seats they can also take.
func (m *model) fill(seats []seat, n int, here []int, tried map[int]bool) bool {
	for _, p := range here {
		if tried[p] || m.cover.groups[m.people[p].class].lines&(1<<seats[n].line) == 0 {
			continue
		}
		tried[p] = true
		at := -1
		for i := range seats {
			if seats[i].person == p {
				at = i
			}
		}
		if at >= 0 && !m.fill(seats, at, here, tried) {
			continue
		}
		seats[n].person = p
		return true
	}
	return false
}
