// Package postgres keeps everything of the service in PostgreSQL: a Store with
// one file a noun, the migrations, and a server of our own for machines that
// have none running (Start).
//
// A Store hands out transactions. Whatever changes something is a method of
// Tx and leaves an audit entry in the same transaction; methods compose, and
// who calls them decides what belongs together:
//
//	err := store.Write(ctx, postgres.By{Who: "ann@example.org", Now: now}, func(tx *postgres.Tx) error {
//		…
//	})
//
// The schema carries what it can (migration/*.sql): that published duties of
// one person never overlap is a constraint, whoever writes. Errors come back as
// roster.Error; explain is the only place that knows SQLSTATE codes.
package postgres
