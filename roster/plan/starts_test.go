package plan

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// A team of one flexible shift is planned by its starts: people come when they
// are needed, under codes of their own that roster.csv gives back.
func TestPlanOfFlexibleStarts(t *testing.T) {
	text := `name: Flexible
zone: Europe/Berlin
country: DE
open: {every_day: 08:00-20:00}
queues:
  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s, min_agents: 1, skills: [de]}
shifts:
  - {code: F, starts: 08:00-11:30/30m, lengths: 6h 8h30m, breaks: [{after: 3h, minutes: 30, earliest: 2h, latest: 4h}]}
contracts:
  - {id: full, hours_per_week: 40, pack: de, shifts: [F]}
`
	ws := desk(t)
	ws.Team = workspace.ReadTeam("team.yaml", strings.NewReader(text), &ws.Faults)
	if err := ws.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	built, _ := enlisted(t, ws, ask(t, ws))
	if n := len(built.Problem.Shifts); n != 16 {
		t.Fatalf("%d shifts, want 8 starts of 2 lengths", n)
	}
	sol, err := Solve(t.Context(), built.Problem, solver.Options{Seed: 1, Iterations: 5000}, nil)
	if err != nil || sol.Hard != 0 {
		t.Fatalf("%+v, %v", sol, err)
	}
	worked := 0
	for _, d := range built.Roster(sol.Duties).Duties {
		shift, _ := ws.Team.Shift(d.Shift)
		if got := d.Span.Start.In(ws.Team.Zone).Format("15:04"); got != shift.Start.String() || shift.Family != "F" {
			t.Errorf("%s begins at %s", d.Shift, got)
		}
		worked++
	}
	if worked == 0 {
		t.Error("nobody works")
	}
}
