package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

func (a *app) payCommand() *cobra.Command {
	var month, out string
	cmd := &cobra.Command{
		Use:   "pay DIR ROSTER.csv",
		Short: "Work out the pay lines of a roster",
		Long: `Work out how many minutes of which premium each agent earns on each date, and by
which article. The roster is the plan, or the plan with corrections; the people
and their contracts are those of DIR.`,
		Example: "  smena pay demo demo/out/roster.csv --month 2026-12 --out payroll.csv",
		Args:    words("a workspace", "a roster"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.pay(args[0], args[1], month, out)
		},
	}
	cmd.Flags().StringVar(&month, "month", "", "month to pay, e.g. 2026-12 (that of the roster's first duty)")
	cmd.Flags().StringVar(&out, "out", "", "file to write (standard output)")
	return cmd
}

// pay works out a roster by the people and contracts of a workspace. Findings go
// to standard error: they are not part of the file.
func (a *app) pay(dir, file, monthText, out string) error {
	ws, err := a.readWorkspace(dir, false)
	if err != nil {
		return err
	}
	ro, _, err := readRoster(file, ws)
	if err != nil {
		return err
	}
	month, err := monthOr(monthText, firstDuty(ro))
	if err != nil {
		return err
	}
	if len(ro.Duties) > 0 && (ro.From >= month.To || ro.To <= month.From) {
		return roster.Errorf(roster.Invalid, "%s has no duty in %s; its duties are of %s to %s; correct --month", file, month, ro.From, ro.To-1)
	}
	lines, findings, err := plan.Pay(ws, month, ro)
	if err != nil {
		return err
	}
	for _, f := range findings {
		fmt.Fprintf(a.Stderr, "%s: %s %s %s (%s)\n", f.Severity, f.Agent, f.Date, f.Rule, f.Source)
	}
	return a.writeOne(out, func(w io.Writer) error { return pay.WriteCSV(w, lines) })
}

// readRoster also returns the line of each duty.
func readRoster(file string, ws *workspace.Workspace) (roster.Roster, []int, error) {
	in, err := open(file)
	if err != nil {
		return roster.Roster{}, nil, err
	}
	defer in.Close()
	var faults roster.Faults
	ro, lines := workspace.ReadRoster(file, in, ws.Team, ws.Agents, &faults)
	return ro, lines, faults.Err()
}

func firstDuty(ro roster.Roster) func() (roster.Date, bool) {
	return func() (roster.Date, bool) { return ro.From, len(ro.Duties) > 0 }
}
