package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// summary says on a screenful what a plan came to and where it was written. It
// fails when nobody can read it.
func (a *app) summary(r *plan.Result, lang, out string) error {
	var text bytes.Buffer
	b := &app{environment: environment{Stdout: &text}}
	b.sayAll(r, lang)
	fmt.Fprintf(&text, "written to %s\n", out)
	_, err := a.Stdout.Write(text.Bytes())
	return err
}

// sayAll goes from what came in to what came out, and ends with what a reader must
// not miss: the cost, and every hard rule that is broken.
func (a *app) sayAll(r *plan.Result, lang string) {
	w := a.Stdout
	fmt.Fprintf(w, "%s, %s: %s, %s\n", r.Team.Name, r.Month, count(len(r.Fairness), "agent"), dutiesText(len(r.Roster.Duties)))
	a.sayForecast(r)
	a.sayCoverage(r)
	a.sayRules(r.Costs)
	a.sayFairness(r)
	a.sayFindings(r, lang)
	for _, o := range r.Overridden {
		fmt.Fprintf(w, "overridden  %s %s: %s\n", o.Rule, o.Contract, o.Reason)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "note        %s\n", n)
	}
	fmt.Fprintf(w, "cost        %s\n", tally(r.Solution))
	a.sayHard(r.Breaches, lang)
}

func dutiesText(n int) string {
	if n == 1 {
		return "1 duty"
	}
	return fmt.Sprintf("%d duties", n)
}

// sayForecast says how far the forecast was off on the past: in an interval, and in
// a day, which is what a roster feels.
func (a *app) sayForecast(r *plan.Result) {
	for _, f := range r.Forecasts {
		s, ok := f.Chosen()
		if !ok {
			fmt.Fprintf(a.Stdout, "forecast    %-12s %s, too little history for a backtest\n", f.Queue, f.Model)
			continue
		}
		fmt.Fprintf(a.Stdout, "forecast    %-12s WAPE %.1f %% an interval, %.1f %% a day (%s, %s)\n",
			f.Queue, 100*s.WAPE, 100*s.DailyWAPE, s.Model, count(s.Origins, "origin"))
	}
}

// sayCoverage adds the intervals up to agent-hours. Surplus does not make up for
// what is missing at another time or in another skill.
func (a *app) sayCoverage(r *plan.Result) {
	required, missing, surplus := 0.0, 0.0, 0.0
	for _, c := range r.Coverage {
		h := float64(c.Minutes) / 60
		required += h * float64(c.Required)
		missing += h * c.Missing
		surplus += h * c.Surplus
	}
	if required == 0 {
		return
	}
	fmt.Fprintf(a.Stdout, "coverage    %.1f %% of %.0f agent-hours; %.0f missing, %.0f surplus\n",
		100*(required-missing)/required, required, missing, surplus)
}

// sayRules prints one line a rule that is broken.
func (a *app) sayRules(costs []solver.RuleCost) {
	for _, c := range costs {
		kind := "soft"
		if c.Hard > 0 {
			kind = "HARD"
		}
		if c.Breaches == 0 && c.Cost == 0 && c.Hard == 0 {
			continue
		}
		fmt.Fprintf(a.Stdout, "breaches    %-4s %-20s %4d  cost %.0f\n", kind, c.Rule, c.Breaches, c.Cost)
	}
}

// sayFairness shows how far people are from their fair share: the one worst off,
// the middle, and the one best off.
func (a *app) sayFairness(r *plan.Result) {
	measures := []struct {
		name string
		of   func(plan.Share) (float64, bool)
	}{
		{"hours − target", func(s plan.Share) (float64, bool) { return float64(s.Minutes-s.Target) / 60, true }},
		{"nights − fair", func(s plan.Share) (float64, bool) { return float64(s.Nights.Count) - s.Nights.Fair, s.Nights.Fair > 0 }},
		{"weekends − fair", func(s plan.Share) (float64, bool) {
			return float64(s.Weekends.Count) - s.Weekends.Fair, s.Weekends.Fair > 0
		}},
		{"holidays − fair", func(s plan.Share) (float64, bool) {
			return float64(s.Holidays.Count) - s.Holidays.Fair, s.Holidays.Fair > 0
		}},
	}
	for _, m := range measures {
		var v []float64
		for _, s := range r.Fairness {
			if x, ok := m.of(s); ok {
				v = append(v, x)
			}
		}
		if len(v) > 0 {
			slices.Sort(v)
			fmt.Fprintf(a.Stdout, "fairness    %-16s min %+.1f  median %+.1f  max %+.1f\n", m.name, v[0], v[len(v)/2], v[len(v)-1])
		}
	}
	asked, granted := 0, 0
	for _, s := range r.Fairness {
		asked, granted = asked+s.WishesAsked, granted+s.WishesGranted
	}
	if asked > 0 {
		fmt.Fprintf(a.Stdout, "wishes      %d of %d granted\n", granted, asked)
	}
}

// sayFindings prints each finding once, with how often it was made. What the
// law forbids is no rule of a row and so no reason to refuse the roster: the
// ground may exist and only not be written down. It begins with a word that
// cannot be overlooked, and ends with the cure.
func (a *app) sayFindings(r *plan.Result, lang string) {
	times := map[law.Finding]int{}
	var order []law.Finding
	for _, f := range r.Findings {
		f.Agent, f.Date = "", 0
		if times[f]++; times[f] == 1 {
			order = append(order, f)
		}
	}
	for _, f := range order {
		said := fmt.Sprintf("%s (%s)", findingText(lang, f), f.Source)
		if times[f] > 1 {
			said += fmt.Sprintf(" × %d", times[f])
		}
		if f.Severity == law.Forbidden {
			fmt.Fprintf(a.Stdout, "FORBIDDEN   %s; %s\n", said, cureOf(f))
		} else {
			fmt.Fprintf(a.Stdout, "law         %s: %s\n", f.Severity, said)
		}
	}
}

// cureOf says what to change where the law forbids something.
func cureOf(f law.Finding) string {
	switch f.Grounds {
	case "":
		return "change the shift's times or breaks in team.yaml"
	case "any":
		return "name the legal ground in team.yaml, as in grounds: [13], or close on such days"
	default:
		return "name one of these legal grounds in team.yaml, as in grounds: [" + strings.Split(f.Grounds, ", ")[0] + "]: " + f.Grounds + "; or close on such days"
	}
}

// findingText says a finding in words, or gives its code where there are none yet.
func findingText(lang string, f law.Finding) string {
	if text := locale.T(lang, f.Text, nil); text != f.Text && text != "" {
		return text
	}
	return f.Rule
}

// sayHard spells out every hard breach.
func (a *app) sayHard(all []roster.Breach, lang string) {
	for _, b := range all {
		if b.Hard {
			fmt.Fprintf(a.Stdout, "UNLAWFUL    %s %s\n", b.Agent, locale.Breach(lang, b))
		}
	}
}

// tally is the line that scripts read.
func tally(s *solver.Solution) string {
	bound := "-"
	if s.Bound != nil {
		bound = fmt.Sprint(math.Round(*s.Bound*100) / 100)
	}
	return fmt.Sprintf("cost=%v hard=%d bound=%s seconds=%.2f iterations=%d", math.Round(s.Cost*100)/100, s.Hard, bound, s.Seconds, s.Iterations)
}
