package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// question is the flags of every verb that asks something of a roster.
type question struct{ month, requirement, lang string }

// rosterWords says what such verbs take.
const rosterWords = "(DIR ROSTER.csv | FILE SOLUTION)"

func (q *question) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&q.month, "month", "", "month of the roster, e.g. 2026-12 (that of its first duty)")
	cmd.Flags().StringVar(&q.requirement, "requirement", "", "requirement.csv the roster was planned for (the one beside ROSTER.csv)")
	cmd.Flags().StringVar(&q.lang, "lang", locale.Default, "language of the answer: en, ru, hu, de")
}

// asked is a roster to be asked about, of a workspace or of a problem file.
type asked struct {
	app     *app
	lang    string
	problem *solver.Problem
	duties  []solver.Assigned
	ws      *workspace.Workspace // nil for a problem file
	built   *plan.Built
	names   map[string]string
}

// ask reads a roster and what it was made for.
func (a *app) ask(of, file string, q question) (*asked, error) {
	if err := checkLang(q.lang); err != nil {
		return nil, err
	}
	out := &asked{app: a, lang: q.lang, names: map[string]string{}}
	var err error
	if info, e := os.Stat(of); e == nil && info.IsDir() {
		err = out.readWorkspace(of, file, q, true)
	} else if out.problem, err = readProblem(of, "problem"); err == nil {
		out.duties, err = readDuties(file, "problem", out.problem)
	}
	if err != nil {
		return nil, err
	}
	for i := range out.problem.People {
		who := &out.problem.People[i]
		if out.names[who.ID] = who.ID; who.Name != "" {
			out.names[who.ID] = who.Name + " (" + who.ID + ")"
		}
	}
	return out, nil
}

// readWorkspace reads a roster of a workspace. The requirement may be the one
// that was written beside it.
func (x *asked) readWorkspace(dir, file string, q question, beside bool) (err error) {
	if x.ws, err = x.app.readWorkspace(dir, false); err != nil {
		return err
	}
	ro, lines, err := readRoster(file, x.ws)
	if err != nil {
		return err
	}
	month, err := monthOr(q.month, firstDuty(ro))
	if err != nil {
		return err
	}
	if there := filepath.Join(filepath.Dir(file), "requirement.csv"); beside && q.requirement == "" {
		if _, err := os.Stat(there); err == nil {
			q.requirement = there
		}
	}
	needs, err := readRequirement(q.requirement, x.ws)
	if err != nil {
		return err
	}
	if x.built, err = plan.Problem(x.ws, month, needs); err != nil {
		return err
	}
	x.problem = x.built.Problem
	x.duties, err = x.read(file, ro, lines)
	return err
}

// read turns a roster of the workspace into duties of the problem.
func (x *asked) read(file string, ro roster.Roster, lines []int) ([]solver.Assigned, error) {
	var faults roster.Faults
	for _, m := range x.built.Misfits(ro) {
		faults.Add(roster.Fault{File: file, Line: lines[m.Duty], Field: m.Field, Value: m.Value, Problem: m.Problem, Cure: m.Cure})
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return x.built.Assigned(ro)
}

// another reads a second roster of the same problem.
func (x *asked) another(file string) ([]solver.Assigned, error) {
	if x.ws == nil {
		return readDuties(file, "problem", x.problem)
	}
	ro, lines, err := readRoster(file, x.ws)
	if err != nil {
		return nil, err
	}
	return x.read(file, ro, lines)
}

// people names people.
func (x *asked) people(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, x.name(id))
	}
	return out
}

// name names a person; who is not in the problem keeps the id.
func (x *asked) name(id string) string {
	if name, ok := x.names[id]; ok {
		return name
	}
	return id
}
