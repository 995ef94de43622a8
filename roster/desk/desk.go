package desk

import (
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
}

// New returns a desk on a store, with the clock and the randomness of the
// machine.
func New(store *postgres.Store) *Desk {
	return &Desk{
		Store: store, Now: time.Now, Random: rand.Reader, Log: slog.Default(),
		PasswordCost: bcrypt.DefaultCost, SessionFor: 14 * 24 * time.Hour,
	}
}

// Ready reports whether requests can be served: the database answers and has
// the newest migration.
func (d *Desk) Ready(ctx context.Context) error { return errNotBuilt }

var errNotBuilt = roster.Errorf(roster.Internal, "not built yet")

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
