package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// repairFlags are the words of "smena repair".
type repairFlags struct {
	question
	absent                []string
	from, out             string
	notice, change, short int
	iterations            int64
	seed                  uint64
}

func (a *app) repairCommand() *cobra.Command {
	var f repairFlags
	cmd := &cobra.Command{
		Use:   "repair " + rosterWords + " --from DATE",
		Short: "Mend a published roster after absences, three ways",
		Long: `Find ways to mend a published roster that people cannot keep any more: they
fell ill (--absent, or the workspace's absences.csv), or demand changed. There
are up to three answers: the one that touches the fewest people, the one that
leaves the least demand open, and the cheapest. None is worse by that than
taking out the duties that nobody can keep and leaving the rest as it is. Days
before --from are over and stay; a changed day has a price, and a higher one at
short notice.

With --out every answer is written: fewest.csv, coverage.csv, cheapest.csv, or
the same as .json for a problem file.`,
		Example: `  smena repair demo demo/out/roster.csv --from 2026-12-09 --absent bp07=2026-12-10..2026-12-13
  smena repair problem.json solution.json --from 2026-12-09 --notice 4 --out repaired`,
		Args: words("a workspace or problem", "a roster or solution"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.repair(cmd.Context(), args[0], args[1], f) },
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.StringArrayVar(&f.absent, "absent", nil, "who is away: PERSON=FIRST..LAST; may be given again")
	flags.StringVar(&f.from, "from", "", "first day that may change, e.g. 2026-12-09")
	flags.IntVar(&f.notice, "notice", 4, "days from then on that are at short notice")
	flags.IntVar(&f.change, "change", 0, "price of a changed day (a tenth of an hour's missing agent)")
	flags.IntVar(&f.short, "short", 0, "and at short notice (half of one)")
	flags.StringVar(&f.out, "out", "", "folder to write the answers into")
	flags.Int64Var(&f.iterations, "iterations", 0, "moves a chain and answer (5000 a person)")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the search")
	return cmd
}

func (a *app) repair(ctx context.Context, of, file string, f repairFlags) error {
	if f.from == "" {
		return missing("from", "2026-12-09")
	}
	from, err := parseDate("from", f.from)
	if err != nil {
		return err
	}
	x, err := a.ask(of, file, f.question)
	if err != nil {
		return err
	}
	for _, s := range f.absent {
		if err := x.absent(s); err != nil {
			return err
		}
	}
	if f.out != "" {
		if err := canWrite(f.out); err != nil {
			return err
		}
	}
	r, err := solver.Mend(ctx, x.problem, x.duties, solver.RepairTerms{From: from, Notice: f.notice, Change: f.change, Short: f.short},
		solver.RepairOptions{Seed: f.seed, Iterations: f.iterations})
	if err != nil {
		return err
	}
	x.sayRepairs(r)
	if f.out != "" {
		return writeAll(f.out, x.repairFiles(r))
	}
	return ctx.Err()
}

// absent gives somebody leave: "bp07=2026-12-10..2026-12-13".
func (x *asked) absent(s string) error {
	id, span, _ := strings.Cut(s, "=")
	first, last, many := strings.Cut(span, "..")
	if !many {
		last = first
	}
	from, err := roster.ParseDate(first)
	to, err2 := roster.ParseDate(last)
	i := slices.IndexFunc(x.problem.People, func(p solver.Person) bool { return p.ID == id })
	switch {
	case err != nil || err2 != nil || to < from:
		return roster.Errorf(roster.Invalid, "--absent %q: write it as PERSON=2026-12-10..2026-12-13", s)
	case i < 0:
		return roster.Errorf(roster.Invalid, "--absent %q: no person %q in the roster's month", s, id)
	}
	who := &x.problem.People[i]
	who.Rules = append(slices.Clone(who.Rules), roster.Clause{Rule: &roster.Unavailable{From: from, To: to, Reason: "absence"}, Hard: true})
	return nil
}

func (x *asked) sayRepairs(r *solver.Repairs) {
	w := x.app.Stdout
	fmt.Fprintf(w, "as it is  %s open, cost %.0f, hard %d\n", locale.Hours(x.lang, r.Unrepaired.MissingHours(x.problem)), r.Unrepaired.Cost, r.Unrepaired.Hard)
	if len(r.Answers) == 0 {
		fmt.Fprintf(w, "\n%s\n", locale.T(x.lang, "web.ask.leave-it", nil))
	}
	for _, a := range r.Answers {
		var goals []string
		for _, g := range a.Goals {
			goals = append(goals, locale.T(x.lang, "answer.goal."+g, nil))
		}
		fmt.Fprintf(w, "\n%s: %s open, cost %.0f, hard %d; %s touched, %s, %d at short notice\n", strings.Join(goals, ", "),
			locale.Hours(x.lang, a.Solution.MissingHours(x.problem)), a.Solution.Cost, a.Solution.Hard, peopleText(len(a.Touched)), locale.Count(x.lang, "day", a.Days), a.Short)
		for _, c := range a.Changes {
			fmt.Fprintln(w, x.name(c.Person))
			x.sayDays(c.Days)
		}
	}
}

func peopleText(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// repairFiles are the rosters of the answers.
func (x *asked) repairFiles(r *solver.Repairs) (out []result) {
	for i := range r.Answers {
		a := &r.Answers[i]
		for _, goal := range a.Goals {
			if x.ws == nil {
				out = append(out, result{goal + ".json", func(w io.Writer) error { return solver.WriteSolution(w, a.Solution) }})
				continue
			}
			out = append(out, result{goal + ".csv", func(w io.Writer) error {
				return workspace.WriteRoster(w, x.ws.Team, x.ws.Agents, x.built.Roster(a.Solution.Duties))
			}})
		}
	}
	return out
}
