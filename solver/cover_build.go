package solver

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// newCover turns the problem's demand into cells and works out what every
// duty of every group of people adds to them.
func newCover(m *model) (*cover, error) {
	c := &cover{days: m.days, shifts: m.shifts}
	slots, err := c.readDemand(m)
	if err != nil {
		return nil, err
	}
	pres := c.groupPeople(m)
	for _, s := range slots {
		for _, part := range c.components(s.demand) {
			if err := c.addCell(s.slot, part); err != nil {
				return nil, err
			}
		}
	}
	c.addContributions(m, pres)
	c.prepareGlimpses()
	return c, nil
}

// slotDemand is everything wanted in one slot.
type slotDemand struct {
	slot   slot
	demand []demand
}

// readDemand collects demands by slot, in order of time.
func (c *cover) readDemand(m *model) ([]slotDemand, error) {
	var out []slotDemand
	index := map[slot]int{}
	add := func(s slot, d demand) {
		i, seen := index[s]
		if !seen {
			i = len(out)
			index[s] = i
			out = append(out, slotDemand{slot: s})
		}
		out[i].merge(d)
	}
	p := m.problem
	for _, d := range p.Demand.Shifts {
		s := slot{kind: "shift", date: d.Date, shift: 1 + slices.IndexFunc(p.Shifts, func(x Shift) bool { return x.ID == d.Shift })}
		add(s, demand{c.line(d.Skills), int32(d.Min), int32(d.Target), int64(d.Missing) * roster.Scale, int64(d.Surplus) * roster.Scale})
	}
	for _, d := range p.Demand.Intervals {
		from, err := m.minute(d.Start)
		if err != nil {
			return nil, err
		}
		n := int32(d.Minutes)
		s := slot{kind: "interval", from: from, minutes: d.Minutes}
		add(s, demand{c.line(d.Skills), int32(d.Min) * n, int32(d.Target) * n, int64(d.Missing), int64(d.Surplus)})
	}
	holdings := m.holdings()
	for _, d := range p.Demand.Windows {
		from, err := m.minute(d.Start)
		if err != nil {
			return nil, err
		}
		need := int32(d.Work) + heldBy(d, from, holdings[skillKey(d.Skills)])
		add(slot{kind: "window", from: from, minutes: d.Minutes}, demand{c.line(d.Skills), 0, need, int64(d.Missing), 0})
	}
	slices.SortStableFunc(out, func(a, b slotDemand) int { return cmp.Compare(m.begins(a.slot), m.begins(b.slot)) })
	return out, nil
}

// merge adds a demand of a line to the slot; two of one line add up.
func (s *slotDemand) merge(d demand) {
	for i := range s.demand {
		if old := &s.demand[i]; old.line == d.line {
			old.min, old.target = old.min+d.min, old.target+d.target
			old.missing, old.surplus = max(old.missing, d.missing), max(old.surplus, d.surplus)
			return
		}
	}
	s.demand = append(s.demand, d)
}

// held is an interval demand as windows of the same skills see it.
type held struct {
	at      roster.Minute
	minutes int
	work    int32 // agent-minutes
}

// holdings sorts the interval demands by skills and time.
func (m *model) holdings() map[string][]held {
	out := map[string][]held{}
	if len(m.problem.Demand.Windows) == 0 {
		return out
	}
	for _, d := range m.problem.Demand.Intervals {
		if at, err := m.minute(d.Start); err == nil {
			key := skillKey(d.Skills)
			out[key] = append(out[key], held{at, d.Minutes, int32(d.Target * d.Minutes)})
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b held) int { return cmp.Compare(a.at, b.at) })
	}
	return out
}

// heldBy returns the agent-minutes that interval demands of the same skills
// take in a window.
func heldBy(w WindowDemand, from roster.Minute, same []held) (sum int32) {
	first, _ := slices.BinarySearchFunc(same, from, func(h held, at roster.Minute) int { return cmp.Compare(h.at, at) })
	for _, h := range same[first:] {
		if int(h.at-from) > w.Minutes {
			break
		}
		if int(h.at-from)+h.minutes <= w.Minutes {
			sum += h.work
		}
	}
	return sum
}

// line returns the number of the line that takes the skills.
func (c *cover) line(skills []string) int {
	key := skillKey(skills)
	for i := range c.lines {
		if c.lines[i].key == key {
			return i
		}
	}
	c.lines = append(c.lines, line{skills, key})
	return len(c.lines) - 1
}

func skillKey(skills []string) string {
	s := slices.Clone(skills)
	slices.Sort(s)
	return strings.Join(slices.Compact(s), "\x00")
}

// minute reads a demand's start as elapsed minutes of the model.
func (m *model) minute(s string) (roster.Minute, error) {
	zero := (m.problem.Start - roster.Date(m.lead)).At(0, m.zone)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return roster.Minute(t.Sub(zero) / time.Minute), nil
	}
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		return 0, roster.Errorf(roster.Invalid, "%q is not a time; write 2026-12-01T09:00, or RFC 3339 with offset", s)
	}
	at := roster.DateOf(t).At(roster.Clock(t.Hour()*60+t.Minute()), m.zone)
	return roster.Minute(at.Sub(zero) / time.Minute), nil
}

// begins orders slots by time.
func (m *model) begins(s slot) roster.Minute {
	if s.kind != "shift" {
		return s.from
	}
	day := m.lead + int(s.date-m.problem.Start)
	if day < 0 || len(m.people) == 0 || day >= m.lead+m.days {
		return roster.Minute(day * 1440)
	}
	return m.people[0].cal.Work[day][s.shift].Start
}
