package plan

import (
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

func TestGridFloors(t *testing.T) {
	kolkata := zone(t, "Asia/Kolkata") // UTC+5:30: its midnight is 18:30 UTC
	g := gridOf(roster.Team{Zone: kolkata, Interval: 60}, december)
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for in, want := range map[string]string{
		"2026-12-01T09:00:00+05:30": "2026-12-01T09:00:00+05:30",
		"2026-12-01T09:59:00+05:30": "2026-12-01T09:00:00+05:30",
		"2026-12-01T00:00:00+05:30": "2026-12-01T00:00:00+05:30",
		"2026-11-30T23:59:00+05:30": "2026-11-30T23:00:00+05:30",
		"2026-11-30T23:00:00+05:30": "2026-11-30T23:00:00+05:30",
	} {
		if got := g.floor(at(in)); !got.Equal(at(want)) {
			t.Errorf("floor(%s) = %s, want %s", in, got, want)
		}
	}
}

// Work of a team whose clock is half an hour off the world's is not lost.
func TestHalfHourZonesKeepTheirWork(t *testing.T) {
	ws := desk(t)
	ws.Team.Zone = zone(t, "Asia/Kolkata")
	nine := day(1).At(9*60, ws.Team.Zone)
	f := QueueForecast{Queue: "mail", Forecast: forecast.Forecast{Values: []forecast.Value{{Start: nine, Mean: 30}}}}
	needs, err := Requirement(ws.Team, december, []QueueForecast{f})
	if err != nil {
		t.Fatal(err)
	}
	volume := 0.0
	for _, n := range needs {
		volume += n.Volume
	}
	if volume < 29.999 || volume > 30.001 {
		t.Errorf("30 mails came, the requirement knows of %v", volume)
	}
}
