package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// candidatesFlags are the words of "smena candidates".
type candidatesFlags struct {
	question
	date, shift, instead, skills string
	most                         int
}

func (a *app) candidatesCommand() *cobra.Command {
	var f candidatesFlags
	cmd := &cobra.Command{
		Use:   "candidates " + rosterWords + " --date DATE --shift SHIFT",
		Short: "Rank who can take a duty, and say what stops the others",
		Long: `Rank everybody for one duty. Those whom no hard rule stops come first, the
cheapest of them before all, with what the roster would cost more or less and
by which rules; then those who are stopped, with the rule and its numbers.`,
		Example: `  smena candidates demo demo/out/roster.csv --date 2026-12-08 --shift N
  smena candidates demo demo/out/roster.csv --date 2026-12-08 --shift N --instead-of bp07
  smena candidates problem.json solution.json --date 2026-12-08 --shift N --skills de,l1`,
		Args: words("a workspace or problem", "a roster or solution"),
		RunE: func(_ *cobra.Command, args []string) error { return a.candidates(args[0], args[1], f) },
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.date, "date", "", "date of the duty, e.g. 2026-12-08")
	cmd.Flags().StringVar(&f.shift, "shift", "", "its shift")
	cmd.Flags().StringVar(&f.instead, "instead-of", "", "who has it now; without it the duty is open")
	cmd.Flags().StringVar(&f.skills, "skills", "", "skills it takes, with commas between")
	cmd.Flags().IntVar(&f.most, "most", 20, "how many to list")
	return cmd
}

func (a *app) candidates(of, file string, f candidatesFlags) error {
	if f.date == "" || f.shift == "" {
		return missing(map[bool]string{true: "date", false: "shift"}[f.date == ""], map[bool]string{true: "2026-12-08", false: "N"}[f.date == ""])
	}
	date, err := parseDate("date", f.date)
	if err != nil {
		return err
	}
	x, err := a.ask(of, file, f.question)
	if err != nil {
		return err
	}
	b, err := solver.NewBoard(x.problem, x.duties)
	if err != nil {
		return err
	}
	all, err := b.Candidates(solver.Opening{Date: date, Shift: f.shift, Skills: listOf(f.skills), Giver: f.instead})
	if err != nil {
		return err
	}
	for _, c := range all[:min(len(all), max(f.most, 0))] {
		fmt.Fprintln(a.Stdout, x.candidate(c))
	}
	return nil
}

// candidate says in a line what it would mean to take somebody.
func (x *asked) candidate(c solver.Candidate) string {
	leaves := ""
	if c.Leaves != "" {
		leaves = " (" + c.Leaves + " →)"
	}
	if c.Lawful {
		return fmt.Sprintf("yes  %s%s  %s%s", x.name(c.Person), leaves, locale.CostChange(x.lang, c.Cost), byRule(x.lang, c.ByRule))
	}
	return fmt.Sprintf("no   %s%s  %s", x.name(c.Person), leaves, locale.Reason(x.lang, c.Rule, c.Reason, 1, c.Have, c.Want))
}

// listOf reads words with commas between.
func listOf(s string) (out []string) {
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// parseDate reads a date of the command line.
func parseDate(flag, s string) (roster.Date, error) {
	d, err := roster.ParseDate(s)
	if err != nil {
		return 0, roster.Errorf(roster.Invalid, "--%s %q: not a date; write it as 2026-12-08", flag, s)
	}
	return d, nil
}
