package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/curtois"
	"github.com/smena-org/smena/solver/rotating"
)

// checkFlags are the words of "smena check".
type checkFlags struct{ format, month, requirement, lang string }

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check (DIR ROSTER.csv | FILE SOLUTION)",
		Short: "Say which rules a roster breaks, and what it costs",
		Long: `Judge a roster of a workspace, or a solution of a problem, by the rules. Each
breach is one line, in words; then comes the cost.

A roster of a workspace is judged by its people's rules. Demand is judged too
when the requirement it was planned for is given. The exit code is 0 when no
hard rule is broken, else 3.`,
		Example: `  smena check demo demo/out/roster.csv
  smena check demo demo/out/roster.csv --requirement demo/out/requirement.csv
  smena check problem.json solution.json
  smena check Instance1.txt roster.txt --format curtois`,
		Args: words("a workspace or problem", "a roster or solution"),
		RunE: func(_ *cobra.Command, args []string) error { return a.check(args[0], args[1], f) },
	}
	cmd.Flags().StringVar(&f.format, "format", "problem", "of FILE: problem, curtois or rotating")
	cmd.Flags().StringVar(&f.month, "month", "", "month of the roster, e.g. 2026-12 (that of its first duty)")
	cmd.Flags().StringVar(&f.requirement, "requirement", "", "requirement.csv to judge the coverage by")
	cmd.Flags().StringVar(&f.lang, "lang", locale.Default, "language of the breaches: en, ru, hu, de")
	return cmd
}

// check judges a roster of a workspace, or a solution of a problem, by what the
// first word is: a folder or a file.
func (a *app) check(of, file string, f checkFlags) error {
	if err := checkLang(f.lang); err != nil {
		return err
	}
	if info, err := os.Stat(of); err == nil && info.IsDir() {
		return a.checkRoster(of, file, f)
	}
	if f.format == "rotating" {
		return a.checkRotating(of, file)
	}
	p, err := readProblem(of, f.format)
	if err != nil {
		return err
	}
	duties, err := readDuties(file, f.format, p)
	if err != nil {
		return err
	}
	s, err := solver.Check(p, duties)
	if err != nil {
		return err
	}
	return a.judge(s, f.lang)
}

// checkRoster judges a roster by the rules of its workspace.
func (a *app) checkRoster(dir, file string, f checkFlags) error {
	x := &asked{app: a}
	if err := x.readWorkspace(dir, file, question{month: f.month, requirement: f.requirement}, false); err != nil {
		return err
	}
	s, err := solver.Check(x.problem, x.duties)
	if err != nil {
		return err
	}
	return a.judge(s, f.lang)
}

func readRequirement(file string, ws *workspace.Workspace) ([]plan.Need, error) {
	if file == "" {
		return nil, nil
	}
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var faults roster.Faults
	rows := workspace.ReadRequirement(file, in, ws.Team.Zone, &faults)
	return plan.Needs(ws.Team, rows), faults.Err()
}

// readDuties reads a solution of a problem.
func readDuties(file, format string, p *solver.Problem) ([]solver.Assigned, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if format == "curtois" {
		return curtois.ReadSolution(file, in, p)
	}
	s, err := solver.ReadSolution(file, in)
	if err != nil {
		return nil, err
	}
	return s.Duties, nil
}

// judge prints every breach in words, demand not met, and the cost.
func (a *app) judge(s *solver.Solution, lang string) error {
	for _, b := range s.Breaches {
		kind := "soft"
		if b.Hard {
			kind = "HARD"
		}
		fmt.Fprintf(a.Stdout, "%s %s %s\n", kind, b.Agent, locale.Breach(lang, b))
	}
	for _, g := range s.Gaps {
		kind := "soft"
		if g.Hard {
			kind = "HARD"
		}
		fmt.Fprintf(a.Stdout, "%s demand %s %s%v: %.4g missing\n", kind, g.Start, g.Shift, g.Skills, g.Missing)
	}
	fmt.Fprintln(a.Stdout, tally(s))
	if s.Hard > 0 {
		return roster.Errorf(roster.Unlawful, "hard rules are broken, by %d in all", s.Hard)
	}
	return nil
}

// checkRotating judges a rotating roster.
func (a *app) checkRotating(problem, file string) error {
	p, err := readRotating(problem)
	if err != nil {
		return err
	}
	in, err := open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, err := rotating.ParseSolution(p, file, in)
	if err != nil {
		return err
	}
	breaches := rotating.Check(p, rows)
	for _, b := range breaches {
		fmt.Fprintln(a.Stdout, "HARD", b)
	}
	fmt.Fprintf(a.Stdout, "cost=0 hard=%d bound=- seconds=0.00 iterations=0\n", len(breaches))
	if len(breaches) > 0 {
		return roster.Errorf(roster.Unlawful, "hard rules are broken: %s", count(len(breaches), "breach"))
	}
	return nil
}
