package roster

import (
	"testing"
	"time"
)

// night is 22:00 to 06:00 with half an hour at 02:30, the middle of what the
// clocks skip in spring and show twice in autumn.
var night = ShiftType{Code: "N", Start: 22 * 60, Length: 480, Breaks: []Break{{After: 270, Minutes: 30}, {After: 360, Minutes: 10, Paid: true}}}

func TestDutyOnClockChanges(t *testing.T) {
	budapest := place(t, "Europe/Budapest")
	for _, tt := range []struct {
		date        Date
		long, paid  int
		breakAfter  int // elapsed
		secondAfter int
	}{
		{NewDate(2026, 3, 2), 480, 450, 270, 360},
		{NewDate(2026, 3, 28), 420, 390, 270, 300}, // 03:30 and 04:00 by the clock
		{NewDate(2026, 10, 24), 540, 510, 270, 420},
	} {
		d := night.On("a", tt.date, budapest)
		if d.Span.Minutes() != tt.long || d.PaidMinutes() != tt.paid || d.BreakMinutes() != 40 || len(d.Breaks) != 2 {
			t.Fatalf("%s: %d minutes, %d paid, breaks %v", tt.date, d.Span.Minutes(), d.PaidMinutes(), d.Breaks)
		}
		for i, want := range []int{tt.breakAfter, tt.secondAfter} {
			if after := int(d.Breaks[i].Start.Sub(d.Span.Start) / time.Minute); after != want {
				t.Errorf("%s: break %d after %d minutes, want %d", tt.date, i, after, want)
			}
		}
	}
	if d := night.On("a", NewDate(2026, 3, 2), budapest); d.Agent != "a" || d.Shift != "N" || d.Kind != Ordinary || d.Date != NewDate(2026, 3, 2) {
		t.Errorf("duty %+v", d)
	}
}

func TestShiftType(t *testing.T) {
	if night.End() != 30*60 || night.PaidMinutes() != 450 {
		t.Errorf("ends %s, %d paid", night.End(), night.PaidMinutes())
	}
}

// Breaks that the skipped hour pushes together follow each other.
func TestBreaksDoNotOverlap(t *testing.T) {
	s := ShiftType{Start: 22 * 60, Length: 480, Breaks: []Break{{After: 270, Minutes: 30}, {After: 330, Minutes: 30}}}
	d := s.On("a", NewDate(2026, 3, 28), place(t, "Europe/Budapest"))
	if d.PaidMinutes() != 360 || d.Breaks[1].Start.Before(d.Breaks[0].End) {
		t.Errorf("%d paid, breaks %v", d.PaidMinutes(), d.Breaks)
	}
}

func TestNewCalendar(t *testing.T) {
	spec := CalendarSpec{
		First: NewDate(2026, 3, 27), Days: 4, Zone: place(t, "Europe/Budapest"), Place: place(t, "Europe/Moscow"),
		Shifts: []ShiftType{
			night,
			{Code: "E", Start: 0, Length: 480, Office: true, Breaks: []Break{{After: 450, Minutes: 20}}},
		},
		Holiday:   func(d Date) bool { return d == NewDate(2026, 3, 28) },
		NightFrom: 22 * 60, NightTo: 30 * 60,
		IsNight: func(night, paid int) bool { return 2*night >= paid },
		Shorter: func(d Date) int {
			if d == NewDate(2026, 3, 27) {
				return 60
			}
			return 0
		},
	}
	c := NewCalendar(spec)
	// Moscow is two hours ahead, after the change one.
	for day, want := range []Work{
		{Start: 1320, End: 1740, Paid: 390, Spill: 390, Night: true, NightPaid: 330, Touches: 1 << 2},                              // shortened to 05:00
		{Start: 2760, End: 3180, Paid: 390, Spill: 390, Night: true, NightPaid: 330, Touches: 1 << 2},                              // spring: 7 h
		{Start: 2880 - 60 + 1320, End: 2880 - 60 + 1800, Paid: 450, Spill: 390, Night: true, NightPaid: 390, Touches: 1<<1 | 1<<2}, // from 23:00
	} {
		if got := c.Work[day][1]; got != want {
			t.Errorf("night of %s:\n got %+v\nwant %+v", c.Date(day), got, want)
		}
	}
	// The break reaches out of the shortened duty, and ends with it.
	if got := c.Work[0][2]; got.Paid != 420 || got.End != 420 {
		t.Errorf("shortened: %+v", got)
	}
	if got := c.Work[1][2]; got.Paid != 460 || got.Spill != 0 || got.Eve != 0 {
		t.Errorf("not shortened: %+v", got)
	}
	if len(c.Midnight) != 5 || c.Midnight[0] != -120 || c.Midnight[4] != 4*1440-120 {
		t.Errorf("midnights %v", c.Midnight)
	}
	if !c.Holiday[1] || c.Holiday[0] || !c.Office[2] || c.Office[1] || c.Shift("E") != 2 || c.Shift("Q") != -1 {
		t.Errorf("calendar %+v", c)
	}
	if len(c.Spring) != 0 {
		t.Errorf("the clocks of Moscow go forward at %v", c.Spring)
	}
	spec.Place = nil
	if c = NewCalendar(spec); len(c.Spring) != 1 || c.Spring[0] != 2*1440+120 {
		t.Errorf("the clocks of Budapest go forward at %v", c.Spring)
	}
	spec.Place = place(t, "America/New_York")
	if got := NewCalendar(spec).Work[1][2]; got.Eve != 300 || got.Touches != 1<<0|1<<1 || got.Spill != 0 {
		t.Errorf("from 19:00 of the day before to 03:00: %+v", got)
	}
}
