package law

import "github.com/smena-org/smena/roster"

// Norm returns the norm of the general roster in [from, to) in minutes: its
// workdays times the daily minutes, holidays out, exchanged days in, and an
// hour less on each shortened day (RU Art. 95). The hour is a whole one
// whatever the daily minutes, as in the published Russian norms: 2026 has
// 1972 h at 40 h a week and 1774.4 h at 36.
func (p *Pack) Norm(region string, from, to roster.Date, dailyMinutes int) int {
	return normOf(p.Country, region, from, to, dailyMinutes, nil)
}

// normOf counts the norm of a country, less the workdays on which away says
// that the person is absent: leave and sickness are not made up.
func normOf(country, region string, from, to roster.Date, daily int, away func(roster.Date) bool) int {
	cal := calendarOf(country)
	if cal == nil {
		cal = new(calendar) // Monday to Friday, no holidays known
	}
	sum := 0
	for d := from; d < to; d++ {
		if !cal.workday(region, d) || away != nil && away(d) {
			continue
		}
		sum += daily
		if cal.short(region, d) {
			sum -= min(60, daily)
		}
	}
	return sum
}

// ShortDay reports whether duties of a date are an hour shorter, or the hour
// made good: the day directly before a public holiday (RU Art. 95), for people
// on shifts as well. False where the law knows no such day.
func (p *Pack) ShortDay(region string, d roster.Date) bool {
	cal := calendarOf(p.Country)
	return cal != nil && cal.short(region, d)
}
