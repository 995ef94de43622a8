package roster

import (
	"testing"
	"time"
)

// The standard library, as of Go 1.26, finds no next change of the clocks on the
// last day of leap years from 2040 on: calendars must get past it all the same.
func TestCalendarOfLeapYearsFarAhead(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Budapest")
	if err != nil {
		t.Fatal(err)
	}
	for first, want := range map[Date]int{
		NewDate(2040, 12, 1): 0, NewDate(2040, 3, 1): 1, NewDate(2041, 3, 1): 1, NewDate(2044, 12, 20): 0, NewDate(2026, 3, 1): 1,
	} {
		c := NewCalendar(CalendarSpec{First: first, Days: 31, Zone: zone, Place: zone})
		if len(c.Spring) != want {
			t.Errorf("%s: the clocks go forward %d times, want %d", first, len(c.Spring), want)
		}
	}
}
