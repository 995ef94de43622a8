package roster

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// The oracle decides every rule by another road: it lays a person's days out
// minute by minute, each with the date and clock the person sees, and then
// walks minutes and dates. It uses no automaton, counter, window, gap, tally or
// Work, and no At: only rows, rule parameters and package time.

// dial is a stretch of minutes as the clocks of one place show them.
type dial struct {
	date  []int // days after the calendar's first date, negative before it
	clock []int // minutes after midnight
}

const margin = 4 // days of dial before and after a calendar

func newDial(first Date, days int, place *time.Location) *dial {
	d := &dial{}
	origin := first.Time()
	for i := range (days + 2*margin) * 1440 {
		t := origin.Add(time.Duration(i-margin*1440) * time.Minute).In(place)
		midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		d.date = append(d.date, int(midnight.Sub(origin)/(24*time.Hour)))
		d.clock = append(d.clock, t.Hour()*60+t.Minute())
	}
	return d
}

// find returns the first minute that shows a time, or where it would have been
// shown had the clock not skipped it.
func (d *dial) find(date, clock int) int {
	date, clock = date+clock/1440, clock%1440
	from := max(0, (date+margin-2)*1440)
	for i := from; ; i++ {
		if d.date[i] == date && d.clock[i] == clock {
			return i
		}
		if d.date[i] > date || d.date[i] == date && d.clock[i] > clock {
			shown := d.date[i-1]*1440 + d.clock[i-1] + 1 // where the gap begins
			return i + date*1440 + clock - shown
		}
	}
}

// jumps reports whether the clock goes forward between minutes i-1 and i.
func (d *dial) jumps(i int) bool {
	ahead := (d.date[i]*1440 + d.clock[i]) - (d.date[i-1]*1440 + d.clock[i-1])
	return ahead > 1
}

// span is a duty of the row: minutes [from, to) of the dial, and which are paid.
type worked struct {
	day, shift int
	from, to   int
	paid       []bool
	night      bool
}

// life is what the oracle knows of one person's month.
type life struct {
	spec   CalendarSpec
	cal    *Calendar // for Judge alone; the oracle does not look at it
	team   *dial
	own    *dial
	duties map[[2]int]worked // by day and shift: as it would be worked
}

func newLife(spec CalendarSpec, dials func(*time.Location) *dial) *life {
	l := &life{spec: spec, cal: NewCalendar(spec), team: dials(spec.Zone), own: dials(spec.Place), duties: map[[2]int]worked{}}
	for day := range spec.Days {
		for i, s := range spec.Shifts {
			l.duties[[2]int{day, i + 1}] = l.work(day, i+1, s)
		}
	}
	return l
}

func (l *life) work(day, shift int, s ShiftType) worked {
	w := worked{day: day, shift: shift, from: l.team.find(day, int(s.Start)), to: l.team.find(day, int(s.Start)+s.Length)}
	if l.spec.Shorter != nil {
		w.to -= l.spec.Shorter(l.spec.First + Date(day))
	}
	w.paid = make([]bool, w.to-w.from)
	for i := range w.paid {
		w.paid[i] = true
	}
	free := w.from
	for _, b := range s.Breaks {
		at := max(free, l.team.find(day, int(s.Start)+b.After))
		free = at + b.Minutes
		for i := at; i < free && i < w.to; i++ {
			w.paid[i-w.from] = b.Paid
		}
	}
	night, paid := 0, 0
	for i, p := range w.paid {
		if c := l.own.clock[w.from+i]; p {
			paid++
			if c >= int(l.spec.NightFrom) || c < int(l.spec.NightTo)-1440 {
				night++
			}
		}
	}
	w.night = l.spec.IsNight(night, paid)
	return w
}

func (w worked) paidMinutes() (n int) {
	for _, p := range w.paid {
		if p {
			n++
		}
	}
	return n
}

// month is one row of a life.
type month struct {
	*life
	row    Row
	worked []worked // the known duties, by day
	busy   []bool   // by minute
}

func (l *life) live(row Row) *month {
	m := &month{life: l, row: row, busy: make([]bool, len(l.own.date))}
	for day := l.spec.Known; day < l.spec.Days; day++ {
		if s := int(row[day]); s != 0 {
			w := l.duties[[2]int{day, s}]
			m.worked = append(m.worked, w)
			for i := w.from; i < w.to; i++ {
				m.busy[i] = true
			}
		}
	}
	return m
}

func (m *month) planned(day int) bool { return day >= m.spec.Lead && day < m.spec.Days }
func (m *month) known(day int) bool   { return day >= m.spec.Known && day < m.spec.Days }
func (m *month) date(day int) time.Time {
	return m.spec.First.Time().AddDate(0, 0, day)
}

func (m *month) code(day int) string {
	if s := m.row[day]; s != 0 {
		return m.spec.Shifts[s-1].Code
	}
	return ""
}

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

// oracleShifts are real shifts, some of which the clock changes cut through.
var oracleShifts = []ShiftType{
	{Code: "E", Start: 6 * 60, Length: 500, Breaks: []Break{{After: 240, Minutes: 20}}, Office: true},
	{Code: "L", Start: 14 * 60, Length: 480, Breaks: []Break{{After: 200, Minutes: 30, Paid: true}}},
	{Code: "N", Start: 22 * 60, Length: 480, Breaks: []Break{{After: 255, Minutes: 30}, {After: 300, Minutes: 20}}},
	{Code: "H", Start: 8 * 60, Length: 1440, Breaks: []Break{{After: 1100, Minutes: 60}}},
	{Code: "X", Start: 150, Length: 390, Office: true},
	{Code: "Z", Start: 20 * 60, Length: 720, Breaks: []Break{{After: 690, Minutes: 30}}},
	{Code: "Q", Start: 30, Length: 300}, // may lie inside the day before's
	{Code: "S", Start: 16*60 + 15, Length: 465},
}

func TestOracleKnowsTheCatalogue(t *testing.T) {
	for _, make := range Catalogue {
		name := make().Name()
		if decide[name] == nil {
			t.Errorf("the oracle cannot decide %q", name)
		}
		if randomRule[name] == nil {
			t.Errorf("no random parameters for %q", name)
		}
	}
}

func TestCheckAgreesWithOracle(t *testing.T) {
	starts := []Date{NewDate(2026, 3, 1), NewDate(2026, 3, 16), NewDate(2026, 10, 5), NewDate(2026, 10, 19), NewDate(2026, 1, 30)}
	for n, start := range starts {
		for _, zones := range [][2]string{
			{"Europe/Budapest", "Europe/Budapest"}, {"Europe/Budapest", "Asia/Tbilisi"}, {"Europe/Budapest", "America/New_York"},
			{"America/New_York", "Europe/Budapest"}, {"Europe/Moscow", "Asia/Vladivostok"},
		} {
			t.Run(fmt.Sprintf("%s %s %s", start, zones[0], zones[1]), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(uint64(n), 7))
				built := map[string]*dial{}
				for range 6 {
					l := randomLife(r, start, place(t, zones[0]), place(t, zones[1]), built)
					for range 20 {
						agree(t, r, l)
					}
				}
			})
		}
	}
}

func place(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func randomLife(r *rand.Rand, start Date, zone, own *time.Location, built map[string]*dial) *life {
	const days = 48
	spec := CalendarSpec{
		First: start, Days: 20 + r.IntN(days-20), Zone: zone, Place: own,
		Shifts:    oracleShifts[:2+r.IntN(len(oracleShifts)-1)],
		Holiday:   func(d Date) bool { return d%9 == 0 },
		NightFrom: 22 * 60, NightTo: 30 * 60,
		IsNight: func(night, paid int) bool { return night >= 61 },
	}
	spec.Lead = r.IntN(spec.Days - 1)
	spec.Known = []int{0, spec.Lead, r.IntN(spec.Lead + 1)}[r.IntN(3)]
	if r.IntN(2) == 0 {
		spec.IsNight = func(night, paid int) bool { return 2*night >= paid }
	}
	if r.IntN(2) == 0 {
		spec.Shorter = func(d Date) int { return int(d%5) / 4 * 60 }
	}
	return newLife(spec, func(place *time.Location) *dial {
		if built[place.String()] == nil {
			built[place.String()] = newDial(start, days, place)
		}
		return built[place.String()]
	})
}

// randomRow works in blocks, so that rules on runs and rests meet rows near
// their limits.
func randomRow(r *rand.Rand, l *life) Row {
	row := make(Row, l.spec.Days)
	off := r.IntN(4)
	for day := 0; day < len(row); {
		s := uint8(r.IntN(len(l.spec.Shifts) + 1))
		for n := 1 + r.IntN(4); n > 0 && day < len(row); n-- {
			row[day] = s
			day++
		}
		for n := r.IntN(1 + off); n > 0 && day < len(row); n-- {
			day++
		}
	}
	return row
}

func agree(t *testing.T, r *rand.Rand, l *life) {
	t.Helper()
	row := randomRow(r, l)
	m := l.live(row)
	for _, make := range Catalogue {
		name := make().Name()
		rule := randomRule[name](r, l)
		if err := rule.Validate(); err != nil {
			t.Fatalf("%s %+v: %v", name, rule, err)
		}
		breaches, _ := Policy{{Rule: rule, Hard: true}}.Bind(l.cal, "a").Check(row)
		got := 0
		for _, b := range breaches {
			got += b.Excess
		}
		if want := decide[name](m, rule); got != want {
			t.Errorf("%s %+v\nfirst %s, %d days, planned from %d, known from %d\nrow %s\ncheck says %d: %+v\noracle says %d",
				name, rule, l.spec.First, l.spec.Days, l.spec.Lead, l.spec.Known, letters(m), got, breaches, want)
		}
	}
}

// letters shows a row a week at a time, from Monday.
func letters(m *month) (s string) {
	for day := range m.row {
		if day == m.spec.Lead {
			s += "|"
		}
		if m.date(day).Weekday() == time.Monday {
			s += " "
		}
		if m.row[day] == 0 {
			s += "-"
		} else {
			s += m.code(day)
		}
	}
	return s
}

func (l *life) someShift(r *rand.Rand) string { return l.spec.Shifts[r.IntN(len(l.spec.Shifts))].Code }
func (l *life) someDate(r *rand.Rand) Date    { return l.spec.First + Date(r.IntN(l.spec.Days+4)-2) }

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// minMax draws limits, at least one of them set.
func minMax(r *rand.Rand, most int) (lo, hi int) {
	lo, hi = r.IntN(most), 1+r.IntN(most)
	lo, hi = min(lo, hi), max(lo, hi)
	switch r.IntN(3) {
	case 0:
		return 0, hi
	case 1:
		return max(lo, 1), 0
	}
	return lo, hi
}

func somePeriod(r *rand.Rand) (per string, days, opening int) {
	switch r.IntN(4) {
	case 0:
		return PerRolling, 1 + r.IntN(20), 0
	case 1:
		return PerMonth, 0, r.IntN(3)
	case 2:
		return PerWeek, 0, r.IntN(3)
	}
	return PerHorizon, 0, r.IntN(3)
}

// randomRule draws the parameters of every rule.
var randomRule = map[string]func(r *rand.Rand, l *life) Rule{
	"no-overlap": func(*rand.Rand, *life) Rule { return &NoOverlap{} },
	"min-rest": func(r *rand.Rand, _ *life) Rule {
		m := pick(r, 480, 600, 660, 720, 1440, 3*1440)
		return &MinRest{Minutes: m, Spring: pick(r, 0, m-60)}
	},
	"forbidden-succession": func(r *rand.Rand, l *life) Rule {
		return &ForbiddenSuccession{Pairs: [][2]string{{l.someShift(r), l.someShift(r)}, {l.someShift(r), l.someShift(r)}}, DaysOffBetween: r.IntN(2)}
	},
	"days-in-a-row": func(r *rand.Rand, _ *life) Rule { lo, hi := minMax(r, 7); return &DaysInARow{lo, hi} },
	"shifts-in-a-row": func(r *rand.Rand, l *life) Rule {
		lo, hi := minMax(r, 5)
		if r.IntN(2) == 0 {
			return &ShiftsInARow{Night: true, Min: lo, Max: hi}
		}
		return &ShiftsInARow{Shifts: []string{l.someShift(r), l.someShift(r)}, Min: lo, Max: hi}
	},
	"rest-after-nights": func(r *rand.Rand, _ *life) Rule {
		return &RestAfterNights{Nights: 1 + r.IntN(4), Minutes: pick(r, 660, 1440, 2880, 2940)}
	},
	"days-off-in-a-row": func(r *rand.Rand, _ *life) Rule { lo, hi := minMax(r, 4); return &DaysOffInARow{lo, hi} },
	"weekly-rest": func(r *rand.Rand, _ *life) Rule {
		return &WeeklyRest{Minutes: pick(r, 1440, 2100, 2400, 2520, 2880, 84*60), Per: pick(r, "", "week", "month")}
	},
	"hours": func(r *rand.Rand, _ *life) Rule {
		lo, hi := minMax(r, 4000)
		per, days, opening := somePeriod(r)
		return &Hours{Per: per, Days: days, Min: lo, Max: hi, Opening: 400 * opening}
	},
	"duties": func(r *rand.Rand, l *life) Rule {
		d := &Duties{Night: r.IntN(3) == 0, Office: r.IntN(3) == 0}
		d.Per, d.Days, d.Opening = somePeriod(r)
		if r.IntN(2) == 0 {
			d.Shifts = []string{l.someShift(r)}
		}
		if r.IntN(2) == 0 {
			d.Weekdays = []string{pick(r, weekdayNames...), pick(r, weekdayNames...)}
		}
		hi := r.IntN(6)
		d.Min, d.Max = min(1+r.IntN(4), hi), &hi
		if r.IntN(3) == 0 {
			d.Min, d.Max = 1+r.IntN(4), nil
		}
		return d
	},
	"days-off": func(r *rand.Rand, _ *life) Rule {
		lo, hi := minMax(r, 8)
		per, days, _ := somePeriod(r)
		return &DaysOff{Per: per, Days: days, Min: lo, Max: hi}
	},
	"weekends": func(r *rand.Rand, _ *life) Rule {
		hi := r.IntN(4)
		return &Weekends{Per: pick(r, PerWeek, PerMonth, PerHorizon), Max: &hi, By: pick(r, "", ByStart, ByBusy), Opening: r.IntN(2)}
	},
	"complete-weekends": func(*rand.Rand, *life) Rule { return &CompleteWeekends{} },
	"weekends-in-a-row": func(r *rand.Rand, _ *life) Rule {
		lo, hi := minMax(r, 4)
		return &WeekendsInARow{Min: lo, Max: hi}
	},
	"free-sundays": func(r *rand.Rand, _ *life) Rule {
		return &FreeSundays{Per: pick(r, PerMonth, PerHorizon), Min: 1 + r.IntN(6)}
	},
	"fair-share": func(r *rand.Rand, l *life) Rule {
		f := &FairShare{Of: pick(r, "nights", "weekends", "holidays", "shifts"), Target: float64(r.IntN(12)) / 2}
		if f.Of == "shifts" {
			f.Shifts = []string{l.someShift(r)}
		}
		return f
	},
	"pattern": func(r *rand.Rand, l *life) Rule {
		p := &Pattern{From: pick(r, "", "", "fri", "sun", "mon")}
		for range 2 + r.IntN(4) {
			p.Days = append(p.Days, pick(r, "off", "work", "any", l.someShift(r)))
		}
		return p
	},
	"max-duty": func(r *rand.Rand, _ *life) Rule {
		return &MaxDuty{Minutes: pick(r, 400, 420, 480, 540, 600), Night: r.IntN(2) == 0}
	},
	"no-nights":      func(r *rand.Rand, _ *life) Rule { return &NoNights{Reason: pick(r, "", "consent", "protected")} },
	"allowed-shifts": func(r *rand.Rand, l *life) Rule { return &AllowedShifts{[]string{l.someShift(r), l.someShift(r)}} },
	"unavailable": func(r *rand.Rand, l *life) Rule {
		u := &Unavailable{Dates: []Date{l.someDate(r), l.someDate(r)}}
		if r.IntN(2) == 0 {
			u.From = l.someDate(r)
			u.To = u.From + Date(r.IntN(5))
		}
		if r.IntN(2) == 0 {
			u.Shifts = []string{l.someShift(r)}
		}
		return u
	},
	"wish": func(r *rand.Rand, l *life) Rule {
		return &Wish{Date: l.someDate(r), Shift: pick(r, "", l.someShift(r)), Off: r.IntN(2) == 0}
	},
	"pinned": func(r *rand.Rand, l *life) Rule {
		return &Pinned{Date: l.someDate(r), Shift: pick(r, "", l.someShift(r))}
	},
	"as-published": func(r *rand.Rand, l *life) Rule {
		a := &AsPublished{From: l.someDate(r), Once: r.IntN(2) == 0}
		for range 1 + r.IntN(6) {
			a.Shifts = append(a.Shifts, pick(r, "", "*", l.someShift(r)))
		}
		return a
	},
}
