package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
)

// database are the flags that say where everything is kept.
type database struct{ url, dir string }

func (d *database) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.url, "database-url", "", "PostgreSQL of your own, as postgres://user:password@host:5432/name (SMENA_DATABASE_URL)")
	cmd.Flags().StringVar(&d.dir, "data-dir", "", "folder of the PostgreSQL that smena runs itself (~/.local/share/smena; for root /var/lib/smena)")
}

// resolve fills in what was not given. Flags go before the environment.
func (a *app) resolve(d database) (database, error) {
	switch {
	case d.url != "" && d.dir != "":
		return d, roster.Errorf(roster.Invalid, "--database-url and --data-dir: give one of them")
	case d.dir == "":
		if d.url == "" {
			d.url = a.getenv("SMENA_DATABASE_URL")
		}
		d.dir = a.dataDir()
	}
	if d.url == "" && d.dir == "" {
		return d, missing("data-dir", "/var/lib/smena")
	}
	return d, nil
}

// dataDir is the data folder where none is named.
func (a *app) dataDir() string {
	if dir := a.getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "smena")
	}
	if os.Geteuid() == 0 {
		return "/var/lib/smena"
	}
	if home := a.getenv("HOME"); home != "" {
		return filepath.Join(home, ".local", "share", "smena")
	}
	return ""
}

// kept is an open database, and the server that runs it if that is ours.
type kept struct {
	store  *postgres.Store
	server *postgres.Server // nil for a database named by its URL
}

// openDatabase connects to the database, starting our own server when none was
// named, and brings its schema up to date.
func (a *app) openDatabase(ctx context.Context, d database, log *slog.Logger) (*kept, error) {
	k := new(kept)
	if d.url == "" {
		server, err := postgres.Start(ctx, d.dir, log)
		if err != nil {
			return nil, err
		}
		k.server, d.url = server, server.URL
	}
	if err := k.connect(ctx, d.url); err != nil {
		k.close(log)
		return nil, err
	}
	return k, nil
}

func (k *kept) connect(ctx context.Context, url string) error {
	store, err := postgres.Open(ctx, url)
	if err != nil {
		return err
	}
	k.store = store
	if err := answers(ctx, store, 15*time.Second); err != nil {
		return err
	}
	return store.Migrate(ctx)
}

// answers waits for a database that is only just starting, as after a reboot
// of the machine. One that refuses us is not asked twice.
func answers(ctx context.Context, store *postgres.Store, patience time.Duration) error {
	const cannotConnectNow = "57P03"
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err := store.Ping(ctx)
		if err == nil {
			return nil
		}
		if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code != cannotConnectNow {
			return roster.Errorf(roster.Invalid, "the database refuses: %s", pg.Message)
		}
		select {
		case <-ctx.Done():
			return roster.Errorf(roster.Internal, "the database does not answer: %w", err)
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// close lets go of the database and stops the server that is ours. It takes a
// few seconds at most.
func (k *kept) close(log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if k.store != nil {
		closed := make(chan struct{})
		go func() { k.store.Close(); close(closed) }() // waits for whoever holds a connection
		select {
		case <-closed:
		case <-time.After(time.Second):
		}
	}
	if k.server != nil {
		if err := k.server.Stop(ctx); err != nil {
			log.Error("the database was not stopped in good order; the next start will adopt it", "error", err)
		}
	}
}

// withDesk runs a short verb on the database as the program itself. With a data
// folder it shares the server that runs there, or runs one for as long as it
// takes.
func (a *app) withDesk(ctx context.Context, d database, f func(context.Context, *desk.Desk) error) error {
	d, err := a.resolve(d)
	if err != nil {
		return err
	}
	log := slog.New(slog.DiscardHandler)
	k, err := a.openDatabase(ctx, d, log)
	if err != nil {
		return err
	}
	defer k.close(log)
	return f(desk.System(ctx), a.newDesk(k.store, log))
}

func (a *app) newDesk(store *postgres.Store, log *slog.Logger) *desk.Desk {
	d := desk.New(store)
	d.Now, d.Log, d.Version = a.Now, log, version
	return d
}
