package roster

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateAt(t *testing.T) {
	for _, tt := range []struct {
		name, zone, date, clock, want string
	}{
		{"an ordinary time", "Europe/Budapest", "2026-03-02", "09:30", "2026-03-02T09:30:00+01:00"},
		{"skipped", "Europe/Budapest", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"},
		{"the last before the gap", "Europe/Budapest", "2026-03-29", "01:59", "2026-03-29T01:59:00+01:00"},
		{"the first after it", "Europe/Budapest", "2026-03-29", "03:00", "2026-03-29T03:00:00+02:00"},
		{"doubled", "Europe/Budapest", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"},
		{"the first after the doubled hour", "Europe/Budapest", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"},
		{"skipped, west of Greenwich", "America/New_York", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00"},
		{"doubled, west of Greenwich", "America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"half an hour skipped", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"},
		{"half an hour doubled", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00"},
		{"a midnight that is skipped", "America/Santiago", "2026-09-06", "00:00", "2026-09-06T01:00:00-03:00"},
		{"after midnight", "Europe/Budapest", "2026-12-31", "24:00", "2027-01-01T00:00:00+01:00"},
		{"after midnight, skipped", "Europe/Budapest", "2026-03-28", "26:30", "2026-03-29T03:30:00+02:00"},
		{"no change of clocks", "Europe/Moscow", "2026-03-29", "02:30", "2026-03-29T02:30:00+03:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := ParseDate(tt.date)
			if err != nil {
				t.Fatal(err)
			}
			c, err := ParseClock(tt.clock)
			if err != nil {
				t.Fatal(err)
			}
			if got := d.At(c, place(t, tt.zone)).Format(time.RFC3339); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestDatesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.IntRange(-200_000, 200_000).Draw(t, "date"))
		back, err := ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%d is %s and back %d, %v", d, d, back, err)
		}
		if m := d.Monday(); m.Weekday() != time.Monday || m > d || d-m > 6 {
			t.Fatalf("the Monday of %s is %s, a %s", d, m, m.Weekday())
		}
		from, to := d.MonthStart(), d.NextMonth()
		if from > d || d >= to || to.MonthStart() != to || (to-1).MonthStart() != from || to-from < 28 || to-from > 31 {
			t.Fatalf("the month of %s is %s to %s", d, from, to)
		}
		if DateOf(d.At(Clock(rapid.IntRange(0, 1439).Draw(t, "clock")), time.UTC)) != d {
			t.Fatalf("%s lost in UTC", d)
		}
		c := Clock(rapid.IntRange(0, 48*60-1).Draw(t, "clock time"))
		if back, err := ParseClock(c.String()); err != nil || back != c {
			t.Fatalf("%d is %s and back %d, %v", c, c, back, err)
		}
	})
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ date, monday, month, next string }{
		{"2026-03-01", "2026-02-23", "2026-03-01", "2026-04-01"}, // a Sunday
		{"2026-03-02", "2026-03-02", "2026-03-01", "2026-04-01"},
		{"2024-02-29", "2024-02-26", "2024-02-01", "2024-03-01"},
		{"2026-12-31", "2026-12-28", "2026-12-01", "2027-01-01"},
		{"1969-12-31", "1969-12-29", "1969-12-01", "1970-01-01"},
	} {
		d, err := ParseDate(tt.date)
		if err != nil {
			t.Fatal(err)
		}
		if d.Monday().String() != tt.monday || d.MonthStart().String() != tt.month || d.NextMonth().String() != tt.next {
			t.Errorf("%s: Monday %s, month %s, next %s", d, d.Monday(), d.MonthStart(), d.NextMonth())
		}
	}
}

func TestDatesRefused(t *testing.T) {
	for _, s := range []string{"", "2026-2-1", "2026-02-30", "2026-13-01", "01.02.2026", "2026-02-01 ", "tomorrow"} {
		var d Date
		if err := d.UnmarshalText([]byte(s)); KindOf(err) != Invalid || d != 0 {
			t.Errorf("%q: %v, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "9", "930", "09:3", "9:3x", "9:300", "+9:30", "-0:30", " 9:30", "09:30 ", "24:60", "48:00", "09.30", ":30", "09:", "٠٩:٣٠"} {
		var c Clock
		if err := c.UnmarshalText([]byte(s)); KindOf(err) != Invalid || c != 0 {
			t.Errorf("%q: %v, %v", s, c, err)
		}
	}
	if c, err := ParseClock("9:05"); c != 9*60+5 || err != nil {
		t.Errorf("9:05 is %v, %v", c, err)
	}
}
