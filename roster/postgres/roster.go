package postgres

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
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

const rosterColumns = `
	id, team_id, from_date, to_date, state, version, coalesce(published, 0), changed, policy_version,
	coalesce(forecast_id, 0), seed::text, program, created, modified`

func scanRoster(row pgx.CollectableRow) (r Roster, err error) {
	var seed string
	err = row.Scan(&r.ID, &r.Team, &r.Month.From, &r.Month.To, &r.State, &r.Version, &r.Published, &r.Changed, &r.PolicyVersion,
		&r.Forecast, &seed, &r.Program, &r.Created, &r.Modified)
	if err == nil {
		r.Seed, err = strconv.ParseUint(seed, 10, 64)
	}
	return r, err
}

// Rosters lists a team's rosters, the newest month first.
func (t *Tx) Rosters(ctx context.Context, team int64) ([]Roster, error) {
	return list(ctx, t, `select `+rosterColumns+` from roster where team_id = @team order by from_date desc`, args{"team": team}, scanRoster)
}

// Roster returns one roster's head.
func (t *Tx) Roster(ctx context.Context, id int64) (Roster, error) {
	r, err := one(ctx, t, `select `+rosterColumns+` from roster where id = @id`, args{"id": id}, scanRoster)
	return r, found(err, "roster %d", id)
}

// LockRoster returns one roster's head, and keeps others from changing it
// until the transaction ends.
func (t *Tx) LockRoster(ctx context.Context, id int64) (Roster, error) {
	r, err := one(ctx, t, `select `+rosterColumns+` from roster where id = @id for update`, args{"id": id}, scanRoster)
	return r, found(err, "roster %d", id)
}

// HoldRosters keeps others from changing a team's rosters of dates in [from, to)
// until the transaction ends. All take them in one order, so that nobody waits
// in a ring.
func (t *Tx) HoldRosters(ctx context.Context, team int64, from, to roster.Date) error {
	const sql = `
		select id from roster
		 where team_id = @team and daterange(from_date, to_date) && daterange(@from, @to)
		 order by from_date
		   for update`
	_, err := list(ctx, t, sql, args{"team": team, "from": from, "to": to}, pgx.RowTo[int64])
	return err
}

// RosterOf returns the head of the roster that holds a date.
func (t *Tx) RosterOf(ctx context.Context, team int64, date roster.Date) (Roster, error) {
	const sql = `select ` + rosterColumns + ` from roster where team_id = @team and daterange(from_date, to_date) @> @date::date`
	r, err := one(ctx, t, sql, args{"team": team, "date": date}, scanRoster)
	return r, found(err, "roster for %s", date)
}

// CreateRoster begins an empty draft.
func (t *Tx) CreateRoster(ctx context.Context, team int64, month plan.Month, policyVersion int) (Roster, error) {
	const sql = `
		insert into roster (team_id, from_date, to_date, policy_version, created, modified)
		values (@team, @from, @to, @policy, @now, @now)
		returning ` + rosterColumns
	r, err := one(ctx, t, sql, args{"team": team, "from": month.From, "to": month.To, "policy": policyVersion, "now": t.Now}, scanRoster)
	if err != nil {
		return r, err
	}
	return r, t.note(ctx, team, "roster.create", r.ID, nil, r)
}

// Made says what a draft was made from.
type Made struct {
	PolicyVersion int
	Forecast      int64
	Seed          uint64
	Program       string
}

// SetDraft replaces all duties of a draft. It is a Conflict when version is
// not the newest.
func (t *Tx) SetDraft(ctx context.Context, id int64, version int, duties []roster.Duty, made Made) (Roster, error) {
	before, err := t.LockRoster(ctx, id)
	if err != nil {
		return before, err
	}
	if err := t.exec(ctx, `delete from duty where roster_id = @id and not published`, args{"id": id}); err != nil {
		return before, err
	}
	if err := t.insertDuties(ctx, before, duties, false); err != nil {
		return before, err
	}
	const sql = `
		update roster
		   set version = version + 1, changed = (published is not null), modified = @now,
		       policy_version = @policy, forecast_id = coalesce(nullif(@forecast::bigint, 0), forecast_id), seed = @seed::numeric, program = @program
		 where id = @id and version = @version and state <> 'locked'
		returning ` + rosterColumns
	after, err := one(ctx, t, sql, args{
		"id": id, "version": version, "now": t.Now, "policy": made.PolicyVersion, "forecast": made.Forecast,
		"seed": strconv.FormatUint(made.Seed, 10), "program": made.Program,
	}, scanRoster)
	if err != nil {
		return after, moved(err, "roster")
	}
	return after, t.note(ctx, before.Team, "roster.draft", id, before, after)
}

// Unchanged keeps that a draft is what is published.
func (t *Tx) Unchanged(ctx context.Context, r Roster) (Roster, error) {
	err := t.exec(ctx, `update roster set changed = false where id = @id`, args{"id": r.ID})
	r.Changed = false
	return r, err
}

// CellChange is what one agent does on one date from now on.
type CellChange struct {
	Agent string       `json:"agent"`
	Date  roster.Date  `json:"date"`
	Duty  *roster.Duty `json:"duty"` // nil is a day off
	Why   string       `json:"why,omitempty"`
}

// SetCell changes a cell of the draft.
func (t *Tx) SetCell(ctx context.Context, r Roster, version int, c CellChange) (Roster, error) {
	before, err := t.cell(ctx, r, c.Agent, c.Date, false)
	if err != nil {
		return r, err
	}
	if err := t.setCell(ctx, r, c, false); err != nil {
		return r, err
	}
	after, err := t.bump(ctx, r.ID, version, r.Published > 0)
	if err != nil {
		return r, err
	}
	return after, t.note(ctx, r.Team, "roster.cell", r.ID, CellChange{Agent: c.Agent, Date: c.Date, Duty: before}, c)
}

// bump counts a roster's version up.
func (t *Tx) bump(ctx context.Context, id int64, version int, changed bool) (Roster, error) {
	const sql = `
		update roster
		   set version = version + 1, changed = @changed, modified = @now
		 where id = @id and version = @version and state <> 'locked'
		returning ` + rosterColumns
	r, err := one(ctx, t, sql, args{"id": id, "version": version, "changed": changed, "now": t.Now}, scanRoster)
	return r, moved(err, "roster")
}

// SwapCells changes cells of what is published, and of the draft with them.
// The cells may cross: that nobody has two duties at once is asked at the end.
func (t *Tx) SwapCells(ctx context.Context, r Roster, why string, cells []CellChange) (Roster, error) {
	if err := t.deferOverlaps(ctx); err != nil {
		return r, err
	}
	var before []CellChange
	for _, c := range cells {
		old, err := t.cell(ctx, r, c.Agent, c.Date, true)
		if err != nil {
			return r, err
		}
		before = append(before, CellChange{Agent: c.Agent, Date: c.Date, Duty: old})
	}
	for _, published := range []bool{true, false} {
		for _, c := range cells {
			if err := t.setCell(ctx, r, c, published); err != nil {
				return r, err
			}
		}
	}
	after, err := t.bump(ctx, r.ID, r.Version, r.Changed)
	if err != nil {
		return r, err
	}
	if err := t.touchMonths(ctx, r.Team); err != nil {
		return after, err
	}
	return after, t.note(ctx, r.Team, "roster.swap", r.ID, before, map[string]any{"cells": cells, "why": why})
}

func (t *Tx) deferOverlaps(ctx context.Context) error {
	_, err := t.tx.Exec(ctx, `set constraints duties_do_not_overlap, one_duty_a_day deferred`)
	return err
}

// DraftStamp tells two states of a draft and of whatever a check of it reads
// apart.
type DraftStamp struct {
	Team    int64
	Version int    // of the roster
	Around  string // of all else: the team, its people, the forecast, what was published before
}

func (s DraftStamp) String() string { return strconv.Itoa(s.Version) + "/" + s.Around }

// A plan looks back two months; what is published there changes with the
// versions of these rosters.
const draftStamp = `
	select r.team_id, r.version,
	       format('%s/%s/%s/%s', t.revision, t.swap_approval, coalesce(r.forecast_id, 0),
	              (select sum(p.version) from roster p
	                where p.team_id = r.team_id and p.published is not null and p.from_date < r.from_date and p.to_date > r.from_date - 62))`

const draftOf = `
	  from roster r
	  join team t on t.id = r.team_id
	 where r.id = @id`

// DraftStamp returns the stamp of a draft as it is now. It is asked with every
// look at it, and so one statement without a transaction.
func (s *Store) DraftStamp(ctx context.Context, id int64) (DraftStamp, error) {
	rows, err := s.pool.Query(ctx, draftStamp+draftOf, args{"id": id})
	if err != nil {
		return DraftStamp{}, explain(err)
	}
	out, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[DraftStamp])
	return out, explain(found(err, "roster %d", id))
}

// Assessment returns the stored check of a draft, as JSON, what it was made
// from, and the stamp of what the transaction sees.
func (t *Tx) Assessment(ctx context.Context, id int64) (stored []byte, of string, now DraftStamp, err error) {
	const sql = draftStamp + `, r.assessment, coalesce(r.assessed, '')` + draftOf
	err = t.tx.QueryRow(ctx, sql, args{"id": id}).Scan(&now.Team, &now.Version, &now.Around, &stored, &of)
	return stored, of, now, found(err, "roster %d", id)
}

// DraftStamp returns the stamp of what the transaction sees.
func (t *Tx) DraftStamp(ctx context.Context, id int64) (DraftStamp, error) {
	s, err := one(ctx, t, draftStamp+draftOf, args{"id": id}, pgx.RowToStructByPos[DraftStamp])
	return s, found(err, "roster %d", id)
}

// KeepAssessment stores the check of a draft. It says nothing new, and so
// leaves no entry in the audit.
func (t *Tx) KeepAssessment(ctx context.Context, id int64, stamp string, assessment []byte) error {
	return t.exec(ctx, `update roster set assessment = @a, assessed = @stamp where id = @id`, args{"id": id, "a": assessment, "stamp": stamp})
}

// LockRosters locks the published rosters that lie within [from, to).
func (t *Tx) LockRosters(ctx context.Context, team int64, from, to roster.Date) error {
	const sql = `
		update roster set state = 'locked', version = version + 1, modified = @now
		 where team_id = @team and state = 'published' and from_date >= @from and to_date <= @to
		returning ` + rosterColumns
	locked, err := list(ctx, t, sql, args{"team": team, "from": from, "to": to, "now": t.Now}, scanRoster)
	if err != nil {
		return err
	}
	for _, r := range locked {
		if err := t.note(ctx, team, "roster.lock", r.ID, nil, r); err != nil {
			return err
		}
	}
	return nil
}
