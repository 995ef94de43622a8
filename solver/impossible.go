package solver

import "fmt"

// impossible looks for a proof that no lawful roster exists, and returns it in
// words, or "". It is not complete: an empty answer proves nothing. Of those
// whose rows break hard rules it is worked out whether any row does not, until
// it is told to stop.
func (m *model) impossible(rows [][]uint8, stop func() bool) string {
	for _, who := range m.people {
		day := who.noDuty(m)
		for j := 0; j < len(who.machines) && day < 0; j++ {
			day = who.deadEnd(m, who.machines[j], who.starts[j])
		}
		if day >= 0 {
			return fmt.Sprintf("no row of %s obeys all of their hard rules: every way fails by %s", who.id, who.cal.Date(m.lead+day))
		}
	}
	for i, who := range m.people {
		if stop() {
			return ""
		}
		if _, cost := who.judge.Check(who.row(rows[i])); cost.Hard == 0 {
			continue
		}
		if _, v := who.rowFor(m, hardOnes(who.judge.Policy)); v == impossible {
			return fmt.Sprintf("no row of %s obeys all of their hard rules", who.id)
		}
	}
	if !m.minima {
		return ""
	}
	able := m.able()
	for i := range m.cover.cells {
		if why := m.tooFew(i, able); why != "" {
			return why
		}
	}
	return ""
}

// noDuty returns a day on which every shift, and the day off, breaks a hard
// rule by itself, or -1.
func (who *person) noDuty(m *model) int {
	for day := range m.days {
		if who.free(day, int(who.allowed(day)[0])).hard > 0 {
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
				if e.hard == 0 && who.free(day, s).hard == 0 {
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

// tooFew compares a cell's minima with the people who could be there, each by
// the rules that judge a day by itself.
func (m *model) tooFew(i int, able []int32) string {
	c := &m.cover.cells[i]
	if c.hard == nil || c.hard.short(c.counts(able)) == 0 {
		return ""
	}
	when := c.slot.date.String()
	if c.slot.kind != "shift" {
		when = m.instant(c.slot.from).Format("2006-01-02 15:04")
	}
	return fmt.Sprintf("the minimum demanded on %s is more than all the people who have the skills and may work then", when)
}

// able counts into all cells what everybody could add at most, each cell by
// itself: the counts that no lawful roster exceeds anywhere.
func (m *model) able() []int32 {
	out := make([]int32, m.cover.haves)
	m.cover.apply(out, m.cover.past, 1)
	adds := m.widest()
	for _, who := range m.people {
		most := map[int32]contribution{}
		var order []int32
		for day := range m.days {
			for _, s := range who.allowed(day) {
				if s == 0 || who.free(day, int(s)).hard > 0 {
					continue
				}
				for _, a := range adds(who, day, int(s)) {
					b, seen := most[a.cell]
					if !seen {
						order = append(order, a.cell)
					}
					a.amount = min(b.amount+a.amount, m.cover.cells[a.cell].unit) // by two duties, each for a part
					most[a.cell] = a
				}
			}
		}
		for _, i := range order {
			m.cover.apply(out, []contribution{most[i]}, 1)
		}
	}
	return out
}
