package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
	"github.com/smena-org/smena/solver/bench"
	"github.com/smena-org/smena/solver/curtois"
)

// solverBench is one call of "smena bench solver".
type solverBench struct {
	*app
	public               bench.Public
	list                 string
	seconds              float64
	workers              int
	seed                 uint64
	best, evaluator, out string
	peers                []string
	one                  string // measure this alone, and say it as JSON
	roster               string // and write its roster there
}

func (a *app) benchSolverCommand() *cobra.Command {
	b := &solverBench{app: a}
	cmd := &cobra.Command{
		Use:   "solver [DIR]",
		Short: "Measure rosters, bounds and seconds on public and drawn problems",
		Long: `Solve problems one after another, each in a process of its own, and print a line
for each as it is done and a Markdown table at the end. Every roster is judged by
the checker, which shares nothing with the search.

--instances lists what to solve:
  1-24          public instances of Curtois and Qu, in DIR or DIR/instances; get
                them from ` + bench.Where + `
  examples      the next month of the four example workspaces
  service       100 people round the clock, 31 days, demand by quarter of an hour
  thousand      the same with 1,000 people
  organisation  5,000 people in 25 teams, solved side by side
  families      six problems of different structure; or one of them by its name

A public instance is given 60 s, an example, the service and a family 20 s, the
thousand 60 s and the organisation 240 s, unless --seconds says otherwise.

DIR/best_known.csv and DIR/evaluate.py are used if they are there; the evaluator
is run with python3 on every roster of a public instance.`,
		Example: `  smena bench solver curtois --out runs
  smena bench solver --instances examples,service
  smena bench solver curtois --instances 1-8 --peer "CP-SAT=python3 solver/bench/cpsat.py"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				b.public.Dir = args[0]
			}
			return b.run(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&b.list, "instances", "1-24", "what to solve, separated by commas")
	flags.Float64Var(&b.seconds, "seconds", 0, "time for each; 0 is each problem's own")
	flags.IntVar(&b.workers, "workers", 2, "threads")
	flags.Uint64Var(&b.seed, "seed", 1, "seed of the search, and of what is drawn")
	flags.StringVar(&b.best, "best-known", "", "CSV file of best known costs (DIR/best_known.csv)")
	flags.StringVar(&b.evaluator, "evaluator", "", "evaluator of public instances (DIR/evaluate.py)")
	flags.StringVar(&b.out, "out", "", "folder for rosters and runs.jsonl; what it holds is not run again")
	flags.StringArrayVar(&b.peers, "peer", nil, "another solver as NAME=COMMAND, run on public instances; may be repeated")
	flags.StringVar(&b.one, "one", "", "")
	flags.StringVar(&b.roster, "roster", "", "")
	_ = flags.MarkHidden("one")
	_ = flags.MarkHidden("roster")
	return cmd
}

func (b *solverBench) run(ctx context.Context) error {
	if b.seconds < 0 || b.workers < 1 || b.workers > mostWorkers {
		return roster.Errorf(roster.Invalid, "--seconds %g --workers %d: write a time of 0 or more, and 1 to %d threads", b.seconds, b.workers, mostWorkers)
	}
	if b.one != "" {
		return b.measureOne(ctx)
	}
	subjects, err := b.subjects(b.list)
	if err != nil {
		return err
	}
	peers := make([]bench.Peer, len(b.peers))
	for i, text := range b.peers {
		if peers[i], err = bench.ParsePeer(text); err != nil {
			return err
		}
	}
	b.defaults()
	if err := b.know(subjects); err != nil {
		return err
	}
	return b.series(ctx, subjects, peers)
}

// mostWorkers is far more than there are processors, and less than what would
// fill the memory with chains.
const mostWorkers = 1024

// defaults uses what stands beside the instances.
func (b *solverBench) defaults() {
	for flag, name := range map[*string]string{&b.best: "best_known.csv", &b.evaluator: "evaluate.py"} {
		file := filepath.Join(b.public.Dir, name)
		if _, err := os.Stat(file); err == nil && *flag == "" && b.public.Dir != "" {
			*flag = file
		}
	}
}

// know tells the subjects their best known costs.
func (b *solverBench) know(subjects []subject) error {
	if b.best == "" {
		return nil
	}
	best, err := bench.BestKnown(b.best)
	if err != nil {
		return err
	}
	for i := range subjects {
		if cost, ok := best[subjects[i].instance]; ok {
			subjects[i].best = &cost
		}
	}
	return nil
}

// series runs everything that the book does not hold yet. A roster that is
// judged in two ways is an error, but the other problems are run all the same.
func (b *solverBench) series(ctx context.Context, subjects []subject, peers []bench.Peer) error {
	if b.out == "" {
		temp, err := os.MkdirTemp("", "smena-bench-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		b.out = temp
	}
	book, err := bench.Open(b.out)
	if err != nil {
		return err
	}
	var all []bench.Run
	doubtful := ""
	for _, s := range subjects {
		runs, err := b.each(ctx, book, s, peers)
		if err != nil {
			return err
		}
		for _, r := range runs {
			if r.Verdict != "" && r.Verdict != bench.Agrees {
				doubtful = r.Problem
			}
		}
		all = append(all, runs...)
	}
	fmt.Fprintln(b.Stdout)
	if err := bench.Table(b.Stdout, all); err != nil {
		return err
	}
	if doubtful != "" {
		return roster.Errorf(roster.Internal, "the evaluator disagrees with the checker about %s", doubtful)
	}
	return nil
}

// each runs a subject by ours and by the peers, and says so line by line.
func (b *solverBench) each(ctx context.Context, book *bench.Book, s subject, peers []bench.Peer) ([]bench.Run, error) {
	tries := []bench.Peer{{Name: "smena"}}
	if s.instance > 0 {
		tries = append(tries, peers...)
	}
	var out []bench.Run
	for _, try := range tries {
		r := bench.Run{Problem: s.name, Method: try.Name, Seed: b.seed, Limit: b.limit(s), Workers: b.workers}
		known, ok := book.Find(r)
		if !ok {
			var err error
			if known, err = b.try(ctx, s, try); err != nil {
				return nil, err
			}
			if err := book.Add(known); err != nil {
				return nil, err
			}
		}
		known.Best = s.best
		fmt.Fprintln(b.Stdout, known.Line())
		out = append(out, known)
	}
	return out, nil
}

func (b *solverBench) limit(s subject) float64 { return cmp.Or(b.seconds, s.seconds) }

// try solves a subject once and has the evaluator judge the roster.
func (b *solverBench) try(ctx context.Context, s subject, peer bench.Peer) (r bench.Run, err error) {
	file := filepath.Join(b.out, fmt.Sprintf("%s.%s.txt", s.name, peer.Name))
	if peer.Name == "smena" {
		r, err = b.apart(ctx, s, file)
	} else {
		r, err = b.peer(ctx, s, peer, file)
	}
	if err != nil {
		return r, err
	}
	r.Problem, r.Limit, r.Best = s.name, b.limit(s), s.best
	if b.evaluator == "" || s.instance == 0 || r.Cost == nil {
		return r, nil
	}
	instance, err := b.public.File(s.instance)
	if err != nil {
		return r, err
	}
	r.Verdict, err = bench.Evaluate(ctx, b.evaluator, instance, file, *r.Cost, r.Hard)
	return r, err
}

func (b *solverBench) peer(ctx context.Context, s subject, p bench.Peer, file string) (bench.Run, error) {
	instance, err := b.public.File(s.instance)
	if err != nil {
		return bench.Run{}, err
	}
	problem, err := b.public.Read(s.instance)
	if err != nil {
		return bench.Run{}, err
	}
	return p.Measure(ctx, instance, file, problem, b.limit(s), b.workers, b.seed)
}

// apart measures in a process of its own, so that its memory is that of one run.
func (b *solverBench) apart(ctx context.Context, s subject, file string) (bench.Run, error) {
	if b.Self == "" {
		return b.measure(ctx, s, file)
	}
	cmd := exec.CommandContext(ctx, b.Self, "bench", "solver", b.public.Dir, "--one", s.name, "--roster", file,
		"--seconds", strconv.FormatFloat(b.limit(s), 'g', -1, 64), "--workers", strconv.Itoa(b.workers), "--seed", strconv.FormatUint(b.seed, 10))
	cmd.Stderr = b.Stderr
	out, err := cmd.Output()
	var r bench.Run
	switch {
	case ctx.Err() != nil:
		return r, ctx.Err()
	case err != nil:
		return r, roster.Errorf(roster.Internal, "%s: the process that measured it failed: %w", s.name, err)
	}
	return r, json.Unmarshal(out, &r)
}

// measureOne is the process that measures.
func (b *solverBench) measureOne(ctx context.Context) error {
	subjects, err := b.subjects(b.one)
	if err != nil {
		return err
	}
	r, err := b.measure(ctx, subjects[0], b.roster)
	if err != nil {
		return err
	}
	return json.NewEncoder(b.Stdout).Encode(r)
}

func (b *solverBench) measure(ctx context.Context, s subject, file string) (bench.Run, error) {
	teams, err := s.make()
	if err != nil {
		return bench.Run{}, err
	}
	limit := time.Duration(b.limit(s) * float64(time.Second))
	r, sols, err := bench.Measure(ctx, teams, solver.Options{Seed: b.seed, TimeLimit: limit, Workers: b.workers})
	if err != nil {
		return r, err
	}
	if ctx.Err() != nil {
		return r, ctx.Err() // the roster of half the time is no measurement
	}
	r.Problem, r.Memory = s.name, bench.Memory()
	if s.instance == 0 || file == "" {
		return r, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return r, err
	}
	defer f.Close()
	return r, curtois.WriteSolution(f, teams[0], sols[0].Duties)
}
