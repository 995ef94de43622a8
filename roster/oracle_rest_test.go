package roster

import (
	"slices"
	"time"
)

// border returns the minute at which a date begins where the person works.
func (m *month) border(date int) int {
	for i, d := range m.own.date {
		if d >= date {
			return i
		}
	}
	return len(m.own.date)
}

// rests lists the spans of minutes without work, open at both ends of the dial.
func (m *month) rests() (out []stretch) {
	for i := 0; i < len(m.busy); i++ {
		if m.busy[i] {
			continue
		}
		from := i
		for i < len(m.busy) && !m.busy[i] {
			i++
		}
		out = append(out, stretch{from, i})
	}
	return out
}

// endedBy returns the day of the duty that ends a rest, and whether there is one.
func (m *month) endedBy(rest stretch) (day int, ok bool) {
	for _, w := range m.worked {
		if w.from == rest.to {
			return w.day, true
		}
	}
	return 0, false
}

func (m *month) weeklyRest(minutes int) (excess int) {
	rests := m.rests()
	taken := -1 // the rest over the last border that the week before needed
	lacked := 0 // minutes of it that the week before took from this one
	for day := range m.spec.Days {
		if m.date(day).Weekday() != time.Monday || day < m.spec.Known || day+7 > m.spec.Days {
			continue
		}
		from, to := m.border(day), m.border(day+7)
		had, crossing := false, -1
		for i, rest := range rests {
			usable := rest.to - rest.from
			if i == taken {
				usable = rest.to - from - lacked
			}
			switch {
			case rest.to <= from || rest.from >= to:
			case rest.to >= to:
				crossing = i
			case usable >= minutes:
				had = true
			}
		}
		taken, lacked = -1, 0
		switch {
		case had:
		case crossing >= 0:
			rest := rests[crossing]
			inside := to - max(from, rest.from)
			taken, lacked = crossing, max(0, minutes-inside)
			by, ended := m.endedBy(rest)
			if total := rest.to - rest.from; ended && total < minutes && m.planned(by) {
				excess += minutes - total
			}
		case day+7 > m.spec.Lead || m.plannedBefore(to):
			excess += minutes
		}
	}
	return excess
}

// plannedBefore reports whether a planned duty starts before a border: the
// period it closes is then not over when the planned days begin.
func (m *month) plannedBefore(border int) bool {
	return slices.ContainsFunc(m.worked, func(w worked) bool { return m.planned(w.day) && w.from < border })
}

func (m *month) monthlyRest(minutes int) (excess int) {
	for day := range m.spec.Days {
		t := m.date(day)
		next := day + t.AddDate(0, 1, -1).Day()
		if t.Day() != 1 || day < m.spec.Known || next > m.spec.Days || next < m.spec.Lead {
			continue
		}
		from, to := m.border(day), m.border(next)
		longest, last := 0, 0
		for _, rest := range m.rests() {
			inside := min(rest.to, to) - max(rest.from, from)
			longest = max(longest, inside)
			if rest.from < to && rest.to >= to {
				last = inside
			}
		}
		if longest < minutes && (next > m.spec.Lead || m.plannedBefore(to)) {
			excess += minutes - last
		}
	}
	return excess
}
