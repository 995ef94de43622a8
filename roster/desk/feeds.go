package desk

import (
	"context"
	"time"
)

// CreateFeed makes an address for the actor's calendar and returns its secret,
// the only time it can be seen: /calendar/{secret}.ics. Agents.
func (d *Desk) CreateFeed(ctx context.Context) (Feed, string, error) { return Feed{}, "", errNotBuilt }

// Feeds lists the actor's calendar addresses, newest first.
func (d *Desk) Feeds(ctx context.Context) ([]Feed, error) { return nil, errNotBuilt }

// RevokeFeed makes an address stop to work. The agent's own, or an admin.
func (d *Desk) RevokeFeed(ctx context.Context, id int64) error { return errNotBuilt }

// Calendar is a calendar feed.
type Calendar struct {
	ICS      []byte // RFC 5545, CRLF
	ETag     string // a strong one, quotes included
	Modified time.Time
}

// Calendar returns the published duties behind a secret address, no actor
// needed. NotFound when it is unknown or revoked.
func (d *Desk) Calendar(ctx context.Context, secret string) (Calendar, error) {
	return Calendar{}, errNotBuilt
}
