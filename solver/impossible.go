package solver

import "fmt"

// impossible looks for a proof that no lawful roster exists, and returns it in
// words, or "". It is not complete: an empty answer proves nothing.
func (m *model) impossible() string {
	for _, who := range m.people {
		day := who.noDuty(m)
		for j := 0; j < len(who.machines) && day < 0; j++ {
			day = who.deadEnd(m, who.machines[j], who.starts[j])
		}
		if day >= 0 {
			return fmt.Sprintf("no row of %s obeys all of their hard rules: every way fails by %s", who.id, who.cal.Date(m.lead+day))
		}
	}
	for i := range m.cover.cells {
		if why := m.tooFew(&m.cover.cells[i]); why != "" {
			return why
		}
	}
	return ""
}

// noDuty returns a day on which every shift, and the day off, breaks a hard
// rule by itself, or -1.
func (who *person) noDuty(m *model) int {
	for day, may := range who.allowed {
		if who.free[day*m.shifts+int(may[0])].hard > 0 {
			return day
		}
	}
	return -1
}

// deadEnd walks all rows that break nothing, state by state, and returns the
// day on which none is left, or -1. It reads one machine and the rules that
// judge single days; other rules could only forbid more.
func (who *person) deadEnd(m *model, mach *machine, start uint16) int {
	reach := map[uint16]bool{start: true}
	for day := range m.days {
		next := map[uint16]bool{}
		for state := range reach {
			for s := range m.shifts {
				e := mach.layers[day][int(state)*m.shifts+s]
				if e.hard == 0 && who.free[day*m.shifts+s].hard == 0 {
					next[e.next] = true
				}
			}
		}
		if len(next) == 0 {
			return day
		}
		reach = next
	}
	for state := range reach {
		if mach.end[state].hard == 0 {
			return -1
		}
	}
	return m.days - 1
}

// tooFew compares a cell's minima with the people there are.
func (m *model) tooFew(c *cell) string {
	if c.hard == nil {
		return ""
	}
	most := make([]int32, len(c.unions))
	for _, who := range m.people {
		g := m.cover.groups[who.class]
		for i, u := range c.unions {
			if u&g.lines != 0 {
				most[i] += c.unit
			}
		}
	}
	if c.hard.short(most) == 0 {
		return ""
	}
	when := c.slot.date.String()
	if c.slot.kind != "shift" {
		when = m.instant(c.slot.from).Format("2006-01-02 15:04")
	}
	return fmt.Sprintf("the minimum demanded on %s is more than all the people who have the skills", when)
}
