package curtois

import (
	"github.com/smena-org/smena/roster"
)

// rules says a person's limits as hard rules. What cannot bind is left out: the
// fewer the rules, the smaller the tables that the solver makes of them.
//
// The edges of the horizon agree: for a maximum of days in a row the day before
// the first counts as free, and a run that touches either edge is never too short.
func (in *instance) rules(e *employee) roster.Policy {
	l, out := e.limits, in.perShift(e)
	out = append(out, hard(&roster.DaysInARow{Min: asked(l.minRun), Max: l.maxRun}))
	if l.minRest > 1 {
		out = append(out, hard(&roster.DaysOffInARow{Min: l.minRest}))
	}
	out = append(out, hard(&roster.Hours{Per: roster.PerHorizon, Min: l.minMinutes, Max: l.maxMinutes}))
	if l.maxWeekends < in.days/7 {
		most := l.maxWeekends
		out = append(out, hard(&roster.Weekends{Per: roster.PerHorizon, Max: &most, By: roster.ByStart}))
	}
	return out
}

// perShift bounds how often each shift is worked. What is never allowed is
// forbidden by the day, which is cheaper to search than a counter of none.
func (in *instance) perShift(e *employee) (out roster.Policy) {
	var allowed []string
	for _, s := range in.shifts {
		most := e.most[s.id]
		if most == 0 {
			continue
		}
		allowed = append(allowed, s.id)
		if most < in.days {
			out = append(out, hard(&roster.Duties{Shifts: []string{s.id}, Per: roster.PerHorizon, Max: &most}))
		}
	}
	switch len(allowed) {
	case 0:
		none := 0
		return append(out, hard(&roster.Duties{Per: roster.PerHorizon, Max: &none}))
	case len(in.shifts):
		return out
	}
	return append(out, hard(&roster.AllowedShifts{Shifts: allowed}))
}

// asked returns a minimum of days in a row; one day is no demand.
func asked(n int) int {
	if n == 1 {
		return 0
	}
	return n
}
