package workspace

import (
	"strings"
	"testing"
	"time"
)

// openRows writes hourly rows from 2026-03-02, a Monday, for some weeks, where
// open says so; the hour that spring skips has none.
func openRows(t *testing.T, weeks int, step time.Duration, open func(time.Time) bool) string {
	t.Helper()
	zone := place(t, "Europe/Budapest")
	var b strings.Builder
	b.WriteString("timestamp,queue,volume\n")
	for at := time.Date(2026, 3, 2, 0, 0, 0, 0, zone); at.Before(time.Date(2026, 3, 2+7*weeks, 0, 0, 0, 0, zone)); at = at.Add(step) {
		if open(at) {
			b.WriteString(at.Format("2006-01-02T15:04") + ",q,3\n")
		}
	}
	return b.String()
}

// on tells whether a time lies on one of the dates.
func on(at time.Time, dates ...string) bool {
	return strings.Contains(strings.Join(dates, " "), at.Format(time.DateOnly))
}

func TestHoles(t *testing.T) {
	always := func(time.Time) bool { return true }
	office := func(at time.Time) bool { return at.Weekday() != time.Sunday && at.Hour() >= 8 && at.Hour() < 20 }
	tests := map[string]struct {
		open func(at time.Time) bool
		want []string
	}{
		"the hour that spring skips": {always, nil},
		"nights and Sundays":         {office, nil},
		"an hour lost":               {func(at time.Time) bool { return !on(at, "2026-04-08") || at.Hour() != 5 }, []string{"the interval of 2026-04-08T05:00 has no row (queue q)"}},
		"an evening lost": {func(at time.Time) bool { return office(at) && !(on(at, "2026-04-08") && at.Hour() >= 15) },
			[]string{"5 intervals from 2026-04-08T15:00 on"}},
		"across midnight": {func(at time.Time) bool {
			return !(on(at, "2026-04-08") && at.Hour() >= 22) && !(on(at, "2026-04-09") && at.Hour() < 3)
		}, []string{"5 intervals from 2026-04-08T22:00 on"}},
		"Good Friday and Easter Monday": {func(at time.Time) bool { return office(at) && !on(at, "2026-04-03", "2026-04-06") }, nil},
		"a day of a queue that never closes": {func(at time.Time) bool { return !on(at, "2026-04-22") },
			[]string{"24 intervals from 2026-04-22T00:00 on"}},
		"holidays of a queue that never closes otherwise": {func(at time.Time) bool { return !on(at, "2026-04-03", "2026-04-06", "2026-05-01") }, nil},
		"longer hours from May on":                        {func(at time.Time) bool { return office(at) || at.Month() >= 5 }, nil},
		"shorter hours from May on":                       {func(at time.Time) bool { return office(at) || at.Month() < 5 }, nil},
		"two weeks off":                                   {func(at time.Time) bool { return at.Month() != 4 || at.Day() < 6 || at.Day() > 19 }, []string{"14 days from 2026-04-06 on have no row"}},
		"many, of which five are listed": {func(at time.Time) bool { return at.Day()%4 != 0 || at.Hour() != at.Day()%24 },
			[]string{"has no row", "has no row", "has no row", "has no row", "has no row", "more holes (queue q) are not listed"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, faults := readHistory(t, openRows(t, 20, time.Hour, tt.open))
			wantFaults(t, faults, tt.want)
			if err := faults.Err(); err != nil {
				t.Errorf("a hole is an error: %v", err)
			}
		})
	}
}

func TestHolesOfDays(t *testing.T) {
	text := strings.ReplaceAll(openRows(t, 20, 24*time.Hour, func(at time.Time) bool { return !on(at, "2026-04-22") }), "T01:00", "T00:00")
	_, faults := readHistory(t, text)
	wantFaults(t, faults, []string{"the interval of 2026-04-22T00:00 has no row"})
}

// A gap of centuries is told in a line and costs no time.
func TestHoleOfCenturies(t *testing.T) {
	text := openRows(t, 20, time.Hour, func(time.Time) bool { return true })
	_, faults := readHistory(t, strings.Replace(text, "volume\n", "volume\n1026-03-02T00:00,q,1\n", 1))
	wantFaults(t, faults, []string{"days from 1026-03-03 on have no row"})
}

// The examples lose nothing, and say nothing.
func TestExamplesHaveNoHoles(t *testing.T) {
	for _, e := range Examples() {
		_, ws := recipe(t, e.Name, planningDay, 1)
		for _, f := range ws.Faults {
			if strings.Contains(f.Problem, "no row") {
				t.Errorf("%s: %s", e.Name, f)
			}
		}
	}
}
