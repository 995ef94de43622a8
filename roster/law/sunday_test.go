package law

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// judged binds the clauses of one article to December 2026, which begins on a
// Tuesday, for a person in the zone, and checks a row of one letter a day: D is
// 08:00–16:00, E 16:00–24:00, N 22:00–06:00.
func judged(t *testing.T, packID, source string, in PolicyInput, zone, days string) []roster.Breach {
	t.Helper()
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	policy, _, err := pack(t, packID).Policy(in)
	if err != nil {
		t.Fatal(err)
	}
	var of roster.Policy
	for _, c := range policy {
		if c.Source == source {
			of = append(of, c)
		}
	}
	cal := roster.NewCalendar(roster.CalendarSpec{
		First: in.From, Days: len(days), Zone: place, Place: place,
		Shifts:  []roster.ShiftType{{Code: "D", Start: 8 * 60, Length: 480}, {Code: "E", Start: 16 * 60, Length: 480}, {Code: "N", Start: 22 * 60, Length: 480}},
		Holiday: func(roster.Date) bool { return false }, NightFrom: 23 * 60, NightTo: 30 * 60,
		IsNight: pack(t, packID).IsNightDuty,
	})
	row := make(roster.Row, len(days))
	for i, letter := range days {
		if letter != '-' {
			row[i] = uint8(cal.Shift(string(letter)))
		}
	}
	breaches, _ := of.Bind(cal, "a").Check(row)
	return breaches
}

// MuSchG 6(1): who is pregnant works on no Sunday, not even on the end of a
// Saturday's night duty. The 5th and the 6th are the first weekend.
func TestPregnantOnSundays(t *testing.T) {
	in := december(aroundTheClock("DE"))
	in.Agent.Protected = []string{"pregnant"}
	tests := map[string]struct {
		days string // from Tuesday the 1st
		have int    // Sundays worked
	}{
		"a free month":                          {"-------------------------------", 0},
		"all days but Sundays":                  {"DDDDD-DDDDDD-DDDDDD-DDDDDD-DDDD", 0},
		"a Saturday evening to midnight":        {"----E--------------------------", 0},
		"a Sunday":                              {"-----D-------------------------", 1},
		"a Saturday night":                      {"----N--------------------------", 1},
		"a Sunday night is its Sunday, no more": {"-----N-------------------------", 1},
		"a Saturday night, then that Sunday":    {"----NE-------------------------", 1},
		"every Sunday":                          {"-----D------D------D------D----", 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var have []int
			for _, b := range judged(t, "de", "MuSchG 6(1)", in, "Europe/Berlin", tt.days) {
				have = append(have, b.Have)
			}
			var want []int
			if tt.have > 0 {
				want = []int{tt.have}
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("Sundays worked differ (-want +got):\n%s", diff)
			}
		})
	}
}
