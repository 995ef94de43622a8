package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/curtois"
)

// Peer is another solver: a command that is given
//
//	INSTANCE ROSTER --seconds N --workers N --seed N
//
// writes the roster as a table, and prints a last line of JSON with its bound
// and lawful_seconds, null where not known.
type Peer struct {
	Name    string
	Command []string
}

// ParsePeer reads NAME=COMMAND.
func ParsePeer(s string) (Peer, error) {
	name, command, ok := strings.Cut(s, "=")
	words := strings.Fields(command)
	if !ok || name == "" || len(words) == 0 || name == "smena" {
		return Peer{}, roster.Errorf(roster.Invalid, `--peer %q: write NAME=COMMAND, such as "CP-SAT=python3 solver/bench/cpsat.py"`, s)
	}
	return Peer{name, words}, nil
}

// Measure lets the peer solve an instance. What it says of its cost counts for
// nothing: its roster is judged as ours is. A peer that finds none has failed,
// which is no error.
func (p Peer) Measure(ctx context.Context, instance, out string, problem *solver.Problem, seconds float64, workers int, seed uint64) (Run, error) {
	r := Run{Method: p.Name, Seed: seed, Limit: seconds, Workers: workers}
	_ = os.Remove(out) // an earlier roster must not pass for this one
	args := append(append([]string{}, p.Command[1:]...), instance, out,
		"--seconds", strconv.FormatFloat(seconds, 'g', -1, 64), "--workers", strconv.Itoa(workers), "--seed", strconv.FormatUint(seed, 10))
	cmd := exec.CommandContext(ctx, p.Command[0], args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		return r, roster.Errorf(roster.Invalid, "--peer %s: %w", p.Name, err)
	}
	failed := cmd.Wait()
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	r.Memory = memoryOf(cmd.ProcessState)
	said := p.said(stdout.Bytes())
	r.Bound, r.Lawful, r.Seconds = said.Bound, said.Lawful, said.Seconds
	duties, err := readTable(out, problem)
	if err != nil {
		r.Failed = "no roster"
		if failed != nil {
			r.Failed = fmt.Sprintf("%v: %s", failed, lastLine(stderr.Bytes()))
		}
		return r, nil
	}
	checked, err := solver.Check(problem, duties)
	if err != nil {
		return r, err
	}
	r.Cost, r.Hard = &checked.Cost, checked.Hard
	return r, nil
}

type peerSays struct {
	Bound   *float64 `json:"bound"`
	Lawful  *float64 `json:"lawful_seconds"`
	Seconds float64  `json:"seconds"`
}

// said reads the last line of output. Chatter before it is fine.
func (p Peer) said(out []byte) (s peerSays) {
	_ = json.Unmarshal([]byte(lastLine(out)), &s)
	return s
}

func lastLine(text []byte) string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return lines[len(lines)-1]
}

func readTable(file string, p *solver.Problem) ([]solver.Assigned, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return curtois.ReadSolution(file, f, p)
}
