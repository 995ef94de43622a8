package postgres

import (
	"context"
	"errors"
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

// EndSession ends a session. It is an act of whoever it belonged to; that it was
// over already is no error.
func (t *Tx) EndSession(ctx context.Context, hash []byte) error {
	const sql = `
		with gone as (delete from session where hash = $1 returning account_id)
		select u.id, u.email from gone join account u on u.id = gone.account_id`
	err := t.tx.QueryRow(ctx, sql, hash).Scan(&t.By.User, &t.Who)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.note(ctx, 0, "session.end", t.By.User, nil, nil)
}

// RefuseSession keeps that somebody tried to sign in and why they could not.
// user is 0 for an address that nobody has. What was typed is not kept: it may
// be a password in the wrong field.
func (t *Tx) RefuseSession(ctx context.Context, user int64, why string) error {
	return t.note(ctx, 0, "session.refuse", user, nil, map[string]string{"why": why})
}

// Bearer is who a secret belongs to, and the state of what they see of their
// months: one statement and no transaction, since it is asked with every request.
type Bearer struct {
	roster.User
	Token int64 // 0 for a session
	Stamp Stamp // of the team whose agent the user is
}

const bearer = `
	select ` + userColumns + `, coalesce(m.revision, 0), coalesce(m.months, 0)`

const bearerOf = `
	  join account u on u.id = s.account_id and not u.disabled
	  left join agent a on a.id = u.agent_id
	  left join team m on m.id = a.team_id`

func (b *Bearer) columns(more ...any) []any {
	return append([]any{
		&b.ID, &b.Email, &b.Name, &b.Roles, &b.Teams, &b.AgentTeam, &b.Agent, &b.Language, &b.Disabled, &b.Version, &b.Created,
		&b.Stamp.Revision, &b.Stamp.Months,
	}, more...)
}

// BySession returns whose session it is.
func (s *Store) BySession(ctx context.Context, hash []byte, now time.Time) (b Bearer, err error) {
	const sql = bearer + ` from session s` + bearerOf + ` where s.hash = $1 and s.expires > $2`
	err = s.pool.QueryRow(ctx, sql, hash, now).Scan(b.columns()...)
	return b, explain(found(err, "such session"))
}

// ByToken returns whose token it is. That it was used is noted once a minute.
func (s *Store) ByToken(ctx context.Context, hash []byte, now time.Time) (b Bearer, err error) {
	const sql = bearer + `, s.id, coalesce(s.used, timestamptz 'epoch') from token s` + bearerOf + `
		 where s.hash = $1 and s.revoked is null and (s.expires is null or s.expires > $2)`
	var used time.Time
	err = s.pool.QueryRow(ctx, sql, hash, now).Scan(b.columns(&b.Token, &used)...)
	if err != nil {
		return b, explain(found(err, "such token"))
	}
	if now.Sub(used) > time.Minute {
		_, err = s.pool.Exec(ctx, `update token set used = $2 where id = $1`, b.Token, now)
	}
	return b, explain(err)
}

// SetSetup keeps the hash of the set-up link; an earlier one is forgotten.
func (t *Tx) SetSetup(ctx context.Context, hash []byte, expires time.Time) error {
	const sql = `
		insert into setup (hash, expires) values (@hash, @expires)
		on conflict (single) do update set hash = @hash, expires = @expires`
	if err := t.exec(ctx, sql, args{"hash": hash, "expires": expires}); err != nil {
		return err
	}
	return t.note(ctx, 0, "setup.create", "link", nil, map[string]time.Time{"expires": expires})
}

// UseSetup uses the set-up link up. NotFound when it is wrong or too old.
func (t *Tx) UseSetup(ctx context.Context, hash []byte) error {
	var yes bool
	err := t.tx.QueryRow(ctx, `delete from setup where hash = $1 and expires > $2 returning true`, hash, t.Now).Scan(&yes)
	if err != nil {
		return found(err, "such set-up link; it may be used or too old, the server prints a new one when it starts")
	}
	return t.note(ctx, 0, "setup.use", "link", nil, nil)
}
