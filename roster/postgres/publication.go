package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

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

// Publish puts the draft in force. It is a Conflict when version is not the
// newest, or when somebody would have two duties at once.
func (t *Tx) Publish(ctx context.Context, id int64, version int, p Publication) (Roster, Publication, error) {
	before, err := t.LockRoster(ctx, id)
	if err != nil {
		return before, p, err
	}
	if err := t.deferOverlaps(ctx); err != nil {
		return before, p, err
	}
	if err := t.putInForce(ctx, id); err != nil {
		return before, p, err
	}
	const sql = `
		update roster
		   set version = version + 1, changed = false, state = 'published', published = coalesce(published, 0) + 1, modified = @now
		 where id = @id and version = @version and state <> 'locked'
		returning ` + rosterColumns
	after, err := one(ctx, t, sql, args{"id": id, "version": version, "now": t.Now}, scanRoster)
	if err != nil {
		return after, p, moved(err, "roster")
	}
	p.Roster, p.Number, p.Version, p.Created, p.Author = id, after.Published, after.Version, t.Now, t.Who
	if err := t.addPublication(ctx, p); err != nil {
		return after, p, err
	}
	// Now rather than at the end, where the error would have lost its place.
	if _, err := t.tx.Exec(ctx, `set constraints all immediate`); err != nil {
		return after, p, err
	}
	if err := t.touchMonths(ctx, after.Team); err != nil {
		return after, p, err
	}
	return after, p, t.note(ctx, after.Team, "roster.publish", id, before, map[string]any{"roster": after, "publication": p})
}

// putInForce makes the published duties equal to the draft's. What stays the
// same is not touched, so that calendars are not either.
func (t *Tx) putInForce(ctx context.Context, id int64) error {
	const cancel = `
		with gone as (
			delete from duty p
			 where p.roster_id = @id and p.published
			   and not exists (select from duty d where d.roster_id = @id and not d.published and d.agent_id = p.agent_id and d.date = p.date)
			returning *
		)
		insert into duty_cancelled (uid, agent_id, date, shift, during, sequence, modified)
		select uid, agent_id, date, shift, during, sequence + 1, @now from gone`
	const change = `
		update duty p
		   set shift = d.shift, kind = d.kind, during = d.during, breaks = d.breaks, sequence = p.sequence + 1, modified = @now
		  from duty d
		 where p.roster_id = @id and p.published
		   and d.roster_id = @id and not d.published and d.agent_id = p.agent_id and d.date = p.date
		   and (d.shift, d.kind, d.during, d.breaks) is distinct from (p.shift, p.kind, p.during, p.breaks)`
	const add = `
		insert into duty (roster_id, team_id, agent_id, date, shift, kind, during, breaks, published, modified)
		select roster_id, team_id, agent_id, date, shift, kind, during, breaks, true, @now
		  from duty d
		 where d.roster_id = @id and not d.published
		   and not exists (select from duty p where p.roster_id = @id and p.published and p.agent_id = d.agent_id and p.date = d.date)`
	for _, sql := range []string{cancel, change, add} {
		if err := t.exec(ctx, sql, args{"id": id, "now": t.Now}); err != nil {
			return err
		}
	}
	return t.revive(ctx, id)
}

func (t *Tx) addPublication(ctx context.Context, p Publication) error {
	duties, err := json.Marshal(p.Duties)
	if err != nil {
		return err
	}
	if p.Findings == nil {
		p.Findings = []law.Finding{}
	}
	findings, err := json.Marshal(p.Findings)
	if err != nil {
		return err
	}
	const sql = `
		insert into publication (roster_id, number, version, created, author, reason, duties, hard, cost, findings)
		values (@roster, @number, @version, @created, @author, @reason, @duties, @hard, @cost, @findings)`
	return t.exec(ctx, sql, args{
		"roster": p.Roster, "number": p.Number, "version": p.Version, "created": p.Created, "author": p.Author,
		"reason": p.Reason, "duties": duties, "hard": p.Hard, "cost": p.Cost, "findings": findings,
	})
}

// Publications lists what was published, newest first, without duties.
func (t *Tx) Publications(ctx context.Context, id int64) ([]Publication, error) {
	const sql = `
		select roster_id, number, version, created, author, reason, hard, cost, findings, null::jsonb
		  from publication
		 where roster_id = @id
		 order by number desc`
	return list(ctx, t, sql, args{"id": id}, pgx.RowToStructByPos[Publication])
}

// Publication returns one of a roster's publications.
func (t *Tx) Publication(ctx context.Context, id int64, number int) (Publication, error) {
	const sql = `
		select roster_id, number, version, created, author, reason, hard, cost, findings, duties
		  from publication
		 where roster_id = @id and number = @number`
	p, err := one(ctx, t, sql, args{"id": id, "number": number}, pgx.RowToStructByPos[Publication])
	return p, found(err, "publication %d of roster %d", number, id)
}
