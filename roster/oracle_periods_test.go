package roster

import (
	"slices"
)

// stretch is a period of dates [from, to), counted from the calendar's first.
type stretch struct{ from, to int }

// periods lists the weeks, months or spans that reach into the planned days.
func (m *month) periods(per string, days int) (out []stretch) {
	add := func(p stretch) {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for day := m.spec.Lead; day < m.spec.Days; day++ {
		t := m.date(day)
		switch per {
		case "week":
			back := int(t.Weekday()+6) % 7
			add(stretch{day - back, day - back + 7})
		case "month":
			first := day - t.Day() + 1
			add(stretch{first, first + t.AddDate(0, 0, 1-t.Day()).AddDate(0, 1, -1).Day()})
		case "horizon":
			add(stretch{m.spec.Lead, m.spec.Days})
		case "rolling":
			if m.known(day - days + 1) {
				add(stretch{day - days + 1, day + 1})
			}
		}
	}
	if per == "rolling" && len(out) == 0 {
		add(stretch{m.spec.Days - days, m.spec.Days})
	}
	return out
}

// whole reports whether all days of a period are known.
func (m *month) whole(p stretch) bool { return p.from >= m.spec.Known && p.to <= m.spec.Days }

// bounded sums the excess over periods of what count returns.
func (m *month) bounded(per string, days, lo, hi, opening int, count func(stretch) int) (excess int) {
	for _, p := range m.periods(per, days) {
		have := count(p) + opening
		opening = 0
		if have > hi {
			excess += have - hi
		}
		if have < lo && m.whole(p) {
			excess += lo - have
		}
	}
	return excess
}

// byDate counts the known days of a period that satisfy a condition.
func (m *month) byDate(p stretch, is func(day int) bool) (n int) {
	for day := p.from; day < p.to; day++ {
		if m.known(day) && is(day) {
			n++
		}
	}
	return n
}

func unbounded(hi int) int {
	if hi == 0 {
		return 1 << 40
	}
	return hi
}

// each counts the planned days that break a rule by themselves.
func (m *month) each(broken func(day int) bool) (n int) {
	for day := range m.spec.Days {
		if m.planned(day) && broken(day) {
			n++
		}
	}
	return n
}

// stretches judges how long something goes on.
func (m *month) stretches(lo, hi int, in func(day int) bool) (excess int) {
	for a := m.spec.Known; a < m.spec.Days; a++ {
		if !in(a) || a > m.spec.Known && in(a-1) {
			continue
		}
		b := a
		for b < m.spec.Days && in(b) {
			if hi > 0 && b-a+1 > hi && m.planned(b) {
				excess++
			}
			b++
		}
		if a > m.spec.Known && b < m.spec.Days && m.planned(b) && b-a < lo {
			excess += lo - (b - a)
		}
	}
	return excess
}

func dates(p stretch, is func(int) bool) (n int) {
	for d := p.from; d < p.to; d++ {
		if is(d) {
			n++
		}
	}
	return n
}

func (m *month) night(day int) bool {
	return m.row[day] != 0 && m.duties[[2]int{day, int(m.row[day])}].night
}

func (m *month) counts(day int, codes, weekdays []string, night, office bool) bool {
	s := m.row[day]
	return s != 0 && (len(codes) == 0 || slices.Contains(codes, m.code(day))) &&
		(!night || m.night(day)) && (!office || m.spec.Shifts[s-1].Office) &&
		(len(weekdays) == 0 || slices.ContainsFunc(weekdays, func(w string) bool { return title(w) == m.date(day).Format("Mon") }))
}

// busyOn reports whether any minute of the person's own date is worked.
func (m *month) busyOn(date int) bool {
	for i, busy := range m.busy {
		if busy && m.own.date[i] == date {
			return true
		}
	}
	return false
}

func (m *month) weekends(p stretch, busy bool) int {
	var seen []int
	for d := p.from; d < p.to; d++ {
		t := m.date(d)
		on := busy && m.busyOn(d) || !busy && m.known(d) && m.row[d] != 0
		if saturday := d - int(t.Weekday()+1)%7; t.Weekday()%6 == 0 && on && !slices.Contains(seen, saturday) {
			seen = append(seen, saturday)
		}
	}
	return len(seen)
}
