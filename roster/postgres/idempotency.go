package postgres

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// keepKeys is how long a key is remembered.
const keepKeys = 24 * time.Hour

// TakeKey takes an idempotency key of a user for a request, or returns the
// answer that it got before. A key that was taken and never answered, because
// the program died, is free again after a minute.
func (s *Store) TakeKey(ctx context.Context, user int64, key string, request []byte, now time.Time) (status int, answer []byte, ok bool, err error) {
	err = s.Write(ctx, By{Now: now}, func(t *Tx) error {
		const clear = `
			delete from idempotency
			 where account_id = @user and key = @key
			   and (created < @old or status is null and created < @dead)`
		if err := t.exec(ctx, clear, args{"user": user, "key": key, "old": now.Add(-keepKeys), "dead": now.Add(-time.Minute)}); err != nil {
			return err
		}
		const take = `
			insert into idempotency (account_id, key, request, created) values ($1, $2, $3, $4)
			on conflict do nothing
			returning true`
		var taken bool
		err := t.tx.QueryRow(ctx, take, user, key, request, now).Scan(&taken)
		if err == nil || !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		var of []byte
		var was *int
		err = t.tx.QueryRow(ctx, `select request, status, answer from idempotency where account_id = $1 and key = $2`, user, key).Scan(&of, &was, &answer)
		switch {
		case err != nil:
			return err
		case !bytes.Equal(of, request):
			return roster.Errorf(roster.Invalid, "the idempotency key was used for another request; use a new one")
		case was == nil:
			return roster.Errorf(roster.Conflict, "a request with this key is being answered; wait for it")
		}
		status, ok = *was, true
		return nil
	})
	return status, answer, ok, err
}

// KeepAnswer keeps what a key was answered.
func (s *Store) KeepAnswer(ctx context.Context, user int64, key string, status int, answer []byte) error {
	_, err := s.pool.Exec(ctx, `update idempotency set status = $3, answer = $4 where account_id = $1 and key = $2`, user, key, status, answer)
	return explain(err)
}

// FreeKey frees a key that was taken and not answered.
func (s *Store) FreeKey(ctx context.Context, user int64, key string) error {
	_, err := s.pool.Exec(ctx, `delete from idempotency where account_id = $1 and key = $2 and status is null`, user, key)
	return explain(err)
}

// ForgetKeys removes keys that are too old to be asked for again.
func (t *Tx) ForgetKeys(ctx context.Context) error {
	return t.exec(ctx, `delete from idempotency where created < @old`, args{"old": t.Now.Add(-keepKeys)})
}
