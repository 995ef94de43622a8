package postgres

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// Wish is a request for or against a shift or a day off.
type Wish struct {
	ID      int64       `json:"id"`
	Team    int64       `json:"team"`
	Agent   string      `json:"agent"`
	Date    roster.Date `json:"date"`
	Shift   string      `json:"shift,omitempty"` // "" is any shift
	On      bool        `json:"on"`              // wants it; else wants it not
	Weight  int         `json:"weight"`          // 1 to 10
	Created time.Time   `json:"created"`
}

// Availability is a recurrence of times at which an agent can or cannot work.
type Availability struct {
	ID   int64 `json:"id"`
	Team int64 `json:"team"`
	roster.Availability
}

// Pin is a cell that the solver must leave as it is.
type Pin struct {
	Team int64 `json:"team"`
	roster.Pin
}
