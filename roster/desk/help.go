package desk

import (
	"cmp"
	"context"
	"time"

	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// Help says what could be otherwise so that a draft covers more.
type Help struct {
	Missing     float64             // agent-hours of demand that are open
	Conflicts   []solver.Conflict   // people for whom no lawful month exists, and the rules that clash
	Relaxations []solver.Relaxation // what helps, the most hours first
	Cut         bool                // time ran out: more may help
}

// HelpOptions steer what is tried. The zero value is the usual one.
type HelpOptions struct {
	Seed       uint64 // 0 is 1
	Iterations int64  // of each chain and trial; 0 suits the time a request waits
	Most       int    // things to try, or people to think of hiring; 0 is 12 and 30
}

const (
	longestHelp    = 30 * time.Second // of the search: a request waits for it
	helpIterations = 60_000
)

func (o *HelpOptions) complete(most int) {
	o.Seed, o.Iterations, o.Most = cmp.Or(o.Seed, 1), cmp.Or(o.Iterations, helpIterations), cmp.Or(o.Most, most)
}

// Help tries what stands in the way of open demand one step looser: limits,
// skills, one person more. It changes nothing. Planners, leads.
func (d *Desk) Help(ctx context.Context, id int64, o HelpOptions) (Help, error) {
	o.complete(12)
	out := Help{}
	cut, err := d.ponder(ctx, id, func(ctx context.Context, l *laid) error {
		duties := l.assigned(l.draft)
		sol, err := solver.Check(l.problem, duties)
		if err != nil {
			return err
		}
		out.Missing = sol.MissingHours(l.problem)
		if out.Conflicts, err = solver.Conflicts(l.problem); err != nil {
			return err
		}
		out.Relaxations, err = solver.Relaxations(ctx, l.problem, duties, solver.RelaxOptions{Seed: o.Seed, Iterations: o.Iterations, Most: o.Most})
		for i := range out.Relaxations {
			out.Relaxations[i].Contract = plan.ContractOf(l.team, out.Relaxations[i].Contract)
		}
		return err
	})
	out.Cut, out.Conflicts, out.Relaxations = cut, none(out.Conflicts), none(out.Relaxations)
	return out, err
}

// Hiring is how many more people close the gaps that they can close.
type Hiring struct {
	*solver.Hiring
	Cut bool // time ran out: fewer may do
}

// Hire says how many more people like one of the team would close all gaps. It
// changes nothing. Planners, leads.
func (d *Desk) Hire(ctx context.Context, id int64, like string, o HelpOptions) (Hiring, error) {
	o.complete(30)
	out := Hiring{}
	cut, err := d.ponder(ctx, id, func(ctx context.Context, l *laid) (err error) {
		out.Hiring, err = solver.Hire(ctx, l.problem, l.assigned(l.draft), like, solver.HireOptions{Seed: o.Seed, Iterations: o.Iterations, Most: o.Most})
		return err
	})
	out.Cut = cut
	return out, err
}

// ponder searches for an answer about a roster while a request waits for it, and
// reports whether time ran out.
func (d *Desk) ponder(ctx context.Context, id int64, f func(context.Context, *laid) error) (cut bool, err error) {
	l, err := d.layOut(ctx, doPlan, id)
	if err != nil {
		return false, err
	}
	release, err := d.search(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	searching, cancel := context.WithTimeout(ctx, longestHelp)
	defer cancel()
	if err := f(searching, l); err != nil {
		return false, err
	}
	return searching.Err() != nil, ctx.Err() // where nobody waits any more, there is no answer
}
