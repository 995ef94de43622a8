package web

import (
	"fmt"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// The values below are what a desk would hand out, made by hand: pages are
// laid out from values alone, and looked at without a database.

var (
	december = plan.Month{From: roster.NewDate(2026, 12, 1), To: roster.NewDate(2027, 1, 1)}
	budapest = mustZone("Europe/Budapest")
	now      = time.Date(2026, 12, 3, 9, 0, 0, 0, time.UTC)
)

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func sampleTeam() desk.TeamView {
	def := roster.Team{
		Name: "Budapest 24×7", Zone: budapest, Country: "HU", Interval: 60,
		Queues: []roster.Queue{{ID: "calls", Name: "Calls", Skills: []string{"hu"}}},
		Shifts: []roster.ShiftType{
			{Code: "E", Name: "Early", Start: 360, Length: 500}, {Code: "L", Name: "Late", Start: 840, Length: 500},
			{Code: "N", Name: "Night", Start: 1320, Length: 500}, {Code: "D12", Name: "Long day", Start: 420, Length: 720},
		},
	}
	return desk.TeamView{
		Team:       desk.Team{ID: 1, Name: def.Name, Zone: "Europe/Budapest", PolicyVersion: 3, SwapApproval: "lead"},
		Definition: def, Source: "name: Budapest 24×7\nzone: Europe/Budapest\n",
	}
}

var people = []string{"Kovács Anna", "Szabó Bence", "Horváth Csilla", "Kiss-Nagy Dávid", "Tóth Eszter", "Varga Ferenc", "Molnár Gréta", "Balogh Hunor"}

func sampleAgents(n int) []desk.Agent {
	var out []desk.Agent
	for i := range n {
		name := people[i%len(people)]
		if i >= len(people) {
			name += fmt.Sprint(" ", i/len(people)+1)
		}
		out = append(out, desk.Agent{Agent: roster.Agent{
			ID: fmt.Sprintf("a%03d", i+1), Name: name, Zone: budapest, Skills: []string{"hu"}, PayrollID: fmt.Sprint(7000 + i),
			Terms: []roster.Terms{{Contract: "full", From: december.From - 100}},
		}})
	}
	return out
}

// sampleGrid is a month of n people in cycles, with one of everything that a
// grid can show.
func sampleGrid(n int) desk.Grid {
	g := desk.Grid{
		Roster: desk.Roster{ID: 12, Team: 1, Month: december, State: "published", Version: 41, Published: 2, Changed: true},
		Team:   sampleTeam(), Agents: sampleAgents(n), Assessment: &desk.Assessment{Hard: 1, Cost: 10412},
	}
	cycle := []string{"E", "E", "L", "L", "N", "N", "", "", ""}
	for i, a := range g.Agents {
		for d := december.From; d < december.To; d++ {
			if s, ok := g.Team.Definition.Shift(cycle[(int(d)+i*2)%len(cycle)]); ok && !(i == 2 && d < december.From+7) {
				g.Duties = append(g.Duties, desk.Duty{Duty: s.On(a.ID, d, budapest), ID: int64(len(g.Duties) + 1), Team: 1, Roster: 12})
			}
		}
		g.Assessment.Fairness = append(g.Assessment.Fairness, plan.Share{Agent: a.ID, Name: a.Name, Target: 168 * 60})
	}
	sampleMarks(&g)
	sampleCover(&g)
	return g
}

func sampleMarks(g *desk.Grid) {
	d := december.From
	g.Absences = []desk.Absence{
		{ID: 1, Agent: "a003", From: d, To: d + 7, Kind: "leave", State: "approved"},
		{ID: 2, Agent: "a002", From: d + 20, To: d + 23, Kind: "sick", State: "requested", Note: "operation"},
	}
	g.Wishes = []desk.Wish{{ID: 1, Agent: "a001", Date: d + 8, On: false, Weight: 5}, {ID: 2, Agent: "a002", Date: d + 9, Shift: "E", On: true, Weight: 10}}
	g.Pins = []desk.Pin{{Team: 1, Pin: roster.Pin{Agent: "a001", Date: d + 2, Shift: "L"}}}
	g.Assessment.Breaches = []roster.Breach{sampleRest(), {
		Rule: "days-in-a-row", Agent: "a002", Date: d + 12, Have: 7, Want: 6, Excess: 1, Weight: 30, Cost: 3000, Source: "contract full",
	}}
	g.Assessment.Findings = sampleFindings()
}

// sampleRest is a breach of the rest rule: 9 h 40 min where 11 h are due.
func sampleRest() roster.Breach {
	return roster.Breach{
		Rule: "min-rest", Agent: "a001", Date: december.From + 7, Shift: "E", Have: 580, Want: 660, Excess: 80, Hard: true, Source: "Mt. 104 §",
	}
}

func sampleFindings() []law.Finding {
	return []law.Finding{{Severity: law.NeedsConsent, Rule: "HU_MT_102_3", Text: "law.hu.102-3", Source: "Mt. 102 § (3)", Agent: "a001", Date: december.From + 24}}
}

// sampleCover needs more people by day than at night, and has one bad day.
func sampleCover(g *desk.Grid) {
	for d := december.From; d < december.To; d++ {
		day := desk.DayCover{Date: d}
		for h := range 24 {
			need, have := 2+4*min(h, 24-h)/6, 8.0
			if d == december.From+10 {
				have = 3
			}
			missing := max(float64(need)-have, 0)
			g.Assessment.Coverage = append(g.Assessment.Coverage, desk.Cover{
				Start: d.At(roster.Clock(h*60), budapest), Minutes: 60, Required: need, OnDuty: have, Missing: missing,
			})
			day.Required, day.OnDuty, day.Missing = day.Required+float64(need), day.OnDuty+have, day.Missing+missing
		}
		g.Assessment.Days = append(g.Assessment.Days, day)
	}
	g.Assessment.Gaps = []solver.Gap{{Start: december.From.At(1440*10+600, budapest).Format(time.RFC3339), Minutes: 120, Skills: []string{"hu"}, Missing: 3}}
}

func sampleJob() desk.Job {
	cost, hard, missing, bound := 11873.0, 0, 31.4, 11520.0
	return desk.Job{ID: 9, Kind: "solve", State: "running", Team: 1, Roster: 12, Share: 0.42, Stage: "solve", Cost: &cost, Hard: &hard,
		Missing: &missing, Bound: &bound, Author: "planner@example.org",
	}
}

func sampleForecast() (plan.QueueForecast, []plan.Need) {
	f := plan.QueueForecast{Queue: "calls", Forecast: forecast.Forecast{Model: "days", Levels: []float64{0.1, 0.5, 0.9}}}
	var needs []plan.Need
	for d := december.From; d < december.To; d++ {
		for h := range 24 {
			mean := float64(4 + 3*min(h, 24-h))
			start := d.At(roster.Clock(h*60), budapest)
			f.Values = append(f.Values, forecast.Value{Start: start, Mean: mean, Quantiles: []float64{mean * 0.7, mean, mean * 1.4}})
			needs = append(needs, plan.Need{Start: start, Group: "hu", Agents: 2 + h%5, Volume: mean})
		}
	}
	return f, needs
}

func sampleSwaps() []swapLine {
	offer := roster.Swap{
		ID: 4, Kind: roster.Exchange, State: roster.Offered, Agent: "a002", AgentName: people[1], Date: december.From + 8, Shift: "N",
		Other: "a001", OtherName: people[0], Back: december.From + 9, BackShift: "E", Note: "Dentist",
	}
	open := roster.Swap{ID: 5, Kind: roster.OpenShift, State: roster.Offered, Date: december.From + 11, Shift: "L"}
	mine := roster.Swap{ID: 6, Kind: roster.GiveAway, State: roster.Accepted, Agent: "a001", AgentName: people[0], Date: december.From + 13, Shift: "E", Other: "a004", OtherName: people[3]}
	return []swapLine{{Swap: offer, Ask: true, Stands: []roster.Breach{sampleRest()}}, {Swap: open, Ask: true}, {Swap: mine, Mine: true}}
}

func samplePay() desk.PayView {
	v := desk.PayView{
		PayPeriod:  desk.PayPeriod{ID: 3, Team: 1, From: december.From, To: december.To, State: "open", Version: 1},
		Categories: []string{"BASE", "NIGHT", "SUNDAY"}, Findings: sampleFindings(),
	}
	for i, a := range sampleAgents(8) {
		v.Agents = append(v.Agents, desk.PayAgent{
			Agent: a.ID, Name: a.Name, PayrollID: a.PayrollID, Planned: 10080, Worked: 10080 - 30*(i%3),
			Minutes: map[string]int{"BASE": 10080 - 30*(i%3), "NIGHT": 1440, "SUNDAY": 500 * (i % 2)},
		})
	}
	return v
}

func samplePayDetail() payDetailPage {
	g := sampleGrid(1)
	d := desk.PayDetail{Period: samplePay().PayPeriod, Agent: g.Agents[0], Planned: g.Duties[:6], Worked: dutiesOf(g.Duties[:6])}
	for _, x := range d.Worked {
		d.Lines = append(d.Lines, pay.Line{Agent: x.Agent, Date: x.Date, Category: "BASE", Minutes: x.PaidMinutes(), Percent: 100})
		if x.Shift == "N" {
			d.Lines = append(d.Lines, pay.Line{Agent: x.Agent, Date: x.Date, Category: "NIGHT", Minutes: 120, Percent: 15, Rule: "Mt. 142 §"})
		}
	}
	d.Attendance = []desk.Attendance{{ID: 1, Agent: "a001", Date: d.Worked[1].Date, Kind: "ordinary", Span: d.Worked[1].Span, Reason: "Stayed for a long call", Author: "pay@example.org"}}
	return newPayDetail(d, g.Team)
}
