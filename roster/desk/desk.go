package desk

import (
	"cmp"
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Desk does what people ask for. Make one with New; the fields may be set
// before it is used, and not after.
type Desk struct {
	Store        *postgres.Store
	Now          func() time.Time
	Random       io.Reader // of secrets
	Log          *slog.Logger
	Version      string // of the program; kept with rosters and forecasts
	PasswordCost int    // of bcrypt
	SessionFor   time.Duration

	definitions definitions
	months      months
	drafts      seen[*draft]
	problems    seen[*problem]
	queue       queue
	searching   chan struct{} // held by the search that a request waits for
}

// New returns a desk on a store, with the clock and the randomness of the
// machine.
func New(store *postgres.Store) *Desk {
	return &Desk{
		Store: store, Now: time.Now, Random: rand.Reader, Log: slog.Default(),
		PasswordCost: bcrypt.DefaultCost, SessionFor: 14 * 24 * time.Hour, searching: make(chan struct{}, 1),
	}
}

// Ready reports whether requests can be served: the database answers and has
// the newest migration.
func (d *Desk) Ready(ctx context.Context) error {
	current, err := d.Store.Current(ctx)
	switch {
	case err != nil:
		return err
	case !current:
		return roster.Errorf(roster.Conflict, "the database lacks a migration; start the service once with this program")
	}
	return nil
}

// by says who changes something, and when.
type by = postgres.By

// write runs f in a transaction on behalf of an actor.
func (d *Desk) write(ctx context.Context, a Actor, f func(*postgres.Tx) error) error {
	return d.Store.Write(ctx, d.by(a), f)
}

// read returns what f reads in one state of things.
func read[T any](ctx context.Context, d *Desk, f func(*postgres.Tx) (T, error)) (T, error) {
	var out T
	err := d.Store.Read(ctx, func(tx *postgres.Tx) (err error) {
		out, err = f(tx)
		return err
	})
	return out, err
}

// listOf reads a list of a team's things. Where there are none there may be no
// team: who may see all of them is told so.
func listOf[T any](ctx context.Context, d *Desk, team int64, f func(*postgres.Tx) ([]T, error)) ([]T, error) {
	return read(ctx, d, func(tx *postgres.Tx) ([]T, error) {
		all, err := f(tx)
		if err == nil && len(all) == 0 {
			_, err = tx.Team(ctx, team)
		}
		return none(all), err
	})
}

// limit returns how many of a list to give.
func (p Page) limit() int { return min(max(cmp.Or(p.Limit, 50), 1), 500) }

// none makes a list that is never nil, for JSON and templates.
func none[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// What is stored, as the desk hands it out.
type (
	User          = roster.User
	Team          = postgres.Team
	PolicyVersion = postgres.PolicyVersion
	Agent         = postgres.Agent
	Absence       = postgres.Absence
	Wish          = postgres.Wish
	Availability  = postgres.Availability
	Pin           = postgres.Pin
	Forecast      = postgres.Forecast
	HistorySpan   = postgres.HistorySpan
	HistoryPoint  = postgres.HistoryPoint
	Roster        = postgres.Roster
	Duty          = postgres.Duty
	Publication   = postgres.Publication
	Swap          = roster.Swap
	PayPeriod     = postgres.PayPeriod
	Attendance    = postgres.Attendance
	Token         = postgres.Token
	Feed          = postgres.Feed
	Job           = postgres.Job
	Schedule      = postgres.Schedule
	Entry         = postgres.Entry
)

// Page asks for part of a list. Lists come newest first; Before is the id of
// the last one already seen, 0 for the beginning.
type Page struct {
	Before int64
	Limit  int // 0 is 50; at most 500
}
