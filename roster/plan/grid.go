package plan

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// grid is a team's planning intervals: as long as the team says, counted from
// the month's first midnight on the team's clock. Whole hours of UTC would do
// for most zones, and lose all work of a team in India.
type grid struct {
	start, end time.Time // of the month
	step       time.Duration
}

func gridOf(team roster.Team, month Month) grid {
	return grid{month.From.At(0, team.Zone), month.To.At(0, team.Zone), time.Duration(team.Interval) * time.Minute}
}

// floor returns the beginning of the interval that an instant lies in.
func (g grid) floor(t time.Time) time.Time {
	since := t.Sub(g.start)
	steps := since / g.step
	if since < 0 && since%g.step != 0 {
		steps--
	}
	return g.start.Add(steps * g.step)
}
