package postgres

import "time"

// Token is a bearer token of a user. The secret itself is not stored.
type Token struct {
	ID      int64     `json:"id"`
	User    int64     `json:"user"`
	Name    string    `json:"name"` // what it is for
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero: never
	Used    time.Time `json:"used,omitzero"`    // the last time, to the minute
	Revoked time.Time `json:"revoked,omitzero"`
}

// Feed is the address of an agent's calendar. The secret itself is not stored.
type Feed struct {
	ID      int64     `json:"id"`
	Team    int64     `json:"team"`
	Agent   string    `json:"agent"`
	Created time.Time `json:"created"`
	Revoked time.Time `json:"revoked,omitzero"`
}
