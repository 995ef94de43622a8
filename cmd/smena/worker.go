package main

import (
	"context"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
)

// work are the flags of a process that takes jobs.
type work struct{ jobs, threads int }

func (w *work) register(cmd *cobra.Command, jobs int, word string) {
	cmd.Flags().IntVar(&w.jobs, word, jobs, "background jobs at a time")
	cmd.Flags().IntVar(&w.threads, "threads", 0, "threads of one solve; 0 is one a core")
}

func (w work) options(word string, least int) (desk.WorkerOptions, error) {
	switch {
	case w.jobs < least:
		return desk.WorkerOptions{}, roster.Errorf(roster.Invalid, "--%s %d: write at least %d", word, w.jobs, least)
	case w.threads < 0:
		return desk.WorkerOptions{}, roster.Errorf(roster.Invalid, "--threads %d: negative; write how many threads, or 0 for one a core", w.threads)
	}
	return desk.WorkerOptions{Jobs: w.jobs, Threads: w.threads}, nil
}

func (a *app) workerCommand() *cobra.Command {
	var d database
	var w work
	cmd := &cobra.Command{
		Use:   "worker [--database-url URL | --data-dir DIR]",
		Short: "Take background jobs from another process",
		Long: `Forecast and solve for a service that runs elsewhere, on this machine or on
another. Any number of workers share the jobs; what a worker that died had
begun is taken over by another within a minute. Ctrl-C finishes or hands back
running jobs within ten seconds; a second one quits at once.`,
		Example: `  smena worker --database-url postgres://smena:secret@db:5432/smena
  smena worker --data-dir /var/lib/smena --jobs 2`,
		Args: words(),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.worker(cmd.Context(), d, w) },
	}
	d.register(cmd)
	w.register(cmd, 1, "jobs")
	return cmd
}

func (a *app) worker(ctx context.Context, d database, w work) error {
	options, err := w.options("jobs", 1)
	if err != nil {
		return err
	}
	if d, err = a.resolve(d); err != nil {
		return err
	}
	if d.url == "" {
		// A worker that ran the server would take it away from others when it stops.
		if d.url, err = postgres.Locate(ctx, d.dir); err != nil {
			return err
		}
	}
	log := a.logger()
	k := new(kept)
	defer k.close(log)
	if err := k.connect(ctx, d.url); err != nil {
		return err
	}
	log.Info("taking jobs", "jobs", options.Jobs)
	return over(ctx, a.newDesk(k.store, log).Work(ctx, options))
}

// over is nil for work that ended because it was asked to.
func over(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (a *app) logger() *slog.Logger { return slog.New(slog.NewTextHandler(a.Stderr, nil)) }
