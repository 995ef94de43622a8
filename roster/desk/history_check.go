package desk

import (
	"context"
	"io"

	"github.com/smena-org/smena/roster/postgres"
)

// CheckHistory reads a file as ImportHistory does, with the same faults, and
// changes nothing. Points are those that an import would write.
func (d *Desk) CheckHistory(ctx context.Context, team int64, name string, r io.Reader) (ImportedHistory, error) {
	if _, err := allow(ctx, setUp, team); err != nil {
		return ImportedHistory{}, err
	}
	v, err := read(ctx, d, func(tx *postgres.Tx) (TeamView, error) { return d.team(ctx, tx, team) })
	if err != nil {
		return ImportedHistory{}, err
	}
	series, faults := readHistory(v.Definition, name, r)
	if err := faults.Err(); err != nil {
		return ImportedHistory{}, err
	}
	out := ImportedHistory{Warnings: faults.Warnings()}
	for _, s := range series {
		out.Points += len(s.Points)
	}
	out.Queues, err = read(ctx, d, func(tx *postgres.Tx) ([]HistorySpan, error) { return tx.HistorySpans(ctx, team) })
	return out, err
}
