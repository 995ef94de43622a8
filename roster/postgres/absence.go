package postgres

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// Absence is a span of days off that was asked for or granted.
type Absence struct {
	ID      int64       `json:"id"`
	Team    int64       `json:"team"`
	Agent   string      `json:"agent"`
	From    roster.Date `json:"from"`
	To      roster.Date `json:"to"` // half-open
	Kind    string      `json:"kind"`
	State   string      `json:"state"` // "requested", "approved", "declined" or "withdrawn"
	Note    string      `json:"note,omitempty"`
	Created time.Time   `json:"created"`
}
