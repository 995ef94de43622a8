package bench

import (
	"context"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Run is what came of solving a problem once. Numbers that are not known are nil.
type Run struct {
	Problem  string   `json:"problem"`
	Method   string   `json:"method"` // "smena", or a peer's name
	Seed     uint64   `json:"seed"`
	Limit    float64  `json:"limit"` // seconds it was given
	Workers  int      `json:"workers"`
	Cost     *float64 `json:"cost"`
	Hard     int      `json:"hard"`
	Bound    *float64 `json:"bound"`
	Lawful   *float64 `json:"lawful_seconds"` // when the first lawful roster was there
	Seconds  float64  `json:"seconds"`
	Memory   int64    `json:"memory"`              // bytes held at most
	Best     *float64 `json:"best,omitempty"`      // best known cost
	Verdict  string   `json:"verdict,omitempty"`   // of the instance's evaluator: "agrees", or what it says
	Failed   string   `json:"failed,omitempty"`    // why there is no roster
	Proposed int64    `json:"proposals,omitempty"` // moves looked at
}

// Measure solves teams, as many side by side as there are workers, in the time
// given to all of them together, and has every roster checked. A single problem
// is a team by itself.
func Measure(ctx context.Context, teams []*solver.Problem, o solver.Options) (Run, []*solver.Solution, error) {
	begun := time.Now()
	w := &watch{begun: begun, lawful: make([]*time.Duration, len(teams))}
	sols, err := w.solve(ctx, teams, o)
	if err != nil {
		return Run{}, nil, err
	}
	r := Run{Method: "smena", Seed: o.Seed, Limit: o.TimeLimit.Seconds(), Workers: o.Workers, Seconds: time.Since(begun).Seconds()}
	cost, bound, proven := 0.0, 0.0, true
	for i, s := range sols {
		if err := agrees(teams[i], s); err != nil {
			return Run{}, nil, err
		}
		cost += s.Cost
		r.Hard += s.Hard
		r.Proposed += s.Iterations
		if proven = proven && s.Bound != nil; proven {
			bound += *s.Bound
		}
	}
	r.Cost = &cost
	if proven {
		r.Bound = &bound
	}
	r.Lawful = w.last()
	return r, sols, nil
}

// agrees has a roster judged by another road than the search's own sums.
func agrees(p *solver.Problem, s *solver.Solution) error {
	c, err := solver.Check(p, s.Duties)
	switch {
	case err != nil:
		return err
	case c.Cost != s.Cost || c.Hard != s.Hard:
		return roster.Errorf(roster.Internal, "%s: the search says cost %v and hard %d, the check %v and %d", p.Name, s.Cost, s.Hard, c.Cost, c.Hard)
	case s.Bound != nil && s.Hard == 0 && *s.Bound > s.Cost:
		return roster.Errorf(roster.Internal, "%s: the bound %v is above the cost %v of a lawful roster", p.Name, *s.Bound, s.Cost)
	}
	return nil
}
