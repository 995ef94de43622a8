package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
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

// note writes an entry: what a thing was before and is now, nil for not there.
// The action begins with the kind of thing, "roster.publish".
func (t *Tx) note(ctx context.Context, team int64, action string, thing, before, after any) error {
	const sql = `
		insert into audit (at, who, account_id, team_id, action, what, thing, before, after)
		values (@now, @who, nullif(@user::bigint, 0), nullif(@team::bigint, 0), @action, @what, @thing, @before, @after)`
	what, _, _ := strings.Cut(action, ".")
	old, err := marshal(before)
	if err != nil {
		return err
	}
	fresh, err := marshal(after)
	if err != nil {
		return err
	}
	return t.exec(ctx, sql, args{
		"now": t.Now, "who": t.Who, "user": t.By.User, "team": team,
		"action": action, "what": what, "thing": fmt.Sprint(thing), "before": old, "after": fresh,
	})
}

// marshal returns a value as JSON, nil for nil.
func marshal(v any) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}

// Entries lists the audit, newest first. Team 0, "" and before 0 choose all.
func (t *Tx) Entries(ctx context.Context, team int64, what, thing string, before int64, limit int) ([]Entry, error) {
	const sql = `
		select id, at, who, coalesce(team_id, 0), action, what, thing, before, after
		  from audit
		 where (@team::bigint = 0 or team_id = @team)
		   and (@what::text = '' or what = @what)
		   and (@thing::text = '' or thing = @thing)
		   and (@before::bigint = 0 or id < @before)
		 order by id desc
		 limit @limit`
	return list(ctx, t, sql, args{"team": team, "what": what, "thing": thing, "before": before, "limit": limit}, pgx.RowToStructByPos[Entry])
}
