package postgres

import (
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/plan"
)

// The states of a roster.
const (
	Draft     = "draft"     // never published
	Published = "published" // in force; its draft may have moved on, see Changed
	Locked    = "locked"    // paid; nothing may change any more
)

// Roster is a team's roster of a month: a draft, and once published the duties
// in force beside it.
type Roster struct {
	ID            int64      `json:"id"`
	Team          int64      `json:"team"`
	Month         plan.Month `json:"month"`
	State         string     `json:"state"`
	Version       int        `json:"version"`             // grows with every change of draft or publication
	Published     int        `json:"published,omitempty"` // the number of the publication in force, 0 for none
	Changed       bool       `json:"changed,omitempty"`   // the draft differs from what is published
	PolicyVersion int        `json:"policy_version"`
	Forecast      int64      `json:"forecast,omitempty"` // whose requirement it covers, 0 for none yet
	Seed          uint64     `json:"seed,omitempty"`
	Program       string     `json:"program,omitempty"`
	Created       time.Time  `json:"created"`
	Modified      time.Time  `json:"modified"`
}

// Duty is a stored duty.
type Duty struct {
	roster.Duty
	ID        int64
	Roster    int64
	Team      int64
	Published bool
	UID       string // of its calendar event
	Sequence  int
	Modified  time.Time
	Cancelled bool // was published and is no more
}

// Publication is one version of a roster that was published.
type Publication struct {
	Roster   int64         `json:"roster"`
	Number   int           `json:"number"`
	Version  int           `json:"version"` // of the roster
	Created  time.Time     `json:"created"`
	Author   string        `json:"author"`
	Reason   string        `json:"reason,omitempty"` // why hard breaches were accepted
	Hard     int           `json:"hard"`
	Cost     float64       `json:"cost"`
	Findings []law.Finding `json:"findings,omitempty"`
	Duties   []roster.Duty `json:"-"` // nil in lists
}
