package api

import (
	"context"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// Assessment is what a check of a roster found.
type Assessment struct {
	Hard       int               `json:"hard" doc:"Steps by which hard rules are broken; 0 is lawful"`
	Cost       float64           `json:"cost"`
	Breaches   []Breach          `json:"breaches" doc:"Of personal rules: hard ones first, then by cost"`
	Gaps       []solver.Gap      `json:"gaps" doc:"Demand not met, and why"`
	ByRule     []solver.RuleCost `json:"by_rule" doc:"What each rule costs"`
	Coverage   []Cover           `json:"coverage" doc:"One an open interval; empty without a forecast"`
	Days       []DayCover        `json:"days" doc:"The same by day, in hours of people"`
	Fairness   []Share           `json:"fairness" doc:"One an agent; empty without a forecast"`
	Findings   []Finding         `json:"findings" doc:"What the law has to say besides"`
	Notes      []string          `json:"notes" doc:"Decisions of the planner, in plain words"`
	Overridden []string          `json:"overridden" doc:"Clauses of a law pack that the team replaced or dropped"`
	Made       time.Time         `json:"made"`
}

// Cover says how one interval is staffed.
type Cover struct {
	Start    time.Time `json:"start"`
	Minutes  int       `json:"minutes"`
	Required int       `json:"required"`
	OnDuty   float64   `json:"on_duty"`
	Missing  float64   `json:"missing"`
	Surplus  float64   `json:"surplus"`
}

// DayCover adds up the intervals of a date, in hours of people.
type DayCover struct {
	Date     roster.Date `json:"date" format:"date"`
	Required float64     `json:"required"`
	OnDuty   float64     `json:"on_duty"`
	Missing  float64     `json:"missing"`
	Surplus  float64     `json:"surplus"`
}

// Share is what one agent carries in the month, beside what is fair.
type Share struct {
	Agent      string  `json:"agent"`
	Name       string  `json:"name"`
	Contract   string  `json:"contract"`
	Minutes    int     `json:"minutes" doc:"Paid, as planned"`
	Target     int     `json:"target" doc:"Agreed for the month: norm or contract share, absences credited, balance worked off"`
	Norm       int     `json:"norm" doc:"The same before balance"`
	Balance    int     `json:"balance" doc:"Minutes carried in; + is owed to the agent"`
	Most       int     `json:"most" doc:"Hard maximum of the month; 0 where only averages bind"`
	Duties     int     `json:"duties"`
	DaysOff    int     `json:"days_off"`
	Nights     Tally   `json:"nights"`
	Weekends   Tally   `json:"weekends"`
	Holidays   Tally   `json:"holidays"`
	Unpopular  []Tally `json:"unpopular" doc:"One a shift type that the team watches"`
	OfficeDays int     `json:"office_days"`
	Asked      int     `json:"wishes_asked"`
	Granted    int     `json:"wishes_granted"`
}

// Tally compares a count with the fair share of it.
type Tally struct {
	Of    string  `json:"of" doc:"nights, weekends, holidays or a shift's code"`
	Count int     `json:"count"`
	Fair  float64 `json:"fair"`
}

func coverOf(c desk.Cover) Cover          { return Cover(c) }
func dayCoverOf(c desk.DayCover) DayCover { return DayCover(c) }
func tallyOf(t plan.Tally) Tally          { return Tally(t) }

func shareOf(s plan.Share) Share {
	return Share{
		Agent: s.Agent, Name: s.Name, Contract: s.Contract, Minutes: s.Minutes, Target: s.Target, Norm: s.Norm, Balance: s.Balance,
		Most: s.Most, Duties: s.Duties, DaysOff: s.DaysOff, Nights: Tally(s.Nights), Weekends: Tally(s.Weekends), Holidays: Tally(s.Holidays),
		Unpopular: each(s.Unpopular, tallyOf), OfficeDays: s.OfficeDays, Asked: s.WishesAsked, Granted: s.WishesGranted,
	}
}

func assessmentOf(ctx context.Context, a desk.Assessment) Assessment {
	return Assessment{
		Hard: a.Hard, Cost: a.Cost, Breaches: breaches(ctx, a.Breaches), Gaps: some(a.Gaps), ByRule: some(a.ByRule),
		Coverage: each(a.Coverage, coverOf), Days: each(a.Days, dayCoverOf), Fairness: each(a.Fairness, shareOf),
		Findings: findings(ctx, a.Findings), Notes: some(a.Notes), Overridden: some(a.Override), Made: a.Made,
	}
}
