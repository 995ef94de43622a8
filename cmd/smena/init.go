package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

func (a *app) initCommand() *cobra.Command {
	var name, date string
	var seed uint64
	cmd := &cobra.Command{
		Use:   "init [--example NAME] [DIR]",
		Short: "Make a workspace from an example",
		Long: `Write an example workspace into a new or empty folder: team, people, leave,
wishes, the month before and at least half a year of contact history. Without
--example it lists the examples.`,
		Example: `  smena init
  smena init --example travel-9-21 demo
  smena init --example berlin-desk demo --date 2026-11-21 --seed 7`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if name == "" && len(args) == 0 {
				a.listExamples()
				return nil
			}
			return a.init(name, args, date, seed)
		},
	}
	cmd.Flags().StringVar(&name, "example", "", "name of the example")
	cmd.Flags().StringVar(&date, "date", "", "the day the history ends before (today)")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of everything that is drawn")
	return cmd
}

func (a *app) listExamples() {
	for _, e := range workspace.Examples() {
		fmt.Fprintf(a.Stdout, "%-14s %s\n%15s%s\n", e.Name, e.Title, "", e.About)
	}
	fmt.Fprintln(a.Stdout, "\nMake one with: smena init --example travel-9-21 NEW-FOLDER")
}

// init makes an example as of a day, so that its history ends on the eve.
func (a *app) init(name string, args []string, date string, seed uint64) error {
	switch {
	case name == "":
		return missing("example", "travel-9-21")
	case len(args) == 0:
		return roster.Errorf(roster.Invalid, "name a new folder: smena init --example %s NEW-FOLDER", name)
	}
	today, err := a.today(date)
	if err != nil {
		return err
	}
	if err := workspace.WriteExample(name, args[0], today, seed); err != nil {
		return err
	}
	next := today.NextMonth().Time().Format("2006-01")
	fmt.Fprintf(a.Stdout, "%s is ready; plan its next month with: smena plan %s --month %s --out %s/out\n", args[0], args[0], next, args[0])
	return nil
}

// today reads a date, or asks the clock.
func (a *app) today(date string) (roster.Date, error) {
	if date == "" {
		return roster.DateOf(a.Now()), nil
	}
	d, err := roster.ParseDate(date)
	if err != nil {
		return 0, roster.Errorf(roster.Invalid, "--date %w", err)
	}
	return d, nil
}
