package solver

import (
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
)

// The bound must hold wherever breaks are. Pricing sees them spread over their
// places; from the weights it ends with, a second climb goes on in which every
// duty is worth what it adds with its breaks in the places that take the least.
// No roster costs less than the dual function says of that.
const (
	shareOfAnywhere  = 0.08 // of the budget, that the second climb may take
	stepOfAnywhere   = 0.05 // of its march; from trials on a month of 100 people
	passesOfAnywhere = 2
)

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

// proveAnywhere climbs on duties at their best: on from the weights that pricing
// ended with, or from the start where only a bound comes of it.
func (r *run) proveAnywhere(ctx context.Context) {
	if r.d == nil || !r.m.problem.moves() {
		return
	}
	before, end := r.d.spent, r.share()+shareOfAnywhere
	if r.d.peak.at == nil {
		end = r.climbs() + shareOfAnywhere
	}
	c := r.climberAnywhere(func() bool { return r.stopped(ctx) })
	for n := 0; n < mostClimbs && r.share() < end && !c.d.stop(); n++ {
		gap, ok := c.climb()
		r.d.spent = before + c.d.spent
		if !ok {
			break
		}
		r.anywhere = &c.best
		r.tell()
		if c.converged(gap) {
			break
		}
	}
}

// climberAnywhere begins a climb on duties at their best.
func (r *run) climberAnywhere(stop func() bool) *climber {
	d := *r.d
	d.m = r.asked // and not the model that the search sees
	d.atBest, d.stop, d.spent = true, stop, 0
	c := newClimber(&d)
	c.march.scale, c.march.passes = stepOfAnywhere, passesOfAnywhere
	if d.peak.at != nil {
		c.startAt(d.peak.at)
		c.tilts = d.peak.tilts
	}
	return c
}

// proveAtLast looks once where there was no time to climb: it takes one row of
// everybody.
func (r *run) proveAtLast() {
	if r.d == nil || !r.m.problem.moves() || r.anywhere != nil {
		return
	}
	c := r.climberAnywhere(endless)
	if _, ok := c.climb(); ok {
		r.anywhere = &c.best
	}
}

// dutiesAtBest is what every duty of a group is worth with its breaks where they
// take the least. Whether they may be there together is not asked.
func (d *dual) dutiesAtBest(group int, worth []int64) []int64 {
	out := d.usualDuties(group, worth)
	for _, b := range d.breaksOf(group) {
		usual := valueOf(d.m.cover, b.usual(), worth)
		out[b.duty] += usual - valueOf(d.m.cover, leastOf(d.m.cover, &b, worth), worth)
	}
	return out
}

// leastOf is what a break takes in the place where that is worth the least.
func leastOf[T int64 | float64](c *cover, b *dutyBreak, worth []T) []contribution {
	best := b.usual()
	least := valueOf(c, best, worth)
	for _, gone := range b.gone {
		if v := valueOf(c, gone, worth); v < least {
			least, best = v, gone
		}
	}
	return best
}

// dutyBreak is what a break takes from a duty, by place.
type dutyBreak struct {
	duty int // by day and shift
	home int // the place where the shift has it
	gone [][]contribution
}

func (b *dutyBreak) usual() []contribution { return b.gone[b.home] }

// breaksOf lists the breaks that may move of a group's duties, by duty.
func (d *dual) breaksOf(group int) []dutyBreak {
	if !d.m.problem.moves() {
		return nil
	}
	if d.breaks == nil {
		d.breaks = make([][]dutyBreak, len(d.m.cover.groups))
	}
	if d.breaks[group] == nil {
		d.breaks[group] = d.m.dutyBreaks(group)
	}
	return d.breaks[group]
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
				out = append(out, dutyBreak{day*m.shifts + shift, slices.Index(p.places[i], p.shift.Breaks[i].After), gone})
			}
		}
	}
	return out
}
