package workspace

import "time"

// wallStamp is a timestamp as written: clock minutes, and the offset if given.
type wallStamp struct {
	wall   int64 // minutes since 1970 on the clock it was written by
	zoned  bool
	offset int // seconds east of UTC, when zoned
}

// parseStamp reads 2026-12-01T09:00, with a blank for the T, with seconds of
// zero, with Z or an offset behind, or a date alone. It returns a problem in
// words when it cannot. It is written by hand because time.Parse takes three
// times as long, and history has hundreds of thousands of rows.
func parseStamp(s string) (wallStamp, string) {
	const problem = "not a time"
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return wallStamp{}, problem
	}
	y1, ok1 := twoDigits(s, 0)
	y2, ok2 := twoDigits(s, 2)
	month, ok3 := twoDigits(s, 5)
	d, ok4 := twoDigits(s, 8)
	y := y1*100 + y2
	if !ok1 || !ok2 || !ok3 || !ok4 || month < 1 || month > 12 || d < 1 || d > daysIn(y, month) {
		return wallStamp{}, problem
	}
	out := wallStamp{wall: daysSinceEpoch(y, month, d) * 1440}
	rest := s[10:]
	if rest == "" {
		return out, ""
	}
	minute, rest, ok := parseClock(rest)
	if !ok {
		return wallStamp{}, problem
	}
	out.wall += int64(minute)
	rest, whole := dropZeroSeconds(rest)
	if !whole {
		return wallStamp{}, "not on a whole minute"
	}
	if rest == "" {
		return out, ""
	}
	out.offset, out.zoned = parseOffset(rest)
	if !out.zoned {
		return wallStamp{}, problem
	}
	return out, ""
}

// parseClock reads "T09:00" or " 09:00" and returns minutes and what follows.
func parseClock(s string) (minute int, rest string, ok bool) {
	if len(s) < 6 || s[0] != 'T' && s[0] != ' ' || s[3] != ':' {
		return 0, "", false
	}
	h, ok1 := twoDigits(s, 1)
	m, ok2 := twoDigits(s, 4)
	return h*60 + m, s[6:], ok1 && ok2 && h < 24 && m < 60
}

// dropZeroSeconds drops ":00" and a fraction of zeros. It returns false when
// the seconds are others.
func dropZeroSeconds(s string) (string, bool) {
	if len(s) < 3 || s[0] != ':' {
		return s, true
	}
	if s[1:3] != "00" {
		return s, false
	}
	s = s[3:]
	if s == "" || s[0] != '.' {
		return s, true
	}
	for s = s[1:]; s != "" && s[0] == '0'; s = s[1:] {
	}
	return s, s == "" || s[0] < '1' || s[0] > '9'
}

// parseOffset reads Z, +02, +0200 or +02:00 as seconds east of UTC.
func parseOffset(s string) (int, bool) {
	if s == "Z" || s == "z" {
		return 0, true
	}
	if s[0] != '+' && s[0] != '-' || len(s) < 3 {
		return 0, false
	}
	h, ok := twoDigits(s, 1)
	m, okMinutes := 0, true
	switch {
	case len(s) == 3:
	case len(s) == 5:
		m, okMinutes = twoDigits(s, 3)
	case len(s) == 6 && s[3] == ':':
		m, okMinutes = twoDigits(s, 4)
	default:
		return 0, false
	}
	offset := h*3600 + m*60
	if s[0] == '-' {
		offset = -offset
	}
	return offset, ok && okMinutes && h <= 14 && m < 60
}

func twoDigits(s string, i int) (int, bool) {
	a, b := s[i]-'0', s[i+1]-'0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}

func daysIn(y, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	default:
		return 31
	}
}

// daysSinceEpoch counts days in the Gregorian calendar by the usual trick of
// starting the year in March, so that the odd month comes last
// (E. G. Richards, Mapping Time, 1998, ch. 25).
func daysSinceEpoch(y, month, d int) int64 {
	a := (14 - month) / 12
	yy, m := int64(y+4800-a), int64(month+12*a-3)
	return int64(d) + (153*m+2)/5 + 365*yy + yy/4 - yy/100 + yy/400 - 32045 - 2440588
}

// wallHour says how often the clock shows a time.
type wallHour uint8

const (
	hourOnce    wallHour = iota
	hourSkipped          // never: the clock goes forward over it
	hourTwice            // the clock goes back over it
)

// wallClock turns clock minutes of a place into instants. It remembers the day
// it looked at last, because rows come in order.
type wallClock struct {
	zone   *time.Location
	day    int64 // since 1970
	offset int64 // seconds east of UTC on that day
	plain  bool  // the offset holds all day
}

func newWallClock(zone *time.Location) *wallClock { return &wallClock{zone: zone, day: -1 << 40} }

// instant returns the Unix second at which the clock shows the minute, the
// first of two.
func (c *wallClock) instant(wall int64) (int64, wallHour) {
	if d := floorDiv(wall, 1440); d != c.day {
		c.day = d
		// No zone is more than 14 hours from UTC, so these instants enclose the day.
		before, after := c.offsetAt(d*86400-15*3600), c.offsetAt((d+1)*86400+15*3600)
		c.offset, c.plain = before, before == after
	}
	if c.plain {
		return wall*60 - c.offset, hourOnce
	}
	return c.nearChange(wall)
}

// nearChange tries the offsets on both sides of a change of the clock.
func (c *wallClock) nearChange(wall int64) (int64, wallHour) {
	a := wall*60 - c.offsetAt(wall*60-26*3600)
	b := wall*60 - c.offsetAt(wall*60+26*3600)
	okA, okB := c.shows(a, wall), c.shows(b, wall)
	switch {
	case okA && okB && a != b:
		return min(a, b), hourTwice
	case okA:
		return a, hourOnce
	case okB:
		return b, hourOnce
	default:
		return max(a, b), hourSkipped
	}
}

func (c *wallClock) shows(at, wall int64) bool { return at+c.offsetAt(at) == wall*60 }

func (c *wallClock) offsetAt(at int64) int64 {
	_, offset := time.Unix(at, 0).In(c.zone).Zone()
	return int64(offset)
}

// second returns the second instant at which the clock shows what it showed at
// the first.
func (c *wallClock) second(first int64) int64 {
	return first + c.offsetAt(first) - c.offsetAt(first+26*3600)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
