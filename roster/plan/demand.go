package plan

import (
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// binding is by how much dearer it is to fall short of a team's own minimum
// than of the forecast's number. The minimum is a price and not a hard rule:
// with too few people on hand a planner wants the best roster there is and the
// hours it leaves open, not a refusal.
const binding = 5

// demandOf turns a requirement into demand of the solver, one an interval and
// group that needs anybody.
func demandOf(team roster.Team, groups []Group, needs []Need) solver.Demand {
	skills := map[string][]string{}
	for _, g := range groups {
		skills[g.ID] = g.Skills
	}
	var out solver.Demand
	for _, n := range needs {
		price := team.Weights.Missing
		if n.Minimum > 0 && n.Agents <= n.Minimum {
			price *= binding
		}
		out.Intervals = append(out.Intervals, solver.IntervalDemand{
			Start:   n.Start.In(team.Zone).Format(time.RFC3339),
			Minutes: team.Interval,
			Skills:  skills[n.Group],
			Target:  n.Agents,
			Missing: price,
			Surplus: team.Weights.Surplus,
		})
	}
	return out
}

// closedClauses keep everybody from shifts that lie wholly in hours at which
// nothing is asked of anybody.
func closedClauses(team roster.Team, month Month, needs []Need) roster.Policy {
	asked := map[int64]bool{} // by Unix time: intervals that need somebody
	grid := gridOf(team, month)
	for _, n := range needs {
		if n.Agents > 0 {
			asked[grid.floor(n.Start).Unix()] = true
		}
	}
	var out roster.Policy
	for _, shift := range team.Shifts {
		var dates []roster.Date
		for d := month.From; d < month.To; d++ {
			if !anyAsked(shift.On("", d, team.Zone).Span, grid, asked) {
				dates = append(dates, d)
			}
		}
		if len(dates) > 0 {
			out = append(out, roster.Clause{
				Rule: &roster.Unavailable{Dates: dates, Shifts: []string{shift.Code}, Reason: "availability"},
				Hard: true, Source: FromOpening,
			})
		}
	}
	return out
}

// anyAsked reports whether a span touches an interval that needs somebody.
// What lies beyond the planned month is not known and counts as asked.
func anyAsked(s roster.Span, g grid, asked map[int64]bool) bool {
	for t := g.floor(s.Start); t.Before(s.End); t = t.Add(g.step) {
		if !t.Before(g.end) || asked[t.Unix()] {
			return true
		}
	}
	return false
}
