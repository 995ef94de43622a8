package plan

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// Run plans a month of a workspace: all steps in their order. When ctx is done
// while solving, the best roster so far is worked out to the end.
func Run(ctx context.Context, ws *workspace.Workspace, month Month, o Options, progress func(Event)) (*Result, error) {
	forecasts, err := Forecast(ws, month, o.Quantiles, progress)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err // nothing is worth keeping yet
	}
	if o.Review != nil {
		if err := o.Review(forecasts); err != nil {
			return nil, err
		}
	}
	notify(progress, Event{Stage: Staffing})
	needs, err := Requirement(ws.Team, month, forecasts)
	if err != nil {
		return nil, err
	}
	notify(progress, Event{Stage: Building})
	built, err := Problem(ws, month, needs)
	if err != nil {
		return nil, err
	}
	sol, err := Solve(ctx, built.Problem, o.Solver, progress)
	if err != nil {
		return nil, err
	}
	r, err := Assess(ws, built, sol)
	if err != nil {
		return nil, err
	}
	r.Version, r.Seed, r.Forecasts = o.Version, o.Solver.Seed, forecasts
	notify(progress, Event{Stage: Paying})
	lines, findings, err := Pay(ws, month, r.Roster)
	if err != nil {
		return nil, err
	}
	r.Pay = lines
	r.Findings = append(r.Findings, findings...)
	return r, nil
}

// Solve searches for the best roster of a problem, and has the result checked
// by another road than the search's own sums.
func Solve(ctx context.Context, p *solver.Problem, o solver.Options, progress func(Event)) (*solver.Solution, error) {
	if progress != nil && o.Progress == nil {
		o.Progress = func(e solver.Event) { notify(progress, Event{Stage: Solving, Solve: &e}) }
	}
	sol, err := solver.Solve(ctx, p, o)
	if err != nil {
		return nil, err
	}
	checked, err := solver.Check(p, sol.Duties)
	if err != nil {
		return nil, err
	}
	if checked.Hard != sol.Hard || checked.Cost != sol.Cost {
		return nil, roster.Errorf(roster.Internal, "the search says cost %v and hard %d, the check %v and %d",
			sol.Cost, sol.Hard, checked.Cost, checked.Hard)
	}
	return sol, nil
}

// Assess says everything about a solution that a person may want to know. It
// leaves forecasts and pay to the caller.
func Assess(ws *workspace.Workspace, built *Built, sol *solver.Solution) (*Result, error) {
	b := built.builder
	r := &Result{
		Team: ws.Team, Agents: ws.Agents, Month: b.month, Seed: sol.Seed,
		Groups: built.Groups, Requirement: built.Needs,
		Problem: built.Problem, Solution: sol, Roster: built.Roster(sol.Duties),
		Breaches: inOrder(sol.Breaches), Gaps: sol.Gaps, Costs: sol.ByRule,
		Findings: slices.Clone(built.Findings), Overridden: built.Overridden,
		Warnings: ws.Faults.Warnings(), Notes: built.Notes,
	}
	step := time.Duration(ws.Team.Interval) * time.Minute
	r.Coverage = Coverage(built.Groups, built.Needs, step, ws.Agents, b.covering(r.Roster))
	r.Fairness = built.Shares(r.Roster)
	return r, nil
}

// inOrder puts hard breaches first, then the dear ones.
func inOrder(all []roster.Breach) []roster.Breach {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b roster.Breach) int {
		switch {
		case a.Hard != b.Hard && a.Hard:
			return -1
		case a.Hard != b.Hard:
			return 1
		}
		return cmp.Or(cmp.Compare(b.Cost, a.Cost), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Agent, b.Agent))
	})
	return out
}
