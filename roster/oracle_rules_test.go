package roster

import (
	"slices"
	"time"
)

// decide holds the oracle of every rule; it returns the total excess.
var decide = map[string]func(m *month, rule Rule) int{
	"no-overlap": func(m *month, _ Rule) (excess int) {
		for i := 1; i < len(m.worked); i++ {
			if a, b := m.worked[i-1], m.worked[i]; m.planned(b.day) {
				excess += max(0, a.to-b.from)
			}
		}
		return excess
	},
	"min-rest": func(m *month, rule Rule) (excess int) {
		r := rule.(*MinRest)
		for i := 1; i < len(m.worked); i++ {
			a, b := m.worked[i-1], m.worked[i]
			want := r.Minutes
			for t := a.to; t <= b.from; t++ {
				if r.Spring > 0 && m.own.jumps(t) {
					want = r.Spring
				}
			}
			if m.planned(b.day) {
				excess += max(0, want-(b.from-a.to))
			}
		}
		return excess
	},
	"forbidden-succession": func(m *month, rule Rule) int {
		r := rule.(*ForbiddenSuccession)
		return m.each(func(day int) bool {
			before := day - 1 - r.DaysOffBetween
			return m.known(before) && (r.DaysOffBetween == 0 || m.row[day-1] == 0) &&
				slices.Contains(r.Pairs, [2]string{m.code(before), m.code(day)})
		})
	},
	"days-in-a-row": func(m *month, rule Rule) int {
		r := rule.(*DaysInARow)
		return m.stretches(r.Min, r.Max, func(day int) bool { return m.row[day] != 0 })
	},
	"days-off-in-a-row": func(m *month, rule Rule) int {
		r := rule.(*DaysOffInARow)
		return m.stretches(r.Min, r.Max, func(day int) bool { return m.row[day] == 0 })
	},
	"shifts-in-a-row": func(m *month, rule Rule) int {
		r := rule.(*ShiftsInARow)
		return m.stretches(r.Min, r.Max, func(day int) bool {
			return m.row[day] != 0 && (r.Night && m.night(day) || slices.Contains(r.Shifts, m.code(day)))
		})
	},
	"rest-after-nights": func(m *month, rule Rule) (excess int) {
		r := rule.(*RestAfterNights)
		inRow := 0
		for i, w := range m.worked {
			if i > 0 && inRow >= r.Nights && (!w.night || w.day != m.worked[i-1].day+1) && m.planned(w.day) {
				excess += max(0, r.Minutes-(w.from-m.worked[i-1].to))
			}
			switch {
			case !w.night:
				inRow = 0
			case i > 0 && m.worked[i-1].night && m.worked[i-1].day == w.day-1:
				inRow++
			default:
				inRow = 1
			}
		}
		return excess
	},
	"weekly-rest": func(m *month, rule Rule) int {
		r := rule.(*WeeklyRest)
		if r.Per == "month" {
			return m.monthlyRest(r.Minutes)
		}
		return m.weeklyRest(r.Minutes)
	},
	"hours": func(m *month, rule Rule) int {
		r := rule.(*Hours)
		return m.bounded(r.Per, r.Days, r.Min, unbounded(r.Max), r.Opening, func(p stretch) (sum int) {
			for _, w := range m.worked {
				for i, paid := range w.paid {
					date := w.day
					if r.Per == "week" || r.Per == "month" {
						date = m.own.date[w.from+i]
					}
					if paid && date >= p.from && date < p.to {
						sum++
					}
				}
			}
			return sum
		})
	},
	"duties": func(m *month, rule Rule) int {
		r := rule.(*Duties)
		hi := 1 << 40
		if r.Max != nil {
			hi = *r.Max
		}
		return m.bounded(r.Per, r.Days, r.Min, hi, r.Opening, func(p stretch) int {
			return m.byDate(p, func(day int) bool { return m.counts(day, r.Shifts, r.Weekdays, r.Night, r.Office) })
		})
	},
	"days-off": func(m *month, rule Rule) int {
		r := rule.(*DaysOff)
		return m.bounded(r.Per, r.Days, r.Min, unbounded(r.Max), 0, func(p stretch) int {
			return m.byDate(p, func(day int) bool { return m.row[day] == 0 })
		})
	},
	"weekends": func(m *month, rule Rule) int {
		r := rule.(*Weekends)
		return m.bounded(r.Per, 0, 0, *r.Max, r.Opening, func(p stretch) int { return m.weekends(p, r.By == "busy") })
	},
	"complete-weekends": func(m *month, _ Rule) int {
		return m.each(func(day int) bool {
			return m.date(day).Weekday() == time.Sunday && m.known(day-1) && (m.row[day] == 0) != (m.row[day-1] == 0)
		})
	},
	"weekends-in-a-row": func(m *month, rule Rule) (excess int) {
		r := rule.(*WeekendsInARow)
		length, open := 0, true // open: the stretch may have begun before the known weeks
		for day := range m.spec.Days {
			if m.date(day).Weekday() != time.Sunday || !m.known(day) {
				continue
			}
			judged := day >= m.spec.Lead
			if m.row[day] != 0 || day > 0 && m.known(day-1) && m.row[day-1] != 0 {
				if length++; judged && r.Max > 0 && length > r.Max {
					excess++
				}
				continue
			}
			if judged && length > 0 && length < r.Min && !open {
				excess += r.Min - length
			}
			length, open = 0, false
		}
		return excess
	},
	"free-sundays": func(m *month, rule Rule) (excess int) {
		r := rule.(*FreeSundays)
		for _, p := range m.periods(r.Per, 0) {
			all := dates(p, func(d int) bool { return m.date(d).Weekday() == time.Sunday })
			free := dates(p, func(d int) bool { return m.date(d).Weekday() == time.Sunday && !m.busyOn(d) })
			if m.whole(p) {
				excess += max(0, min(r.Min, all)-free)
			}
		}
		return excess
	},
	"fair-share": func(m *month, rule Rule) int {
		r := rule.(*FairShare)
		p := stretch{m.spec.Lead, m.spec.Days}
		have := 0
		switch r.Of {
		case "weekends":
			have = m.weekends(p, true)
		case "holidays":
			have = dates(p, func(d int) bool { return m.spec.Holiday(m.spec.First+Date(d)) && m.busyOn(d) })
		default:
			have = m.byDate(p, func(day int) bool { return m.counts(day, r.Shifts, nil, r.Of == "nights", false) })
		}
		short := 0 // whole duties away from the share, rounded in the person's favour
		for float64(have+short) <= r.Target-1 {
			short++
		}
		for float64(have-short) >= r.Target+1 {
			short++
		}
		return short * short
	},
	"pattern": func(m *month, rule Rule) int {
		r := rule.(*Pattern)
		return m.each(func(day int) bool {
			first := day - len(r.Days) + 1
			if !m.known(first) || r.From != "" && m.date(first).Format("Mon") != title(r.From) {
				return false
			}
			for i, want := range r.Days {
				code := m.code(first + i)
				if want == "any" || want == "off" && code == "" || want == "work" && code != "" || want == code {
					continue
				}
				return false
			}
			return true
		})
	},
	"max-duty": func(m *month, rule Rule) (excess int) {
		r := rule.(*MaxDuty)
		for _, w := range m.worked {
			if m.planned(w.day) && (w.night || !r.Night) {
				excess += max(0, w.paidMinutes()-r.Minutes)
			}
		}
		return excess
	},
	"no-nights": func(m *month, _ Rule) int { return m.each(m.night) },
	"allowed-shifts": func(m *month, rule Rule) int {
		return m.each(func(day int) bool {
			return m.row[day] != 0 && !slices.Contains(rule.(*AllowedShifts).Shifts, m.code(day))
		})
	},
	"unavailable": func(m *month, rule Rule) int {
		r := rule.(*Unavailable)
		return m.each(func(day int) bool {
			d := m.spec.First + Date(day)
			away := slices.Contains(r.Dates, d) || r.From != 0 && r.From <= d && d <= r.To
			return away && m.row[day] != 0 && (len(r.Shifts) == 0 || slices.Contains(r.Shifts, m.code(day)))
		})
	},
	"wish": func(m *month, rule Rule) int {
		r := rule.(*Wish)
		return m.each(func(day int) bool {
			has := m.row[day] != 0 && (r.Shift == "" || r.Shift == m.code(day))
			return m.spec.First+Date(day) == r.Date && has == r.Off
		})
	},
	"pinned": func(m *month, rule Rule) int {
		r := rule.(*Pinned)
		return m.each(func(day int) bool { return m.spec.First+Date(day) == r.Date && m.code(day) != r.Shift })
	},
	"as-published": func(m *month, rule Rule) int {
		r := rule.(*AsPublished)
		changed := m.each(func(day int) bool {
			i := int(m.spec.First + Date(day) - r.From)
			return i >= 0 && i < len(r.Shifts) && r.Shifts[i] != "*" && r.Shifts[i] != m.code(day)
		})
		if r.Once {
			return min(changed, 1)
		}
		return changed
	},
}

func title(s string) string { return string(s[0]-32) + s[1:] }
