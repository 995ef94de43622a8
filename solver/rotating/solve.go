package rotating

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/smena-org/smena/roster"
)

// Options say how long and how broadly to search. The zero value searches
// until the problem is decided.
type Options struct {
	Seed       uint64
	Iterations int64          // simplex pivots of all chains together; 0: no limit
	TimeLimit  time.Duration  // 0: none
	Workers    int            // chains run at the same time; 0 or 1: one
	Progress   func(Progress) // called between rounds; may be nil
	Nearest    int            // annealing moves for the least bad roster when none is found; 0: do without
}

// Progress is a look at a search that goes on.
type Progress struct {
	Round      int
	Iterations int64 // simplex pivots so far
	Nodes      int64 // branch-and-bound nodes so far
}

// Result is what came of a search. When neither Feasible nor Infeasible is
// true, the search was stopped before it knew.
type Result struct {
	Rows       [][]int // the roster; without one, nil or what Nearest found; Off is a day off
	Feasible   bool    // Rows breaks no rule
	Infeasible bool    // proved: no roster exists
	Violations int     // breaches of Rows, as Check counts them; 0 without rows
	Iterations int64   // simplex pivots
	Proof      string  // why there is none, when Infeasible
}

// Solve looks for a roster, or a proof that there is none. The same problem,
// seed and number of iterations give the same result on any number of workers,
// provided that neither ctx nor the time limit cuts the search short. It fails
// with Invalid when the problem makes no sense. To be stopped is no error.
func Solve(ctx context.Context, p *Problem, o Options) (*Result, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if o.TimeLimit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.TimeLimit)
		defer cancel()
	}
	res := &Result{Proof: p.impossible()}
	res.Infeasible = res.Proof != ""
	if !res.Infeasible {
		p.search(ctx, o, res)
	}
	return p.finish(ctx, o, res)
}

// search fills in the rows or the proof.
func (p *Problem) search(ctx context.Context, o Options, res *Result) {
	if rows := p.uniform(); rows != nil {
		res.Rows = rows
		return
	}
	nw := p.network()
	won := newRace(nw, o).run(ctx, res)
	switch {
	case won == nil:
	case won.state == found:
		res.Rows = nw.roster(won.tree.counts)
	default:
		res.Infeasible, res.Proof = true, won.proof
	}
}

// network is the graph that fits the problem.
func (p *Problem) network() *network {
	if p.total(Off) == 0 {
		return p.ringNetwork()
	}
	return newNetwork(p)
}

// uniform returns the roster that has the same in every cell, if that is what
// the demand says; the graphs have no column as long as the cycle. Whether it
// is legal is for Check to say: there is no other.
func (p *Problem) uniform() [][]int {
	for k := Off; k < len(p.Shifts); k++ {
		if p.total(k) != p.length() {
			continue
		}
		rows := make([][]int, p.Employees)
		for w := range rows {
			for range p.Days {
				rows[w] = append(rows[w], k)
			}
		}
		return rows
	}
	return nil
}

// finish makes sure that the result is what it says it is.
func (p *Problem) finish(ctx context.Context, o Options, res *Result) (*Result, error) {
	complete := res.Rows != nil
	if !complete && o.Nearest > 0 {
		rng := rand.New(rand.NewPCG(o.Seed, 0))
		res.Rows = p.nearest(rng, o.Nearest, func() bool { return ctx.Err() != nil })
	}
	if res.Rows == nil {
		return res, nil
	}
	breaches := Check(p, res.Rows)
	res.Violations = len(breaches)
	res.Feasible = res.Violations == 0
	switch {
	case res.Feasible && res.Infeasible:
		return nil, roster.Errorf(roster.Internal, "a proof says there is no roster, and here is one")
	case complete && !res.Feasible && p.uniform() != nil:
		res.Infeasible = true
		res.Proof = "the demand leaves no choice, and what it asks for breaks a rule: " + breaches[0].String()
	case complete && !res.Feasible:
		return nil, roster.Errorf(roster.Internal, "the search returned a roster that breaks a rule: %s", breaches[0])
	}
	return res, nil
}
