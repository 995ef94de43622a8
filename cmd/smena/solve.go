package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/curtois"
	"github.com/smena-org/smena/solver/rotating"
)

func (a *app) solveCommand() *cobra.Command {
	var f search
	var format, out, start string
	cmd := &cobra.Command{
		Use:   "solve FILE",
		Short: "Search for the best roster of a problem",
		Long: `Search for the best roster of a problem in one of three formats:

  problem   the project's own JSON; see "smena schema problem"
  curtois   the text instances of schedulingbenchmarks.org
  rotating  the text instances of rotating workforce scheduling

The last line on standard output is
  cost=… hard=… bound=… seconds=… iterations=…
with bound=- where none is known. A proved impossibility prints "infeasible" and
exits with 3; so does a roster that breaks hard rules.`,
		Example: `  smena solve problem.json --time-limit 60s --out solution.json
  smena solve problem.json --start solution.json --out better.json
  smena solve Instance1.txt --format curtois --time-limit 60s --out roster.txt
  smena solve Example1.txt --format rotating --out cycle.txt`,
		Args: words("a problem file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := f.options(cmd.Flags().Changed("time-limit"))
			if err != nil {
				return err
			}
			return a.solve(cmd.Context(), args[0], format, start, out, options, f.progress)
		},
	}
	f.register(cmd, time.Minute)
	cmd.Flags().StringVar(&format, "format", "problem", "problem, curtois or rotating")
	cmd.Flags().StringVar(&start, "start", "", "roster of the problem to go on from, as --out writes it")
	cmd.Flags().StringVar(&out, "out", "", "file to write the roster to")
	return cmd
}

// solve searches a problem file and prints the line that scripts read. A roster
// that breaks hard rules is written all the same: it is the best there is.
func (a *app) solve(ctx context.Context, file, format, start, out string, o solver.Options, progress bool) error {
	if out != "" {
		if err := canWrite(filepath.Dir(out)); err != nil {
			return err // now, and not after the search
		}
	}
	if format == "rotating" {
		if start != "" {
			return roster.Errorf(roster.Invalid, "--start: a rotating problem has none; leave it out")
		}
		return a.solveRotating(ctx, file, out, o)
	}
	problem, err := readProblem(file, format)
	if err != nil {
		return err
	}
	if o.Start, err = readStart(start, format, problem); err != nil {
		return err
	}
	p := a.newProgress(progress)
	o.Progress = p.solve
	s, err := plan.Solve(ctx, problem, o, nil)
	p.clear()
	if err != nil {
		return err
	}
	if out != "" {
		err = a.writeOne(out, func(w io.Writer) error {
			if format == "curtois" {
				return curtois.WriteSolution(w, problem, s.Duties)
			}
			return solver.WriteSolution(w, s)
		})
		if err != nil {
			return err
		}
	}
	if s.Infeasible != "" {
		fmt.Fprintln(a.Stderr, s.Infeasible)
		fmt.Fprintln(a.Stdout, "infeasible")
	}
	fmt.Fprintln(a.Stdout, tally(s))
	return verdict(ctx, s)
}

// readStart reads the roster to go on from; none where no file is named.
func readStart(file, format string, p *solver.Problem) (*solver.Solution, error) {
	if file == "" {
		return nil, nil
	}
	duties, err := readDuties(file, format, p)
	return &solver.Solution{Duties: duties}, err
}

// readProblem reads a problem that is not a rotating one.
func readProblem(file, format string) (*solver.Problem, error) {
	read := map[string]func(string, io.Reader) (*solver.Problem, error){
		"problem": solver.ReadProblem, "curtois": curtois.Read,
	}[format]
	if read == nil {
		return nil, roster.Errorf(roster.Invalid, "--format %q: write problem, curtois or rotating", format)
	}
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return read(file, in)
}

func readRotating(file string) (*rotating.Problem, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return rotating.Parse(file, in)
}

// solveRotating decides a rotating problem: a roster, or a proof that there is none.
func (a *app) solveRotating(ctx context.Context, file, out string, o solver.Options) error {
	p, err := readRotating(file)
	if err != nil {
		return err
	}
	begun := a.Now()
	r, err := rotating.Solve(ctx, p, rotating.Options{
		Seed: o.Seed, Iterations: o.Iterations, TimeLimit: o.TimeLimit, Workers: o.Workers, Nearest: 1_000_000,
	})
	if err != nil {
		return err
	}
	if r.Rows != nil && out != "" {
		err := a.writeOne(out, func(w io.Writer) error {
			_, err := io.WriteString(w, rotating.Format(p, r.Rows))
			return err
		})
		if err != nil {
			return err
		}
	}
	if r.Infeasible {
		fmt.Fprintln(a.Stderr, r.Proof)
		fmt.Fprintln(a.Stdout, "infeasible")
	}
	bound := "-"
	if r.Feasible {
		bound = "0"
	}
	fmt.Fprintf(a.Stdout, "cost=0 hard=%d bound=%s seconds=%.2f iterations=%d\n",
		r.Violations, bound, a.Now().Sub(begun).Seconds(), r.Iterations)
	switch {
	case r.Infeasible:
		return roster.Errorf(roster.Unlawful, "no roster exists")
	case !r.Feasible:
		return roster.Errorf(roster.Unlawful, "no roster was found in time, and no proof that there is none")
	}
	return nil
}
