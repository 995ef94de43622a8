package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/bench"
)

// subject is something "smena bench solver" solves: one problem, or teams that
// are solved side by side.
type subject struct {
	name     string
	instance int     // of the public ones; 0 is none
	seconds  float64 // unless told otherwise
	best     *float64
	make     func() ([]*solver.Problem, error)
}

// alone makes a subject of one problem.
func alone(name string, seconds float64, draw func() (*solver.Problem, error)) subject {
	return subject{name: name, seconds: seconds, make: func() ([]*solver.Problem, error) {
		p, err := draw()
		return []*solver.Problem{p}, err
	}}
}

// subjects reads a list such as "1-8,12,examples".
func (b *solverBench) subjects(list string) (out []subject, err error) {
	own := b.drawn()
	for word := range strings.SplitSeq(list, ",") {
		word = strings.TrimSpace(word)
		if chosen, ok := own[word]; ok {
			out = append(out, chosen...)
			continue
		}
		more, err := b.instances(word)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// drawn lists by name all that is not public.
func (b *solverBench) drawn() map[string][]subject {
	draw := func(f func(uint64) *solver.Problem) func() (*solver.Problem, error) {
		return func() (*solver.Problem, error) { return f(b.seed), nil }
	}
	out := map[string][]subject{
		"service":  {alone("service", 20, draw(func(seed uint64) *solver.Problem { return bench.Service(seed, 100) }))},
		"thousand": {alone("thousand", 60, draw(func(seed uint64) *solver.Problem { return bench.Service(seed, 1000) }))},
		"organisation": {{name: "organisation", seconds: 240, make: func() ([]*solver.Problem, error) {
			return bench.Organisation(b.seed, 5000, 25), nil
		}}},
	}
	for _, f := range bench.Families {
		out[f.Name] = []subject{alone(f.Name, 20, draw(f.Draw))}
		out["families"] = append(out["families"], out[f.Name]...)
	}
	for _, e := range workspace.Examples() {
		out[e.Name] = []subject{alone(e.Name, 20, func() (*solver.Problem, error) { return exampleMonth(e.Name, b.seed) })}
		out["examples"] = append(out["examples"], out[e.Name]...)
	}
	return out
}

// instances reads "7" or "1-24".
func (b *solverBench) instances(word string) (out []subject, err error) {
	first, last, isRange := strings.Cut(word, "-")
	if !isRange {
		last = first
	}
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || from < 1 || to < from || to > 1000 {
		known := []string{"1-24"}
		for name := range b.drawn() {
			known = append(known, name)
		}
		slices.Sort(known)
		return nil, roster.Errorf(roster.Invalid, "--instances %q: write %s", word, strings.Join(known, ", "))
	}
	if b.public.Dir == "" {
		return nil, roster.Errorf(roster.NotFound, "--instances %s: no folder of public instances is named; get them from %s and write: smena bench solver DIR; "+
			"or write --instances examples,service,families, which need none", word, bench.Where)
	}
	for n := from; n <= to; n++ {
		if _, err := b.public.File(n); err != nil {
			return nil, err
		}
		s := alone(strconv.Itoa(n), 60, func() (*solver.Problem, error) { return b.public.Read(n) })
		s.instance = n
		out = append(out, s)
	}
	return out, nil
}

// exampleMonth plans an example as far as the roster, always on the same day: a
// table is of use only if it can be made again.
func exampleMonth(name string, seed uint64) (*solver.Problem, error) {
	dir, err := os.MkdirTemp("", "smena-bench-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	today := roster.NewDate(2026, 11, 21)
	if err := workspace.WriteExample(name, filepath.Join(dir, name), today, seed); err != nil {
		return nil, err
	}
	ws, err := workspace.ReadDir(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	month, err := plan.ParseMonth(today.NextMonth().Time().Format("2006-01"))
	if err != nil {
		return nil, err
	}
	forecasts, err := plan.Forecast(ws, month, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("forecast %s: %w", name, err)
	}
	needs, err := plan.Requirement(ws.Team, month, forecasts)
	if err != nil {
		return nil, err
	}
	built, err := plan.Problem(ws, month, needs)
	if err != nil {
		return nil, err
	}
	return built.Problem, nil
}
