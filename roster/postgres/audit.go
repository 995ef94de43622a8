package postgres

import (
	"encoding/json"
	"time"
)

// Entry is one line of the audit: who did what to which thing, and when.
type Entry struct {
	ID     int64           `json:"id"`
	At     time.Time       `json:"at"`
	Who    string          `json:"who"` // e-mail address, or "system"
	Team   int64           `json:"team,omitempty"`
	Action string          `json:"action"` // "roster.publish"
	What   string          `json:"what"`   // "roster"
	Thing  string          `json:"thing"`  // its id
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}
