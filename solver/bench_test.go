package solver

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

// serviceCentre is 48 people round the clock for a month: three 8-hour and two
// 12-hour shifts, two languages, hourly demand by day and night.
func serviceCentre(t testing.TB) *Problem {
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 12, 1), Days: 31, Zone: "Europe/Budapest",
		Shifts: []Shift{
			{ID: "E", Start: 6 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}},
			{ID: "EO", Start: 6 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}, Office: true},
			{ID: "L", Start: 14 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}},
			{ID: "LO", Start: 14 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}, Office: true},
			{ID: "N", Start: 22 * 60, Minutes: 500, Breaks: []Break{{After: 240, Minutes: 20}}},
			{ID: "D12", Start: 7 * 60, Minutes: 720, Breaks: []Break{{After: 240, Minutes: 20}, {After: 480, Minutes: 25}}},
			{ID: "N12", Start: 19 * 60, Minutes: 720, Breaks: []Break{{After: 240, Minutes: 20}, {After: 480, Minutes: 25}}},
		},
		Places: []Place{{ID: "bud", Zone: "Europe/Budapest", Holidays: []roster.Date{roster.NewDate(2026, 12, 25), roster.NewDate(2026, 12, 26)}, Night: &Night{From: 22 * 60, To: 30 * 60, Minutes: 61}}},
	}
	common := []string{
		`{"rule":"min-rest","minutes":660}`, `{"rule":"days-in-a-row","max":6}`, `{"rule":"shifts-in-a-row","night":true,"max":5}`,
		`{"rule":"rest-after-nights","nights":3,"minutes":2880}`, `{"rule":"weekly-rest","minutes":2400,"per":"month"}`,
		`{"rule":"free-sundays","per":"month","min":1}`, `{"rule":"hours","per":"week","max":3600}`, `{"rule":"days-off","per":"week","min":1}`,
		`{"rule":"days-off-in-a-row","min":2,"weight":20}`, `{"rule":"duties","per":"week","office":true,"min":2,"weight":30}`,
		`{"rule":"hours","per":"month","min":9900,"max":10740,"weight":10}`, `{"rule":"hours","per":"month","max":11040}`,
		`{"rule":"fair-share","of":"nights","target":5,"weight":15}`, `{"rule":"fair-share","of":"weekends","target":2.6,"weight":15}`,
	}
	for _, kind := range []struct{ id, shifts string }{{"8h", `"E","EO","L","LO","N"`}, {"12h", `"D12","N12"`}} {
		pol := Policy{ID: kind.id, Rules: roster.Policy{clause(t, `{"rule":"allowed-shifts","shifts":[`+kind.shifts+`]}`)}}
		for _, s := range common {
			pol.Rules = append(pol.Rules, clause(t, s))
		}
		p.Policies = append(p.Policies, pol)
	}
	for i := range 48 {
		who := Person{ID: fmt.Sprintf("a%02d", i), Place: "bud", Policies: []string{p.Policies[i%3/2].ID}, Skills: [][]string{{"hu"}, {"hu", "en"}, {"en"}}[i%3]}
		for k := range 3 {
			who.Rules = append(who.Rules, clause(t, fmt.Sprintf(`{"rule":"wish","date":"2026-12-%02d","off":true,"weight":%d}`, 1+(i*7+k*9)%31, 20+10*k)))
		}
		p.People = append(p.People, who)
	}
	for d := range 31 {
		for h := range 24 {
			for k, sk := range [][]string{{"hu"}, {"en"}} {
				n := []int{2, 2, 2, 1, 1, 2, 4, 6, 8, 9, 9, 9, 9, 8, 8, 8, 8, 7, 6, 6, 5, 4, 3, 2}[h] * (10 - 2*k) / 13
				p.Demand.Intervals = append(p.Demand.Intervals, IntervalDemand{Start: fmt.Sprintf("2026-12-%02dT%02d:00", d+1, h), Minutes: 60, Skills: sk, Target: n, Missing: 100, Surplus: 2})
			}
		}
	}
	return p
}

// BenchmarkMonth solves the service centre for ten seconds and reports when
// the first lawful roster was there, proposals a second, and what it cost.
func BenchmarkMonth(b *testing.B) {
	p := serviceCentre(b)
	for b.Loop() {
		lawful := time.Duration(0)
		sol, err := Solve(context.Background(), p, Options{Seed: 1, TimeLimit: 10 * time.Second, Workers: 2, Progress: func(e Event) {
			if e.Lawful && lawful == 0 {
				lawful = e.Elapsed
			}
			if int(e.Share*100)%10 == 0 {
				b.Logf("%3.0f%% hard %d soft %d", e.Share*100, e.Best.Hard, e.Best.Soft/60)
			}
		}})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(lawful.Seconds(), "s-to-lawful")
		b.ReportMetric(float64(sol.Iterations)/sol.Seconds, "proposals/s")
		b.ReportMetric(sol.Cost, "cost")
		b.ReportMetric(float64(sol.Hard), "hard")
		for _, r := range sol.ByRule {
			b.Logf("%+v", r)
		}
	}
}

// BenchmarkCompile compiles the service centre's rules and demand.
func BenchmarkCompile(b *testing.B) {
	p := serviceCentre(b)
	for b.Loop() {
		if _, err := compile(p); err != nil {
			b.Fatal(err)
		}
	}
}
