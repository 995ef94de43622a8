package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
)

// environment is what the program sees of the machine it runs on. A test makes
// its own.
type environment struct {
	Stdout, Stderr io.Writer
	Terminal       bool // Stderr is one: a progress line may be rewritten
	Now            func() time.Time
	Getenv         func(string) string // nil: nothing is set
	Self           string              // the program's own file, to be run again; "" is none
}

func (e environment) getenv(name string) string {
	if e.Getenv == nil {
		return ""
	}
	return e.Getenv(name)
}

// run is the whole program without the operating system. It returns the exit code.
func run(ctx context.Context, env environment, args []string) int {
	a := &app{environment: env}
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil && !a.started && roster.KindOf(err) == roster.Internal {
		// Cobra found fault with the words of the command line.
		err = roster.Errorf(roster.Invalid, "%w; see %s --help", err, root.CommandPath())
	}
	a.complain(err)
	return exitCode(err)
}

// app is one call of the program.
type app struct {
	environment
	started bool // the command line made sense, and a verb was begun
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "smena",
		Short: "Plan the work of a support team",
		Long: `smena turns a support team's contact history into next month's roster: lawful,
fair, explained, and true until payroll has it.

  contact history ─► forecast ─► requirement ─► roster ─► pay lines
                     smena        smena staff    smena     smena pay
                     forecast                    solve

"smena plan" does all of it for a workspace, a folder of CSV and YAML files.
"smena serve" does it for many people at once, with pages and an API.

Exit codes: 0 fine, 1 failed, 2 misuse or bad input, 3 a hard rule is broken.`,
		Example: `  smena init --example budapest-24x7 demo
  smena plan demo --month 2026-12 --out demo/out`,
		SilenceUsage:     true,
		SilenceErrors:    true,
		PersistentPreRun: func(*cobra.Command, []string) { a.started = true },
	}
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.AddCommand(
		a.initCommand(), a.planCommand(),
		a.forecastCommand(), a.reviewCommand(), a.staffCommand(), a.solveCommand(), a.checkCommand(), a.payCommand(),
		a.explainCommand(), a.candidatesCommand(), a.repairCommand(), a.hireCommand(), a.compareCommand(),
		a.serveCommand(), a.workerCommand(), a.userCommand(), a.tokenCommand(),
		a.lawCommand(), a.schemaCommand(), a.benchCommand(), a.versionCommand(),
	)
	return root
}
