package solver

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// mayBe says from the problem alone whether a duty's breaks may be somewhere.
func mayBe(m *model, person, shift int, date roster.Date, after []int) bool {
	who, s := m.people[person], m.problem.Shifts[shift-1]
	usual := who.spec.Duty("", who.spec.Shifts[shift-1], date)
	duty := who.spec.Duty("", who.spec.Shifts[shift-1].Placed(after), date)
	unbroken := 0
	for _, p := range m.problem.Places {
		if p.ID == m.problem.People[person].Place {
			unbroken = p.Unbroken
		}
	}
	longest := func(d roster.Duty) time.Duration {
		at, most := d.Span.Start, time.Duration(0)
		for _, b := range d.Breaks {
			most, at = max(most, b.Start.Sub(at)), b.End
		}
		return max(most, d.Span.End.Sub(at))
	}
	free := 0
	for i, b := range s.Breaks {
		w := b.Window
		onGrid := w.To > w.From && after[i] >= w.From && after[i] <= w.To && (after[i]-w.From)%w.Step == 0
		if after[i] != b.After && !onGrid || i > 0 && after[i] < free+w.Apart {
			return false
		}
		free = after[i] + b.Minutes
	}
	if unbroken > 0 && longest(duty) > max(longest(usual), time.Duration(unbroken)*time.Minute) {
		return false
	}
	was, is := who.spec.Work(who.spec.Shifts[shift-1], date), who.spec.Work(who.spec.Shifts[shift-1].Placed(after), date)
	return was == is && duty.BreakMinutes() == usual.BreakMinutes() && duty.PaidMinutes() == usual.PaidMinutes()
}

// A break does not take paid time over the midnight of the place of work, nor
// into its night.
func TestBreaksMoveOnlyUnseen(t *testing.T) {
	shift := roster.ShiftType{Code: "N", Start: 20 * 60, Length: 600, Breaks: []roster.Break{{After: 180, Minutes: 30, Window: roster.Window{From: 60, To: 420, Step: 30}}}}
	at := func(zone string, date roster.Date) []int {
		team, _ := time.LoadLocation("Europe/Budapest")
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		spec := roster.CalendarSpec{First: date, Days: 1, Zone: team, Place: place, Shifts: []roster.ShiftType{shift}, NightFrom: 22 * 60, NightTo: 30 * 60}
		if p := pausingOf(&spec, 0, 1, date); p != nil {
			return p.places[0]
		}
		return nil
	}
	december, clocks := roster.NewDate(2026, 12, 1), roster.NewDate(2026, 3, 28)
	// 20:00 to 6:00; the break is at 23:00: not before 22:00, done by midnight.
	if diff := cmp.Diff([]int{120, 150, 180, 210}, at("Europe/Budapest", december)); diff != "" {
		t.Errorf("at home: %s", diff)
	}
	// The same in Tbilisi is 23:00 to 9:00, and the break at 2:00: after midnight, before 6:00.
	if diff := cmp.Diff([]int{60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 390}, at("Asia/Tbilisi", december)); diff != "" {
		t.Errorf("in Tbilisi: %s", diff)
	}
	if got := at("Europe/Budapest", clocks); got != nil {
		t.Errorf("in the night of the clocks at %v", got)
	}
}
