package workspace

import (
	"io"
	"strings"

	"github.com/teambition/rrule-go"

	"github.com/smena-org/smena/roster"
)

// availabilityColumns are the columns of availability.csv. The rule is an
// RFC 5545 RRULE; from and to are dates, both included; start and end are
// clock times on each day of the rule, all day when empty.
var availabilityColumns = []Column{
	{Name: "agent_id", Required: true}, {Name: "rule", Required: true}, {Name: "from"}, {Name: "to"},
	{Name: "start"}, {Name: "end"}, {Name: "can_or_cannot", Required: true},
}

// readAvailability reads availability.csv.
func readAvailability(name string, r io.Reader, n *names, faults *roster.Faults) []roster.Availability {
	return readRecords(name, r, availabilityColumns, faults, func(rec *record) roster.Availability {
		a := roster.Availability{Agent: rec.agent(n), Rule: rec.rule("rule")}
		a.From, a.To = rec.dates("from", "to")
		a.Span = rec.clockSpan("start", "end")
		if rec.need("can_or_cannot", "write can or cannot") != "" {
			a.Can = rec.choice("can_or_cannot", "can", "cannot") == "can"
		}
		if a.From == 0 && (strings.Contains(a.Rule, "INTERVAL=") || strings.Contains(a.Rule, "COUNT=")) {
			rec.fault("from", "a rule with INTERVAL or COUNT needs a day to count from", "write the first day it is meant for")
		}
		return a
	})
}

// rule checks an RRULE: known parts, of days and not of hours.
func (r *record) rule(column string) string {
	s := strings.TrimPrefix(strings.ToUpper(r.need(column, "write an RRULE such as FREQ=WEEKLY;BYDAY=MO,WE")), "RRULE:")
	if s == "" {
		return ""
	}
	const cure = "write an RRULE such as FREQ=WEEKLY;BYDAY=MO,WE"
	opt, err := rrule.StrToROption(s)
	if err == nil {
		_, err = rrule.NewRRule(*opt)
	}
	switch {
	case err != nil:
		r.fault(column, "not a recurrence rule: "+err.Error(), cure)
	case strings.Contains(s, "DTSTART"):
		r.fault(column, "a rule holds no DTSTART", "write the first day into from")
	case opt.Interval > 1000 || opt.Count > 100000:
		r.fault(column, "INTERVAL or COUNT is too large to be meant", cure)
	case opt.Freq > rrule.DAILY || opt.Byhour != nil || opt.Byminute != nil || opt.Bysecond != nil:
		r.fault(column, "a rule says days, not hours", "write the hours into start and end")
	}
	return s
}

// clockSpan reads a span of the clock; an end at or before the start is on
// the next day.
func (r *record) clockSpan(start, end string) roster.ClockSpan {
	span := roster.ClockSpan{From: 0, To: 24 * 60}
	for _, f := range []struct {
		column string
		to     *roster.Clock
	}{{start, &span.From}, {end, &span.To}} {
		s := r.Get(f.column)
		if s == "" {
			continue
		}
		c, err := roster.ParseClock(s)
		if err != nil || f.to == &span.From && c >= 24*60 {
			r.fault(f.column, "not a clock time", "write it as 09:30")
		}
		*f.to = c
	}
	if span.To <= span.From {
		span.To += 24 * 60
	}
	if span.To-span.From > 24*60 {
		r.fault(end, "longer than a day", "write an end of at most the same time on the next day")
	}
	return span
}
