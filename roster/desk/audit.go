package desk

import "context"

// AuditFilter chooses entries of the audit.
type AuditFilter struct {
	Team  int64  // 0 is every team, admins only
	What  string // "roster", "swap", …
	Thing string // an id
	Page
}

// Audit lists who changed what, newest first. Admins; planners for their teams.
func (d *Desk) Audit(ctx context.Context, f AuditFilter) ([]Entry, error) { return nil, errNotBuilt }
