package pay

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// readings writes stretches as clock time and minutes.
func readings(ss []stretch) [][2]string {
	var out [][2]string
	for _, s := range ss {
		out = append(out, [2]string{s.clock.date().String() + " " + s.clock.clock().String(), hours(s.minutes)})
	}
	return out
}

func TestStretchesPartWhereTheClocksChange(t *testing.T) {
	tests := map[string]struct {
		date, start, end string
		want             [][2]string
	}{
		"any night": {"2026-02-10", "22:00", "06:00", [][2]string{{"2026-02-10 22:00", "8.00"}}},
		// The clock jumps from 02:00 to 03:00.
		"spring": {"2026-03-28", "22:00", "06:00", [][2]string{{"2026-03-28 22:00", "4.00"}, {"2026-03-29 03:00", "3.00"}}},
		// The hour from 02:00 comes twice.
		"autumn": {"2026-10-24", "22:00", "06:00", [][2]string{{"2026-10-24 22:00", "5.00"}, {"2026-10-25 02:00", "4.00"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := shift(t, "Europe/Berlin", tt.date, tt.start, tt.end)
			got := readings(stretches([]roster.Span{d.Span}, zone(t, "Europe/Berlin")))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("stretches differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWorkedLeavesBreaksOut(t *testing.T) {
	tests := map[string]struct {
		breaks []string
		want   int // minutes of 08:00 to 16:00
	}{
		"none":                    {nil, 480},
		"one":                     {[]string{"12:00-12:30"}, 450},
		"two, in the wrong order": {[]string{"14:00-14:15", "12:00-12:30"}, 435},
		"two that overlap":        {[]string{"12:00-12:30", "12:15-12:45"}, 435},
		"one inside another":      {[]string{"12:00-13:00", "12:15-12:30"}, 420},
		"from the first minute":   {[]string{"08:00-08:10"}, 470},
		"over the end":            {[]string{"15:50-16:30"}, 470},
		"wholly after the end":    {[]string{"17:00-17:30"}, 480},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := shift(t, "Europe/Berlin", "2026-02-10", "08:00", "16:00", tt.breaks...)
			if got := minutesOf(worked(d, false)); got != tt.want {
				t.Errorf("%d minutes, want %d", got, tt.want)
			}
		})
	}
}

// On the spring night a break from 02:45 to 03:15 would end before it begins.
func TestABreakTheClocksSwallowIsNone(t *testing.T) {
	d := shift(t, "Europe/Berlin", "2026-03-28", "22:00", "06:00", "02:45-03:15")
	if got := minutesOf(worked(d, false)); got != 420 {
		t.Errorf("%d minutes, want the 7 h of the night", got)
	}
}

func TestPaidBreaksAreWorkOnlyWhereAsked(t *testing.T) {
	d := shift(t, "Europe/Warsaw", "2026-02-10", "08:00", "16:00", "12:00-12:15")
	d.Breaks[0].Paid = true
	if with, without := minutesOf(worked(d, true)), minutesOf(worked(d, false)); with != 480 || without != 465 {
		t.Errorf("%d and %d minutes, want 480 and 465", with, without)
	}
}

func TestWallBeforeTheEpoch(t *testing.T) {
	at := wallOf(time.Date(1969, 12, 31, 23, 59, 0, 0, time.UTC))
	if at.date().String() != "1969-12-31" || at.clock().String() != "23:59" {
		t.Errorf("%s %s, want 1969-12-31 23:59", at.date(), at.clock())
	}
}

func TestPartsOfAStretch(t *testing.T) {
	s := stretch{time.Unix(0, 0), 0, 100}
	for name, tt := range map[string]struct {
		after []int
		want  []int
	}{
		"nothing inside":    {[]int{-5, 0, 100, 200}, []int{100}},
		"one":               {[]int{30}, []int{30, 70}},
		"two":               {[]int{30, 90}, []int{30, 60, 10}},
		"one at the margin": {[]int{99}, []int{99, 1}},
	} {
		var got []int
		for _, p := range parts(s, tt.after...) {
			got = append(got, p.minutes)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
