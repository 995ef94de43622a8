package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// The bound must hold wherever breaks are. Pricing sees them spread over their
// places; at the weights it ends with, every duty is then worth what it
// adds with its breaks in the places that take the least. No roster costs less
// than the dual function says of that.

// peak is where the dual function was highest, nobody held to a row.
type peak struct {
	at    []float64
	tilts []tilt
	value int64
}

// note remembers a value of the dual function if it is the highest yet.
func (d *dual) note(at []float64, value int64, fixed [][]uint8, tilts []tilt) {
	held := slices.ContainsFunc(fixed, func(row []uint8) bool { return row != nil })
	if held || d.peak.at != nil && value <= d.peak.value || !d.m.problem.moves() {
		return
	}
	d.peak = peak{slices.Clone(at), nil, value}
	for i := range tilts {
		d.peak.tilts = append(d.peak.tilts, tilts[i].clone())
	}
}

// provenFor returns the bound of the problem, wherever its breaks are.
func (r *run) provenFor(m *model) *float64 {
	if !m.problem.moves() {
		return r.proven()
	}
	if r.bound == nil || r.d.peak.at == nil {
		return nil
	}
	d := *r.d
	d.m = m                               // and not the model that the search saw
	d.stop = func() bool { return false } // it takes one row of everybody
	value, _, ok := d.valueBy(d.dutiesAtBest, d.peak.at, make([][]uint8, len(m.people)), d.peak.tilts, false)
	if !ok {
		return nil
	}
	b := units(max(d.bound(value), 0))
	return &b
}

// dutiesAtBest is what every duty of a group is worth with its breaks where they
// take the least. Whether they may be there together is not asked.
func (d *dual) dutiesAtBest(group int, worth []int64) []int64 {
	out := d.duties(group, worth)
	if !d.m.problem.moves() {
		return out
	}
	if d.breaks == nil {
		d.breaks = make([][]dutyBreak, len(d.m.cover.groups))
	}
	if d.breaks[group] == nil {
		d.breaks[group] = d.m.dutyBreaks(group)
	}
	for _, b := range d.breaks[group] {
		least := valueOf(d.m.cover, b.usual, worth)
		out[b.duty] += least
		for _, gone := range b.gone {
			least = min(least, valueOf(d.m.cover, gone, worth))
		}
		out[b.duty] -= least
	}
	return out
}

// dutyBreak is what a break takes from a duty, by place.
type dutyBreak struct {
	duty  int // by day and shift
	usual []contribution
	gone  [][]contribution
}

// dutyBreaks lists the breaks that may move of a group's duties. Where people of
// the group may have them differs by what is night to them: here all count.
func (m *model) dutyBreaks(group int) []dutyBreak {
	out := []dutyBreak{}
	taken := &absences{m: m, cells: m.cover.index(m)}
	who := m.people[slices.IndexFunc(m.people, func(p *person) bool { return p.class == group })]
	for day := range m.days {
		for shift := 1; shift < m.shifts; shift++ {
			p := pausingIn(&who.spec, shift, m.problem.Start+roster.Date(day))
			if p == nil {
				continue
			}
			for i, gone := range taken.gone(who, p) {
				usual := gone[slices.Index(p.places[i], p.shift.Breaks[i].After)]
				out = append(out, dutyBreak{day*m.shifts + shift, usual, gone})
			}
		}
	}
	return out
}
