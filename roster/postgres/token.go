package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

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

const tokenColumns = `id, account_id, name, created, expires, used, revoked`

func scanToken(row pgx.CollectableRow) (k Token, err error) {
	var expires, used, revoked *time.Time
	err = row.Scan(&k.ID, &k.User, &k.Name, &k.Created, &expires, &used, &revoked)
	k.Expires, k.Used, k.Revoked = when(expires), when(used), when(revoked)
	return k, err
}

// AddToken keeps a token by the hash of its secret.
func (t *Tx) AddToken(ctx context.Context, k Token, hash []byte) (Token, error) {
	const sql = `
		insert into token (account_id, name, hash, created, expires) values (@user, @name, @hash, @now, @expires)
		returning ` + tokenColumns
	k, err := one(ctx, t, sql, args{"user": k.User, "name": k.Name, "hash": hash, "now": t.Now, "expires": instant(k.Expires)}, scanToken)
	if err != nil {
		return k, err
	}
	return k, t.note(ctx, 0, "token.create", k.ID, nil, k)
}

// Tokens lists a user's tokens, newest first.
func (t *Tx) Tokens(ctx context.Context, user int64) ([]Token, error) {
	return list(ctx, t, `select `+tokenColumns+` from token where account_id = @user order by id desc`, args{"user": user}, scanToken)
}

// Token returns one token.
func (t *Tx) Token(ctx context.Context, id int64) (Token, error) {
	k, err := one(ctx, t, `select `+tokenColumns+` from token where id = @id`, args{"id": id}, scanToken)
	return k, found(err, "token %d", id)
}

// RevokeToken makes a token stop to work.
func (t *Tx) RevokeToken(ctx context.Context, before Token) error {
	const sql = `update token set revoked = coalesce(revoked, @now) where id = @id returning ` + tokenColumns
	after, err := one(ctx, t, sql, args{"id": before.ID, "now": t.Now}, scanToken)
	if err != nil {
		return err
	}
	return t.note(ctx, 0, "token.revoke", before.ID, before, after)
}

const feeds = `
	select f.id, a.team_id, a.code, f.created, f.revoked
	  from feed f
	  join agent a on a.id = f.agent_id`

func scanFeed(row pgx.CollectableRow) (f Feed, err error) {
	var revoked *time.Time
	err = row.Scan(&f.ID, &f.Team, &f.Agent, &f.Created, &revoked)
	f.Revoked = when(revoked)
	return f, err
}

// AddFeed keeps the address of an agent's calendar by the hash of its secret.
func (t *Tx) AddFeed(ctx context.Context, team int64, agent string, hash []byte) (Feed, error) {
	f := Feed{Team: team, Agent: agent, Created: t.Now}
	row, err := t.agentRow(ctx, team, agent)
	if err != nil {
		return f, err
	}
	const sql = `insert into feed (agent_id, hash, created) values (@row, @hash, @now) returning id`
	if err := t.tx.QueryRow(ctx, sql, args{"row": row, "hash": hash, "now": t.Now}).Scan(&f.ID); err != nil {
		return f, err
	}
	return f, t.note(ctx, team, "feed.create", f.ID, nil, f)
}

// Feeds lists the addresses of an agent's calendar, newest first.
func (t *Tx) Feeds(ctx context.Context, team int64, agent string) ([]Feed, error) {
	return list(ctx, t, feeds+` where a.team_id = @team and a.code = @agent order by f.id desc`, args{"team": team, "agent": agent}, scanFeed)
}

// Feed returns one address.
func (t *Tx) Feed(ctx context.Context, id int64) (Feed, error) {
	f, err := one(ctx, t, feeds+` where f.id = @id`, args{"id": id}, scanFeed)
	return f, found(err, "calendar address %d", id)
}

// FeedByHash returns the address that works for a secret: that of an agent who
// may sign in.
func (t *Tx) FeedByHash(ctx context.Context, hash []byte) (Feed, error) {
	const sql = feeds + ` where f.hash = @hash and f.revoked is null
		and exists (select from account u where u.agent_id = f.agent_id and not u.disabled)`
	f, err := one(ctx, t, sql, args{"hash": hash}, scanFeed)
	return f, found(err, "such calendar")
}

// RevokeFeed makes an address stop to work.
func (t *Tx) RevokeFeed(ctx context.Context, f Feed) error {
	if err := t.exec(ctx, `update feed set revoked = coalesce(revoked, @now) where id = @id`, args{"id": f.ID, "now": t.Now}); err != nil {
		return err
	}
	return t.note(ctx, f.Team, "feed.revoke", f.ID, f, nil)
}
