package postgres

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// Team is a team as it is stored. Its definition is text in the form of
// team.yaml, in versions.
type Team struct {
	ID            int64     `json:"id"`
	Name          string    `json:"name"`
	Zone          string    `json:"zone"` // IANA
	PolicyVersion int       `json:"policy_version"`
	SwapApproval  string    `json:"swap_approval"` // "auto" or "lead"
	Revision      int64     `json:"revision"`      // grows with whatever a check of a roster reads
	Created       time.Time `json:"created"`
}

// PolicyVersion is one version of a team's definition.
type PolicyVersion struct {
	Team    int64     `json:"team"`
	Version int       `json:"version"`
	Source  string    `json:"source"` // team.yaml
	Created time.Time `json:"created"`
	Author  string    `json:"author"`
}

// Agent is an agent of a team as it is stored.
type Agent struct {
	roster.Agent
	Row     int64 // the id of the row
	Team    int64
	Version int
}
