package pay

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Borders: what is exactly at a limit, and what is one minute beyond it.

// From 21:00, night begins after 60 min and the plan ends after 61: one minute
// of night is still planned.
func TestAPlanThatEndsAMinuteAfterNightBegins(t *testing.T) {
	in := month(t, "ru", "Europe/Moscow", "2026-02-01", shift(t, "Europe/Moscow", "2026-02-10", "21:00", "23:00"))
	in.Flags.PlanPerShift = 61
	want := text("2026-02-10 RU_BASE_1.0 61 @100", "2026-02-10 RU_NIGHT_0.2 60 @20", "2026-02-10 RU_OT_1.5 59 @150")
	if diff := cmp.Diff(want, rows(t, in)); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}

// 18:00 to 02:00 has 4 h of night in 8: exactly half, so it is planned an hour
// shorter. A minute of night less, and it is not.
func TestHalfANightIsANight(t *testing.T) {
	for start, want := range map[string]int{"18:00": 60, "17:59": 0} {
		in := month(t, "ru", "Europe/Moscow", "2026-02-01", shift(t, "Europe/Moscow", "2026-02-10", start, "02:00"))
		in.Flags.PlanPerShift, in.Flags.ShortenNights = 481, true
		if start == "18:00" {
			in.Flags.PlanPerShift = 480
		}
		lines, _, err := Lines(in)
		if err != nil {
			t.Fatal(err)
		}
		overtime := 0
		for _, l := range lines {
			if l.Category == "RU_OT_1.5" {
				overtime += l.Minutes
			}
		}
		if overtime != want {
			t.Errorf("from %s: %d min of overtime, want %d", start, overtime, want)
		}
	}
}

// The week of 30 March ends in April: its five hours of overtime are April's,
// which must be given the two days of March to see them.
func TestAWeekBelongsToTheMonthItEndsIn(t *testing.T) {
	in := month(t, "us", "America/New_York", "2026-03-01")
	for d := day0("2026-03-30"); d <= day0("2026-04-03"); d++ {
		in.Duties = append(in.Duties, shift(t, "America/New_York", d.String(), "08:00", "17:00"))
	}
	// 5 × 9 h = 45 h, of which 5 h are beyond 40.
	for first, want := range map[string][2]int{"2026-03-01": {0, 0}, "2026-04-01": {2700, 300}} {
		in.From, in.To = day0(first), day0(first).NextMonth()
		lines, _, err := Lines(in)
		if err != nil {
			t.Fatal(err)
		}
		sums := map[string]int{}
		for _, l := range lines {
			sums[l.Category] += l.Minutes
		}
		if got := [2]int{sums["US_WEEK_WORK"], sums["US_OT_1.5"]}; got != want {
			t.Errorf("month of %s: %v min of work and overtime, want %v", first, got, want)
		}
	}
}

// Two breaks of exactly 15 min count; two of 14 do not (ArbZG 4 s. 2).
func TestTheShortestPartOfABreak(t *testing.T) {
	for breaks, want := range map[[2]string]int{
		{"10:00-10:15", "12:00-12:15"}: 0,
		{"10:00-10:14", "12:00-12:14"}: 1,
	} {
		in := month(t, "de", "Europe/Berlin", "2026-02-01", shift(t, "Europe/Berlin", "2026-02-10", "08:00", "15:00", breaks[0], breaks[1]))
		_, findings, err := Lines(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(findings) != want {
			t.Errorf("breaks %v: findings %+v, want %d", breaks, findings, want)
		}
	}
}

func TestAShiftThatEndsWhereItStartsIsADay(t *testing.T) {
	if got := shift(t, "Europe/Moscow", "2026-02-10", "08:00", "08:00").Span.Minutes(); got != 1440 {
		t.Errorf("08:00 to 08:00 is %d min, want 1440", got)
	}
}
