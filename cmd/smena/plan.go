package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// planFlags are the words of "smena plan".
type planFlags struct {
	search
	month, out, lang, example, date string
	dryRun, strict                  bool
}

// search are the flags of every verb that solves.
type search struct {
	limit      time.Duration
	seed       uint64
	iterations int64
	workers    int
	progress   bool
}

// register gives a verb the flags of the search, with its usual time limit.
func (s *search) register(cmd *cobra.Command, limit time.Duration) {
	cmd.Flags().DurationVar(&s.limit, "time-limit", limit, "how long to search")
	cmd.Flags().Uint64Var(&s.seed, "seed", 1, "seed of the search")
	cmd.Flags().Int64Var(&s.iterations, "iterations", 0, "search so many moves a chain instead, for the same result every time")
	cmd.Flags().IntVar(&s.workers, "workers", runtime.NumCPU(), "threads")
	cmd.Flags().BoolVar(&s.progress, "progress", false, "print progress even when no terminal is there")
}

// options are the solver's. A budget of iterations runs to its end unless a
// time limit is given beside it.
func (s search) options(limitGiven bool) (solver.Options, error) {
	o := solver.Options{Seed: s.seed, Iterations: s.iterations, TimeLimit: s.limit, Workers: s.workers}
	switch {
	case s.limit <= 0:
		return o, roster.Errorf(roster.Invalid, "--time-limit %s: not a length of time; write it as 20s", s.limit)
	case s.iterations < 0:
		return o, roster.Errorf(roster.Invalid, "--iterations %d: negative; write how many moves to search", s.iterations)
	case s.workers < 1:
		return o, roster.Errorf(roster.Invalid, "--workers %d: write at least 1", s.workers)
	}
	if s.iterations > 0 && !limitGiven {
		o.TimeLimit = 0
	}
	return o, nil
}

func (a *app) planCommand() *cobra.Command {
	var f planFlags
	cmd := &cobra.Command{
		Use:   "plan DIR --month 2026-12 --out OUT",
		Short: "Plan a month: forecast, requirement, roster, report, pay lines",
		Long: `Read and check a workspace, forecast its queues, work out the agents needed,
search for the best lawful roster, check it, and write into OUT:

  forecast.csv requirement.csv roster.csv roster.xlsx report.html payroll.csv
  problem.json solution.json

All files are written, or none. The exit code is 3 when a hard rule had to be
broken. Ctrl-C ends the search, keeps the best roster so far and exits with 1.`,
		Example: `  smena plan demo --month 2026-12 --out demo/out
  smena plan demo --month 2026-12 --dry-run
  smena plan demo --example berlin-desk --out demo/out`,
		Args: words("a workspace"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.plan(cmd.Context(), args[0], f, cmd.Flags().Changed("time-limit"))
		},
	}
	f.register(cmd, 20*time.Second)
	flags := cmd.Flags()
	flags.StringVar(&f.month, "month", "", "month to plan, e.g. 2026-12")
	flags.StringVar(&f.out, "out", "", "folder to write into")
	flags.StringVar(&f.lang, "lang", locale.Default, "language of report and breaches: en, ru, hu, de")
	flags.BoolVar(&f.dryRun, "dry-run", false, "check the input and write nothing")
	flags.BoolVar(&f.strict, "strict", false, "turn warnings into errors")
	flags.StringVar(&f.example, "example", "", "make this example in DIR first, and plan its next month")
	flags.StringVar(&f.date, "date", "", "with --example: the day the history ends before (today)")
	return cmd
}

// plan goes through all steps. Everything that can be refused is refused before
// the search, and everything is written after it, or nothing.
func (a *app) plan(ctx context.Context, dir string, f planFlags, limitGiven bool) error {
	options, err := f.options(limitGiven)
	if err != nil {
		return err
	}
	if err := checkLang(f.lang); err != nil {
		return err
	}
	if f.example != "" {
		if err := a.makeExample(dir, &f); err != nil {
			return err
		}
	}
	if f.month == "" {
		return missing("month", "2026-12")
	}
	month, err := monthOr(f.month, nil)
	if err != nil {
		return err
	}
	if f.out == "" && !f.dryRun {
		return missing("out", filepath.Join(dir, "out"))
	}
	ws, err := a.readWorkspace(dir, f.strict)
	if err != nil {
		return err
	}
	if f.dryRun {
		return a.dryRun(ws, month)
	}
	if err := canWrite(f.out); err != nil {
		return err // now, and not after the search
	}
	p := a.newProgress(f.progress)
	review := func(made []plan.QueueForecast) error {
		p.clear()
		return a.warn(notesOf("history", plainForecasts(made)), f.strict)
	}
	r, err := plan.Run(ctx, ws, month, plan.Options{Version: version, Solver: options, Review: review}, p.plan)
	p.clear()
	if err != nil {
		return err
	}
	if err := writeAll(f.out, planFiles(r, f.lang)); err != nil {
		return err
	}
	if err := a.summary(r, f.lang, f.out); err != nil {
		return err
	}
	return verdict(ctx, r.Solution)
}

// makeExample makes a workspace where there is none yet; one that is there is
// planned as it is.
func (a *app) makeExample(dir string, f *planFlags) error {
	today, err := a.today(f.date)
	if err != nil {
		return err
	}
	if f.month == "" {
		f.month = today.NextMonth().Time().Format("2006-01")
	}
	if _, err := os.Stat(filepath.Join(dir, "team.yaml")); err == nil {
		return nil
	}
	return workspace.WriteExample(f.example, dir, today, f.seed)
}

// dryRun builds the problem's rules as well: some faults show only there.
func (a *app) dryRun(ws *workspace.Workspace, month plan.Month) error {
	if err := plan.CheckHistory(ws, month); err != nil {
		return err
	}
	built, err := plan.Problem(ws, month, nil)
	if err != nil {
		return err
	}
	if err := built.Problem.Validate().Err(); err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "%s is in order: %s, %s, %s; nothing was written\n", ws.Team.Name,
		count(len(ws.Agents), "agent"), count(len(ws.Team.Queues), "queue"), count(len(ws.Faults.Warnings()), "warning"))
	return nil
}

// planFiles are the files of a plan.
func planFiles(r *plan.Result, lang string) []result {
	forecasts, zone := plainForecasts(r.Forecasts), r.Team.Zone
	return []result{
		{"forecast.csv", func(w io.Writer) error { return workspace.WriteForecast(w, "queue", zone, forecasts) }},
		{"requirement.csv", func(w io.Writer) error { return workspace.WriteRequirement(w, zone, requirementRows(r.Requirement)) }},
		{"roster.csv", func(w io.Writer) error { return workspace.WriteRoster(w, r.Team, r.Agents, r.Roster) }},
		{"roster.xlsx", func(w io.Writer) error { return report.XLSX(w, r, lang) }},
		{"report.html", func(w io.Writer) error { return report.HTML(w, r, lang) }},
		{"payroll.csv", func(w io.Writer) error { return pay.WriteCSV(w, r.Pay) }},
		{"problem.json", func(w io.Writer) error { return solver.WriteProblem(w, r.Problem) }},
		{"solution.json", func(w io.Writer) error { return solver.WriteSolution(w, r.Solution) }},
	}
}

// plainForecasts leaves out which queue a forecast is of: its series has the name.
func plainForecasts(made []plan.QueueForecast) []forecast.Forecast {
	var out []forecast.Forecast
	for _, f := range made {
		out = append(out, f.Forecast)
	}
	return out
}

// verdict is the error with which a solve that gave a roster ends, nil when
// the roster is lawful and the search was not cut short.
func verdict(ctx context.Context, s *solver.Solution) error {
	switch {
	case s.Hard > 0:
		return roster.Errorf(roster.Unlawful, "hard rules are broken, by %d in all", s.Hard)
	case ctx.Err() != nil:
		return roster.Errorf(roster.Internal, "interrupted; the best roster so far was written")
	}
	return nil
}
