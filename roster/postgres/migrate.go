package postgres

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/smena-org/smena/roster"
)

//go:embed migration/*.sql
var migrations embed.FS

// oldest is the oldest PostgreSQL we are tested with, as server_version_num.
const oldest = 140000

// migrationLock is the key of the advisory lock that one migrating process holds.
const migrationLock = 0x736d656e61 // "smena"

// Migrate brings the schema up to date. Of several processes that start at
// once one migrates, and the others wait for it.
func (s *Store) Migrate(ctx context.Context) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	var version int
	if err := conn.QueryRow(ctx, `select current_setting('server_version_num')::int`).Scan(&version); err != nil {
		return err
	}
	if version < oldest {
		return roster.Errorf(roster.Invalid, "this is PostgreSQL %d; version %d or newer is needed", version/10000, oldest/10000)
	}
	if _, err := conn.Exec(ctx, `select pg_advisory_lock($1)`, migrationLock); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), `select pg_advisory_unlock($1)`, migrationLock)
	return s.migrate(ctx)
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migration")
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(s.pool)
	defer db.Close()
	ours, err := goose.NewProvider(goose.DialectPostgres, db, files)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := ours.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	rivers, err := rivermigrate.New(riverpgxv5.New(s.pool), nil)
	if err != nil {
		return fmt.Errorf("migrations of the job queue: %w", err)
	}
	if _, err := rivers.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	return nil
}

// newest is the number of our last migration.
func newest() (n int64) {
	names, _ := fs.Glob(migrations, "migration/*.sql")
	return int64(len(names))
}

// Current reports whether the schema has our newest migration.
func (s *Store) Current(ctx context.Context) (bool, error) {
	var at int64
	err := s.pool.QueryRow(ctx, `select max(version_id) from goose_db_version where is_applied`).Scan(&at)
	if err != nil {
		return false, err
	}
	return at >= newest(), nil
}

// SchemaHash tells schemas apart: it changes with every migration, ours or the
// job queue's.
func SchemaHash() string {
	h := sha256.New()
	names, _ := fs.Glob(migrations, "migration/*.sql")
	for _, n := range names {
		text, _ := migrations.ReadFile(n)
		h.Write(text)
	}
	rivers, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err == nil {
		for _, m := range rivers.AllVersions() {
			fmt.Fprintf(h, "%d %s", m.Version, m.Name)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
