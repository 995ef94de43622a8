package postgres

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// PayPeriod is a span of dates that is paid together.
type PayPeriod struct {
	ID       int64       `json:"id"`
	Team     int64       `json:"team"`
	From     roster.Date `json:"from"`
	To       roster.Date `json:"to"`    // half-open
	State    string      `json:"state"` // "open" or "locked"
	Version  int         `json:"version"`
	Created  time.Time   `json:"created"`
	Locked   time.Time   `json:"locked,omitzero"`
	LockedBy string      `json:"locked_by,omitempty"`
}

// Absent is the kind of an attendance that says: the duty was not worked.
const Absent roster.DutyKind = "absent"

// Attendance corrects what was planned: what somebody really worked on a date.
// Kind "ordinary" stands in the place of the date's duty, "absent" takes it
// away, and any other kind is work besides it.
type Attendance struct {
	ID      int64           `json:"id"`
	Team    int64           `json:"team"`
	Agent   string          `json:"agent"`
	Date    roster.Date     `json:"date"` // the date the duty starts on
	Kind    roster.DutyKind `json:"kind"`
	Span    roster.Span     `json:"span,omitzero"` // zero for "absent"
	Reason  string          `json:"reason"`
	Created time.Time       `json:"created"`
	Author  string          `json:"author"`
}
