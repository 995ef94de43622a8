package plan

import (
	"testing"
	"time"

	"github.com/smena-org/smena/forecast/staffing"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// at returns what the requirement asks for at an hour of a day.
func at(needs []Need, ws *workspace.Workspace, d, hour int) *Need {
	for i, n := range needs {
		if n.Start.Equal(day(d).At(roster.Clock(hour*60), ws.Team.Zone)) {
			return &needs[i]
		}
	}
	return nil
}

func TestRequirementOfOpenHoursOnly(t *testing.T) {
	ws := desk(t)
	needs := ask(t, ws)
	// 27 days but Sundays, of them Christmas Day and Boxing Day are holidays; 12 hours each.
	if want := (27 - 2) * 12; len(needs) != want {
		t.Errorf("%d intervals, want %d", len(needs), want)
	}
	for _, tt := range []struct {
		day, hour int
		open      bool
	}{{1, 7, false}, {1, 8, true}, {1, 19, true}, {1, 20, false}, {6, 12, false}, {25, 12, false}, {26, 12, false}, {28, 12, true}} {
		if got := at(needs, ws, tt.day, tt.hour) != nil; got != tt.open {
			t.Errorf("%d December %d:00 is asked for: %v, want %v", tt.day, tt.hour, got, tt.open)
		}
	}
}

func TestMinimumHoldsWhateverComes(t *testing.T) {
	ws := desk(t)
	n := at(ask(t, ws), ws, 1, 10)
	if n.Agents != 1 || n.Exact != 0 || n.Minimum != 1 {
		t.Errorf("%+v; want one agent, by the minimum", n)
	}
}

// Queues that need the same skills are added before they are rounded up: six
// e-mails of ten minutes an hour are one erlang, and so on.
func TestQueuesOfOneGroupArePooled(t *testing.T) {
	ws := desk(t)
	ws.Team.Queues[0].Channel, ws.Team.Queues[0].Deadline, ws.Team.Queues[0].MinAgents = "ticket", time.Hour, 0
	from := day(1).At(8*60, ws.Team.Zone)
	// 3 tickets × 5 min + 3 e-mails × 10 min = 45 min: less than one person, though both queues need one.
	needs, err := Requirement(ws.Team, december, []QueueForecast{value("phone", from, 3), value("mail", from, 3)})
	if err != nil {
		t.Fatal(err)
	}
	most, volume := 0, 0.0
	for _, n := range needs {
		most, volume = max(most, n.Agents), volume+n.Volume
	}
	if most != 1 || volume != 6 {
		t.Errorf("%d agents at most for %v contacts, want 1 for 6", most, volume)
	}
}

// A forecast by the hour is put on quarters: a quarter of the contacts each.
func TestHourlyForecastOnQuarters(t *testing.T) {
	ws := desk(t)
	ws.Team.Interval = 15
	from := day(1).At(8*60, ws.Team.Zone)
	needs, err := Requirement(ws.Team, december, []QueueForecast{value("phone", from, 12, 0)})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{3, 3, 3, 3, 0} {
		if needs[i].Volume != want {
			t.Errorf("quarter %d: %v contacts, want %v", i, needs[i].Volume, want)
		}
	}
}

func TestNeedsReadBack(t *testing.T) {
	ws := desk(t)
	needs := ask(t, ws)
	var rows []workspace.Need
	for i := len(needs) - 1; i >= 0; i-- { // in any order
		rows = append(rows, workspace.Need{Start: needs[i].Start, Group: needs[i].Group, Required: float64(needs[i].Agents)})
	}
	got := Needs(ws.Team, rows)
	if len(got) != len(needs) {
		t.Fatalf("%d needs, want %d", len(got), len(needs))
	}
	for i := range got {
		if !got[i].Start.Equal(needs[i].Start) || got[i].Agents != needs[i].Agents || got[i].Minimum != needs[i].Minimum {
			t.Fatalf("need %d is %+v, want %+v", i, got[i], needs[i])
		}
	}
}

// What the history says of handle times counts for more than what the team
// believes of them: contacts that take twice as long are twice the work.
func TestHandleTimesOfTheForecastAreStaffed(t *testing.T) {
	ws := desk(t)
	ws.Team.Queues = ws.Team.Queues[1:] // e-mails of ten minutes: as many agents as erlangs
	from := day(1).At(8*60, ws.Team.Zone)
	exact := func(aht float64) float64 {
		f := value("mail", from, 30)
		f.Values[0].AHT = aht
		needs, err := Requirement(ws.Team, december, []QueueForecast{f})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, n := range needs {
			sum += n.Exact
		}
		return sum
	}
	team, same, twice := exact(0), exact(600), exact(1200)
	if team != same || twice < 1.99*same || twice > 2.01*same {
		t.Errorf("%.2f agent-hours by the team's ten minutes, %.2f by the history's, %.2f by its twenty", team, same, twice)
	}
}

// Quarters of an hour become hours: ten contacts of 100 s and thirty of 300 s
// are forty of 250 s.
func TestHandleTimesAreWeighedByVolume(t *testing.T) {
	var l staffing.Load
	for _, v := range []struct{ volume, aht float64 }{{10, 100}, {30, 300}, {0, 9000}} {
		join(&l, v.volume, v.aht)
	}
	if l.Volume != 40 || l.AHT != 250*time.Second {
		t.Errorf("%v contacts of %v, want 40 of 250 s", l.Volume, l.AHT)
	}
}
