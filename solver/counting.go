package solver

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Shortage is demand that a team cannot meet, by counting: all that is asked of
// some skills in some hours, less all that its people can give there, each by
// the best of their lawful rows. Whatever the roster, so much stays open. Hours
// may count in part: all of them by how much people lack in them.
type Shortage struct {
	Skills []string       `json:"skills"`           // whoever has those of any of the demands counts
	When   string         `json:"when"`             // "all", "night" (22 to 6 o'clock), "weekend" or "weighed"
	Mostly []roster.Clock `json:"mostly,omitempty"` // of weighed hours: from when to when half of the weight is
	Need   float64        `json:"need"`             // agent-hours
	Have   float64        `json:"have"`             // most that the team can give
	Each   float64        `json:"each"`             // most that one more person can give
}

// times are the hours that are counted by themselves.
var times = []struct {
	name string
	in   func(time.Time) bool
}{
	{"all", func(time.Time) bool { return true }},
	{"night", func(t time.Time) bool { return t.Hour() >= 22 || t.Hour() < 6 }},
	{"weekend", func(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }},
}

// counting works out what people can give to a family of cells.
type counting struct {
	m      *model
	d      *dual
	team   int    // people who are there; the one after them is the one more
	served []bool // cells that the one more serves
}

// newCounting prepares a model whose last person is the one more. It is nil when
// somebody has no lawful row: what they can give is then not known.
func newCounting(m *model, served []bool) *counting {
	d := newDual(m, 1, rowLimits{values: 1 << 20, work: 1 << 20}, nil)
	if d == nil {
		return nil
	}
	d.fine = 1
	return &counting{m: m, d: d, team: len(m.people) - 1, served: served}
}

// shortages counts every union of demands at every time. Only cells that the one
// more can serve are counted.
func (k *counting) shortages() (out []Shortage) {
	var unions []uint64
	for i := range k.m.cover.cells {
		c := &k.m.cover.cells[i]
		for _, u := range c.terms[len(c.terms)-1].index {
			if !slices.Contains(unions, c.unions[u]) {
				unions = append(unions, c.unions[u])
			}
		}
	}
	for _, u := range unions {
		for _, t := range times {
			if s, short := k.count(u, t.in); short {
				s.When, s.Skills = t.name, k.m.skillsOf(u)
				out = append(out, s)
			}
		}
	}
	return out
}

// skillsOf lists the skills of a union of lines.
func (m *model) skillsOf(u uint64) []string {
	out := []string{}
	for n, l := range m.cover.lines {
		if u&(1<<n) != 0 {
			out = append(out, l.skills...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// count counts one union at one time; short is false when it may be met.
func (k *counting) count(union uint64, in func(time.Time) bool) (s Shortage, short bool) {
	weight := make([]int64, k.m.cover.haves) // of each count
	past := make([]int32, k.m.cover.haves)
	k.m.cover.apply(past, k.m.cover.past, 1)
	need := int64(0)
	for i := range k.m.cover.cells {
		c := &k.m.cover.cells[i]
		t := &c.terms[len(c.terms)-1]
		at := slices.IndexFunc(t.index, func(u uint8) bool { return c.unions[u] == union })
		if at < 0 || c.slot.kind == "window" || !k.served[i] || !in(k.m.instantOf(c)) {
			continue
		}
		n := c.offset + int32(t.index[at])
		weight[n] = k.m.minutesOf(c)
		if left := int64(t.need[at] - past[n]); left > 0 {
			need += left * weight[n]
		} else {
			weight[n] = 0 // the history covers it
		}
	}
	if need == 0 {
		return s, false
	}
	have := int64(0)
	for i := range k.team {
		have += k.most(i, weight)
	}
	if have >= need {
		return s, false
	}
	each := k.most(k.team, weight)
	return Shortage{Need: hours(need), Have: hours(have), Each: hours(each)}, each > 0
}

func hours(minutes int64) float64 { return float64(minutes) / 60 }

// minutesOf is what one unit of a cell is, in minutes.
func (m *model) minutesOf(c *cell) int64 {
	if c.slot.kind == "shift" {
		return int64(m.problem.Shifts[c.slot.shift-1].Minutes)
	}
	return 1
}

// instantOf is when a cell begins.
func (m *model) instantOf(c *cell) time.Time {
	if c.slot.kind == "shift" {
		return c.slot.date.At(m.problem.Shifts[c.slot.shift-1].Start, m.zone)
	}
	return m.instant(c.slot.from).In(m.zone)
}

// served tells of every cell whether some duty that a person may have adds to it
// at all.
func (m *model) served(who *person) []bool {
	adds, out := m.widest(), make([]bool, len(m.cover.cells))
	for day := range m.days {
		for s := 1; s < m.shifts; s++ {
			if who.free(day, s).hard > 0 {
				continue
			}
			for _, a := range adds(who, day, s) {
				out[a.cell] = true
			}
		}
	}
	return out
}

// most is the most that any lawful row of a person adds to weighted counts, or
// more: the row's program proves that no row adds as much.
func (k *counting) most(person int, weight []int64) int64 {
	gains := k.d.dutiesAtBest(k.m.people[person].class, weight)
	if slices.Max(gains) == 0 {
		return 0
	}
	p := k.d.planners[person]
	t := newTilt(p, k.d.fine)
	if a := k.d.answer(p, gains, &t, &k.d.rooms[0], false); a.ok {
		return max(-a.bound, 0)
	}
	sum := int64(0) // every day by itself
	for day := range k.m.days {
		sum += slices.Max(gains[day*k.m.shifts : (day+1)*k.m.shifts])
	}
	return sum
}

// withoutPrices is a problem of hard rules and demand alone, everything missing
// at one price: what can be covered at all?
func (p *Problem) withoutPrices() *Problem {
	out := *p
	out.Policies, out.People = slices.Clone(p.Policies), slices.Clone(p.People)
	for i := range out.Policies {
		out.Policies[i].Rules = hardOnes(p.Policies[i].Rules)
	}
	for i := range out.People {
		out.People[i].Rules = hardOnes(p.People[i].Rules)
	}
	out.Demand = Demand{Shifts: slices.Clone(p.Demand.Shifts), Intervals: slices.Clone(p.Demand.Intervals), Windows: slices.Clone(p.Demand.Windows)}
	for i := range out.Demand.Shifts {
		d := &out.Demand.Shifts[i]
		d.Target, d.Min, d.Missing, d.Surplus = max(d.Target, d.Min), 0, 480, 0
	}
	for i := range out.Demand.Intervals {
		d := &out.Demand.Intervals[i]
		d.Target, d.Min, d.Missing, d.Surplus = max(d.Target, d.Min), 0, 60, 0
	}
	for i := range out.Demand.Windows {
		out.Demand.Windows[i].Missing = 60
	}
	return &out
}
