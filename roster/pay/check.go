package pay

import (
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// check adds what the duty breaks of the pack's checks.
func (e *engine) check(d roster.Duty, work []stretch) {
	if d.Kind == roster.Standby {
		return
	}
	for _, c := range e.in.Pack.Pay.Checks {
		if c.TimesOnly && e.in.Flags.NoTimes {
			continue
		}
		if e.breaks(c, d, work) {
			e.findings = append(e.findings, law.Finding{
				Severity: c.Severity, Rule: c.Code, Text: c.Text, Source: c.Article, Agent: d.Agent, Date: d.Date,
				Grounds: strings.Join(c.HolidayGrounds, ", "),
			})
		}
	}
}

// breaks reports whether the duty falls short of the check. Work is compared
// with what the law allows in elapsed minutes, never by the clock.
func (e *engine) breaks(c law.Check, d roster.Duty, work []stretch) bool {
	switch {
	case len(c.Breaks) > 0:
		return breakTime(d, c.MinPart) < breakDue(c.Breaks, sum(work))
	case c.MaxWork > 0:
		most := c.MaxWork
		if clocksGoBack(d, e.place) {
			most += c.Autumn
		}
		return sum(work) > most
	case c.MaxUnbroken > 0:
		return longestUnbroken(d) > minutes(c.MaxUnbroken)
	case len(c.HolidayGrounds) > 0:
		return ordinary(d) && e.touchesHoliday(work) && !anyOf(e.grounds, c.HolidayGrounds)
	}
	return false
}

// breakDue returns the break that so much work asks for: the longest of the
// steps it is over.
func breakDue(steps []law.BreakStep, work int) int {
	due := 0
	for _, s := range steps {
		if work > s.Over {
			due = max(due, s.Minutes)
		}
	}
	return due
}

// breakTime returns the minutes of break, without those too short to count.
func breakTime(d roster.Duty, minPart int) int {
	n := 0
	for _, b := range d.Breaks {
		if m := b.Minutes(); m >= minPart {
			n += m
		}
	}
	return n
}

// longestUnbroken returns the longest elapsed time between two breaks. Any
// break interrupts work, even one too short to count towards the minimum:
// that one is the other check's to find.
func longestUnbroken(d roster.Duty) time.Duration {
	at, longest := d.Span.Start, time.Duration(0)
	for _, b := range inOrder(d.Breaks) {
		longest = max(longest, b.Start.Sub(at))
		at = b.End
	}
	return max(longest, d.Span.End.Sub(at))
}

// clocksGoBack reports whether the duty holds the hour that comes twice.
func clocksGoBack(d roster.Duty, place *time.Location) bool {
	_, before := d.Span.Start.In(place).Zone()
	_, after := d.Span.End.In(place).Zone()
	return before > after
}

// touchesHoliday reports whether work falls on a holiday, whose day begins
// when the employer says.
func (e *engine) touchesHoliday(work []stretch) bool {
	for _, p := range (borders{clocks: []roster.Clock{e.dayStart}}).cut(work) {
		if e.holidays[(p.clock - wall(e.dayStart)).date()] {
			return true
		}
	}
	return false
}

// ordinary is a duty by the roster, neither overtime nor standby.
func ordinary(d roster.Duty) bool { return d.Kind == roster.Ordinary || d.Kind == "" }

func anyOf(have, want []string) bool {
	return slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) })
}
