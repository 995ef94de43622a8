package roster

import (
	"fmt"
	"strings"
	"time"
)

// Date is a civil date: days since 1970-01-01. It has no zone; a date becomes
// an instant only together with a clock time and a place (Date.At).
type Date int32

// DateOf returns the civil date of an instant in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// NewDate returns the date of a year, month and day; days outside the month
// are normalised as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDate reads "2026-12-01". It returns an Invalid error for anything else.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, Errorf(Invalid, "%q is not a date; write it as 2026-12-01", s)
	}
	return DateOf(t), nil
}

// Time returns midnight UTC of the date; for formatting and calendar sums only.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// At returns the instant at which the clock of the place shows c on the date.
// A clock of 24:00 or more is on the following dates. A time that the clock
// skips in spring is taken as much later as is skipped; one shown twice in
// autumn is the first.
func (d Date) At(c Clock, place *time.Location) time.Time {
	wall := d.Time().Add(time.Duration(c) * time.Minute) // as if the place were on UTC
	// Where the clocks change near it, the offset before the change comes
	// first: it gives the first of two times, and shifts one that is skipped.
	before := wall.Add(-24 * time.Hour).In(place)
	first := wall.Add(-offset(before)).In(place)
	if offset(first) == offset(before) {
		return first
	}
	after := wall.Add(24 * time.Hour).In(place)
	if second := wall.Add(-offset(after)).In(place); offset(second) == offset(after) {
		return second
	}
	return first
}

// offset returns how far the clock of the time's place is ahead of UTC.
func offset(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Monday returns the Monday of the date's week.
func (d Date) Monday() Date { return d - Date((int(d.Weekday())+6)%7) }

// MonthStart returns the first of the date's month.
func (d Date) MonthStart() Date {
	y, m, _ := d.Time().Date()
	return NewDate(y, m, 1)
}

// NextMonth returns the first of the following month.
func (d Date) NextMonth() Date {
	y, m, _ := d.Time().Date()
	return NewDate(y, m+1, 1)
}

// String returns the date as 2026-12-01.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText writes the date as 2026-12-01.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2026-12-01.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Clock is a wall-clock time in minutes after midnight. 24:00 and more mean
// the following day.
type Clock int32

// ParseClock reads "09:30"; hours up to 47 are allowed, for ends after midnight.
func ParseClock(s string) (Clock, error) {
	hours, minutes, ok := strings.Cut(s, ":")
	h, okH := digits(hours)
	m, okM := digits(minutes)
	if !ok || !okH || !okM || len(minutes) != 2 || h > 47 || m > 59 {
		return 0, Errorf(Invalid, "%q is not a clock time; write it as 09:30", s)
	}
	return Clock(h*60 + m), nil
}

// digits reads one or two digits and nothing else: no sign, no blank.
func digits(s string) (n int, ok bool) {
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, len(s) == 1 || len(s) == 2
}

// String returns the time as 09:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// MarshalText writes the time as 09:30.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads 09:30.
func (c *Clock) UnmarshalText(b []byte) error {
	v, err := ParseClock(string(b))
	if err != nil {
		return err
	}
	*c = v
	return nil
}
