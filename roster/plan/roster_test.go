package plan

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// placed is a duty of ann's on a day of December, moved by so many minutes and
// longer by so many.
func placed(t *testing.T, ws *workspace.Workspace, d int, code string, moved, longer int) roster.Duty {
	t.Helper()
	shift, ok := ws.Team.Shift(code)
	if !ok {
		t.Fatalf("no shift %s", code)
	}
	duty := shift.On("ann", day(d), ws.Team.Zone)
	duty.Span.Start = duty.Span.Start.Add(time.Duration(moved) * time.Minute)
	duty.Span.End = duty.Span.End.Add(time.Duration(moved+longer) * time.Minute)
	return duty
}

// Rules judge a duty by its shift's code, so that a duty at other times must
// not pass for one at the shift's.
func TestMisfits(t *testing.T) {
	ws := desk(t)
	built, _ := enlisted(t, ws, nil)
	of := func(agent string, d roster.Duty) roster.Duty { d.Agent = agent; return d }
	tests := map[string]struct {
		duties []roster.Duty
		want   []string // "index field: problem"
	}{
		"as planned":                {[]roster.Duty{placed(t, ws, 3, "E", 0, 0), placed(t, ws, 4, "N", 0, 0)}, nil},
		"without times":             {[]roster.Duty{{Agent: "ann", Date: day(3), Shift: "E"}}, nil},
		"in another zone's words":   {[]roster.Duty{in(placed(t, ws, 3, "E", 0, 0), time.UTC)}, nil},
		"an hour later":             {[]roster.Duty{placed(t, ws, 3, "E", 60, 0)}, []string{"0 start: the duty lasts until 2026-12-03T17:30:00+01:00, and shift E is from 08:00 to 16:30"}},
		"a minute longer":           {[]roster.Duty{placed(t, ws, 3, "E", 0, 1)}, []string{"0 start: the duty lasts until 2026-12-03T16:31:00+01:00, and shift E is from 08:00 to 16:30"}},
		"two on a day":              {[]roster.Duty{placed(t, ws, 3, "E", 0, 0), placed(t, ws, 3, "N", 0, 0)}, []string{"1 date: ann has another duty on this date"}},
		"two people on a day":       {[]roster.Duty{placed(t, ws, 3, "E", 0, 0), of("bob", placed(t, ws, 3, "E", 0, 0))}, nil},
		"before the month":          {[]roster.Duty{{Agent: "ann", Date: day(0), Shift: "E"}}, []string{"0 date: lies outside of 2026-12"}},
		"the last day of the month": {[]roster.Duty{{Agent: "ann", Date: day(31), Shift: "E"}}, nil},
		"after the month":           {[]roster.Duty{{Agent: "ann", Date: day(32), Shift: "E"}}, []string{"0 date: lies outside of 2026-12"}},
		"a stranger":                {[]roster.Duty{of("eve", placed(t, ws, 3, "E", 0, 0))}, []string{"0 agent_id: no contract in 2026-12"}},
		"a shift of no team":        {[]roster.Duty{{Agent: "ann", Date: day(3), Shift: "Q"}}, []string{"0 shift: unknown shift"}},
		"each one by itself":        {[]roster.Duty{placed(t, ws, 3, "E", 60, 0), placed(t, ws, 3, "E", 0, 0)}, []string{"0 start: the duty lasts until 2026-12-03T17:30:00+01:00, and shift E is from 08:00 to 16:30", "1 date: ann has another duty on this date"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ro := roster.Roster{Duties: tt.duties}
			var got []string
			for _, m := range built.Misfits(ro) {
				got = append(got, string(rune('0'+m.Duty))+" "+m.Field+": "+m.Problem)
				if m.Cure == "" {
					t.Errorf("no cure for %+v", m)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("misfits differ (-want +got):\n%s", diff)
			}
			if _, err := built.Assigned(ro); (err != nil) != (len(tt.want) > 0) || err != nil && roster.KindOf(err) != roster.Invalid {
				t.Errorf("Assigned returns %v with %d misfits", err, len(tt.want))
			}
		})
	}
}

func in(d roster.Duty, zone *time.Location) roster.Duty {
	d.Span.Start, d.Span.End = d.Span.Start.In(zone), d.Span.End.In(zone)
	return d
}

// In Russia duties on the eve of a holiday may end an hour early; then that is
// when the shift ends, and the usual hour is the misfit. 31 December is one.
func TestMisfitsOnAShortDay(t *testing.T) {
	ws := desk(t)
	ws.Team.Country, ws.Team.Region, ws.Team.ShortDays = "RU", "", "shorten"
	ws.Team.Contracts[0].Pack = "ru"
	built, _ := enlisted(t, ws, nil)
	for name, tt := range map[string]struct{ day, longer, want int }{
		"the eve, an hour short":   {31, -60, 0},
		"the eve, at full length":  {31, 0, 1},
		"another day, full length": {30, 0, 0},
		"another day, short":       {30, -60, 1},
	} {
		if got := built.Misfits(roster.Roster{Duties: []roster.Duty{placed(t, ws, tt.day, "E", 0, tt.longer)}}); len(got) != tt.want {
			t.Errorf("%s: %v, want %d misfits", name, got, tt.want)
		}
	}
}

// A month is planned from a history that reaches it, and not from one that
// ended more than a year before.
func TestCheckHistory(t *testing.T) {
	ws := desk(t)
	history := func(from, to roster.Date) []forecast.Series {
		s := forecast.Series{Name: "phone", Zone: ws.Team.Zone, Interval: time.Hour}
		for d := from; d <= to; d++ {
			s.Points = append(s.Points, forecast.Point{Start: d.At(9*60, ws.Team.Zone), Volume: 1})
		}
		return []forecast.Series{s}
	}
	november := roster.NewDate(2026, 11, 30)
	tests := map[string]struct {
		history []forecast.Series
		want    string
	}{
		"none at all is for others to say": {nil, ""},
		"up to the month":                  {history(november-60, november), ""},
		"one day":                          {history(november, november), ""},
		"into the month and beyond":        {history(november, day(40)), ""},
		"of the month alone":               {history(day(1), day(20)), "begins on 2026-12-01, not before 2026-12-01"},
		"a series without points":          {[]forecast.Series{{Name: "phone"}}, "queue phone: its history is empty"},
		// 2025-11-30 + 366 days is 2026-12-01.
		"ended a year ago":       {history(roster.NewDate(2025, 11, 1), roster.NewDate(2025, 11, 30)), ""},
		"ended a year and a day": {history(roster.NewDate(2025, 11, 1), roster.NewDate(2025, 11, 29)), "ends on 2025-11-29, 367 days before 2026-12-01"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws.History = tt.history
			err := CheckHistory(ws, december)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("error %v", err)
			case tt.want != "" && (roster.KindOf(err) != roster.Invalid || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// Who reviews the forecasts can end the plan before the search begins.
func TestReview(t *testing.T) {
	ws := example(t, "berlin-desk")
	refused := errors.New("refused")
	var seen int
	o := Options{Review: func(f []QueueForecast) error { seen = len(f); return refused }}
	_, err := Run(context.Background(), ws, december, o, func(e Event) {
		if e.Stage != Forecasting {
			t.Errorf("stage %s after a refusal", e.Stage)
		}
	})
	if !errors.Is(err, refused) || seen != len(ws.Team.Queues) {
		t.Errorf("error %v after %d forecasts, want %v after %d", err, seen, refused, len(ws.Team.Queues))
	}
}
