package roster

import (
	"time"
)

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

// worked is a duty of the row: minutes [from, to) of the dial, and which are paid.
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

func (m *month) known(day int) bool { return day >= m.spec.Known && day < m.spec.Days }

func (m *month) date(day int) time.Time {
	return m.spec.First.Time().AddDate(0, 0, day)
}

func (m *month) code(day int) string {
	if s := m.row[day]; s != 0 {
		return m.spec.Shifts[s-1].Code
	}
	return ""
}
