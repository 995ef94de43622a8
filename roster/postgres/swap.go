package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

const swaps = `
	select s.id, s.roster_id, r.team_id, s.kind, s.state, coalesce(a.code, ''), coalesce(a.name, ''), s.date, s.shift,
	       coalesce(o.code, ''), coalesce(o.name, ''), s.back, s.back_shift, s.note, s.decision, s.answer,
	       s.expires, s.created, s.changed, s.version
	  from swap s
	  join roster r on r.id = s.roster_id
	  left join agent a on a.id = s.agent_id
	  left join agent o on o.id = s.other_id`

// SwapFilter chooses swaps; zero values choose all.
type SwapFilter struct {
	Teams  []int64 // nil is every team
	Roster int64
	Agent  string // those this agent offers or is offered, and those for anybody
	Open   bool
	Before int64
	Limit  int
}

// Swaps lists swaps, newest first.
func (t *Tx) Swaps(ctx context.Context, f SwapFilter) ([]roster.Swap, error) {
	const sql = swaps + `
		 where (@teams::bigint[] is null or r.team_id = any (@teams))
		   and (@roster::bigint = 0 or s.roster_id = @roster)
		   and (@agent::text = '' or a.code = @agent or o.code = @agent or s.other_id is null)
		   and (not @open or s.state in ('offered', 'accepted'))
		   and (@before::bigint = 0 or s.id < @before)
		 order by s.id desc
		 limit @limit`
	return list(ctx, t, sql, args{
		"teams": f.Teams, "roster": f.Roster, "agent": f.Agent, "open": f.Open, "before": f.Before, "limit": f.Limit,
	}, pgx.RowToStructByPos[roster.Swap])
}

// Swap returns one swap.
func (t *Tx) Swap(ctx context.Context, id int64) (roster.Swap, error) {
	s, err := one(ctx, t, swaps+` where s.id = @id`, args{"id": id}, pgx.RowToStructByPos[roster.Swap])
	return s, found(err, "swap %d", id)
}

// LockSwap returns one swap, and keeps others from changing it until the
// transaction ends.
func (t *Tx) LockSwap(ctx context.Context, id int64) (roster.Swap, error) {
	if err := t.exec(ctx, `select from swap where id = @id for update`, args{"id": id}); err != nil {
		return roster.Swap{}, err
	}
	return t.Swap(ctx, id)
}

// AddSwap keeps a swap that is offered.
func (t *Tx) AddSwap(ctx context.Context, s roster.Swap) (roster.Swap, error) {
	const sql = `
		insert into swap (roster_id, kind, state, agent_id, date, shift, other_id, back, back_shift, note, expires, created, changed)
		values (@roster, @kind, @state, (select id from agent where team_id = @team and code = @agent), @date, @shift,
		        (select id from agent where team_id = @team and code = @other), @back, @back_shift, @note, @expires, @now, @now)
		returning id`
	err := t.tx.QueryRow(ctx, sql, args{
		"roster": s.Roster, "team": s.Team, "kind": s.Kind, "state": s.State, "agent": s.Agent, "date": s.Date, "shift": s.Shift,
		"other": s.Other, "back": s.Back, "back_shift": s.BackShift, "note": s.Note, "expires": s.Expires, "now": t.Now,
	}).Scan(&s.ID)
	if err != nil {
		return s, err
	}
	if s, err = t.Swap(ctx, s.ID); err != nil {
		return s, err
	}
	return s, t.noteSwap(ctx, nil, s)
}

// SetSwap keeps what became of a swap: its state, taker, decision and answer.
func (t *Tx) SetSwap(ctx context.Context, before, after roster.Swap) (roster.Swap, error) {
	const sql = `
		update swap
		   set state = @state, other_id = (select id from agent where team_id = @team and code = @other),
		       decision = @decision, answer = @answer, changed = @now, version = version + 1
		 where id = @id and version = @version
		returning id`
	err := t.tx.QueryRow(ctx, sql, args{
		"id": before.ID, "version": before.Version, "team": before.Team, "state": after.State, "other": after.Other,
		"decision": after.Decision, "answer": after.Answer, "now": t.Now,
	}).Scan(&after.ID)
	if err != nil {
		return after, moved(err, "swap")
	}
	if after, err = t.Swap(ctx, before.ID); err != nil {
		return after, err
	}
	return after, t.noteSwap(ctx, before, after)
}

// noteSwap audits a swap, and lets months show it.
func (t *Tx) noteSwap(ctx context.Context, before any, after roster.Swap) error {
	if err := t.touchMonths(ctx, after.Team); err != nil {
		return err
	}
	return t.note(ctx, after.Team, "swap."+string(after.State), after.ID, before, after)
}

// EndSwaps ends the swaps with a duty in a roster that cannot happen any more:
// those whose duties are not in force as they were offered are overtaken, those
// that have begun are expired. Roster 0 is every one.
func (t *Tx) EndSwaps(ctx context.Context, id int64) error {
	const of = `
		  from roster r
		 where r.id = s.roster_id and s.state in ('offered', 'accepted')
		   and (@id::bigint = 0 or exists (
		       select from roster x
		        where x.id = @id and x.team_id = r.team_id
		          and (daterange(x.from_date, x.to_date) @> s.date or daterange(x.from_date, x.to_date) @> s.back)))`
	const overtaken = `
		update swap s
		   set state = 'overtaken', changed = @now, version = s.version + 1` + of + ` and s.kind <> 'open_shift'
		   and (s.date is not null
		        and not exists (select from duty d where d.published and d.team_id = r.team_id and d.agent_id = s.agent_id and d.date = s.date and d.shift = s.shift)
		     or s.back is not null
		        and not exists (select from duty d where d.published and d.team_id = r.team_id and d.agent_id = s.other_id and d.date = s.back and d.shift = s.back_shift))
		returning s.id`
	const expired = `
		update swap s
		   set state = 'expired', changed = @now, version = s.version + 1` + of + ` and s.expires <= @now
		returning s.id`
	for _, end := range []struct {
		state roster.SwapState
		sql   string
	}{{roster.Overtaken, overtaken}, {roster.Expired, expired}} {
		ids, err := list(ctx, t, end.sql, args{"id": id, "now": t.Now}, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		for _, id := range ids {
			s, err := t.Swap(ctx, id)
			if err != nil {
				return err
			}
			if err := t.noteSwap(ctx, nil, s); err != nil {
				return err
			}
		}
	}
	return nil
}
