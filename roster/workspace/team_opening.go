package workspace

import (
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
)

// weekdayKeys are the keys of the opening hours, by time.Weekday.
var weekdayKeys = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// readOpening reads when the team is open:
//
//	open:
//	  every_day: 09:00-21:00
//	  sat: 10:00-14:00, 15:00-18:00
//	  sun: closed
//	closed_on_holidays: true
//	closed_days: [2026-12-24]
//	short_days: compensate # or shorten: duties before a Russian holiday end an hour early
func (t *teamReader) readOpening() {
	t.team.ClosedHolidays = t.flag("closed_on_holidays")
	t.team.ClosedDays = t.dates("closed_days")
	t.team.ShortDays = t.choice("short_days", "compensate", "shorten")
	e := t.mapping("open")
	if e == nil {
		t.missing("open", `write {every_day: "09:00-18:00", sun: closed}`)
		return
	}
	usual := e.spans("every_day")
	open := false
	for day, key := range weekdayKeys {
		t.team.Opening[day] = usual
		if e.values[key] != nil {
			t.team.Opening[day] = e.spans(key)
		}
		e.asked = append(e.asked, key)
		open = open || len(t.team.Opening[day]) > 0
	}
	if !open && !e.broken {
		t.fault("open", "the team is never open", "write the hours of at least one day")
	}
	e.close()
}

// spans reads the opening hours of a day, in order and apart from each other.
func (e *entry) spans(key string) []roster.ClockSpan {
	words := e.words(key)
	if len(words) == 1 && words[0] == "closed" {
		return nil
	}
	var out []roster.ClockSpan
	for _, w := range words {
		s, problem := parseClockSpan(w)
		if problem != "" {
			e.add(e.values[key].Line, e.field(key), w, problem, "write 09:00-21:00, 00:00-24:00 or closed; hours past midnight belong to the next day")
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b roster.ClockSpan) int { return int(a.From - b.From) })
	for i := 1; i < len(out); i++ {
		if out[i].From < out[i-1].To {
			e.fault(key, "spans overlap", "write them one after the other")
		}
	}
	return out
}

// parseClockSpan reads "09:00-21:00" inside one day.
func parseClockSpan(s string) (roster.ClockSpan, string) {
	from, to, found := strings.Cut(strings.ReplaceAll(s, "–", "-"), "-")
	a, errA := roster.ParseClock(strings.TrimSpace(from))
	b, errB := roster.ParseClock(strings.TrimSpace(to))
	switch {
	case !found || errA != nil || errB != nil:
		return roster.ClockSpan{}, "not hours of a day"
	case b <= a:
		return roster.ClockSpan{}, "ends before it begins"
	case b > 24*60:
		return roster.ClockSpan{}, "ends after midnight"
	}
	return roster.ClockSpan{From: a, To: b}, ""
}

// dates reads a list of dates.
func (e *entry) dates(key string) []roster.Date {
	var out []roster.Date
	for _, w := range e.words(key) {
		d, problem := parseDate(w)
		if problem != "" {
			e.add(e.values[key].Line, e.field(key), w, problem, "write it as 2026-12-24")
			continue
		}
		out = append(out, d)
	}
	return out
}

// parseDate reads a date that a person may mean; the year 0206 is a slip.
func parseDate(s string) (roster.Date, string) {
	d, err := roster.ParseDate(s)
	if err != nil {
		return 0, "not a date"
	}
	if y := d.Time().Year(); y < 1970 || y > 2199 {
		return 0, "a date in an unlikely year"
	}
	return d, ""
}
