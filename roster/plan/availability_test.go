package plan

import (
	"slices"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

// ruledOut returns the days of December on which ann cannot work a shift.
func ruledOut(t *testing.T, rows []roster.Availability, place *time.Location, shift string) []int {
	t.Helper()
	ws := desk(t)
	ws.Availability, ws.Agents[0].Zone = rows, place
	built, _ := enlisted(t, ws, nil)
	var out []int
	for _, c := range clauses(built, "ann", "unavailable") {
		r := c.Rule.(*roster.Unavailable)
		if r.Reason == "availability" && slices.Contains(r.Shifts, shift) {
			for _, d := range r.Dates {
				out = append(out, int(d-december.From)+1)
			}
		}
	}
	return out
}

func TestAvailability(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	allDay := roster.ClockSpan{From: 0, To: 24 * 60}
	row := func(rule string, can bool, span roster.ClockSpan) roster.Availability {
		return roster.Availability{Agent: "ann", Rule: rule, Can: can, Span: span}
	}
	wednesdays := []int{2, 9, 16, 23, 30}
	all := make([]int, 31)
	for i := range all {
		all[i] = i + 1
	}
	tests := map[string]struct {
		rows  []roster.Availability
		place *time.Location
		shift string
		want  []int
	}{
		"cannot on Wednesdays": {[]roster.Availability{row("FREQ=WEEKLY;BYDAY=WE", false, allDay)}, berlin, "E", wednesdays},
		"cannot in the evening spares the early shift": {
			[]roster.Availability{row("FREQ=WEEKLY;BYDAY=WE", false, roster.ClockSpan{From: 17 * 60, To: 24 * 60})}, berlin, "E", nil},
		"and not the late one": {
			[]roster.Availability{row("FREQ=WEEKLY;BYDAY=WE", false, roster.ClockSpan{From: 17 * 60, To: 24 * 60})}, berlin, "L", wednesdays},
		"from the very end of a shift on": { // E ends at 16:30
			[]roster.Availability{row("FREQ=DAILY", false, roster.ClockSpan{From: 16*60 + 30, To: 24 * 60})}, berlin, "E", nil},
		"a night reaches into the day it may not": { // N of Tuesday runs into Wednesday, that of Wednesday begins on it
			[]roster.Availability{row("FREQ=WEEKLY;BYDAY=WE", false, allDay)}, berlin, "N", []int{1, 2, 8, 9, 15, 16, 22, 23, 29, 30}},
		"can only on the days of the rule": {
			[]roster.Availability{row("FREQ=WEEKLY;BYDAY=MO,TU,TH,FR,SA,SU", true, allDay)}, berlin, "E", wednesdays},
		"can only in hours that hold the shift": {
			[]roster.Availability{row("FREQ=DAILY", true, roster.ClockSpan{From: 9 * 60, To: 20 * 60})}, berlin, "E", all},
		"two rows together hold it": {[]roster.Availability{
			row("FREQ=DAILY", true, roster.ClockSpan{From: 7 * 60, To: 12 * 60}),
			row("FREQ=DAILY", true, roster.ClockSpan{From: 12 * 60, To: 17 * 60})}, berlin, "E", nil},
		"the hours are those of the person's clock": { // 08:00 in Berlin is 10:00 in Moscow
			[]roster.Availability{row("FREQ=WEEKLY;BYDAY=WE", false, roster.ClockSpan{From: 6 * 60, To: 10 * 60})}, zone(t, "Europe/Moscow"), "E", nil},
		"valid from a day on": {
			[]roster.Availability{{Agent: "ann", Rule: "FREQ=WEEKLY;BYDAY=WE", Span: allDay, From: day(10)}}, berlin, "E", []int{16, 23, 30}},
		"every other week, counted from its first day": {
			[]roster.Availability{{Agent: "ann", Rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", Span: allDay, From: roster.NewDate(2026, 11, 25)}}, berlin, "E", []int{9, 23}},
		"somebody else's": {[]roster.Availability{{Agent: "bob", Rule: "FREQ=DAILY", Span: allDay}}, berlin, "E", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ruledOut(t, tt.rows, tt.place, tt.shift); !slices.Equal(got, tt.want) {
				t.Errorf("cannot work %s on %v, want %v", tt.shift, got, tt.want)
			}
		})
	}
}
