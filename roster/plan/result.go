package plan

import (
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/solver"
)

// Result is a planned month with everything worth knowing about it. Reports,
// spreadsheets and exports are written from it alone.
type Result struct {
	Version string // of the program
	Seed    uint64
	Team    roster.Team
	Agents  []roster.Agent // in the order of the workspace
	Month   Month

	Forecasts   []QueueForecast // in the order of the team's queues
	Groups      []Group         // of queues that need the same skills
	Requirement []Need          // by start, then in the order of Groups

	Problem  *solver.Problem
	Solution *solver.Solution
	Roster   roster.Roster

	Breaches []roster.Breach   // of personal rules: hard ones first, then by cost
	Gaps     []solver.Gap      // demand not met, and why
	Costs    []solver.RuleCost // what each rule costs, demand included
	Coverage []Cover           // one an open interval, counted from the duties' instants
	Fairness []Share           // one an agent, in the order of Agents

	Pay        []pay.Line        // in order of agent and date
	Findings   []law.Finding     // what the law has to say that no rule of a row expresses
	Overridden []roster.Override // clauses of a pack that the team replaced or dropped
	Warnings   []roster.Fault    // of the input
	Notes      []string          // decisions of the planner worth telling, in plain words
}

// Month is the span of dates being planned.
type Month struct{ From, To roster.Date } // half-open

// Days returns the number of dates in the month.
func (m Month) Days() int { return int(m.To - m.From) }

// Contains reports whether a date lies in the month.
func (m Month) Contains(d roster.Date) bool { return d >= m.From && d < m.To }

// String returns the month as 2026-12.
func (m Month) String() string { return m.From.Time().Format("2006-01") }

// ParseMonth reads "2026-12". It returns an Invalid error for anything else.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Month{}, roster.Errorf(roster.Invalid, "%q is not a month; write it as 2026-12", s)
	}
	d := roster.DateOf(t)
	return Month{d, d.NextMonth()}, nil
}

// QueueForecast is the forecast of one queue and how far to trust it.
type QueueForecast struct {
	Queue string
	forecast.Forecast
	Days []forecast.DayPart // what each day is made of
}

// Chosen returns the score of the model in use; ok is false where the history
// was too short for a backtest.
func (f QueueForecast) Chosen() (s forecast.Score, ok bool) {
	for _, s := range f.Scores {
		if s.Chosen {
			return s, true
		}
	}
	return forecast.Score{}, false
}

// Group is the queues that need the same skills: one person with all of them
// serves any of these queues.
type Group struct {
	ID     string // the skills joined by "+", e.g. "chat+en"; "any" when none is needed
	Skills []string
	Queues []string
}

// Need is what one group needs in one interval.
type Need struct {
	Start   time.Time // in the team's zone
	Group   string
	Agents  int     // on duty, rounded up, shrinkage included
	Exact   float64 // the same before rounding
	Minimum int     // asked whatever the forecast says
	Volume  float64 // contacts expected
}

// Cover says how one interval is staffed. Numbers of people are means over the
// interval: somebody on a break for half of it is half there.
type Cover struct {
	Start    time.Time // in the team's zone
	Minutes  int
	Required int     // of all groups
	OnDuty   float64 // at work and not on a break, whatever their skills
	Missing  float64 // required and not served, nobody serving two groups at once
	Surplus  float64 // on duty beyond what is required of their skills
	Groups   []GroupCover
}

// Date returns the team's date of the interval.
func (c Cover) Date() roster.Date { return roster.DateOf(c.Start) }

// GroupCover is one group's part in a Cover.
type GroupCover struct {
	Group    string
	Required int
	Able     float64 // on duty and with the skills, perhaps serving another group
	Served   float64 // by whom it is served, at most Required
}

// Share is what one agent carries in the month, beside what is fair.
type Share struct {
	Agent, Name, Contract string

	Minutes int // paid, as planned
	Target  int // agreed for the month: norm or contract share, absences credited, balance worked off
	Norm    int // the same before balance: what Minutes is measured against in the books
	Balance int // carried in, + is owed to the agent
	Most    int // hard maximum of the month, 0 where only weekly averages bind

	Duties, DaysOff int
	Nights          Tally
	Weekends        Tally
	Holidays        Tally
	Unpopular       []Tally // one a shift type the team watches, see Tally.Of
	OfficeDays      int

	WishesAsked, WishesGranted int
}

// Tally compares a count with the fair share of it.
type Tally struct {
	Of    string // "nights", "weekends", "holidays" or a shift's code
	Count int
	Fair  float64 // this month's share, history balanced; 0 for who does none
}
