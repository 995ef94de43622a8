package report_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// december is the month of the samples. Its 25th and 26th are holidays in HU.
var december = plan.Month{From: roster.NewDate(2026, 12, 1), To: roster.NewDate(2027, 1, 1)}

// sample makes a month of a team in Budapest that looks like a real one: 48
// people when big, else three of whom one is away, with wishes, fixed days,
// hard and soft breaches, gaps and a forecast. Nothing in it is solved; the
// numbers agree with each other where a report compares them.
func sample(people int) *plan.Result {
	zone, err := time.LoadLocation("Europe/Budapest")
	if err != nil {
		panic(err)
	}
	s := sampler{rand: rand.New(rand.NewPCG(1, 2)), Result: &plan.Result{
		Version: "v0.1.0", Seed: 7, Month: december, Team: sampleTeam(zone),
		Problem:  &solver.Problem{},
		Solution: &solver.Solution{Seed: 7, Iterations: 1234567, Seconds: 19.8, Cost: 10400, Bound: new(10000.0)},
	}}
	s.people(people)
	s.cover()
	s.breaches()
	s.forecasts()
	s.law()
	return s.Result
}

func sampleTeam(zone *time.Location) roster.Team {
	pause := []roster.Break{{After: 240, Minutes: 20}}
	meal := []roster.Break{{After: 300, Minutes: 45}}
	return roster.Team{
		Name: "Budapest 24×7", Zone: zone, Country: "HU", Interval: 60,
		Queues: []roster.Queue{
			{ID: "calls-hu", Name: "Calls, Hungarian", Channel: "phone", Skills: []string{"hu"}},
			{ID: "chat-en", Name: "Chat, English", Channel: "chat", Skills: []string{"en"}},
		},
		Shifts: []roster.ShiftType{
			{Code: "E", Name: "Early", Start: 360, Length: 500, Breaks: pause},
			{Code: "L", Name: "Late", Start: 840, Length: 500, Breaks: pause},
			{Code: "N", Name: "Night", Start: 1320, Length: 500, Breaks: pause},
			{Code: "D12", Name: "Long day", Start: 420, Length: 720, Breaks: meal},
			{Code: "N12", Name: "Long night", Start: 1140, Length: 720, Breaks: meal},
		},
		Contracts: []roster.Contract{{ID: "full-8h", WeeklyMinutes: 2400, Pack: "hu"}, {ID: "full-12h", WeeklyMinutes: 2400, Pack: "hu"}},
	}
}

// sampler fills a result piece by piece.
type sampler struct {
	*plan.Result
	rand *rand.Rand
}

var givenNames = []string{"Anna", "Bence", "Csilla", "Dávid", "Eszter", "Ferenc", "Gréta", "Hunor", "Ildikó", "János", "Katalin", "László"}
var familyNames = []string{"Kovács", "Szabó", "Horváth", "Kiss-Nagy", "Tóth", "Varga"}

// people rosters everybody: blocks of two earlies, two lates, two nights, three
// days off, or two long days and nights with four, each begun elsewhere.
func (s *sampler) people(n int) {
	cycles := [2][]string{
		{"E", "E", "L", "L", "N", "N", "", "", ""},
		{"D12", "D12", "N12", "N12", "", "", "", ""},
	}
	for i := range n {
		a := roster.Agent{
			ID: fmt.Sprintf("a%02d", i+1), Zone: s.Team.Zone, Skills: []string{"hu", "en"},
			Name:  familyNames[i%len(familyNames)] + " " + givenNames[i/4%len(givenNames)],
			Terms: []roster.Terms{{Contract: s.Team.Contracts[i%2].ID}},
		}
		person := solver.Person{ID: a.ID, Name: a.Name}
		s.Agents = append(s.Agents, a)
		share := plan.Share{Agent: a.ID, Name: a.Name, Contract: s.Team.Contracts[i%2].ID, Target: 22 * 480}
		s.personal(&person, i)
		cycle := cycles[i%2]
		for d := december.From; d < december.To; d++ {
			code := cycle[(int(d-december.From)+i*5)%len(cycle)]
			if code == "" || away(i, d) {
				share.DaysOff++
				continue
			}
			s.work(a, d, code, &share)
		}
		s.tally(&share, person)
		s.Fairness = append(s.Fairness, share)
		s.Problem.People = append(s.Problem.People, person)
	}
}

// away says who is on leave when: every sixth person, for a week.
func away(i int, d roster.Date) bool {
	from := december.From + roster.Date(3+i%20)
	return i%6 == 2 && d >= from && d < from+7
}

func (s *sampler) personal(p *solver.Person, i int) {
	if i%6 == 2 {
		from := december.From + roster.Date(3+i%20)
		p.Rules = append(p.Rules, roster.Clause{Rule: &roster.Unavailable{From: from, To: from + 6, Reason: "absence"}, Hard: true, Source: "absences.csv"})
	}
	p.Rules = append(p.Rules,
		roster.Clause{Rule: &roster.Wish{Date: december.From + roster.Date(i*7%31), Off: i%3 > 0}, Weight: 20},
		roster.Clause{Rule: &roster.Wish{Date: december.From + roster.Date((i*11+4)%31), Shift: "E"}, Weight: 20})
	if i%8 == 0 {
		p.Rules = append(p.Rules, roster.Clause{Rule: &roster.Pinned{Date: december.From + 9, Shift: "E"}, Hard: true})
	}
}

func (s *sampler) work(a roster.Agent, d roster.Date, code string, share *plan.Share) {
	shift, _ := s.Team.Shift(code)
	duty := shift.On(a.ID, d, s.Team.Zone)
	s.Roster.Duties = append(s.Roster.Duties, duty)
	share.Minutes += duty.PaidMinutes()
	share.Duties++
	if code[0] == 'N' {
		share.Nights.Count++
	}
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday && share.Weekends.Count == 0 {
		share.Weekends.Count++
	}
	if day := d.Time().Day(); day == 25 || day == 26 {
		share.Holidays.Count++
	}
}

func (s *sampler) tally(share *plan.Share, p solver.Person) {
	share.Nights.Of, share.Nights.Fair = "nights", 6.8
	share.Weekends.Of, share.Weekends.Fair = "weekends", 2.6
	share.Holidays.Of, share.Holidays.Fair = "holidays", 0.9
	share.Unpopular = []plan.Tally{{Of: "L", Count: share.Duties / 4, Fair: 4.2}}
	worked := map[roster.Date]string{}
	for _, d := range s.Roster.Duties {
		if d.Agent == p.ID {
			worked[d.Date] = d.Shift
		}
	}
	for _, c := range p.Rules {
		if w, ok := c.Rule.(*roster.Wish); ok {
			share.WishesAsked++
			has := worked[w.Date] != "" && (w.Shift == "" || worked[w.Date] == w.Shift)
			if has != w.Off {
				share.WishesGranted++
			} else {
				s.Breaches = append(s.Breaches, roster.Breach{
					Rule: "wish", Agent: p.ID, Date: w.Date, Shift: worked[w.Date], Have: 1, Excess: 1, Weight: 20,
					Reason: map[bool]string{true: "off", false: "on"}[w.Off], Source: "requests.csv", Cost: 20 * roster.Scale,
				})
			}
		}
	}
}

// demand is how many agents an hour asks for, with a peak in the working day.
func demand(people int, t time.Time) int {
	h := float64(t.Hour())
	shape := 0.12 + 0.2*math.Exp(-(h-11)*(h-11)/18) + 0.12*math.Exp(-(h-18)*(h-18)/10)
	if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		shape *= 0.75
	}
	return max(1, int(math.Round(shape*float64(people)*1.02)))
}

func (s *sampler) cover() {
	s.Groups = []plan.Group{{ID: "hu", Skills: []string{"hu"}, Queues: []string{"calls-hu"}}, {ID: "en", Skills: []string{"en"}, Queues: []string{"chat-en"}}}
	end := december.To.At(0, s.Team.Zone)
	for t := december.From.At(0, s.Team.Zone); t.Before(end); t = t.Add(time.Hour) {
		need := demand(len(s.Agents), t)
		on := 0.0
		for _, d := range s.Roster.Duties {
			if !d.Span.Start.After(t) && d.Span.End.After(t) {
				on++
			}
		}
		c := plan.Cover{Start: t, Minutes: 60, Required: need, OnDuty: on, Missing: max(float64(need)-on, 0), Surplus: max(on-float64(need), 0)}
		hu := need * 2 / 3
		served := min(on, float64(hu))
		c.Groups = []plan.GroupCover{
			{Group: "hu", Required: hu, Able: on, Served: served},
			{Group: "en", Required: need - hu, Able: on, Served: min(on-served, float64(need-hu))},
		}
		s.Coverage = append(s.Coverage, c)
		s.Requirement = append(s.Requirement, plan.Need{Start: t, Group: "hu", Agents: hu}, plan.Need{Start: t, Group: "en", Agents: need - hu})
		if c.Missing > 0 {
			s.gap(c)
		}
	}
}

func (s *sampler) gap(c plan.Cover) {
	var ids []string
	for _, a := range s.Agents {
		ids = append(ids, a.ID)
	}
	third := len(ids) / 3
	s.Gaps = append(s.Gaps, solver.Gap{
		Start: c.Start.Format(time.RFC3339), Minutes: c.Minutes, Skills: []string{"en"}, Missing: c.Missing, Cost: 100 * c.Missing,
		Reasons: []solver.Reason{
			{Rule: "min-rest", People: ids[:third], Have: 540, Want: 660},
			{Rule: "working", People: ids[third : 2*third]},
			{Rule: "unavailable", Reason: "absence", People: ids[2*third : 2*third+1]},
			{Rule: "hours", Reason: "month", People: ids[2*third+1:], Have: 10900, Want: 10560},
		},
	})
}

// breaches puts a few broken rules in, the hard ones first.
func (s *sampler) breaches() {
	hard := []roster.Breach{
		{Rule: "min-rest", Agent: "a01", Date: december.From + 7, Shift: "E", Have: 580, Want: 660, Excess: 80, Hard: true, Source: "Mt. 104(1)"},
		{Rule: "hours", Reason: "month", Agent: "a02", Date: december.From, Until: december.To - 1, Have: 11000, Want: 10560, Excess: 440, Hard: true, Source: "Mt. 93"},
	}
	var soft []roster.Breach
	for i, a := range s.Agents {
		soft = append(soft,
			roster.Breach{Rule: "fair-share", Reason: "nights", Agent: a.ID, Date: december.From, Until: december.To - 1, Have: s.Fairness[i].Nights.Count, Want: 7, Excess: 1, Weight: 15, Cost: 15 * roster.Scale},
			roster.Breach{Rule: "days-off-in-a-row", Agent: a.ID, Date: december.From + roster.Date(i*3%31), Have: 1, Want: 2, Excess: 1, Weight: 5, Cost: 5 * roster.Scale})
	}
	s.Breaches = append(append(hard, soft...), s.Breaches...)
	s.Solution.Hard = 2
	s.Costs = []solver.RuleCost{
		{Rule: "missing", Cost: 6200, Breaches: len(s.Gaps)}, {Rule: "wish", Cost: 940, Breaches: 47},
		{Rule: "fair-share", Cost: 15 * float64(len(s.Agents)), Breaches: len(s.Agents)},
		{Rule: "days-off-in-a-row", Cost: 5 * float64(len(s.Agents)), Breaches: len(s.Agents)},
		{Rule: "surplus", Cost: 310.5, Breaches: 155}, {Rule: "min-rest", Hard: 2, Breaches: 1}, {Rule: "hours", Hard: 8, Breaches: 1},
	}
}

func (s *sampler) forecasts() {
	for i, q := range s.Team.Queues {
		f := plan.QueueForecast{Queue: q.ID, Forecast: forecast.Forecast{Series: q.ID, Model: "season-trend", Levels: []float64{.1, .5, .9}}}
		for _, c := range s.Coverage {
			mean := float64(c.Required) * []float64{6.5, 1.1}[i]
			f.Values = append(f.Values, forecast.Value{Start: c.Start, Mean: mean, Quantiles: []float64{mean * .72, mean * .98, mean * 1.31}})
		}
		f.Scores = []forecast.Score{
			{Model: "mean8", WAPE: .214, DailyWAPE: .091, MASE: .93, Pinball: 2.31, Coverage: .78, Origins: 6},
			{Model: "season-trend", WAPE: .182, DailyWAPE: .064, MASE: .79, Pinball: 1.94, Coverage: .81, Origins: 6, Chosen: true},
		}
		f.Notes = []forecast.Note{{Code: "gap", Text: "no data from 3 August on: left out", Count: 72, From: s.Month.From.At(0, s.Team.Zone).AddDate(0, -4, 2)}}
		s.Forecasts = append(s.Forecasts, f)
	}
}

func (s *sampler) law() {
	s.Findings = []law.Finding{
		{Severity: law.Information, Rule: "HU_MT_97_4", Text: "law.hu.97-4", Source: "Mt. 97(4)", Agent: "a01"},
		{Severity: law.Information, Rule: "HU_MT_97_4", Text: "law.hu.97-4", Source: "Mt. 97(4)", Agent: "a02"},
		{Severity: law.Forbidden, Rule: "HU_MT_102_3", Text: "law.hu.102-3", Source: "Mt. 102(3)", Agent: "a03"},
	}
	s.Overridden = []roster.Override{{Contract: "full-12h", Rule: "days-in-a-row", Drop: true, Reason: "agreed with the works council on 1 June"}}
	s.Warnings = []roster.Fault{{File: "history/calls.csv", Line: 812, Field: "volume", Value: "9999", Problem: "is far outside the usual", Warning: true}}
	s.Notes = []string{"Fair shares count only those who may work nights."}
}
