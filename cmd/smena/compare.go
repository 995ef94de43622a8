package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

func (a *app) compareCommand() *cobra.Command {
	var q question
	var most int
	cmd := &cobra.Command{
		Use:   "compare (DIR ROSTER.csv OTHER.csv | FILE SOLUTION OTHER)",
		Short: "Say what differs between two rosters",
		Long: `Say what the second roster does otherwise than the first: what it covers and
costs more or less, by rule and by person, whose days change, and which wishes
are won and lost.`,
		Example: `  smena compare demo demo/out/roster.csv edited.csv
  smena compare problem.json first.json second.json`,
		Args: words("a workspace or problem", "a roster or solution", "another"),
		RunE: func(_ *cobra.Command, args []string) error { return a.compare(args, q, most) },
	}
	q.register(cmd)
	cmd.Flags().IntVar(&most, "most", 20, "how many people to list")
	return cmd
}

func (a *app) compare(args []string, q question, most int) error {
	x, err := a.ask(args[0], args[1], q)
	if err != nil {
		return err
	}
	other, err := x.another(args[2])
	if err != nil {
		return err
	}
	c, err := solver.Compare(x.problem, x.duties, other)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "%s; %s; %s, before %s; hard %d, before %d\n", locale.OpenChange(x.lang, c.After.Missing-c.Before.Missing),
		locale.CostChange(x.lang, c.After.Cost-c.Before.Cost), dutiesText(c.After.Duties), dutiesText(c.Before.Duties), c.After.Hard, c.Before.Hard)
	for _, r := range c.ByRule {
		fmt.Fprintf(a.Stdout, "  %s: %s\n", locale.RuleName(x.lang, r.Rule), ruleChange(x.lang, r))
	}
	for _, p := range c.People[:min(len(c.People), max(most, 0))] {
		x.sayPerson(p)
	}
	return nil
}

func ruleChange(lang string, r solver.RuleCost) string {
	if r.Hard != 0 {
		return fmt.Sprintf("%+d hard", r.Hard)
	}
	return locale.CostChange(lang, r.Cost)
}

// sayPerson says what changes for one person.
func (x *asked) sayPerson(p solver.PersonChange) {
	fmt.Fprintf(x.app.Stdout, "%s: %s%s\n", x.name(p.Person), locale.CostChange(x.lang, p.Cost), byRule(x.lang, p.ByRule))
	x.sayDays(p.Days)
	for _, b := range p.Breaks {
		fmt.Fprintf(x.app.Stdout, "  HARD %s\n", locale.Breach(x.lang, b))
	}
	for _, b := range p.Lost {
		fmt.Fprintf(x.app.Stdout, "  - %s\n", locale.Breach(x.lang, b))
	}
	for _, b := range p.Gained {
		fmt.Fprintf(x.app.Stdout, "  + %s %s\n", locale.RuleName(x.lang, b.Rule), locale.Day(x.lang, b.Date))
	}
}

func (x *asked) sayDays(days []solver.DayChange) {
	for _, d := range days {
		fmt.Fprintf(x.app.Stdout, "  %s: %s → %s\n", locale.Date(x.lang, d.Date), x.duty(d.From), x.duty(d.To))
	}
}

// duty names a shift, or the day off.
func (x *asked) duty(code string) string {
	if code == "" {
		return locale.T(x.lang, "format.day-off", nil)
	}
	return code
}
