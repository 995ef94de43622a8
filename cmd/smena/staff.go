package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

func (a *app) staffCommand() *cobra.Command {
	var month, out string
	cmd := &cobra.Command{
		Use:   "staff DIR FORECAST.csv",
		Short: "Turn a forecast into agents per interval",
		Long: `Work out how many agents a workspace's queues need in each interval, from a
forecast in the form "smena forecast" and "smena plan" write. Queues, service
levels and shrinkage are those of DIR/team.yaml. Queues that need the same
skills are one group.`,
		Example: "  smena staff demo forecast.csv --month 2026-12 --out requirement.csv",
		Args:    words("a workspace", "a forecast"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.staff(args[0], args[1], month, out)
		},
	}
	cmd.Flags().StringVar(&month, "month", "", "month to staff, e.g. 2026-12 (that of the forecast's first row)")
	cmd.Flags().StringVar(&out, "out", "", "file to write (standard output)")
	return cmd
}

// staff turns a forecast into a requirement. The month is that of the forecast's
// first row where none is named.
func (a *app) staff(dir, file, monthText, out string) error {
	ws, err := a.readWorkspace(dir, false)
	if err != nil {
		return err
	}
	forecasts, err := readForecast(file, ws)
	if err != nil {
		return err
	}
	month, err := monthOr(monthText, func() (roster.Date, bool) {
		if len(forecasts) == 0 || len(forecasts[0].Values) == 0 {
			return 0, false
		}
		return roster.DateOf(forecasts[0].Values[0].Start.In(ws.Team.Zone)), true
	})
	if err != nil {
		return err
	}
	if err := a.checkForecast(file, ws.Team, month, forecasts); err != nil {
		return err
	}
	needs, err := plan.Requirement(ws.Team, month, forecasts)
	if err != nil {
		return err
	}
	return a.writeOne(out, func(w io.Writer) error {
		return workspace.WriteRequirement(w, ws.Team.Zone, requirementRows(needs))
	})
}

// checkForecast refuses a forecast of other queues or of another month, which
// would be staffed as if nothing came, and warns of queues it says nothing of.
func (a *app) checkForecast(file string, team roster.Team, month plan.Month, forecasts []plan.QueueForecast) error {
	var queues []string
	for _, q := range team.Queues {
		queues = append(queues, q.ID)
	}
	var named []string
	within := false
	for _, f := range forecasts {
		if !slices.Contains(queues, f.Queue) {
			return roster.Errorf(roster.Invalid, "%s: queue %q: unknown queue; write one of %s, or add it to team.yaml", file, f.Queue, strings.Join(queues, ", "))
		}
		named = append(named, f.Queue)
		within = within || slices.ContainsFunc(f.Values, func(v forecast.Value) bool {
			return month.Contains(roster.DateOf(v.Start.In(team.Zone)))
		})
	}
	if !within {
		return roster.Errorf(roster.Invalid, "%s has no row in %s; correct --month, or forecast that month", file, month)
	}
	for _, q := range queues {
		if !slices.Contains(named, q) {
			fmt.Fprintf(a.Stderr, "warning: %s: queue %q: no forecast, so that only min_agents is required\n", file, q)
		}
	}
	return nil
}

func readForecast(file string, ws *workspace.Workspace) ([]plan.QueueForecast, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var faults roster.Faults
	var out []plan.QueueForecast
	for _, f := range workspace.ReadForecast(file, in, ws.Team.Zone, &faults) {
		out = append(out, plan.QueueForecast{Queue: f.Series, Forecast: f})
	}
	return out, faults.Err()
}

// requirementRows are needs as requirement.csv has them.
func requirementRows(needs []plan.Need) []workspace.Need {
	var out []workspace.Need
	for _, n := range needs {
		out = append(out, workspace.Need{Start: n.Start, Group: n.Group, Required: float64(n.Agents), Volume: n.Volume})
	}
	return out
}

// monthOr reads a month, or takes that of a date when none is given.
func monthOr(text string, first func() (roster.Date, bool)) (plan.Month, error) {
	if text != "" {
		m, err := plan.ParseMonth(text)
		if err != nil {
			return m, roster.Errorf(roster.Invalid, "--month %w", err)
		}
		return m, nil
	}
	d, ok := first()
	if !ok {
		return plan.Month{}, missing("month", "2026-12")
	}
	return plan.Month{From: d.MonthStart(), To: d.NextMonth()}, nil
}

// readWorkspace reads a workspace and says what it can live with.
func (a *app) readWorkspace(dir string, strict bool) (*workspace.Workspace, error) {
	ws, err := workspace.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	return ws, a.warn(ws.Faults, strict)
}
