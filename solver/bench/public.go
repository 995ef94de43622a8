package bench

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/curtois"
)

// Public is a folder with the instances of Curtois and Qu, as Instance1.txt in
// itself or in its folder "instances".
type Public struct{ Dir string }

// Where the instances come from.
const Where = "http://www.schedulingbenchmarks.org/nrp/"

// File returns where an instance stands.
func (p Public) File(n int) (string, error) {
	name := fmt.Sprintf("Instance%d.txt", n)
	for _, dir := range []string{filepath.Join(p.Dir, "instances"), p.Dir} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return filepath.Join(dir, name), nil
		}
	}
	return "", roster.Errorf(roster.NotFound, "%s: no %s there; get the instances from %s and name their folder", p.Dir, name, Where)
}

// Read reads an instance.
func (p Public) Read(n int) (*solver.Problem, error) {
	file, err := p.File(n)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return curtois.Read(file, f)
}

// BestKnown reads the best known costs from a table whose first column is the
// number of the instance; the cost is in the first column whose name begins
// with "ub" or "best".
func BestKnown(file string) (map[int]float64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, roster.Errorf(roster.NotFound, "--best-known %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, roster.Errorf(roster.Invalid, "%s: no table: %v", file, err)
	}
	at := -1
	for i, name := range rows[0] {
		if at < 0 && i > 0 && (strings.HasPrefix(name, "ub") || strings.HasPrefix(name, "best")) {
			at = i
		}
	}
	if at < 0 {
		return nil, roster.Errorf(roster.Invalid, "%s: no column of best known costs; name it best or ub", file)
	}
	out := map[int]float64{}
	for i, row := range rows[1:] {
		n, err1 := strconv.Atoi(row[0])
		cost, err2 := strconv.ParseFloat(row[at], 64)
		if err := errors.Join(err1, err2); err != nil {
			return nil, roster.Errorf(roster.Invalid, "%s:%d: %w", file, i+2, err)
		}
		out[n] = cost
	}
	return out, nil
}

// Evaluate asks the instances' own evaluator what a roster costs, and returns
// "agrees" if that is what we say, else what it says. A script that ends in .py
// is run by python3.
func Evaluate(ctx context.Context, script, instance, solution string, cost float64, hard int) (string, error) {
	args := []string{script, instance, solution, "--json"}
	if filepath.Ext(script) == ".py" {
		args = append([]string{"python3"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) { // 1 is an unlawful roster
		return "", fmt.Errorf("%s: %w", script, err)
	}
	var v struct {
		Feasible  bool    `json:"feasible"`
		Objective float64 `json:"objective"`
	}
	if err := json.Unmarshal(out, &v); err != nil {
		return "", fmt.Errorf("%s: %w", script, err)
	}
	if v.Feasible == (hard == 0) && v.Objective == cost {
		return Agrees, nil
	}
	return fmt.Sprintf("says %g, lawful %v", v.Objective, v.Feasible), nil
}

// Agrees is the verdict of an evaluator that finds what we say.
const Agrees = "agrees"
