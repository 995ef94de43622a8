package pay

import (
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// restEnough reports whether the elapsed time between two duties is the daily
// rest of the pack. Work in several shifts may have a shorter rest, and a
// shorter one still when the clocks go forward in it (HU Mt. 104(2)-(3)).
func restEnough(rest law.Rest, multiShift bool, between roster.Span, place *time.Location) bool {
	due := rest.Minutes
	if multiShift && rest.MultiShift > 0 {
		due = rest.MultiShift
		if rest.Spring > 0 && clocksGoForward(between, place) {
			due = rest.Spring
		}
	}
	return between.Minutes() >= due
}

// clocksGoForward reports whether the span loses an hour to spring.
func clocksGoForward(s roster.Span, place *time.Location) bool {
	_, before := s.Start.In(place).Zone()
	_, after := s.End.In(place).Zone()
	return after > before
}
