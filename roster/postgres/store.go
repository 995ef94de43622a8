package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/smena-org/smena/roster"
)

// Store is everything that is kept. Make one with Open.
type Store struct {
	pool *pgxpool.Pool
}

// Open connects to a database by its URL. Call Migrate before the first use.
func Open(ctx context.Context, url string) (*Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "the database URL cannot be read; write it as postgres://user:password@host:5432/name")
	}
	config.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		learn(c.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return &Store{pool}, nil
}

// Close ends all connections.
func (s *Store) Close() { s.pool.Close() }

// Pool is the connections of the store, for libraries that need them.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.pool.Ping(ctx) }

// By says who changes something, and when.
type By struct {
	Who  string // e-mail address, or "system"
	User int64  // 0 for the program itself
	Now  time.Time
}

// Tx is a transaction. Its clock stands still.
type Tx struct {
	tx pgx.Tx
	By
}

// Write runs f in a transaction that is committed when f returns nil. What f
// does may be undone and tried anew when it got in another's way.
func (s *Store) Write(ctx context.Context, by By, f func(*Tx) error) error {
	var err error
	for range 3 {
		err = pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{}, func(tx pgx.Tx) error { return f(&Tx{tx, by}) })
		if !passing(err) {
			break
		}
	}
	return explain(err)
}

// Read runs f in a transaction that sees one state of things throughout, and
// can change nothing.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	o := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return explain(pgx.BeginTxFunc(ctx, s.pool, o, func(tx pgx.Tx) error { return f(&Tx{tx: tx}) }))
}

// args are the named arguments of a statement: an unknown name is an error,
// and so is a missing one.
type args = pgx.StrictNamedArgs

// exec runs a statement that changes something.
func (t *Tx) exec(ctx context.Context, sql string, a args) error {
	_, err := t.tx.Exec(ctx, sql, a)
	return err
}

// one returns the only row of a query as a T; pgx.ErrNoRows if there is none.
func one[T any](ctx context.Context, t *Tx, sql string, a args, scan pgx.RowToFunc[T]) (T, error) {
	rows, err := t.tx.Query(ctx, sql, a)
	if err != nil {
		var zero T
		return zero, err
	}
	return pgx.CollectExactlyOneRow(rows, scan)
}

// list returns the rows of a query.
func list[T any](ctx context.Context, t *Tx, sql string, a args, scan pgx.RowToFunc[T]) ([]T, error) {
	rows, err := t.tx.Query(ctx, sql, a)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}

// learn teaches a connection our types: instants come back in UTC, and a
// roster.Date is a date, 0 being null.
func learn(m *pgtype.Map) {
	m.RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
	element, _ := m.TypeForOID(pgtype.TimestamptzOID)
	m.RegisterType(&pgtype.Type{Name: "tstzrange", OID: pgtype.TstzrangeOID, Codec: &pgtype.RangeCodec{ElementType: element}})
	m.TryWrapEncodePlanFuncs = append([]pgtype.TryWrapEncodePlanFunc{wrapDateEncode}, m.TryWrapEncodePlanFuncs...)
	m.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{wrapDateScan}, m.TryWrapScanPlanFuncs...)
}

// instant returns a time as an argument: null when it is zero.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// when returns the time of a column that may be null.
func when(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// between returns a half-open range of instants.
func between(s roster.Span) pgtype.Range[pgtype.Timestamptz] {
	bound := func(t time.Time) pgtype.Timestamptz { return pgtype.Timestamptz{Time: t, Valid: true} }
	return pgtype.Range[pgtype.Timestamptz]{
		Lower: bound(s.Start), Upper: bound(s.End),
		LowerType: pgtype.Inclusive, UpperType: pgtype.Exclusive, Valid: true,
	}
}
