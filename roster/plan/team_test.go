package plan

import (
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// december is the month of all tests here: it has 31 days from a Tuesday on.
var december = Month{roster.NewDate(2026, time.December, 1), roster.NewDate(2027, time.January, 1)}

// day returns a date of it.
func day(n int) roster.Date { return roster.NewDate(2026, time.December, n) }

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// desk is a small team in Berlin, open 08–20 but on Sundays and holidays, with
// an early, a late and a night shift that nobody needs, and two agents.
func desk(t testing.TB) *workspace.Workspace {
	t.Helper()
	berlin := zone(t, "Europe/Berlin")
	hours := []roster.ClockSpan{{From: 8 * 60, To: 20 * 60}}
	team := roster.Team{
		Name: "Desk", Zone: berlin, Country: "DE", Region: "BE", Interval: 60,
		Opening:        [7][]roster.ClockSpan{nil, hours, hours, hours, hours, hours, hours},
		ClosedHolidays: true,
		Queues: []roster.Queue{
			{ID: "phone", Channel: "phone", AHT: 5 * time.Minute, ServiceLevel: 0.8, Threshold: 30 * time.Second, MinAgents: 1, Skills: []string{"de"}},
			{ID: "mail", Channel: "email", AHT: 10 * time.Minute, Deadline: 8 * time.Hour, Skills: []string{"de"}},
		},
		Shifts: []roster.ShiftType{
			{Code: "E", Start: 8 * 60, Length: 510, Breaks: []roster.Break{{After: 240, Minutes: 30}}},
			{Code: "L", Start: 11*60 + 30, Length: 510, Breaks: []roster.Break{{After: 240, Minutes: 30}}, Tags: []string{Unpopular}},
			{Code: "N", Start: 22 * 60, Length: 510, Breaks: []roster.Break{{After: 240, Minutes: 30}}},
		},
		Contracts: []roster.Contract{
			{ID: "full", WeeklyMinutes: 2400, Pack: "de", DaysOff: 2},
			{ID: "half", WeeklyMinutes: 1200, Pack: "de", Shifts: []string{"E"}},
		},
		Weights: roster.DefaultWeights,
	}
	agent := func(id string) roster.Agent {
		return roster.Agent{ID: id, Name: id, Zone: berlin, Skills: []string{"de"}, Terms: []roster.Terms{{Contract: "full"}}}
	}
	return &workspace.Workspace{Team: team, Agents: []roster.Agent{agent("ann"), agent("bob")}}
}

// ask is a requirement of one agent in every open hour.
func ask(t testing.TB, ws *workspace.Workspace) []Need {
	t.Helper()
	needs, err := Requirement(ws.Team, december, nil)
	if err != nil {
		t.Fatal(err)
	}
	return needs
}

// enlisted builds a problem and returns what it was built from.
func enlisted(t testing.TB, ws *workspace.Workspace, needs []Need) (*Built, *builder) {
	t.Helper()
	built, err := Problem(ws, december, needs)
	if err != nil {
		t.Fatal(err)
	}
	if err := built.Problem.Validate().Err(); err != nil {
		t.Fatalf("the problem is not valid: %v", err)
	}
	return built, built.builder
}

// clauses returns the rules of a name that bind a person of a problem.
func clauses(built *Built, agent, rule string) roster.Policy {
	var out roster.Policy
	take := func(p roster.Policy) {
		for _, c := range p {
			if c.Rule.Name() == rule {
				out = append(out, c)
			}
		}
	}
	for _, who := range built.Problem.People {
		if who.ID != agent {
			continue
		}
		for _, id := range who.Policies {
			for _, p := range built.Problem.Policies {
				if p.ID == id {
					take(p.Rules)
				}
			}
		}
		take(who.Rules)
	}
	return out
}

// value makes a forecast of one queue from volumes an hour apart.
func value(queue string, from time.Time, volumes ...float64) QueueForecast {
	f := QueueForecast{Queue: queue, Forecast: forecast.Forecast{Series: queue}}
	for i, v := range volumes {
		f.Values = append(f.Values, forecast.Value{Start: from.Add(time.Duration(i) * time.Hour), Mean: v})
	}
	return f
}
