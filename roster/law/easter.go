package law

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// easter returns Easter Sunday of the western churches, by the anonymous
// Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
func easter(year int) roster.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return roster.NewDate(year, time.Month(n/31), n%31+1)
}

// orthodoxEaster returns Easter Sunday of the Orthodox churches, as a date of
// the Gregorian calendar, for 1900 to 2099 (Meeus, ch. 8, Julian computus; the
// calendars lie 13 days apart in those years).
func orthodoxEaster(year int) roster.Date {
	a, b, c := year%4, year%7, year%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	n := d + e + 114
	return roster.NewDate(year, time.Month(n/31), n%31+1) + 13
}
