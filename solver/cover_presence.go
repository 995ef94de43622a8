package solver

import (
	"cmp"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// presence is when people of one place are there to serve: by day of the
// calendar and shift, the spans between breaks.
type presence struct {
	place string
	spec  roster.CalendarSpec
}

// groupPeople sorts people by the lines they can serve and by presence.
func (c *cover) groupPeople(m *model) []presence {
	var pres []presence
	for i, who := range m.people {
		in := &m.problem.People[i]
		place := ""
		if who.spec.Shorter != nil {
			place = in.Place // only a place with shorter days is present differently
		}
		k := slices.IndexFunc(pres, func(p presence) bool { return p.place == place })
		if k < 0 {
			k = len(pres)
			pres = append(pres, presence{place, who.spec})
		}
		g := group{presence: k}
		for n, l := range c.lines {
			if hasAll(in.Skills, l.skills) {
				g.lines |= 1 << n
			}
		}
		who.class = slices.Index(c.groups, g)
		if who.class < 0 {
			who.class = len(c.groups)
			c.groups = append(c.groups, g)
		}
	}
	return pres
}

// minuteSpan is a half-open span of a calendar's minutes.
type minuteSpan struct{ from, to roster.Minute }

// spans returns when a shift of a day is present: its duty less all breaks.
func (p presence) spans(day, shift int) []minuteSpan {
	if shift == 0 {
		return nil
	}
	return p.between(p.spec.Duty("", p.spec.Shifts[shift-1], p.spec.First+roster.Date(day)))
}

// between returns when a duty is present: between its breaks.
func (p presence) between(duty roster.Duty) []minuteSpan {
	zero := p.spec.First.At(0, p.spec.Zone)
	at := func(t time.Time) roster.Minute { return roster.Minute(t.Sub(zero) / time.Minute) }
	var out []minuteSpan
	from, end := at(duty.Span.Start), at(duty.Span.End)
	for _, b := range duty.Breaks {
		if to := min(at(b.Start), end); to > from {
			out = append(out, minuteSpan{from, to})
		}
		from = max(from, at(b.End))
	}
	if end > from {
		out = append(out, minuteSpan{from, end})
	}
	return out
}

// addContributions works out what every group's duties add to the cells, those
// of the history's last two days included.
func (c *cover) addContributions(m *model, pres []presence) {
	x := c.index(m)
	c.adds = make([][]contribution, len(c.groups)*m.days*m.shifts)
	for g, grp := range c.groups {
		for day := range m.days {
			for s := 1; s < m.shifts; s++ {
				c.adds[(g*m.days+day)*m.shifts+s] = c.contributions(x, grp, pres[grp.presence], m.lead+day, s)
			}
		}
	}
	for _, who := range m.people {
		for day := max(m.lead-2, 0); day < m.lead; day++ {
			if s := int(who.history[day]); s != 0 {
				grp := c.groups[who.class]
				c.past = append(c.past, c.contributions(x, grp, pres[grp.presence], day, s)...)
			}
		}
	}
}

// cellIndex finds the cells that a duty may add to.
type cellIndex struct {
	byDay   [][]int32        // intervals and windows that touch an elapsed day of 24 hours
	byShift map[[2]int]int32 // shift cells, by calendar day and shift; lists follow
	next    []int32          // the next cell of the same day and shift, or -1
}

func (c *cover) index(m *model) *cellIndex {
	x := &cellIndex{
		byDay: make([][]int32, m.lead+m.days+3), byShift: map[[2]int]int32{}, next: make([]int32, len(c.cells)),
	}
	for i := len(c.cells) - 1; i >= 0; i-- {
		s := c.cells[i].slot
		if s.kind == "shift" {
			key := [2]int{int(s.date-m.problem.Start) + m.lead, s.shift}
			after, seen := x.byShift[key]
			if !seen {
				after = -1
			}
			x.next[i], x.byShift[key] = after, int32(i)
			continue
		}
		for day := max(int(s.from)/1440, 0); day <= (int(s.from)+s.minutes-1)/1440 && day < len(x.byDay); day++ {
			x.byDay[day] = append(x.byDay[day], int32(i))
		}
	}
	return x
}

// contributions returns what one duty adds, in the order of the cells.
func (c *cover) contributions(x *cellIndex, g group, p presence, day, shift int) []contribution {
	var out []contribution
	add := func(i int32, amount int) {
		hits := c.cells[i].hits(g.lines)
		if amount > 0 && hits != 0 {
			out = append(out, contribution{i, int32(amount), hits, c.cells[i].offset})
		}
	}
	if i, seen := x.byShift[[2]int{day, shift}]; seen {
		for ; i >= 0; i = x.next[i] {
			add(i, 1)
		}
	}
	return inOrder(append(out, c.during(x, g, p.spans(day, shift))...))
}

// inOrder sorts contributions by their cells, as glimpses need them.
func inOrder(adds []contribution) []contribution {
	slices.SortFunc(adds, func(a, b contribution) int { return cmp.Compare(a.cell, b.cell) })
	return adds
}

// during returns what presence in spans adds, by cell.
func (c *cover) during(x *cellIndex, g group, spans []minuteSpan) (out []contribution) {
	order, minutes := c.minutes(x, spans)
	for _, i := range order {
		if hits := c.cells[i].hits(g.lines); hits != 0 {
			out = append(out, contribution{i, int32(minutes[i]), hits, c.cells[i].offset})
		}
	}
	return out
}

// minutes returns how long spans of presence overlap each cell, and the cells
// in the order they were met.
func (c *cover) minutes(x *cellIndex, spans []minuteSpan) (order []int32, minutes map[int32]int) {
	minutes = map[int32]int{}
	for _, span := range spans {
		for d := max(int(span.from)/1440, 0); d <= int(span.to-1)/1440 && d < len(x.byDay); d++ {
			for _, i := range x.byDay[d] {
				s := c.cells[i].slot
				lo := max(span.from, s.from, roster.Minute(d*1440))
				hi := min(span.to, s.from+roster.Minute(s.minutes), roster.Minute((d+1)*1440))
				if hi <= lo {
					continue
				}
				if minutes[i] == 0 {
					order = append(order, i)
				}
				minutes[i] += int(hi - lo)
			}
		}
	}
	return order, minutes
}

// hits returns the unions that somebody able to serve the lines counts for.
func (n *cell) hits(lines uint64) (hits uint64) {
	for i, u := range n.unions {
		if u&lines != 0 {
			hits |= 1 << i
		}
	}
	return hits
}
