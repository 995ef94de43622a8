package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// What a stateless problem may hold at most.
const (
	mostPeople = 2000
	mostDays   = 400
	mostCells  = 200_000 // people times days
)

type solveInput struct {
	Seconds    int    `query:"seconds" minimum:"1" maximum:"60" default:"10" doc:"How long to search at most"`
	Iterations int64  `query:"iterations" minimum:"1" maximum:"1000000000" doc:"Of each chain: the result then depends on problem and seed alone, unless the seconds cut it off"`
	Seed       uint64 `query:"seed"`
	RawBody    []byte `contentType:"application/json" doc:"A problem as described by /schemas/problem.json"`
}

func (s *server) registerSolve(api huma.API) {
	o := op("solve", http.MethodPost, "/solve", "Stateless", "Solve a problem of your own",
		"Nothing is stored. The problem is JSON in the format smena/problem/1, described by /schemas/problem.json and `smena schema problem`; "+
			"the answer is the best roster found, with its breaches and gaps. Closing the connection ends the search.")
	o.MaxBodyBytes = problemBody
	o.Errors = []int{http.StatusTooManyRequests, http.StatusServiceUnavailable}
	o.SkipValidateBody = true // ParseProblem does, with lines and cures
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {}}}
	register(api, o, s.solve)
}

func (s *server) solve(ctx context.Context, in *solveInput) (*answer[json.RawMessage], error) {
	problem, err := readProblem(in.RawBody)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	limit := time.Duration(in.Seconds) * time.Second
	solution, err := compute(ctx, s, longest+5*time.Second, func(ctx context.Context) (*solver.Solution, error) {
		return solver.Solve(ctx, problem, solver.Options{Seed: in.Seed, Iterations: in.Iterations, TimeLimit: limit, Workers: 1})
	})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	text, err := json.Marshal(solution)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[json.RawMessage]{text}, nil
}

// readProblem reads a problem that is not too large to be held.
func readProblem(data []byte) (*solver.Problem, error) {
	problem, faults := solver.ParseProblem("body", data)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	if n, d := len(problem.People), problem.Days; n > mostPeople || d > mostDays || n*d > mostCells {
		return nil, roster.Errorf(roster.Invalid, "%d people on %d days are too many at once; at most %d people, %d days and %d of both multiplied",
			n, d, mostPeople, mostDays, mostCells)
	}
	return problem, nil
}
