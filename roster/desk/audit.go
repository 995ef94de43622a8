package desk

import (
	"context"

	"github.com/smena-org/smena/roster/postgres"
)

// AuditFilter chooses entries of the audit.
type AuditFilter struct {
	Team  int64  // 0 is every team, admins only
	What  string // "roster", "swap", …
	Thing string // an id
	Page
}

// Audit lists who changed what, newest first. Admins; planners for their teams.
func (d *Desk) Audit(ctx context.Context, f AuditFilter) ([]Entry, error) {
	what := seeAudit
	if f.Team == everyTeam {
		what = administer // users and tokens are in it, too
	}
	if _, err := allow(ctx, what, f.Team); err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Entry, error) {
		return tx.Entries(ctx, f.Team, f.What, f.Thing, f.Before, f.limit())
	})
	return none(all), err
}
