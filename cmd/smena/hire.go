package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// hireFlags are the words of "smena hire".
type hireFlags struct {
	question
	like, skills string
	most         int
	iterations   int64
	seed         uint64
}

func (a *app) hireCommand() *cobra.Command {
	var f hireFlags
	cmd := &cobra.Command{
		Use:   "hire " + rosterWords + " --like PERSON",
		Short: "Say how many more people would close all gaps",
		Long: `Say how many more people like somebody, of the same contract and skills, would
close all gaps that such people can serve. That fewer cannot is proven by
counting what the team can give at most, of all hours alike or of each by how
much it is lacked; that so many can, by a lawful roster. Wishes and prices are
set aside.`,
		Example: `  smena hire demo demo/out/roster.csv --like bp13
  smena hire problem.json solution.json --like bp13 --skills de,l1 --most 20`,
		Args: words("a workspace or problem", "a roster or solution"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.hire(cmd.Context(), args[0], args[1], f) },
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.like, "like", "", "the person they would be like")
	cmd.Flags().StringVar(&f.skills, "skills", "", "skills they would have instead, with commas between")
	cmd.Flags().IntVar(&f.most, "most", 50, "how many to think of")
	cmd.Flags().Int64Var(&f.iterations, "iterations", 0, "moves a chain for each number of people (300000)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "seed of the search")
	return cmd
}

func (a *app) hire(ctx context.Context, of, file string, f hireFlags) error {
	if f.like == "" {
		return missing("like", "bp13")
	}
	x, err := a.ask(of, file, f.question)
	if err != nil {
		return err
	}
	h, err := solver.Hire(ctx, x.problem, x.duties, f.like, solver.HireOptions{Skills: listOf(f.skills), Most: f.most, Seed: f.seed, Iterations: f.iterations})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "at least  %d\n", h.AtLeast)
	if s := h.Why; s != nil {
		fmt.Fprintf(a.Stdout, "  %s\n", locale.Proof(x.lang, locale.Lack(*s)))
	}
	for _, t := range h.Tried {
		fmt.Fprintf(a.Stdout, "  +%d: %s open\n", t.People, locale.Hours(x.lang, t.Hours))
	}
	if h.Enough >= 0 {
		fmt.Fprintf(a.Stdout, "enough    %d\n", h.Enough)
	} else {
		fmt.Fprintf(a.Stdout, "enough    - (not found with up to %d)\n", f.most)
	}
	if h.Beyond > 0 {
		fmt.Fprintf(a.Stdout, "beyond    %s that no duty of theirs serves\n", locale.Hours(x.lang, h.Beyond))
	}
	return ctx.Err()
}
