package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// AddSession begins a session of a user, and forgets those that are over.
func (t *Tx) AddSession(ctx context.Context, user int64, hash []byte, expires time.Time) error {
	if err := t.exec(ctx, `delete from session where expires < @now`, args{"now": t.Now}); err != nil {
		return err
	}
	if err := t.exec(ctx, `update account set failures = 0, locked_until = null where id = @user`, args{"user": user}); err != nil {
		return err
	}
	const sql = `insert into session (hash, account_id, created, expires) values (@hash, @user, @now, @expires)`
	if err := t.exec(ctx, sql, args{"hash": hash, "user": user, "now": t.Now, "expires": expires}); err != nil {
		return err
	}
	return t.note(ctx, 0, "session.create", user, nil, nil)
}

// EndSession ends a session.
func (t *Tx) EndSession(ctx context.Context, hash []byte) error {
	return t.exec(ctx, `delete from session where hash = @hash`, args{"hash": hash})
}

// BySession returns whose session it is. One statement and no transaction: it
// is asked with every request.
func (s *Store) BySession(ctx context.Context, hash []byte, now time.Time) (roster.User, error) {
	const sql = `
		select ` + userColumns + `
		  from session s
		  join account u on u.id = s.account_id
		  left join agent a on a.id = u.agent_id
		 where s.hash = @hash and s.expires > @now and not u.disabled`
	rows, err := s.pool.Query(ctx, sql, args{"hash": hash, "now": now})
	if err != nil {
		return roster.User{}, explain(err)
	}
	u, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[roster.User])
	return u, explain(found(err, "such session"))
}

// ByToken returns whose token it is, and its id. That it was used is noted once
// a minute.
func (s *Store) ByToken(ctx context.Context, hash []byte, now time.Time) (u roster.User, token int64, err error) {
	const sql = `
		select ` + userColumns + `, t.id, coalesce(t.used, timestamptz 'epoch')
		  from token t
		  join account u on u.id = t.account_id
		  left join agent a on a.id = u.agent_id
		 where t.hash = @hash and t.revoked is null and (t.expires is null or t.expires > @now) and not u.disabled`
	var used time.Time
	err = s.pool.QueryRow(ctx, sql, args{"hash": hash, "now": now}).Scan(
		&u.ID, &u.Email, &u.Name, &u.Roles, &u.Teams, &u.AgentTeam, &u.Agent, &u.Language, &u.Disabled, &u.Version, &u.Created, &token, &used)
	if err != nil {
		return u, 0, explain(found(err, "such token"))
	}
	if now.Sub(used) > time.Minute {
		_, err = s.pool.Exec(ctx, `update token set used = $2 where id = $1`, token, now)
	}
	return u, token, explain(err)
}

// SetSetup keeps the hash of the set-up link; an earlier one is forgotten.
func (t *Tx) SetSetup(ctx context.Context, hash []byte, expires time.Time) error {
	const sql = `
		insert into setup (hash, expires) values (@hash, @expires)
		on conflict (single) do update set hash = @hash, expires = @expires`
	return t.exec(ctx, sql, args{"hash": hash, "expires": expires})
}

// UseSetup uses the set-up link up. NotFound when it is wrong or too old.
func (t *Tx) UseSetup(ctx context.Context, hash []byte) error {
	var yes bool
	err := t.tx.QueryRow(ctx, `delete from setup where hash = $1 and expires > $2 returning true`, hash, t.Now).Scan(&yes)
	return found(err, "such set-up link; it may be used or too old, the server prints a new one when it starts")
}
