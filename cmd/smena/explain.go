package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// explainFlags are the words of "smena explain".
type explainFlags struct {
	question
	most, relax int
	iterations  int64
	seed        uint64
}

func (a *app) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain " + rosterWords,
		Short: "Say why demand is open, which rules conflict, and what would help",
		Long: `Say of the largest gaps of a roster who could have filled each and what stopped
them: the rule, its numbers, and how many nothing else stops. People who have no
lawful row are told of with a smallest set of rules that cannot all hold.

With --relax N it also tries up to N things that could be otherwise (a limit one
step looser, a skill more, one more person of a contract), each by a search of
its own, and ranks what helps by the demand it covers.`,
		Example: `  smena explain demo demo/out/roster.csv
  smena explain demo demo/out/roster.csv --relax 12 --lang hu
  smena explain problem.json solution.json --gaps 3`,
		Args: words("a workspace or problem", "a roster or solution"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.explain(cmd.Context(), args[0], args[1], f) },
	}
	f.register(cmd)
	cmd.Flags().IntVar(&f.most, "gaps", 10, "how many gaps to explain")
	cmd.Flags().IntVar(&f.relax, "relax", 0, "how many relaxations to try")
	cmd.Flags().Int64Var(&f.iterations, "iterations", 0, "moves a chain of each trial (200000)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "seed of the search")
	return cmd
}

func (a *app) explain(ctx context.Context, of, file string, f explainFlags) error {
	x, err := a.ask(of, file, f.question)
	if err != nil {
		return err
	}
	s, err := solver.Check(x.problem, x.duties)
	if err != nil {
		return err
	}
	x.sayGaps(s, f.most)
	conflicts, err := solver.Conflicts(x.problem)
	if err != nil {
		return err
	}
	x.sayConflicts(conflicts)
	if f.relax <= 0 {
		return nil
	}
	found, err := solver.Relaxations(ctx, x.problem, x.duties, solver.RelaxOptions{Seed: f.seed, Iterations: f.iterations, Most: f.relax})
	if err != nil {
		return err
	}
	x.sayRelaxations(found)
	return ctx.Err()
}

// sayGaps explains the gaps that lack most, hard minima first, in order of time.
func (x *asked) sayGaps(s *solver.Solution, most int) {
	w := x.app.Stdout
	fmt.Fprintf(w, "open %s of demand in %s\n", locale.Hours(x.lang, s.MissingHours(x.problem)), count(len(s.Gaps), "place"))
	gaps := slices.Clone(s.Gaps)
	slices.SortStableFunc(gaps, func(a, b solver.Gap) int {
		if a.Hard != b.Hard {
			return map[bool]int{true: -1, false: 1}[a.Hard]
		}
		return cmp.Compare(b.Missing*float64(max(b.Minutes, 1)), a.Missing*float64(max(a.Minutes, 1)))
	})
	gaps = gaps[:min(len(gaps), max(most, 0))]
	slices.SortStableFunc(gaps, func(a, b solver.Gap) int { return cmp.Compare(a.Start, b.Start) })
	for _, g := range gaps {
		fmt.Fprintf(w, "\n%s %s%s: %.2g missing\n", g.Start, g.Shift, locale.Skills(x.lang, g.Skills), g.Missing)
		for _, r := range g.Reasons {
			fmt.Fprintf(w, "  %s%s\n", locale.Reason(x.lang, r.Rule, r.Reason, len(r.People), r.Have, r.Want), x.nearest(r))
		}
	}
}

// nearest tells of the one who comes nearest, and how many nothing else stops.
func (x *asked) nearest(r solver.Reason) string {
	if r.Nearest == nil {
		return ""
	}
	out := fmt.Sprintf(" [%s, %s %s", x.name(r.Nearest.Person), r.Nearest.Shift, locale.Day(x.lang, r.Nearest.Date))
	switch {
	case r.Rule == "price" || r.Rule == "working" || r.Rule == "left":
		out += ", " + locale.CostChange(x.lang, r.Cost) + byRule(x.lang, r.ByRule)
	case r.Alone > 0:
		out += fmt.Sprintf("; %d/%d", r.Alone, len(r.People))
	}
	return out + "]"
}

// byRule says which rules a cost is of, those of no weight left out.
func byRule(lang string, rules []solver.RuleCost) string {
	var out []string
	for _, r := range rules {
		if r.Cost >= 0.5 || r.Cost <= -0.5 {
			out = append(out, fmt.Sprintf("%s %+.0f", locale.RuleName(lang, r.Rule), r.Cost))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return ": " + strings.Join(out, ", ")
}

func (x *asked) sayConflicts(all []solver.Conflict) {
	for _, c := range all {
		fmt.Fprintf(x.app.Stdout, "\n%s\n", locale.T(x.lang, "answer.conflict", map[string]any{"Who": x.name(c.Person)}))
		for _, r := range c.Rules {
			if len(r.Gives) > 0 {
				fmt.Fprintf(x.app.Stdout, "  %s\n", locale.Breach(x.lang, r.Gives[0]))
			} else {
				fmt.Fprintf(x.app.Stdout, "  %s\n", locale.RuleName(x.lang, r.Clause.Rule.Name()))
			}
		}
	}
}

func (x *asked) sayRelaxations(all []solver.Relaxation) {
	fmt.Fprintln(x.app.Stdout)
	for _, r := range all {
		fmt.Fprintf(x.app.Stdout, "%s; %s  %s\n", locale.OpenChange(x.lang, -r.Closes), locale.CostChange(x.lang, -r.Saves), x.relaxation(r))
	}
}

func (x *asked) relaxation(r solver.Relaxation) string {
	who := r.People
	if r.Limit != 0 && len(r.Users) > 0 {
		who = r.Users
	}
	out := locale.Relaxation(x.lang, locale.Looser{Kind: r.Kind, Rule: r.Rule, Reason: r.Reason, From: r.Limit, To: r.To, Who: x.people(who), Skills: r.Skills, Contract: r.Contract})
	if sources := slices.DeleteFunc(slices.Clone(r.Sources), func(s string) bool { return s == "" }); len(sources) > 0 {
		out += " (" + strings.Join(sources, "; ") + ")"
	}
	return out
}
